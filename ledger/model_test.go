package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"syscall"
	"testing"

	"pgregory.net/rapid"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk"
	"kept/ledger/disk/platter"
	"kept/seal"
)

// life is a random life of one record on a disk with faults, beside the simplest model of it: a list of entries for
// each half. What a call refused is looked up at the next opening; from then on it is there or not for good.
type life struct {
	t     *rapid.T
	p     *platter.Disk
	l     *ledger.Ledger
	keys  []seal.Keys // candidates: more than one after an uncertain Rekey
	open  [2]bool
	model [2][]modelled
	next  int
}

type modelled struct {
	text      string
	isSure    bool // false: an append that was not acknowledged
	destroyed state
}

func TestARandomLifeLosesNothingAndInventsNothing(t *testing.T) {
	vault := newVault(t)
	rapid.Check(t, func(t *rapid.T) {
		r := &life{t: t, p: platter.New(), keys: []seal.Keys{newKeys()}}
		l, err := ledger.Create(ctx, r.disk(), newClock(), vault, r.keys[0])
		if err != nil {
			t.Fatalf("create: %v", err)
		}
		r.l, r.open = l, [2]bool{true, true}
		t.Repeat(map[string]func(*rapid.T){
			"append":  func(t *rapid.T) { r.append(r.half("half"), rapid.IntRange(1, 5).Draw(t, "entries")) },
			"destroy": func(t *rapid.T) { r.destroy(r.half("half")) },
			"rekey":   func(t *rapid.T) { r.rekey(r.half("half")) },
			"lock":    func(t *rapid.T) { r.lock(r.half("half")) },
			"unlock":  func(t *rapid.T) { r.unlock(r.half("half"), false) },
			"reopen":  func(t *rapid.T) { r.reopen(rapid.Bool().Draw(t, "the machine stops")) },
			"fault":   func(t *rapid.T) { r.fault() },
			"":        func(t *rapid.T) { r.compare() },
		})
		r.reopen(true)
		r.compare()
	})
}

func (r *life) disk() *disk.Store {
	s, err := disk.Open(disk.Options{Dir: "/record", State: "/state", FS: r.p})
	if err != nil {
		r.t.Fatalf("open the disk: %v", err)
	}
	return s
}

func (r *life) half(label string) seal.Half {
	return rapid.SampledFrom([]seal.Half{seal.Main, seal.Mine}).Draw(r.t, label)
}

func (r *life) fault() {
	r.p.Set(platter.Fault{
		At:     rapid.IntRange(1, 12).Draw(r.t, "operation"),
		Err:    rapid.SampledFrom([]error{nil, platter.ErrInput, syscall.ENOSPC}).Draw(r.t, "error"),
		Stored: rapid.Bool().Draw(r.t, "stored"),
		Part:   rapid.SampledFrom([]int{0, 1, 300, 1000}).Draw(r.t, "part"),
		Sticky: rapid.Bool().Draw(r.t, "sticky"),
	})
}

func (r *life) append(h seal.Half, n int) {
	for range n {
		r.next++
		text := fmt.Sprintf("entry %d", r.next)
		_, err := r.l.Append(ctx, h, body(h, text))
		switch {
		case err == nil && !r.open[h]:
			r.t.Fatalf("append to a locked half: got no error")
		case err == nil:
			r.model[h] = append(r.model[h], modelled{text: text, isSure: true})
		case r.open[h] && !errors.Is(err, ledger.ErrFull) && !errors.Is(err, ledger.ErrReadOnly):
			r.model[h] = append(r.model[h], modelled{text: text})
		}
	}
}

func (r *life) destroy(h seal.Half) {
	var sure []int
	for i, m := range r.model[h] {
		if m.isSure {
			sure = append(sure, i)
		}
	}
	entries := r.l.Entries(h)
	if len(sure) == 0 || len(entries) == 0 {
		return
	}
	m := &r.model[h][rapid.SampledFrom(sure).Draw(r.t, "which")]
	at := slices.IndexFunc(entries, func(e entry.Entry) bool { return textOf(e) == m.text })
	if at < 0 {
		return // destroyed before
	}
	switch err := r.l.Destroy(ctx, h, entries[at].ID); {
	case err == nil:
		m.destroyed = yes
	case errors.Is(err, ledger.ErrUncertain):
		m.destroyed = maybe
	}
}

func (r *life) rekey(h seal.Half) {
	next := seal.Keys{}
	next[h] = newKey()
	after := r.keys[0]
	after[h] = next[h]
	switch err := r.l.Rekey(ctx, r.l.Vault(), next, ledger.Change{}); {
	case err == nil:
		r.keys = []seal.Keys{after}
	case errors.Is(err, ledger.ErrUncertain):
		r.keys = append(r.keys, after)
	}
}

func (r *life) lock(h seal.Half) {
	r.l.Lock(h)
	r.open[h] = false
}

// unlock tries every key that may be in force. A disk that has stopped gives nothing back; what is there is compared
// at the next opening. (A save that was cut off may be called damage there: what was acknowledged must be there.)
func (r *life) unlock(h seal.Half, isFresh bool) {
	if r.open[h] {
		return
	}
	for i, k := range r.keys {
		report, err := r.l.Unlock(ctx, h, k[h])
		if err != nil {
			continue
		}
		if report.Damaged > 0 && !isFresh {
			r.l.Lock(h)
			return
		}
		if i > 0 && k[h] != r.keys[0][h] {
			r.keys = []seal.Keys{k}
		}
		r.open[h] = true
		return
	}
}

// reopen is the next process. What was unsure is settled by what is there.
func (r *life) reopen(isCrash bool) {
	r.l.Close()
	if isCrash {
		r.p.Crash(func(n int) int { return rapid.IntRange(0, n-1).Draw(r.t, "after the crash") })
	} else {
		r.p.Kill()
	}
	l, err := ledger.Open(ctx, r.disk(), newClock())
	if err != nil {
		r.t.Fatalf("open: %v", err)
	}
	r.l, r.open = l, [2]bool{}
	for h := range r.model {
		if r.unlock(seal.Half(h), true); !r.open[h] {
			r.t.Fatalf("half %d does not open", h)
		}
		r.settle(seal.Half(h))
	}
	r.keys = r.keys[:1]
}

func (r *life) settle(h seal.Half) {
	got := r.l.Entries(h)
	var settled []modelled
	for _, m := range r.model[h] {
		i := len(settled)
		isThere := i < len(got) && (textOf(got[i]) == m.text || got[i].Destroyed && m.destroyed != no)
		if !isThere && m.isSure {
			r.t.Fatalf("half %d: acknowledged %q is not there", h, m.text)
		}
		if isThere {
			m.isSure = true
			if m.destroyed == maybe {
				m.destroyed = map[bool]state{true: yes, false: no}[got[i].Destroyed]
			}
			settled = append(settled, m)
		}
	}
	r.model[h] = settled
}

// compare holds what is shown against the model: the sure entries in order, none destroyed but what was; of the unsure
// ones any.
func (r *life) compare() {
	for h := range r.model {
		if !r.open[h] {
			continue
		}
		got := textsOf(r.l, seal.Half(h))
		i := 0
		for _, m := range r.model[h] {
			isThere := i < len(got) && (got[i] == m.text && m.destroyed != yes || got[i] == "" && m.destroyed != no)
			if !isThere && m.isSure {
				r.t.Fatalf("half %d: got %q, want %q at %d (destroyed: %d)", h, got, m.text, i, m.destroyed)
			}
			if isThere {
				i++
			}
		}
		if i != len(got) {
			r.t.Fatalf("half %d: got %q, with entries that nobody wrote", h, got)
		}
	}
}
