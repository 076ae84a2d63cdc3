package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk"
	"kept/seal"
)

// killRounds is how often the program is killed; quickRounds with -short.
const (
	killRounds  = 200
	quickRounds = 20
)

// longestLife bounds how long a round writes before the kill; on a slow machine less is written, never nothing.
const longestLife = 60 * time.Millisecond

// TestNothingAcknowledgedIsLostWhenTheProgramIsKilled writes to the built program from three sides, kills it at a
// random moment (kill -9), starts it again, opens the record, and reads everything beside it. Every answer that said
// "kept" is there, whole and once; what was under way is there whole or not at all; what was erased stays erased; and
// after a change of the passphrase exactly one of the two opens.
func TestNothingAcknowledgedIsLostWhenTheProgramIsKilled(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	k := &killing{t: t, p: newProgram(t), random: rand.New(rand.NewPCG(seed, 0)), passphrase: passphrase, written: map[string]*fate{}}
	k.p.start()
	b := newBrowser(t, k.p)
	b.found(k.passphrase, "page 0")
	k.add("page 0", seal.Mine).settle(kept)
	k.readKeys()
	rounds := killRounds
	if testing.Short() {
		rounds = quickRounds
	}
	for round := range rounds {
		if round > 0 {
			k.p.start()
			b = newBrowser(t, k.p)
			k.open(b)
			k.check(round)
		}
		k.write(b, round)
		if t.Failed() {
			t.FailNow()
		}
	}
	k.p.start()
	k.open(newBrowser(t, k.p))
	k.check(rounds)
	if code := k.p.stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	t.Logf("%d kills; %d acknowledged, %d of %d under way were found whole; %d erased; %d changes of the passphrase, %d of them under way",
		rounds, k.acknowledged, k.found, k.underWay, k.erased, k.changed+k.half, k.half)
	if k.acknowledged < rounds || k.underWay == 0 || k.erased == 0 || k.changed == 0 || k.half == 0 {
		t.Error("the kills came before or after the writing, not during it")
	}
}

// state is what the answers said of something written.
type state uint8

const (
	sent    state = iota // no answer came: it may be there or not
	kept                 // acknowledged: it must be there
	erasing              // acknowledged, and no answer came to its erasure
	gone                 // acknowledged as erased, or looked for and not found: it must never be there again
)

// fate is one thing written.
type fate struct {
	half  seal.Half
	state state
	id    string // in addresses, of pages that were acknowledged
}

func (f *fate) settle(s state) { f.state = s }

type killing struct {
	t      *testing.T
	p      *program
	random *rand.Rand
	keys   seal.Keys

	mu         sync.Mutex
	written    map[string]*fate // by the text written
	passphrase string
	next       string // a passphrase that was sent and not acknowledged

	number, acknowledged, underWay, found, erased, changed, half int
}

func (k *killing) add(text string, h seal.Half) *fate {
	k.mu.Lock()
	defer k.mu.Unlock()
	f := &fate{half: h}
	k.written[text] = f
	return f
}

// write lets three writers work until the program is killed.
func (k *killing) write(b *browser, round int) {
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	var writers sync.WaitGroup
	began, changed := make(chan struct{}, 3), make(chan struct{})
	run := func(write func() bool) {
		writers.Go(func() {
			began <- struct{}{}
			for write() {
			}
		})
	}
	run(func() bool {
		text := k.text("page", round)
		f := k.add(text, seal.Mine)
		return k.post(b, blankPage, "/3/", f, "text", text)
	})
	run(func() bool {
		text := k.text("agreed", round)
		f := k.add(text, seal.Main)
		return k.post(b, agreements, "/2/", f, "what", text, "repeat", "weekly", "weekday", "1", "every", "1", "start", "2026-01-05", "zone", "Europe/Berlin")
	})
	switch {
	case round%10 == 3:
		run(func() bool {
			k.changePassphrase(b, round)
			close(changed)
			return false
		})
	case round%3 == 1:
		run(func() bool { return k.erase(b) })
	default:
		began <- struct{}{}
	}
	for range 3 {
		<-began
	}
	life := time.Duration(k.random.Int64N(int64(longestLife)))
	switch round % 20 {
	case 3: // within the change of the passphrase, which takes as long as opening
		life += time.Duration(k.random.Int64N(int64(time.Second)))
	case 13: // soon after it
		<-changed
	}
	<-time.After(life) // the moment of the kill is the input of this test, not something it waits for
	k.p.kill()
	writers.Wait()
}

// text is never the same twice, and now and then long.
func (k *killing) text(what string, round int) string {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.number++
	text := fmt.Sprintf("%s %d of round %d", what, k.number, round)
	if what == "page" && k.random.IntN(4) == 0 {
		text += strings.Repeat(".", k.random.IntN(20_000))
	}
	return text
}

// post sends a form; false when the program is gone. An answer that leads to where is an acknowledgement.
func (k *killing) post(b *browser, path, where string, f *fate, pairs ...string) bool {
	location, ok := k.send(b, path, pairs...)
	if !ok {
		return false
	}
	if !strings.HasPrefix(location, where) {
		if location != "/" && location != path { // "/": locked by a change of the passphrase; path: told that it was not kept
			k.t.Errorf("%s led to %s", path, location)
		}
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	f.settle(kept)
	f.id, _, _ = strings.Cut(strings.TrimPrefix(location, where), "/")
	k.acknowledged++
	return true
}

// send returns where the answer leads.
func (k *killing) send(b *browser, path string, pairs ...string) (location string, ok bool) {
	request, err := http.NewRequest(http.MethodPost, b.base+path, strings.NewReader(fields(pairs...).Encode()))
	if err != nil {
		k.t.Error(err)
		return "", false
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := b.client.Do(request)
	if err != nil {
		return "", false
	}
	response.Body.Close()
	if response.StatusCode != http.StatusSeeOther {
		k.t.Errorf("%s: status %d", path, response.StatusCode)
	}
	return response.Header.Get("Location"), true
}

func (k *killing) changePassphrase(b *browser, round int) {
	k.mu.Lock()
	old, next := k.passphrase, fmt.Sprintf("grey geese cross slowly %d", round)
	k.next = next
	k.mu.Unlock()
	location, ok := k.send(b, "/5/1", "old", old, "new", next)
	if !ok {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if location == "/5/1" {
		k.t.Error("the passphrase was not changed")
	}
	k.passphrase, k.next = next, ""
	k.changed++
}

// erase takes one acknowledged page away.
func (k *killing) erase(b *browser) bool {
	k.mu.Lock()
	var chosen *fate
	for _, f := range k.written {
		if f.half == seal.Mine && f.state == kept && f.id != "" {
			chosen = f
			break
		}
	}
	if chosen == nil {
		k.mu.Unlock()
		return false
	}
	chosen.settle(erasing)
	k.mu.Unlock()
	location, ok := k.send(b, "/3/"+chosen.id+"/e")
	k.mu.Lock()
	defer k.mu.Unlock()
	if !ok {
		return false
	}
	if location != "/3" {
		k.t.Errorf("the erasure led to %s", location)
		return false
	}
	chosen.settle(gone)
	k.erased++
	return true
}

// open opens the record over HTTP. When a change of the passphrase was under way, exactly one of the two opens.
func (k *killing) open(b *browser) {
	k.t.Helper()
	if k.next != "" {
		if shown := b.post("/7", "passphrase", k.next); shown.address == "/1" {
			k.passphrase = k.next
		}
		k.half++
		k.next = ""
		k.keys = seal.Keys{}
	}
	if shown := b.get("/"); shown.address != "/1" {
		b.unlock(k.passphrase)
	}
}

// beside opens the record for reading, beside the running program.
func (k *killing) beside() *ledger.Ledger {
	k.t.Helper()
	store, err := disk.Open(disk.Options{Dir: k.p.record(), State: k.p.state(), ReadOnly: true})
	if err != nil {
		k.t.Fatal(err)
	}
	l, err := ledger.Open(context.Background(), store, systemClock{})
	if err != nil {
		k.t.Fatal(err)
	}
	return l
}

func (k *killing) readKeys() {
	k.t.Helper()
	l := k.beside()
	defer l.Close()
	keys, err := l.Vault().Unlock(k.passphrase)
	if err != nil {
		k.t.Fatalf("the passphrase that opened the program does not open the record: %v", err)
	}
	k.keys = keys
}

// check holds the record against what the answers said, and settles what was under way.
func (k *killing) check(round int) {
	k.t.Helper()
	l := k.beside()
	defer func() { l.Close() }()
	ctx := context.Background()
	for _, h := range []seal.Half{seal.Main, seal.Mine} {
		report, err := ledger.Report{}, ledger.ErrKey
		if k.keys[h] != nil {
			report, err = l.Unlock(ctx, h, k.keys[h])
		}
		if errors.Is(err, ledger.ErrKey) { // the passphrase was changed since
			k.readKeys()
			report, err = l.Unlock(ctx, h, k.keys[h])
		}
		if err != nil || report.Damaged > 0 || report.Missing > 0 || report.Older {
			k.t.Fatalf("round %d: half %d: %+v, %v; want no damage", round, h, report, err)
		}
		here := map[string]int{}
		for _, e := range l.Entries(h) {
			switch content := e.Body.Content.(type) {
			case entry.Note:
				here[content.Parts[0]]++
			case entry.Agreement:
				here[content.What]++
			}
		}
		k.settle(round, h, here)
	}
}

func (k *killing) settle(round int, h seal.Half, here map[string]int) {
	k.t.Helper()
	for text, f := range k.written {
		if f.half != h {
			continue
		}
		n := here[text]
		delete(here, text)
		name := text[:min(len(text), 40)]
		switch {
		case n > 1:
			k.t.Errorf("round %d: %q is there %d times", round, name, n)
		case f.state == kept && n == 0:
			k.t.Errorf("round %d: %q was acknowledged and is lost", round, name)
		case f.state == gone && n == 1:
			k.t.Errorf("round %d: %q was erased, or was never kept, and is there", round, name)
		case f.state == sent:
			k.underWay++
			f.settle(gone)
			if n == 1 {
				k.found++
				f.settle(kept)
			}
		case f.state == erasing:
			f.settle([]state{gone, kept}[n])
		}
	}
	if len(here) > 0 {
		var first string
		for text := range here {
			first = text
		}
		k.t.Errorf("round %d: %d texts are there that nobody wrote, one begins %q", round, len(here), first[:min(len(first), 40)])
	}
}
