package journey

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/app/words"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long a window waits for what must come. Only a failing test waits that long.
const patience = 20 * time.Second

// window is one tab a person looks at.
type window struct {
	t      testing.TB
	ctx    context.Context
	origin string
	watch  *watch
}

// open opens a window that shares nothing with any other, at the address of origin.
func open(t testing.TB, origin, away string) *window {
	t.Helper()
	return openIn(t, chromium, origin, away, chromedp.WithNewBrowserContext())
}

// tab opens another tab of the same browser beside w. It comes to the front, and w is out of sight.
func (w *window) tab() *window {
	w.t.Helper()
	return openIn(w.t, w.ctx, w.origin, w.watch.away, chromedp.WithNewWindow(false))
}

func openIn(t testing.TB, parent context.Context, origin, away string, options ...chromedp.ContextOption) *window {
	t.Helper()
	w := &window{t: t, origin: origin, watch: newWatch(origin, away)}
	ctx, cancel := chromedp.NewContext(parent, append(options, chromedp.WithListener(w.watch.see))...)
	w.ctx = ctx
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		w.historySaysNothing()
		chromedp.Cancel(ctx)
		cancel()
		for _, fault := range w.watch.all() {
			t.Error(fault)
		}
	})
	w.size(390, 844)
	return w
}

// historySaysNothing fails for an entry in the window's history that would tell a later reader anything.
func (w *window) historySaysNothing() {
	h, err := chromedp.Call(w.ctx, page.GetNavigationHistory, empty)
	if err != nil {
		return // the test closed the window before
	}
	for _, e := range h.Entries {
		path, ours := strings.CutPrefix(e.URL, w.origin)
		if ours && (e.Title != words.Title && e.Title != "" || !neutral.MatchString(path)) {
			w.t.Errorf("the history says %q of %s", e.Title, e.URL)
		}
	}
}

// neutral is a path without words: digits, single letters and opaque ids (SAFETY.md, SR-12).
var neutral = regexp.MustCompile(`^(/|(/([0-9a-z]|[0-9a-f]{16}|[0-9]{1,5}))+|/leave(/0)?|/nothing/here)(#page)?$`)

// call runs one command of the browser's protocol.
func call[P, R any](w *window, command cdp.Command[P, R], params P) R {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	r, err := chromedp.Call(ctx, command, params)
	if err != nil {
		w.t.Fatalf("%s: %v", command.Method, err)
	}
	return r
}

// size makes the window as wide and high as told, in CSS pixels.
func (w *window) size(width, height int64) {
	w.t.Helper()
	call(w, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

// blockScripts makes pages run no script, as a careful person's browser does.
func (w *window) blockScripts() *window {
	w.t.Helper()
	call(w, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	return w
}

// goTo opens an address of the app.
func (w *window) goTo(path string) *window {
	w.t.Helper()
	return w.turn(func() {
		if r := call(w, page.Navigate, page.NavigateParams{URL: w.origin + path}); r.ErrorText != "" {
			w.t.Fatalf("%s: %s", path, r.ErrorText)
		}
	})
}

// turn does something that leads to another page, and waits until that stands there.
func (w *window) turn(act func()) *window {
	w.t.Helper()
	before, _ := w.watch.pages()
	act()
	w.waitForPage(before + 1)
	return w
}

// waitForPage waits until as many pages stood here, and the last one is whole.
func (w *window) waitForPage(number int) {
	w.t.Helper()
	w.wait("the next page", func() bool { n, whole := w.watch.pages(); return n >= number && whole })
}

// wait looks at a condition whenever the browser reports something, until it holds.
func (w *window) wait(what string, holds func() bool) {
	w.t.Helper()
	deadline := time.After(patience)
	for {
		news := w.watch.news()
		if holds() {
			return
		}
		select {
		case <-news:
		case <-deadline:
			w.t.Fatalf("waited in vain for %s; the page says:\n%s", what, w.text())
		}
	}
}

// ask evaluates an expression on the page. It works with scripts blocked too.
func ask[T any](w *window, expression string) T {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		w.t.Fatalf("%v in %s", err, expression)
	}
	return v
}

// quoted is a Go value as one of JavaScript.
func quoted(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // the value is one of ours
	}
	return string(b)
}

func (w *window) path() string { w.t.Helper(); return ask[string](w, "location.pathname") }

// text is what the page says, as a person sees it.
func (w *window) text() string {
	w.t.Helper()
	return ask[string](w, `document.body ? document.body.innerText : ""`)
}

// whole waits while a page is being replaced by itself: the script asks anew for one that the browser remembered.
func (w *window) whole() {
	w.t.Helper()
	w.wait("a whole page", func() bool { return ask[bool](w, `document.readyState === "complete" && !!document.body`) })
}

// see fails unless the page says text.
func (w *window) see(text string) *window {
	w.t.Helper()
	w.whole()
	if !strings.Contains(w.text(), text) {
		w.t.Fatalf("%s: want %q on\n%s", w.path(), text, w.text())
	}
	return w
}

// miss fails if text is anywhere on the page, shown or not.
func (w *window) miss(text string) *window {
	w.t.Helper()
	w.whole()
	if ask[bool](w, `document.documentElement.outerHTML.includes(`+quoted(text)+`) ||
		[...document.querySelectorAll("input, textarea")].some(f => f.value.includes(`+quoted(text)+`))`) {
		w.t.Fatalf("%s: %q is still there", w.path(), text)
	}
	return w
}

// empty are the parameters of a command that takes none.
var empty cdp.Empty
