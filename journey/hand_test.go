package journey

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// finder finds what can be pressed by its words: the whole of them, or the first line of a card.
const finder = `((text) => {
	const words = (e) => (e.innerText || "").trim();
	const all = [...document.querySelectorAll("a, button, summary, label")].filter(e => e.getClientRects().length);
	return all.find(e => words(e) === text) || all.find(e => words(e).split("\n")[0].trim() === text);
})`

// spot is the middle of an element after it was brought into view.
type spot struct {
	X, Y    float64
	Covered string // what lies over it, if anything
}

// spotOf brings an element into view and finds its middle. expression leads to the element.
func (w *window) spotOf(expression, name string) spot {
	w.t.Helper()
	w.wait("a page to be seen", func() bool {
		return ask[bool](w, `document.readyState === "complete" && !document.documentElement.hidden`)
	})
	s := ask[*spot](w, `(() => { const e = `+expression+`; if (!e) return null;
		e.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
		const r = e.getClientRects()[0]; if (!r) return null;
		const X = r.left + r.width / 2, Y = r.top + r.height / 2, top = document.elementFromPoint(X, Y);
		const free = top && (e.contains(top) || top.contains(e) && top.tagName === "LABEL");
		return {X, Y, Covered: free ? "" : top ? top.outerHTML.slice(0, 120) : "the edge of the window"}; })()`)
	if s == nil {
		w.t.Fatalf("%s: no %s on\n%s", w.path(), name, w.text())
	}
	if s.Covered != "" {
		w.t.Fatalf("%s: %s is covered by %s", w.path(), name, s.Covered)
	}
	return *s
}

// click presses the mouse once at s.
func (w *window) click(s spot) {
	w.t.Helper()
	w.clicks(s, 1)
}

func (w *window) clicks(s spot, count int64) {
	w.t.Helper()
	for _, kind := range []input.DispatchMouseEventType{chromedp.MousePressed, chromedp.MouseReleased} {
		call(w, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: kind, X: s.X, Y: s.Y, Button: input.MouseButtonLeft, ClickCount: count})
	}
}

// press presses the link or button that says text, and waits for the page it leads to.
func (w *window) press(text string) *window {
	w.t.Helper()
	s := w.spotOf(finder+"("+quoted(text)+")", fmt.Sprintf("%q to press", text))
	return w.turn(func() { w.click(s) })
}

// tick presses what says text and stays on the page: a choice, or something that unfolds.
func (w *window) tick(text string) *window {
	w.t.Helper()
	w.click(w.spotOf(finder+"("+quoted(text)+")", fmt.Sprintf("%q to press", text)))
	return w
}

// fill types text into the field that is called label.
func (w *window) fill(label, text string) *window {
	w.t.Helper()
	w.click(w.spotOf(`((label) => { const l = [...document.querySelectorAll("label")].find(l => l.innerText.trim() === label);
		return l && (l.control || document.getElementById(l.htmlFor)) ||
			[...document.querySelectorAll("[aria-label]")].find(e => e.ariaLabel === label); })(`+quoted(label)+`)`, fmt.Sprintf("field %q", label)))
	call(w, input.InsertText, input.InsertTextParams{Text: text})
	return w
}

// key presses and releases one key.
func (w *window) key(key string) *window {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.KeyEvent(key)); err != nil {
		w.t.Fatal(err)
	}
	return w
}

// shift presses and releases Shift alone.
func (w *window) shift() *window {
	w.t.Helper()
	w.shiftDown()
	return w.shiftUp()
}

func (w *window) shiftDown() *window {
	w.t.Helper()
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kb.KeyRawDown, Key: "Shift", Code: "ShiftLeft", WindowsVirtualKeyCode: 16, Modifiers: 8})
	return w
}

func (w *window) shiftUp() *window {
	w.t.Helper()
	call(w, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kb.KeyUp, Key: "Shift", Code: "ShiftLeft", WindowsVirtualKeyCode: 16})
	return w
}

// tickFirst presses the first thing a selector finds.
func (w *window) tickFirst(selector string) *window {
	w.t.Helper()
	w.click(w.spotOf("document.querySelector("+quoted(selector)+")", selector))
	return w
}
