package ledger_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk"
	"kept/ledger/disk/platter"
	"kept/ledger/memory"
	"kept/seal"
)

// script is a life of a record in which every kind of change happens, held against a model: what was acknowledged is
// there, what was refused may be there, nothing else is, and no change is there by half.
type script struct {
	t      *testing.T
	l      *ledger.Ledger
	sealed [2][]*expected // by half, in the order of writing
	keys   []seal.Keys    // one of them must open everything; the first is the one acknowledged last
	failed bool           // some step failed; later ones may
}

type expected struct {
	text      string
	id        entry.ID
	acked     bool
	destroyed state
}

type state int

const (
	no state = iota
	maybe
	yes
)

// tolerable are the errors a fault may come as.
func (s *script) note(act string, err error) bool {
	if err == nil {
		return true
	}
	known := []error{
		ledger.ErrFull, ledger.ErrUncertain, ledger.ErrReadOnly, platter.ErrInput, platter.ErrCrashed, syscall.ENOSPC, errStore,
		ledger.ErrChanged, // a disk that gives nothing back any more
	}
	if !slices.ContainsFunc(known, func(k error) bool { return errors.Is(err, k) }) {
		s.t.Fatalf("%s: got %v, want an error of the disk", act, err)
	}
	s.failed = true
	return false
}

func (s *script) append(h seal.Half, text string) {
	e, err := s.l.Append(ctx, h, body(h, text))
	ok := s.note("append", err)
	if ok || !errors.Is(err, ledger.ErrFull) && !errors.Is(err, ledger.ErrReadOnly) {
		s.sealed[h] = append(s.sealed[h], &expected{text: text, id: e.ID, acked: ok})
	}
}

func (s *script) destroy(h seal.Half, text string) {
	for _, x := range s.sealed[h] {
		if x.text != text || !x.acked {
			continue
		}
		switch err := s.l.Destroy(ctx, h, x.id); {
		case s.note("destroy", err):
			x.destroyed = yes
		case errors.Is(err, ledger.ErrUncertain):
			x.destroyed = maybe
		}
	}
}

func (s *script) rekey(next seal.Keys, c ledger.Change) {
	after := s.keys[0]
	for h, k := range next {
		if k != nil {
			after[h] = k
		}
	}
	switch err := s.l.Rekey(ctx, s.l.Vault(), next, c); {
	case s.note("rekey", err):
		s.keys = []seal.Keys{after}
	case errors.Is(err, ledger.ErrUncertain):
		s.keys = append(s.keys, after)
	}
}

// prepare writes what stands before faults begin: main's open file is one frame short of full.
func (s *script) prepare(store ledger.Store) {
	s.keys = []seal.Keys{newKeys()}
	s.l = create(s.t, store, s.keys[0])
	for i := range maxFrames - 1 {
		s.append(seal.Main, fmt.Sprintf("main %d", i))
	}
	s.append(seal.Mine, "mine 0")
}

// run is what faults happen in: appends, the turn to a new file, destroying in a finished and in the open file, new
// keys for one half and for both.
func (s *script) run() {
	s.append(seal.Main, "main a")
	s.append(seal.Main, "main b")
	s.append(seal.Mine, "mine 1")
	s.destroy(seal.Main, "main 3")
	s.append(seal.Main, "main c")
	s.destroy(seal.Main, "main c")
	s.destroy(seal.Mine, "mine 0")
	s.rekey(seal.Keys{newKey(), nil}, ledger.Change{})
	s.append(seal.Mine, "mine 2")
	own := true
	s.rekey(newKeys(), ledger.Change{OwnPassphrase: &own})
	s.append(seal.Main, "main d")
}

// check opens what is left and holds it against the model.
func (s *script) check(store ledger.Store) *ledger.Ledger {
	s.t.Helper()
	l, err := ledger.Open(ctx, store, newClock())
	noError(s.t, "open after the fault", err)
	keys := s.keys[0]
	for _, k := range s.keys {
		if _, err := l.Unlock(ctx, seal.Main, k[seal.Main]); err == nil {
			keys = k
		}
	}
	for h := range keys {
		half := seal.Half(h)
		r, err := l.Unlock(ctx, half, keys[h])
		noError(s.t, "unlock after the fault", err)
		if r.Missing != 0 {
			s.t.Errorf("half %d: %d entries are missing", h, r.Missing)
		}
		s.compare(half, l.Entries(half))
	}
	return l
}

func (s *script) compare(h seal.Half, got []entry.Entry) {
	s.t.Helper()
	var show []string
	for _, e := range got {
		show = append(show, textOf(e))
	}
	i := 0
	for _, want := range s.sealed[h] {
		isThere := i < len(got) && (want.acked && got[i].ID == want.id || !want.acked && textOf(got[i]) == want.text)
		switch {
		case !isThere && want.acked:
			s.t.Fatalf("half %d: acknowledged %q is not there: %s", h, want.text, strings.Join(show[max(0, i-2):], ", "))
		case !isThere:
			continue
		case got[i].Destroyed && want.destroyed == no:
			s.t.Fatalf("half %d: %q lost its content", h, want.text)
		case !got[i].Destroyed && want.destroyed == yes:
			s.t.Fatalf("half %d: the content of %q is back", h, want.text)
		}
		i++
	}
	if i != len(got) {
		s.t.Fatalf("half %d: %d entries nobody wrote", h, len(got)-i)
	}
}

var errStore = errors.New("an error of the store")

func TestEveryFaultOfTheStoreLosesNothingAcknowledged(t *testing.T) {
	for _, f := range []memory.Fault{
		{Err: ledger.ErrFull},
		{Err: ledger.ErrUncertain},
		{Err: ledger.ErrUncertain, Stored: true},
		{Err: errStore},
	} {
		for f.At = 1; ; f.At++ {
			store := memory.New(t)
			s := &script{t: t}
			s.prepare(store)
			store.Set(f)
			s.run()
			if store.Operations() < f.At {
				if s.failed {
					t.Fatalf("a run without a fault failed")
				}
				break
			}
			l := s.check(store.Reopen())
			write(t, l, seal.Main, "goes on")
			if t.Failed() {
				t.Fatalf("fault %+v", f)
			}
		}
		if f.At < 10 {
			t.Errorf("only %d operations met the fault %v", f.At, f.Err)
		}
	}
}

// prepared is a disk on which script.prepare has run; each test starts from a copy.
func prepared(t *testing.T) (*script, map[string][]byte) {
	p := platter.New()
	s := &script{t: t}
	store := on(t, p)
	s.prepare(store)
	noError(t, "close", store.Close())
	return s, p.Bytes()
}

func (s *script) copyOn(t *testing.T, p *platter.Disk, content map[string][]byte) *script {
	p.Load(content)
	c := &script{t: t, keys: slices.Clone(s.keys)}
	for h := range s.sealed {
		for _, x := range s.sealed[h] {
			y := *x
			c.sealed[h] = append(c.sealed[h], &y)
		}
	}
	c.l, _ = reopen(t, on(t, p), c.keys[0])
	return c
}

func TestEveryFaultOfTheDiskLosesNothingAcknowledged(t *testing.T) {
	first, content := prepared(t)
	for _, f := range []platter.Fault{
		{},             // the machine stops before the operation
		{Stored: true}, // and after it
		{Part: 1},      // and in the middle of a write
		{Part: 700},
		{Err: platter.ErrInput},
		{Err: platter.ErrInput, Stored: true},
		{Err: platter.ErrInput, Part: 600},
		{Err: platter.ErrInput, Sticky: true},
		{Err: syscall.ENOSPC},
		{Err: syscall.ENOSPC, Part: 20},
		{Err: syscall.ENOSPC, Sticky: true},
	} {
		t.Run(fmt.Sprintf("%v,stored=%v,part=%d,sticky=%v", f.Err, f.Stored, f.Part, f.Sticky), func(t *testing.T) {
			t.Parallel()
			for f.At = 1; ; f.At++ {
				random := rand.New(rand.NewPCG(uint64(f.At), 2))
				p := platter.New()
				s := first.copyOn(t, p, content)
				p.Set(f)
				s.run()
				if p.Operations() < f.At {
					if s.failed {
						t.Fatalf("a run without a fault failed")
					}
					break
				}
				if f.At%3 == 0 {
					p.Kill()
				} else {
					p.Crash(random.IntN)
				}
				l := s.check(on(t, p))
				write(t, l, seal.Main, "goes on")
				noError(t, "close", l.Close())
				p.Crash(random.IntN)
				s.checkAnd(on(t, p), "goes on")
				if t.Failed() {
					t.Fatalf("operation %d", f.At)
				}
			}
			if f.At < 30 {
				t.Errorf("only %d operations met the fault", f.At)
			}
		})
	}
}

// checkAnd is check with one more acknowledged entry at the end of main.
func (s *script) checkAnd(store ledger.Store, text string) *ledger.Ledger {
	s.t.Helper()
	l, err := ledger.Open(ctx, store, newClock())
	noError(s.t, "open once more", err)
	for _, k := range s.keys {
		if _, err := l.Unlock(ctx, seal.Main, k[seal.Main]); err == nil {
			break
		}
	}
	all := l.Entries(seal.Main)
	if len(all) == 0 || textOf(all[len(all)-1]) != text {
		s.t.Fatalf("what was written after the fault is not there")
	}
	s.compare(seal.Main, all[:len(all)-1])
	return l
}

func TestAFaultWhileFoundingLeavesNothingOrARecord(t *testing.T) {
	for _, f := range []platter.Fault{{}, {Stored: true}, {Part: 700}, {Err: platter.ErrInput}, {Err: syscall.ENOSPC, Part: 10}} {
		for f.At = 1; ; f.At++ {
			p := platter.New()
			random := rand.New(rand.NewPCG(uint64(f.At), 3))
			k := newKeys()
			p.Set(f)
			store, err := disk.Open(disk.Options{Dir: "/record", State: "/state", FS: p})
			noError(t, "open an empty folder", err)
			_, created := ledger.Create(ctx, store, newClock(), newVault(t), k)
			if p.Operations() < f.At {
				noError(t, "create without a fault", created)
				break
			}
			p.Crash(random.IntN)
			store = on(t, p)
			l, err := ledger.Open(ctx, store, newClock())
			if errors.Is(err, ledger.ErrEmpty) && created != nil {
				l, err = ledger.Create(ctx, store, newClock(), newVault(t), k)
			}
			if err != nil {
				t.Fatalf("operation %d, %+v: got %v, want nothing or a record", f.At, f, err)
			}
			if h, err := l.Health(ctx); err != nil || h.Older {
				// Nothing was written yet: the mark was lost with the machine, and the person is asked.
				noError(t, "accept", l.AcceptOlder(ctx))
			}
			for h := range k {
				_, err := l.Unlock(ctx, seal.Half(h), k[h])
				noError(t, "unlock", err)
			}
			write(t, l, seal.Main, "the first words")
		}
		if f.At < 8 {
			t.Errorf("only %d operations met the fault", f.At)
		}
	}
}
