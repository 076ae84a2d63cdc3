package journey

import (
	"testing"

	"github.com/chromedp/cdproto/page"

	"kept/app/words"
)

func tonight() (label, save string) {
	p := words.Pages["tonight"]
	return p.Fields[0].Label, p.Save
}

// front brings a tab to the front, where the person sees it.
func (w *window) front() *window {
	w.t.Helper()
	call(w, page.BringToFront, empty)
	w.wait("the tab in front", func() bool { return ask[string](w, "document.visibilityState") == "visible" })
	return w
}

// covered opens another tab in front of w, and waits until w noticed.
func (w *window) covered() *window {
	w.t.Helper()
	other := w.tab()
	w.wait("the tab behind", func() bool { return ask[string](w, "document.visibilityState") == "hidden" })
	return other
}

func TestMineOutOfSightIsHiddenAndLocks(t *testing.T) {
	_, w := atMine(t)
	w.covered()
	if !ask[bool](w, "document.documentElement.hidden") {
		t.Error("the page out of sight is not covered")
	}
	w.wait("the core to be told", func() bool { return w.watch.requests("POST /x") == 1 })
	w.turn(func() { w.front() })
	w.see(words.UnlockMineIs).miss(secret)
	w.fill(words.Passphrase, passphrase).press(words.UnlockMine).see(secret)
}

func TestWordsTypedBeforeThePageWasOutOfSightAreKeptInTheEnd(t *testing.T) {
	_, w := atMine(t)
	field, save := tonight()
	const typed = "half of it, then the phone rang"
	w.press(words.MineTonight).fill(field, typed)
	w.covered()
	w.wait("the core to be told", func() bool { return w.watch.requests("POST /x") == 1 })
	w.front()
	if got := ask[string](w, `document.querySelector("textarea").value`); got != typed {
		t.Fatalf("the field holds %q", got)
	}
	if ask[bool](w, "document.documentElement.hidden") {
		t.Fatal("the page in sight again is still covered")
	}
	w.press(save).see(words.MineHeld)
	w.fill(words.Passphrase, passphrase).press(words.UnlockMine).see(words.Pages["tonight"].After)
	w.press(words.Mine).see(typed).see(secret)
}

func TestAPageOutOfSightInTheOtherPlacesComesBackAsItWas(t *testing.T) {
	_, w := atMine(t)
	w.press(words.Ours).press(words.OursNew).fill(words.AgreeWhat, "Home by seven")
	w.covered()
	if !ask[bool](w, "document.documentElement.hidden") {
		t.Error("the page out of sight is not covered")
	}
	w.wait("the core to be told", func() bool { return w.watch.requests("POST /x") == 1 })
	w.front()
	if ask[bool](w, "document.documentElement.hidden") {
		t.Error("the page in sight again is still covered")
	}
	w.press(words.AgreeSave).see("Home by seven")
	w.press(words.Mine).see(words.UnlockMineIs) // Mine locks wherever one was
}

func TestGoingFromPageToPageDoesNotLockMine(t *testing.T) {
	_, w := atMine(t)
	w.press(words.Today).press(words.Mine).see(secret).press(words.MineTonight).back().see(secret).press(words.Path).press(words.Mine).see(secret)
	w.turn(func() { call(w, page.Reload, page.ReloadParams{}) }).see(secret)
	if n := w.watch.requests("POST /x"); n != 0 {
		t.Errorf("the core was told %d times that the page is out of sight", n)
	}
}
