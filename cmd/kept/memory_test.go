//go:build linux

package main

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"kept/host/loopback/procmem"
)

// canary is text that stands nowhere else. It is letters and digits only, so that it looks the same in a form,
// in an address and in a page.
func canary() string {
	b := make([]byte, 16)
	rand.Read(b)
	return "canary" + hex.EncodeToString(b)
}

// holds says how often text stands in the program's memory.
func (p *program) holds(text string) int {
	p.t.Helper()
	result, err := procmem.Search(p.cmd.Process.Pid, []byte(text))
	if err != nil {
		p.t.Fatal(err)
	}
	return result.Found
}

// mustHold fails the test when the search does not see what is certainly there.
func (p *program) mustHold(what, text string) {
	p.t.Helper()
	if p.holds(text) == 0 {
		p.t.Fatalf("%s is not found in memory while it is open: the search is blind", what)
	}
}

func (p *program) mustNotHold(when, what, text string) {
	p.t.Helper()
	if n := p.holds(text); n != 0 {
		p.t.Errorf("%s: %s is %d times in memory", when, what, n)
	}
}

func agree(b *browser, what string) {
	b.t.Helper()
	b.post(agreements, "what", what, "repeat", "days", "every", "1", "start", "2026-01-01", "zone", "Europe/Berlin")
}

func TestAfterALockNothingTypedIsInMemory(t *testing.T) {
	t.Parallel()
	ways := map[string]func(*browser){
		"lock":         func(b *browser) { b.post("/lock") },
		"exit":         func(b *browser) { b.get("/leave") },
		"exit offline": func(b *browser) { b.get("/leave/0") },
	}
	for name, lock := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, pass, mine, ours := newProgram(t), canary(), canary(), canary()
			p.start()
			b := newBrowser(t, p)
			b.found(pass, mine)
			agree(b, ours)
			b.get("/3")
			b.get("/2")
			p.mustHold("what was agreed", ours)
			p.mustHold("a page of Mine", mine)
			lock(b)
			b.get("/") // answered by the process that came after
			p.mustNotHold("after "+name, "what was agreed", ours)
			p.mustNotHold("after "+name, "a page of Mine", mine)
			p.mustNotHold("after "+name, "the passphrase", pass)
			b.unlock(pass)
			if page := b.get("/3"); !strings.Contains(page.body, mine) {
				t.Errorf("opened again: %s", page)
			}
		})
	}
}

func TestAfterALockOfMineOnlyTheRestIsInMemory(t *testing.T) {
	t.Parallel()
	p, pass, mine, ours := newProgram(t), canary(), canary(), canary()
	p.start()
	b := newBrowser(t, p)
	b.found(pass, mine)
	agree(b, ours)
	b.get("/3")
	b.get("/2")
	p.mustHold("a page of Mine", mine)
	if page := b.post(outOfSight); page.status != http.StatusNoContent {
		t.Fatalf("out of sight: %s", page)
	}
	if page := b.get("/2"); page.address != "/2" || !strings.Contains(page.body, ours) {
		t.Fatalf("what was agreed is not open any more: %s", page)
	}
	if page := b.get("/3"); page.address != "/8" || strings.Contains(page.body, mine) {
		t.Errorf("Mine is still open: %s", page)
	}
	p.mustHold("what was agreed", ours)
	p.mustNotHold("after a lock of Mine", "a page of Mine", mine)
	p.mustNotHold("after a lock of Mine", "the passphrase", pass)
	later := canary()
	agree(b, later)
	if page := b.get("/2"); !strings.Contains(page.body, later) {
		t.Errorf("nothing can be agreed while Mine is locked: %s", page)
	}
	if page := b.post("/8", "passphrase", pass); page.address != "/3" || !strings.Contains(page.body, mine) {
		t.Errorf("Mine does not open again: %s", page)
	}
	b.post("/lock")
	b.get("/")
	p.mustNotHold("after a full lock", "what was agreed", ours)
	p.mustNotHold("after a full lock", "what was agreed later", later)
}

// What was typed before there is a passphrase lives in memory only, and Exit forgets it as well.
func TestWordsNotYetKeptAreForgottenOnExit(t *testing.T) {
	t.Parallel()
	p, words := newProgram(t), canary()
	p.start()
	b := newBrowser(t, p)
	b.post(blankPage, "text", words)
	p.mustHold("the first words", words)
	b.get("/leave")
	b.get("/")
	p.mustNotHold("after Exit", "the first words", words)
}
