package journey

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp/kb"

	"kept/app/words"
)

const secret = "he said it was over in March"

// atMine is a person on a page with their own words on it.
func atMine(t *testing.T) (*program, *window) {
	t.Helper()
	p := start(t)
	w := open(t, p.origin, p.away.url)
	w.keep(secret).press(words.KeptLook).press(words.Mine).see(secret)
	return p, w
}

// mine opens Mine from wherever this is, locked or not.
func (w *window) mine() *window {
	w.t.Helper()
	if w.goTo("/3").path() == "/" {
		w.fill(words.Passphrase, passphrase).press(words.UnlockDo).press(words.Mine)
	}
	if w.path() == "/8" {
		w.fill(words.Passphrase, passphrase).press(words.UnlockMine)
	}
	return w.see(secret)
}

// gone fails unless Exit did all of its work: another page stands here, Back shows nothing, the record is locked.
func (w *window) gone(p *program) {
	w.t.Helper()
	w.wait("the page elsewhere", func() bool { return w.path() == "/weather" })
	w.see(elsewhereText)
	w.back().miss(secret)
	w.goTo("/3").see(words.UnlockTitle).miss(secret)
}

// back goes one step back in the window's history.
func (w *window) back() *window {
	w.t.Helper()
	h := call(w, page.GetNavigationHistory, empty)
	if h.CurrentIndex == 0 {
		w.t.Fatal("there is nothing to go back to")
	}
	return w.turn(func() {
		call(w, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: h.Entries[h.CurrentIndex-1].ID})
	})
}

// tap taps the lower right corner just above the row of places, as a finger does.
func (w *window) tap() {
	w.t.Helper()
	at := ask[spot](w, `(() => { const bar = document.querySelector(".tabs");
		return {X: innerWidth - 12, Y: innerHeight - (bar ? bar.offsetHeight : 0) - 12}; })()`)
	for _, kind := range []input.DispatchTouchEventType{input.DispatchTouchEventTypeTouchStart, input.DispatchTouchEventTypeTouchEnd} {
		points := []*input.TouchPoint{}
		if kind == input.DispatchTouchEventTypeTouchStart {
			points = append(points, &input.TouchPoint{X: at.X, Y: at.Y})
		}
		call(w, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
}

func TestEveryWayOutHidesLocksAndLeadsElsewhere(t *testing.T) {
	t.Parallel()
	writing := func(w *window, text string) {
		w.press(words.MineTonight).fill(words.Pages["tonight"].Fields[0].Label, text)
	}
	press := func(w *window) { w.press(words.Exit) }
	secondary := func(w *window) {
		ask[bool](w, `document.querySelector(".secondary-exit").focus(), true`)
		w.turn(func() { w.key(kb.Enter) })
	}
	shifts := func(w *window) { w.shift().shift().turn(func() { w.shift() }) }
	ways := []struct {
		name   string
		script bool // needs one
		leave  func(*window)
	}{
		{"the button", false, press},
		{"the secondary link", false, secondary},
		{"the button, with words in a field", false, func(w *window) { writing(w, secret); press(w) }},
		{"three Shifts", true, shifts},
		{"three Shifts in a field", true, func(w *window) { writing(w, secret); shifts(w) }},
		{"three taps", true, func(w *window) { w.tap(); w.tap(); w.turn(func() { w.tap() }) }},
	}
	for scripts, plain := range map[string]bool{"with scripts": false, "with scripts blocked": true} {
		t.Run(scripts, func(t *testing.T) {
			t.Parallel()
			p, w := atMine(t)
			if plain {
				w.blockScripts()
			}
			for n, way := range ways {
				if way.script && plain {
					continue
				}
				t.Log(way.name)
				w.mine()
				way.leave(w)
				w.gone(p)
				if got := p.away.visits.Load(); got != int32(n+1) {
					t.Errorf("%d visits elsewhere, want %d", got, n+1)
				}
			}
		})
	}
}

// What a script does is seen by the same script: the page is hidden before the event is over, so before the next frame.
func TestThePageIsHiddenBeforeTheEventIsOver(t *testing.T) {
	t.Parallel()
	events := map[string]string{
		"the button":         `document.querySelector(".exit").click()`,
		"the secondary link": `document.querySelector(".secondary-exit").click()`,
		"three Shifts": `for (let i = 0; i < 3; i++) for (const kind of ["keydown", "keyup"])
			document.body.dispatchEvent(new KeyboardEvent(kind, {key: "Shift", bubbles: true}))`,
		"three taps": `for (let i = 0; i < 3; i++) document.body.dispatchEvent(new PointerEvent("pointerdown",
			{bubbles: true, clientX: innerWidth - 12, clientY: innerHeight - 12}))`,
		"out of sight": `Object.defineProperty(document, "visibilityState", {value: "hidden"}), document.dispatchEvent(new Event("visibilitychange"))`,
		"going away":   `dispatchEvent(new PageTransitionEvent("pagehide"))`,
	}
	p := start(t)
	w := open(t, p.origin, p.away.url)
	for name, event := range events {
		w.goTo("/p/1")
		before, _ := w.watch.pages()
		if !ask[bool](w, `(() => { `+event+`; const r = document.documentElement; return r.hidden && getComputedStyle(r).display === "none"; })()`) {
			t.Errorf("%s: the page is still to be seen when the event is over", name)
		}
		if name != "out of sight" && name != "going away" {
			w.waitForPage(before + 1)
		}
	}
}

func TestOnlyThreeShiftsInARowLeave(t *testing.T) {
	t.Parallel()
	p := start(t)
	field, _ := tonight()
	w := open(t, p.origin, p.away.url).goTo("/p/1").fill(field, "x")
	later := func(ms string) { ask[bool](w, `Date.now = ((then) => () => then + `+ms+`)(Date.now()), true`) }
	cases := map[string]func(){
		"another key between":    func() { w.shift().shift().key("a").shift().shift() },
		"as a modifier":          func() { w.shiftDown().key("A").shiftUp().shiftDown().key("B").shiftUp().shiftDown().key("C").shiftUp() },
		"more than five seconds": func() { w.shift().shift(); later("5001"); w.shift().shift() },
		"held down": func() {
			for range 5 {
				call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kb.KeyRawDown, Key: "Shift", AutoRepeat: new(true), Modifiers: 8})
			}
			w.shiftUp()
		},
	}
	for name, press := range cases {
		press()
		if ask[bool](w, `document.documentElement.hidden`) {
			t.Fatalf("%s: it left", name)
		}
		w.key("x") // starts again
		if on := ask[int](w, `document.querySelectorAll(".lights:not([hidden]) .on").length`); on != 0 {
			t.Errorf("%s: after another key %d lights are on", name, on)
		}
	}
	w.shift()
	if on, says := ask[int](w, `document.querySelectorAll(".lights:not([hidden]) .on").length`), ask[string](w, `document.querySelector(".lights + .spoken").textContent`); on != 1 || says != words.Press1 {
		t.Errorf("after one Shift: %d lights, and it says %q", on, says)
	}
	later("4999")
	w.shift()
	if says := ask[string](w, `document.querySelector(".lights + .spoken").textContent`); says != words.Press2 {
		t.Errorf("after two Shifts it says %q", says)
	}
	w.turn(func() { w.shift() }).see(elsewhereText)
}

func TestExitWithoutANetworkLeadsToThePlainPage(t *testing.T) {
	t.Parallel()
	p, w := atMine(t)
	ask[bool](w, `Object.defineProperty(navigator, "onLine", {value: false}), true`)
	w.turn(func() { w.shift().shift().shift() }).see(words.NeutralTitle).miss(secret)
	if w.path() != "/0" {
		t.Errorf("it led to %s", w.path())
	}
	if n := p.away.visits.Load(); n != 0 {
		t.Errorf("%d visits elsewhere", n)
	}
	w.goTo("/3").see(words.UnlockTitle)
}
