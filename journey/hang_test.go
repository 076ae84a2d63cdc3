package journey

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"

	"kept/app/words"
	"kept/host/loopback/procmem"
)

// reportHiding has the page tell when it hides itself. While another page is awaited the browser answers no questions
// about this one, but it passes on what the page says.
func (w *window) reportHiding() {
	w.t.Helper()
	call(w, runtime.AddBinding, runtime.AddBindingParams{Name: "hid"})
	ask[bool](w, `new MutationObserver(() => document.documentElement.hidden && hid("")).observe(document.documentElement, {attributes: true}), true`)
}

// The core stands still, as in a hang: hiding is the page's own work.
func TestExitHidesThePageWhileTheCoreHangs(t *testing.T) {
	t.Parallel()
	p, w := atMine(t)
	w.reportHiding()
	p.hang()
	w.shift().shift().shift()
	w.wait("the page to hide", w.watch.hid)
	p.goOn()
	w.gone(p)
}

func TestExitDuringASaveKeepsThePageOrDropsItWhole(t *testing.T) {
	t.Parallel()
	p, w := atMine(t)
	field, save := tonight()
	w.press(words.MineTonight).fill(field, "and then he told me about the money")
	w.reportHiding()
	button := w.spotOf(finder+"("+quoted(save)+")", "the button")
	p.hang()
	w.click(button)
	w.shift().shift().shift()
	w.wait("the page to hide", w.watch.hid)
	p.goOn()
	w.gone(p)
	w.unlock().press(words.Mine).see(secret)
	w.verify(p)
}

// The passphrase was typed and Open pressed; before the key is there, somebody comes in.
func TestExitDuringTheUnlockLeavesItLocked(t *testing.T) {
	t.Parallel()
	for name, working := range map[string]bool{"while the key is made": true, "before it is begun": false} {
		t.Run(name, func(t *testing.T) {
			p, w := atMine(t)
			for !w.exitDuringUnlock(p, working) {
				t.Log("the key was there before anybody came in: once more")
			}
			w.gone(p)
			// One try at a time: the forsaken one is over when another is answered.
			for tries := 0; !strings.Contains(w.text(), words.WrongPass); tries++ {
				if tries == 200 {
					t.Fatalf("no try is answered any more:\n%s", w.text())
				}
				w.fill(words.Passphrase, "not the one at all").press(words.UnlockDo)
			}
			found, err := procmem.Search(p.cmd.Process.Pid, []byte(secret))
			if err != nil {
				t.Fatal(err)
			}
			if found.Found != 0 {
				t.Errorf("the record was opened after Exit: the words are %d times in memory", found.Found)
			}
		})
	}
}

// exitDuringUnlock locks, presses Open and leaves while the key is made, or before it is begun. It returns false when
// the key was made faster than that.
func (w *window) exitDuringUnlock(p *program, working bool) bool {
	w.t.Helper()
	w.mine().press(words.MineLock).fill(words.Passphrase, passphrase)
	w.reportHiding()
	button := w.spotOf(finder+"("+quoted(words.UnlockDo)+")", "the button")
	before, _ := w.watch.pages()
	sent := w.watch.requests("POST /7")
	if !working {
		p.hang()
	}
	w.click(button)
	w.wait("the form to be sent", func() bool { return w.watch.requests("POST /7") > sent })
	if working {
		p.untilItMakesAKey(w.t)
		p.hang() // it takes as long as it likes
	}
	w.shift().shift().shift()
	late := false
	w.wait("the page to hide", func() bool { n, _ := w.watch.pages(); late = n > before; return late || w.watch.hid() })
	p.goOn()
	return !late
}

// untilItMakesAKey waits until the program holds the 64 MiB that making a key takes (CRYPTO.md, 1).
func (p *program) untilItMakesAKey(t testing.TB) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for pages := 0; pages*os.Getpagesize() < 64<<20; {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
		if err != nil || time.Now().After(deadline) {
			t.Fatalf("no key is being made: %d pages, %v", pages, err)
		}
		fmt.Sscan(strings.Fields(string(text))[1], &pages)
	}
}
