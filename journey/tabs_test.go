package journey

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"

	"kept/app/words"
)

func TestTwoTabsOfOneBrowserAreOnePerson(t *testing.T) {
	t.Parallel()
	_, first := atMine(t)
	first.press(words.Ours)
	second := first.tab()
	second.goTo("/2").see(words.OursEmpty).agree("Home by seven")
	second.press(words.Today).press(words.DoneAsAgreed).see(words.Noted)
	first.front().press(words.Today).miss(words.DoneAsAgreed) // marked in the other tab
	first.press(words.Ours).press(words.OursNew).fill(words.AgreeWhat, "No phone at dinner")
	second.front().goTo("/2").see("Home by seven")
	second.goTo("/5").press(words.MineLock).see(words.UnlockTitle)
	// What was typed in the tab that did not know of the lock waits at the door.
	first.front().press(words.AgreeSave).see(words.UnlockHeld)
	first.fill(words.Passphrase, passphrase).press(words.UnlockDo).see("No phone at dinner")
}

func TestOpeningInAnotherBrowserEndsTheFirst(t *testing.T) {
	t.Parallel()
	p, first := atMine(t)
	second := open(t, p.origin, p.away.url)
	second.goTo("/3").see(words.UnlockTitle).miss(secret)
	second.unlock().press(words.Mine).see(secret)
	first.press(words.Today).see(words.UnlockTitle).miss(secret)
	second.press(words.Path).press(words.Mine).see(secret)
}

func TestReloadAndBackRepeatNothing(t *testing.T) {
	t.Parallel()
	p, w := atMine(t)
	w.agree("Home by seven")
	reload := func() { w.turn(func() { call(w, page.Reload, page.ReloadParams{}) }) }
	reload()
	w.press(words.Today).press(words.DoneAsAgreed)
	reload()
	w.miss(words.DoneAsAgreed).back().back()
	w.press(words.Ours)
	if n := ask[int](w, `document.querySelectorAll("main .card .own").length`); n != 1 {
		t.Errorf("%d agreements, want 1", n)
	}
	w.press("Home by seven")
	if n := ask[int](w, `document.querySelectorAll(".mark").length`); n != 1 {
		t.Errorf("%d marks, want 1", n)
	}
	if n := w.watch.requests("POST /2"); n != 2 {
		t.Errorf("%d forms were sent to Ours, want the two", n)
	}
	w.verify(p)
}

// A hurried or trembling hand presses twice.
func TestADoubleClickKeepsOnce(t *testing.T) {
	t.Parallel()
	for scripts, plain := range map[string]bool{"with scripts": false, "with scripts blocked": true} {
		t.Run(scripts, func(t *testing.T) {
			t.Parallel()
			p := start(t)
			w := open(t, p.origin, p.away.url)
			if plain {
				w.blockScripts()
			}
			twice := func(text string) {
				s := w.spotOf(finder+"("+quoted(text)+")", text)
				w.turn(func() { w.clicks(s, 1); w.clicks(s, 2) })
			}
			once := func(path, text string) {
				t.Helper()
				w.goTo(path).see(text)
				n := ask[int](w, `[...document.querySelectorAll("ul .card .own")].filter(e => e.innerText === `+quoted(text)+`).length`)
				if n != 1 {
					t.Errorf("%q is kept %d times", text, n)
				}
			}
			w.firstWords(secret)
			twice(words.KeepDo)
			// The second press may have taken away the answer to the first, or was asked to wait for it.
			until := func(path, label, do string) {
				t.Helper()
				for tries := 0; w.path() == path; tries++ {
					if tries == 50 {
						t.Fatalf("it stays at %s, and says:\n%s", path, w.text())
					}
					w.fill(label, passphrase).press(do)
				}
			}
			until("/6/k", words.KeepField, words.KeepDo)
			until("/", words.Passphrase, words.UnlockDo)
			field, save := tonight()
			for i := range 2 { // whether both presses arrive is a matter of luck
				page, thing := fmt.Sprint("a page, ", i), fmt.Sprint("a thing to do, ", i)
				w.goTo("/p/1").fill(field, page)
				twice(save)
				w.goTo("/2/n").fill(words.AgreeWhat, thing).tick(words.AgreeDays)
				twice(words.AgreeSave)
				once("/3", page)
				once("/2", thing)
			}
			w.goTo("/3").press(words.MineLock).fill(words.Passphrase, passphrase)
			twice(words.UnlockDo)
			until("/", words.Passphrase, words.UnlockDo)
			once("/2", "a thing to do, 0")
		})
	}
}
