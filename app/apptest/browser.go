// Package apptest is a browser without scripts for tests of the app: it reads pages, fills fields and presses
// buttons by the words a person sees.
//
// In the ordinary case call [Start], then [Person.Follow], [Person.Fill] and [Person.Press], and ask [Person.See].
// In: the words on links and buttons. Out: the page that answers. A link or button that is not there fails the test
// and prints the page. Beside the pages a Person looks after what must hold on every one of them: see [Person.Check].
package apptest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"kept/app"
	"kept/ledger/memory"
)

// Clock is a clock that stands still until it is moved.
type Clock struct{ T time.Time }

// Now is where it stands.
func (c *Clock) Now() time.Time { return c.T }

// Person is one browser at one app.
type Person struct {
	t      testing.TB
	Clock  *Clock
	Store  *Disk
	App    *app.App
	Config app.Config

	sessions *sessions
	Path     string
	Status   int
	Body     string
	doc      *html.Node
	fields   url.Values
	Forgets  []app.Handover // every lock there was
	Taps     int            // links followed and buttons pressed
}

// Start is a person before an empty device, on a Sunday evening in Berlin.
func Start(t testing.TB) *Person {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	p := &Person{t: t, Clock: &Clock{time.Date(2026, 11, 22, 21, 14, 0, 0, zone)}, Store: &Disk{Store: memory.New(t)}, sessions: &sessions{}}
	p.Restart(nil)
	return p
}

// Restart is a new process over the same store, with what the one before handed over.
func (p *Person) Restart(h *app.Handover) {
	p.t.Helper()
	p.Config = app.Config{
		Store: p.Store, Clock: p.Clock, Sessions: p.sessions, Resume: h, Zone: "Europe/Berlin", Place: "/home/k/kept", Away: "http://127.0.0.1:1/weather",
		Forget: func(h app.Handover) { p.Forgets = append(p.Forgets, h) },
		Report: func(number string, err error) { p.t.Errorf("an error nobody foresaw (%s): %v", number, err) },
	}
	if h == nil || h.Main == nil {
		p.sessions.now = ""
	}
	if p.App != nil {
		p.Store = &Disk{Store: p.Store.Reopen(), Older: p.Store.Older}
		p.Config.Store = p.Store
	}
	a, err := app.New(p.Config)
	if err != nil {
		p.t.Fatalf("New: %v", err)
	}
	p.App = a
	p.Go("/")
}

// Replace does what a home does after a lock: the process is replaced by one that knows only the handover.
func (p *Person) Replace() {
	p.t.Helper()
	if len(p.Forgets) == 0 {
		p.t.Fatal("nothing was locked")
	}
	h := p.Forgets[len(p.Forgets)-1]
	if h.Main != nil {
		k := *h.Main // as if it went through a pipe
		h.Main = &k
	}
	p.Restart(&h)
}

// Go opens an address.
func (p *Person) Go(path string) *Person {
	p.t.Helper()
	return p.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form as it is, without a page to fill it in.
func (p *Person) Post(path string, form url.Values) *Person {
	p.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return p.do(r)
}

func (p *Person) do(r *http.Request) *Person {
	p.t.Helper()
	for range 8 {
		w := httptest.NewRecorder()
		p.sessions.w = w
		p.App.ServeHTTP(w, r)
		res := w.Result()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			p.t.Fatal(err)
		}
		p.Path, p.Status, p.Body = r.URL.Path, res.StatusCode, string(body)
		if res.StatusCode != http.StatusSeeOther {
			p.read()
			return p
		}
		to := res.Header.Get("Location")
		if strings.HasPrefix(to, "http") {
			p.Path = to
			return p
		}
		r = httptest.NewRequest(http.MethodGet, to, nil)
	}
	p.t.Fatalf("too many redirects, the last to %s", p.Path)
	return p
}

func (p *Person) read() {
	p.t.Helper()
	doc, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		p.t.Fatalf("%s: %v", p.Path, err)
	}
	p.doc, p.fields = doc, url.Values{}
	if p.Body != "" {
		p.Check()
	}
}

// Follow presses the link with this text.
func (p *Person) Follow(text string) *Person {
	p.t.Helper()
	for n := range p.nodes("a") {
		if words(n) == text || attr(n, "href") != "" && first(words(n), text) {
			p.Taps++
			return p.Go(attr(n, "href"))
		}
	}
	p.t.Fatalf("%s: no link %q on\n%s", p.Path, text, p.Text())
	return p
}

// Fill types into the field of this name, on the page in front.
func (p *Person) Fill(name, text string) *Person {
	p.fields.Add(name, text)
	return p
}

// Press presses the button with this text: its form goes off with what was filled in and what stood there.
func (p *Person) Press(text string) *Person {
	p.t.Helper()
	for form := range p.nodes("form") {
		for b := range all(form, "button") {
			if words(b) != text {
				continue
			}
			values := p.values(form)
			if attr(b, "name") != "" {
				values.Set(attr(b, "name"), attr(b, "value"))
			}
			p.Taps++
			return p.Post(attr(form, "action"), values)
		}
	}
	p.t.Fatalf("%s: no button %q on\n%s", p.Path, text, p.Text())
	return p
}

// values are what a browser would send: the page's own values, and over them what was filled in.
func (p *Person) values(form *html.Node) url.Values {
	p.t.Helper()
	values := url.Values{}
	known := map[string]bool{}
	for n := range all(form, "input", "textarea", "select") {
		name := attr(n, "name")
		if name == "" {
			continue
		}
		known[name] = true
		kind := attr(n, "type")
		switch {
		case n.Data == "textarea":
			values.Add(name, raw(n))
		case n.Data == "select":
			chosen := ""
			for i, o := range listed(n, "option") {
				if i == 0 || has(o, "selected") {
					chosen = attr(o, "value")
				}
			}
			values.Add(name, chosen)
		case kind == "radio" || kind == "checkbox":
			if has(n, "checked") {
				values.Add(name, attr(n, "value"))
			}
		default:
			values.Add(name, attr(n, "value"))
		}
	}
	for name, v := range p.fields {
		if !known[name] {
			p.t.Fatalf("%s: no field %q in this form", p.Path, name)
		}
		values[name] = v
	}
	return values
}

// See fails unless the page says text.
func (p *Person) See(text string) *Person {
	p.t.Helper()
	if !strings.Contains(p.Text(), text) {
		p.t.Fatalf("%s: want %q on\n%s", p.Path, text, p.Text())
	}
	return p
}

// Miss fails if the page says text.
func (p *Person) Miss(text string) *Person {
	p.t.Helper()
	if strings.Contains(p.Text(), text) {
		p.t.Fatalf("%s: did not want %q on\n%s", p.Path, text, p.Text())
	}
	return p
}

// Text is what the page says, a line for each piece. What a field holds counts too.
func (p *Person) Text() string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
			fmt.Fprintln(&b, strings.TrimSpace(n.Data))
		case n.Type == html.ElementNode && n.Data == "input" && attr(n, "type") != "hidden" && attr(n, "value") != "":
			fmt.Fprintf(&b, "[%s]\n", attr(n, "value"))
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			walk(k)
		}
	}
	if p.doc != nil {
		walk(p.doc)
	}
	return b.String()
}

// Passphrase is long enough, and nobody's.
const Passphrase = "lamp on the table"

// Keep walks the shortest way from an empty device to first words that are kept, and stops at "It is kept."
func (p *Person) Keep(text string) *Person {
	p.t.Helper()
	return p.Follow("Start").Press("Something was done that hurt me").Follow("Put it into words").
		Fill("text", text).Press("Keep it").Follow("I understand").Fill("passphrase", Passphrase).Press("Lock and keep")
}

// Unlock types the passphrase at the door.
func (p *Person) Unlock() *Person {
	p.t.Helper()
	return p.Go("/").Fill("passphrase", Passphrase).Press("Open")
}

// Lock locks everything, and replaces the process as a home would.
func (p *Person) Lock() *Person {
	p.t.Helper()
	p.Post("/lock", nil)
	p.Replace()
	return p
}

// Hide is the page going out of sight: Mine locks, and the process is replaced.
func (p *Person) Hide() *Person {
	p.t.Helper()
	before := len(p.Forgets)
	p.Post("/x", nil)
	if len(p.Forgets) > before {
		p.Replace()
	}
	return p
}

// sessions is one browser's cookie, without the cookie.
type sessions struct {
	now string
	n   int
	w   http.ResponseWriter
}

func (s *sessions) Of(*http.Request) string { return s.now }

func (s *sessions) End(http.ResponseWriter, *http.Request) { s.now = "" }

func (s *sessions) New(http.ResponseWriter) string {
	s.n++
	s.now = fmt.Sprint("session ", s.n)
	return s.now
}

// Stranger makes the next requests come from another browser, until the function it returns is called.
func (p *Person) Stranger() (back func()) {
	mine := p.sessions.now
	p.sessions.now = ""
	return func() { p.sessions.now = mine }
}

// Mark says what came of one occurrence, without opening a page first.
func (p *Person) Mark(path, outcome string) *Person {
	p.t.Helper()
	return p.Post(path, url.Values{"outcome": {outcome}})
}
