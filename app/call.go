package app

import (
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

// maxForm is more than every field of the longest form filled to its limit.
const maxForm = 256 << 10

// call is one request being answered. The App's mutex is held for as long as it lives.
type call struct {
	a     *App
	w     http.ResponseWriter
	r     *http.Request
	visit *visit
	now   time.Time

	holder bool // the session was begun by this very request
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
		c := &call{a: a, w: w, r: r, now: a.cfg.Clock.Now()}
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
		if c.r.Method == http.MethodPost {
			c.visit.problem = words.OldForm
		}
		return "/"
	case g == fresh:
		return "/1"
	case c.a.older && c.r.URL.Path != olderPath && c.r.URL.Path != "/lock":
		return olderPath
	case g == private && c.a.mine == nil, g == writing && c.a.mine == nil && c.r.Method == http.MethodGet:
		c.visit.waiting = &waiting{then: c.r.URL.Path} // GET: come back here once Mine is open
		if c.r.Method == http.MethodPost {
			c.visit.waiting = nil
			c.visit.problem = words.OldForm
		}
		return "/8"
	}
	return ""
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
		f.Notices = c.a.notices
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
	wait := &waiting{what: what, then: then, form: withoutSecrets(c.r.PostForm), path: c.r.URL.Path}
	a := c.a
	switch {
	case a.ledger == nil:
		c.visit.waiting = wait
		c.to("/6/g")
	case !c.opened():
		c.visit.waiting = wait
		c.to("/")
	case a.mine == nil && wait.needs(seal.Mine):
		c.visit.waiting = wait
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
	first, err := c.append(wait.what...)
	if err != nil {
		c.visit.problem = c.sentence(err)
		c.visit.fill, c.visit.fillPath = wait.form, wait.path
		c.to(wait.path)
		return
	}
	c.to(strings.Replace(wait.then, "{}", short(first), 1))
}

// append keeps entries in order and folds them. After an error the ones before it are kept.
func (c *call) append(what ...addition) (first entry.ID, err error) {
	for i, x := range what {
		e, err := c.a.ledger.Append(c.r.Context(), x.half, x.body, x.answers...)
		if err != nil {
			return first, err
		}
		c.a.apply(x.half, e)
		if i == 0 {
			first = e.ID
		}
	}
	return first, nil
}

func inMain(content entry.Content, answers ...entry.ID) addition {
	return addition{seal.Main, entry.Of(content), answers}
}

func inMine(content entry.Content, answers ...entry.ID) addition {
	return addition{seal.Mine, entry.Of(content), answers}
}
