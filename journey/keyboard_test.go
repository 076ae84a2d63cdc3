package journey

import (
	"bytes"
	"image/color"
	"image/png"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp/kb"

	"kept/app/words"
)

// focused says what has the focus, by its words, and what is wrong with how that is shown.
type focused struct{ Name, Fault string }

const focus = `(() => {
	const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
	const label = e.labels?.[0] ?? document.querySelector("label[for='" + e.id + "']");
	let Fault = "";
	if (e.matches("a, button, input, textarea, select, summary")) {
		if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 3) Fault = "no ring around it";
		if (r.bottom <= 0 || r.top >= innerHeight || r.right <= 0 || r.left >= innerWidth) Fault = "it is out of the window";
		const top = document.elementFromPoint(r.x + r.width / 2, Math.min(r.bottom - 2, innerHeight - 1));
		if (!Fault && top && !e.contains(top) && top.closest(".tabs, .top")) Fault = "it is under " + top.outerHTML.slice(0, 60);
	}
	return {Name: ((label ?? e).innerText || e.ariaLabel || "").trim().split("\n")[0].trim(), Fault};
})()`

// next presses Tab and returns the name of what has the focus then.
func (w *window) next() string {
	w.t.Helper()
	f := ask[focused](w.key(kb.Tab), focus)
	if f.Fault != "" {
		w.t.Errorf("%s: %q has the focus, and %s", w.path(), f.Name, f.Fault)
	}
	return f.Name
}

// tabTo presses Tab until what is called name has the focus.
func (w *window) tabTo(name string) *window {
	w.t.Helper()
	var passed []string
	for range 80 {
		at := w.next()
		if at == name {
			return w
		}
		passed = append(passed, at)
	}
	w.t.Fatalf("%s: Tab does not come to %q, only to %q", w.path(), name, passed)
	return w
}

// enter presses Enter where the focus is, and waits for the page it leads to.
func (w *window) enter() *window {
	w.t.Helper()
	return w.turn(func() { w.key(kb.Enter) })
}

func (w *window) write(text string) *window {
	w.t.Helper()
	call(w, input.InsertText, input.InsertTextParams{Text: text})
	return w
}

func TestTheKeyboardAloneIsEnough(t *testing.T) {
	p := start(t)
	w := open(t, p.origin, p.away.url).goTo("/")
	field, save := tonight()
	const what = "Home by seven"
	w.tabTo(words.DoorStart).enter().tabTo(words.StartHurt).enter().tabTo(words.HurtWords).enter()
	w.tabTo(field).write(secret).tabTo(save).enter().tabTo(words.BeforeYouDo).enter()
	w.tabTo(words.KeepField).write(passphrase).enter().see(words.KeptTitle) // Enter in a field sends its form
	w.tabTo(words.KeptLook).enter().tabTo(words.Ours).enter().tabTo(words.OursNew).enter()
	w.tabTo(words.AgreeWhat).write(what).tabTo(words.AgreeOnce).key(kb.ArrowDown)
	if got := ask[string](w, `document.querySelector("[name=repeat]:checked").value`); got != "days" {
		t.Errorf("the arrow key chose %q", got)
	}
	w.tabTo(words.AgreeSave).enter().see(what)
	w.tabTo(words.Today).enter().tabTo(words.DoneAsAgreed).enter().see(words.Noted)
	w.tabTo(words.Mine).enter().see(secret).tabTo(words.MineLock).enter()
	w.tabTo(words.Passphrase).write(passphrase).enter()
	w.tabTo(words.Path).enter().tabTo(what).enter().see(words.TooEarly)
	w.tabTo(words.ExitNow).enter().see(elsewhereText)
}

func TestTabComesFirstToTheSkipLinkThenExitThenHelp(t *testing.T) {
	p := start(t)
	want := []string{words.Skip, words.Exit, words.Help}
	w := open(t, p.origin, p.away.url).blockScripts().goTo("/")
	if got := []string{w.next(), w.next(), w.next()}; !slices.Equal(got, want) {
		t.Errorf("Tab comes to %q, want %q", got, want)
	}
	w.goTo("/9").next()
	w.key(kb.Enter) // the skip link
	if at := w.next(); at != words.HelpBadHour {
		t.Errorf("after the skip link Tab comes to %q", at)
	}
}

// The address and the title never change, so the heading says where one is.
func TestAfterEachStepTheFocusIsOnTheHeading(t *testing.T) {
	p := start(t)
	w := open(t, p.origin, p.away.url)
	for _, path := range []string{"/", "/6", "/p/1", "/2/n", "/9", "/9/1", "/9/2"} {
		w.goTo(path)
		if got := ask[string](w, "document.activeElement.tagName"); got != "H1" {
			t.Errorf("%s: the focus is on %s", path, got)
		}
	}
}

// A ring that is there by the style sheet alone could still be unseen: here it is looked for in the picture.
func TestTheRingIsSeen(t *testing.T) {
	p := start(t)
	w := open(t, p.origin, p.away.url).goTo("/")
	for dark, ring := range map[bool]color.NRGBA{false: {0x0B, 0x4F, 0x9E, 0xFF}, true: {0x9C, 0xC9, 0xFF, 0xFF}} {
		w.dark(dark)
		w.goTo("/")
		if n := w.pixels(ring); n != 0 {
			t.Errorf("dark %v: %d points of the ring's colour before anything has the focus", dark, n)
		}
		w.tabTo(words.DoorStart)
		if n := w.pixels(ring); n < 3*600 { // three points wide, around a button of over 300 by 52
			t.Errorf("dark %v: the ring has %d points", dark, n)
		}
	}
}

// pixels counts the points of one colour in what is seen of the page.
func (w *window) pixels(want color.NRGBA) (n int) {
	w.t.Helper()
	picture, err := png.Decode(bytes.NewReader(call(w, page.CaptureScreenshot, page.CaptureScreenshotParams{}).Data))
	if err != nil {
		w.t.Fatal(err)
	}
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			if color.NRGBAModel.Convert(picture.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}
