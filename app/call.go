package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kept/app/page"
	"kept/app/words"
	"kept/entry"
	"kept/schedule"
	"kept/seal"
)

// maxForm is more than every field of the longest form filled to its limit, however a browser writes it.
const maxForm = 4 << 20

// call is one request being answered. The App's mutex is held for as long as it lives.
type call struct {
	a     *App
	w     http.ResponseWriter
	r     *http.Request
	visit *visit
	now   time.Time

	holder bool            // the session was begun by this very request
	left   context.Context // done when the browser went away
}

type handler func(*call)

// gate says who may come through.
type gate uint8

const (
	anyone  gate = iota // works locked and before anything is kept
	fresh               // only while nothing is kept
	opened              // the passphrase was typed in this browser
	private             // Mine is open too
	writing             // fresh, or private; a POST may come at any time: what it brings waits
)

// serve makes a handler of h: it takes the lock, finds the visit, and lets through whom the gate lets through.
func (a *App) serve(g gate, h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		parse := r.ParseForm()
		a.mu.Lock()
		defer a.mu.Unlock()
		defer a.hideNow()
		c := &call{a: a, w: w, left: r.Context(), now: a.cfg.Clock.Now()}
		c.r = r.WithContext(context.WithoutCancel(r.Context())) // what is begun is finished, also when nobody waits for the answer
		c.visit = a.visitOf(w, r)
		if c.opened() && r.URL.Path != awayPath {
			a.active = c.now
		}
		if parse != nil {
			c.refuseForm(parse)
			return
		}
		if to := c.stop(g); to != "" {
			c.to(to)
			return
		}
		h(c)
	}
}

// stop returns where to send somebody the gate does not let through; "" when it does.
func (c *call) stop(g gate) string {
	empty := c.a.ledger == nil && c.a.broken == nil
	switch {
	case g == anyone, g == fresh && empty, g == writing && (empty || c.r.Method == http.MethodPost && !c.opened()):
		return ""
	case !c.opened():
		c.comeBack()
		return "/"
	case g == fresh:
		return "/1"
	case c.a.older && c.r.URL.Path != olderPath && c.r.URL.Path != "/lock":
		return olderPath
	case g == private && c.a.mine == nil, g == writing && c.a.mine == nil && c.r.Method == http.MethodGet:
		c.comeBack()
		return "/8"
	}
	return ""
}

// comeBack remembers the page that may not be seen yet, and the form that came too late, with what was typed in it.
func (c *call) comeBack() {
	if c.r.Method != http.MethodPost {
		if c.a.session != "" {
			c.visit.then = c.r.URL.Path
		}
		return
	}
	c.visit.problem = words.OldForm
	page := c.formPage()
	if len(c.r.PostForm) > 0 && page == c.r.URL.Path {
		c.visit.fill, c.visit.fillPath = withoutSecrets(c.r.PostForm), page
		c.visit.problem = words.OldFormHeld
	}
	c.visit.then = page
}

// formPage is where the form of this POST stands: mostly at its own address.
func (c *call) formPage() string {
	path := c.r.URL.Path
	if f := strings.Split(path, "/"); len(f) > 3 && f[1] == "2" && f[3] != "e" && c.r.PostForm.Get("sure") == "" {
		return safeBack(c.r.PostForm.Get("back"), "/2/"+f[2])
	}
	if c.a.hasPage(path) {
		return path
	}
	return "/1"
}

// hasPage says whether an address can be looked at.
func (a *App) hasPage(path string) bool {
	_, pattern := a.routes.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}})
	return strings.HasPrefix(pattern, "GET ")
}

// opened says whether this request comes from the browser the passphrase was typed in.
func (c *call) opened() bool {
	return c.a.session != "" && (c.holder || c.a.cfg.Sessions.Of(c.r) == c.a.session)
}

func (c *call) to(path string) { http.Redirect(c.w, c.r, path, http.StatusSeeOther) }

// problem sends the person to path with a sentence, and their form with them.
func (c *call) problem(path, sentence string) {
	c.visit.problem = sentence
	if len(c.r.PostForm) > 0 {
		c.visit.fill, c.visit.fillPath = withoutSecrets(c.r.PostForm), path
	}
	c.to(path)
}

// said sends the person to path with a sentence about what was done.
func (c *call) said(path, sentence string) {
	c.visit.said = sentence
	c.to(path)
}

// withoutSecrets leaves out what is never shown again.
func withoutSecrets(form url.Values) url.Values {
	kept := url.Values{}
	for name, v := range form {
		if !strings.HasPrefix(name, "pass") && name != "words" && name != "old" && name != "new" {
			kept[name] = v
		}
	}
	return kept
}

// filled returns the form that was refused on this page, once; nil when there is none.
func (c *call) filled() url.Values {
	if c.visit.fillPath != c.r.URL.Path {
		return nil
	}
	f := c.visit.fill
	c.visit.fill, c.visit.fillPath = nil, ""
	return f
}

// refuseForm answers a form that could not be read. It is the one page that is not a redirect: nothing was read of it.
func (c *call) refuseForm(err error) {
	status := http.StatusBadRequest
	c.visit.problem = words.NotText
	if big := (*http.MaxBytesError)(nil); errors.As(err, &big) {
		status, c.visit.problem = http.StatusRequestEntityTooLarge, words.TooBig
	}
	c.show(status, page.Calm(c.frame("", ""), words.Kept, nil, page.Link{}, []page.Link{{Path: "/", Text: words.Back}}))
}

// frame makes what stands around a page. The sentences of the visit are shown once.
func (c *call) frame(place, half string) page.Frame {
	f := page.Frame{Place: place, Problem: c.visit.problem, Said: c.visit.said}
	c.visit.problem, c.visit.said = "", ""
	if c.opened() {
		f.Tabs, f.Half, f.Theme = true, half, c.a.ours.Settings().Theme
		if f.Half == "" {
			f.Half = "main"
		}
		f.Notices, f.Held = c.a.notices, c.holds()
	}
	return f
}

// today is the date in the person's zone.
func (c *call) today() schedule.Date { return schedule.DateIn(c.now, c.zone()) }

func (c *call) zone() string {
	if c.a.ours != nil && c.a.ours.Settings().Zone != "" {
		return c.a.ours.Settings().Zone
	}
	return c.a.cfg.Zone
}

// day says a date to people.
func (c *call) day(d schedule.Date) string { return words.Date(midnight(d), midnight(c.today())) }

// at says the date of a claimed clock.
func (c *call) at(ms int64) string {
	return c.day(schedule.DateIn(time.UnixMilli(ms), c.zone()))
}

func midnight(d schedule.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// show renders a page.
func (c *call) show(status int, p templ.Component) {
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	c.w.WriteHeader(status)
	_ = p.Render(c.r.Context(), c.w) // fails only when the browser went away: there is nobody to tell
}

// page renders the page that was asked for.
func (c *call) page(p templ.Component) { c.show(http.StatusOK, p) }

const shortBytes = 8 // two of one record never meet

// short names an entry in an address: the beginning of its id, which says nothing.
func short(id entry.ID) string { return hex.EncodeToString(id[:shortBytes]) }

// keep appends additions, or holds them in memory until there is a place for them. then is where to go afterwards.
func (c *call) keep(then string, what ...addition) {
	wait := &waiting{what: what, then: then, form: withoutSecrets(c.r.PostForm), back: c.formPage()}
	a := c.a
	switch {
	case a.ledger == nil:
		c.visit.wait(wait)
		c.to("/6/g")
	case !c.opened():
		c.visit.wait(wait)
		c.to("/")
	case a.mine == nil && wait.needs(seal.Mine):
		c.visit.wait(wait)
		c.to("/8")
	default:
		c.once(func() { c.flush(wait) })
	}
}

// once does not do the same form twice: a hurried hand presses twice, and scripts may be blocked.
func (c *call) once(do func()) {
	form := sha256.Sum256([]byte(c.r.URL.Path + "?" + c.r.PostForm.Encode()))
	if last := c.visit.last; last.form == form && c.now.Sub(last.at).Abs() < twice {
		c.to(last.to)
		return
	}
	do()
	if c.visit.problem == "" {
		c.visit.last = done{form, c.now, c.w.Header().Get("Location")}
	}
}

// twice is the time within which the same form is the same press.
const twice = time.Second

// wait adds to what waits: what was written first is not lost to what was written next.
func (v *visit) wait(w *waiting) {
	if v.waiting != nil {
		w.last = len(v.waiting.what)
		w.what = append(v.waiting.what, w.what...)
	}
	v.waiting = w
}

func (w *waiting) needs(h seal.Half) bool {
	for _, x := range w.what {
		if x.half == h {
			return true
		}
	}
	return false
}

// flush appends what was waiting and goes where it leads. What cannot be kept goes back into its form.
func (c *call) flush(wait *waiting) {
	kept, err := c.append(wait.what...)
	if err != nil {
		c.visit.problem = c.sentence(err)
		if !hasWords(wait.form) {
			c.visit.problem = strings.Replace(c.visit.problem, words.StillInField, words.NothingChanged, 1)
		}
		c.visit.fill, c.visit.fillPath = wait.form, wait.back
		if len(kept) < wait.last { // of what waited longer, too: it goes on waiting
			wait.what = wait.what[len(kept):wait.last]
			wait.last = 0
			c.visit.waiting = wait
		}
		c.to(wait.back)
		return
	}
	to := wait.then
	if len(kept) > wait.last {
		to = strings.Replace(to, "{}", short(kept[wait.last]), 1)
	}
	c.to(to)
}

// append keeps entries in order and folds them. After an error the ones before it are kept.
func (c *call) append(what ...addition) (kept []entry.ID, err error) {
	for _, x := range what {
		e, err := c.a.ledger.Append(c.r.Context(), x.half, x.body, x.answers...)
		if err != nil {
			return kept, err
		}
		c.a.apply(x.half, e)
		kept = append(kept, e.ID)
	}
	return kept, nil
}

// hasWords says whether a form holds something a person wrote, and not only a press of a button.
func hasWords(form url.Values) bool {
	for _, name := range []string{"text", "what", "line", "person"} {
		if strings.TrimSpace(strings.Join(form[name], "")) != "" {
			return true
		}
	}
	return false
}

func inMain(content entry.Content, answers ...entry.ID) addition {
	return addition{seal.Main, entry.Of(content), answers}
}

func inMine(content entry.Content, answers ...entry.ID) addition {
	return addition{seal.Mine, entry.Of(content), answers}
}
