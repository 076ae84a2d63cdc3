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
	for name, hangs := range map[string]bool{"while the key is made": false, "while the core hangs": true} {
		t.Run(name, func(t *testing.T) {
			p, w := atMine(t)
			w.press(words.MineLock).fill(words.Passphrase, passphrase)
			w.reportHiding()
			unlock := w.spotOf(finder+"("+quoted(words.UnlockDo)+")", "the button")
			if hangs {
				p.hang()
			}
			w.click(unlock)
			w.wait("the form to be sent", func() bool { return w.watch.requests("POST /7") == 1 })
			if !hangs {
				p.untilItMakesAKey(t)
			}
			w.shift().shift().shift()
			w.wait("the page to hide", w.watch.hid)
			p.goOn()
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

// untilItMakesAKey waits until the program holds the 64 MiB that making a key takes (CRYPTO.md, 1).
func (p *program) untilItMakesAKey(t *testing.T) {
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
