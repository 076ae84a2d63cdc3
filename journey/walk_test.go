package journey

import (
	"testing"

	"kept/app/words"
)

const passphrase = "lamp on the table"

// firstWords walks from an empty device to where a passphrase is asked for, and types it.
func (w *window) firstWords(text string) *window {
	w.t.Helper()
	return w.goTo("/").press(words.DoorStart).press(words.StartHurt).press(words.HurtWords).
		fill(words.Pages["tonight"].Fields[0].Label, text).press(words.Pages["tonight"].Save).
		press(words.BeforeYouDo).fill(words.KeepField, passphrase)
}

// keep walks on to first words that are kept.
func (w *window) keep(text string) *window {
	w.t.Helper()
	return w.firstWords(text).press(words.KeepDo).see(words.KeptTitle)
}

// unlock types the passphrase at the door.
func (w *window) unlock() *window {
	w.t.Helper()
	return w.goTo("/").see(words.UnlockTitle).fill(words.Passphrase, passphrase).press(words.UnlockDo)
}

// agree makes an agreement to do something every day.
func (w *window) agree(what string) *window {
	w.t.Helper()
	return w.goTo("/2").press(words.OursNew).fill(words.AgreeWhat, what).tick(words.AgreeDays).press(words.AgreeSave).see(what)
}

func TestAPersonWalksFromFirstWordsToThePattern(t *testing.T) {
	t.Parallel()
	for name, plain := range map[string]bool{"with scripts": false, "with scripts blocked": true} {
		t.Run(name, func(t *testing.T) {
			p := start(t)
			w := open(t, p.origin, p.away.url)
			if plain {
				w.blockScripts()
			}
			const first, what = "It came out on a Tuesday.", "Home by seven, or a call before."
			w.keep(first).press(words.KeptLook)
			w.press(words.Ours).see(words.OursEmpty)
			w.agree(what).press(words.Today).see(what)
			w.press(words.DoneAsAgreed).see(words.Noted)
			w.press(words.Mine).see(first).press(words.MineLock).see(words.UnlockTitle).miss(first).miss(what)
			w.unlock().press(words.Path).see(what).see(words.TooEarly).see(words.Cases(1, 0, 0))
			w.press(what).see(words.TooEarlyText)
			w.press(words.Mine).see(first)
			w.press(words.Exit).see(elsewhereText)
			if got := p.away.visits.Load(); got != 1 {
				t.Errorf("%d visits elsewhere, want 1", got)
			}
			if r := p.away.referrer.Load(); r != "" {
				t.Errorf("the page elsewhere is told where one came from: %q", r)
			}
			w.goTo("/").see(words.UnlockTitle).miss(first)
		})
	}
}
