package ledger_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"kept/ledger"
	"kept/ledger/disk/platter"
	"kept/ledger/memory"
	"kept/seal"
)

// whole is a record of both halves with a finished and an open file in main, and what it shows.
func whole(t *testing.T) (content map[string][]byte, k seal.Keys, texts [2][]string) {
	t.Helper()
	p := platter.New()
	k = newKeys()
	l := create(t, on(t, p), k)
	texts = [2][]string{numbered(maxFrames + 3), {"private one", "private two"}}
	for h := range texts {
		write(t, l, seal.Half(h), texts[h]...)
	}
	noError(t, "close", l.Close())
	return p.Bytes(), k, texts
}

func TestAFlippedBitAnywhereCostsAtMostOneEntryAndIsSaid(t *testing.T) {
	content, k, texts := whole(t)
	for name := range content {
		if name == "/record/reserve" {
			continue
		}
		step := 7 // the store's own tests flip every bit of its files
		if !isFile(name) {
			step = 29
		}
		for at := 0; at < len(content[name]); at += step {
			altered := maps.Clone(content)
			altered[name] = slices.Clone(content[name])
			altered[name][at] ^= 1 << (at % 8)
			p := platter.New()
			p.Load(altered)
			l, reports := reopen(t, on(t, p), k)
			lost, told := 0, 0
			for h := range texts {
				got := textsOf(l, seal.Half(h))
				lost += len(texts[h]) - len(got)
				told += reports[h].Damaged
				for _, text := range got {
					if !slices.Contains(texts[h], text) {
						t.Fatalf("%s, byte %d: an entry that nobody wrote", name, at)
					}
				}
			}
			if lost > 1 || told != lost || lost == 1 && !isFile(name) {
				t.Fatalf("%s, byte %d: %d entries lost, %d told", name, at, lost, told)
			}
			if isFile(name) && lost != 1 {
				t.Fatalf("%s, byte %d: an altered entry went unnoticed", name, at)
			}
			if at%10 != 0 {
				continue
			}
			if reports[0].Older {
				noError(t, "accept", l.AcceptOlder(ctx))
			}
			write(t, l, seal.Main, "goes on")
			write(t, l, seal.Mine, "goes on")
			if isFile(name) && !slices.Equal(p.Bytes()[name], altered[name]) {
				t.Fatalf("%s, byte %d: what is damaged was written over", name, at)
			}
			l, again := reopen(t, on(t, p), k)
			if again[0].Damaged+again[1].Damaged != lost {
				t.Fatalf("%s, byte %d: the next opening tells %d damaged, the first %d", name, at, again[0].Damaged+again[1].Damaged, lost)
			}
			if got := textsOf(l, seal.Main); got[len(got)-1] != "goes on" {
				t.Fatalf("%s, byte %d: what was written after is not there", name, at)
			}
		}
	}
}

func TestACutAtEveryByteOfTheLastEntryLosesOnlyThatEntry(t *testing.T) {
	p := platter.New()
	k := newKeys()
	l := create(t, on(t, p), k)
	write(t, l, seal.Main, "a", "b")
	before := p.Bytes()
	write(t, l, seal.Main, "never acknowledged")
	const name = "/record/0000000000000001"
	long := p.Bytes()[name]
	for cut := len(before[name]); cut < len(long); cut++ {
		content := maps.Clone(before)
		content[name] = long[:cut]
		p.Load(content)
		l, reports := reopen(t, on(t, p), k)
		if r := reports[seal.Main]; r.Entries != 2 || r.Damaged != 0 || r.Older || r.FellBack {
			t.Fatalf("cut at %d: got %+v, want two entries and nothing to say", cut, r)
		}
		write(t, l, seal.Main, "c")
		if l, _ = reopen(t, on(t, p), k); !slices.Equal(textsOf(l, seal.Main), []string{"a", "b", "c"}) {
			t.Fatalf("cut at %d: what was written after is not there", cut)
		}
	}
}

func isFile(name string) bool { return strings.HasPrefix(name, "/record/0") }

func TestChildrenOfADamagedEntryStayReadableAndItIsCounted(t *testing.T) {
	s := &gaps{Store: memory.New(t), hidden: map[uint32]bool{}}
	k := newKeys()
	l := create(t, s, k)
	write(t, l, seal.Main, "a", "b", "c", "d")
	s.hidden[1] = true
	l, reports := reopen(t, s, k)
	if got := textsOf(l, seal.Main); !slices.Equal(got, []string{"a", "c", "d"}) {
		t.Fatalf("got %q, want the others", got)
	}
	if r := reports[seal.Main]; r.Entries != 3 || r.Damaged != 1 || r.Missing != 1 {
		t.Errorf("report: got %+v, want 3 entries, 1 damaged, 1 missing", r)
	}
	e, err := l.Append(ctx, seal.Main, said("e"))
	noError(t, "append", err)
	if all := l.Entries(seal.Main); len(e.Core.Parents) != 2 || e.Core.Depth != 5 || all[len(all)-1].ID != e.ID {
		t.Errorf("the next entry: got %d parents and depth %d, want both heads and depth 5", len(e.Core.Parents), e.Core.Depth)
	}
	if r, err := l.Verify(ctx); err != nil || r.Damaged != 1 || r.Missing != 1 || len(r.Notes) != 0 {
		t.Errorf("verify: got %+v and %v, want the damage and nothing else", r, err)
	}
	ids := l.Entries(seal.Main)
	noError(t, "destroy beside the damage", l.Destroy(ctx, seal.Main, ids[0].ID))
	s.hidden = nil
	_, reports = reopen(t, s, k)
	if r := reports[seal.Main]; r.Entries != 4 || r.Damaged != 1 || r.Missing != 1 {
		t.Errorf("after re-sealing: got %+v, want the loss still told", r)
	}
}

// gaps is a store in which some frames of file 1 are damaged.
type gaps struct {
	ledger.Store
	hidden map[uint32]bool
}

func (g *gaps) Frames(c context.Context, id ledger.FileID) ([]ledger.Frame, error) {
	frames, err := g.Store.Frames(c, id)
	for i, f := range frames {
		if id == 1 && g.hidden[f.Index] {
			frames[i] = ledger.Frame{Index: f.Index, Damaged: true}
		}
	}
	return frames, err
}

func TestAnEntryInAnotherEntrysPlaceIsDamage(t *testing.T) {
	s := &swapped{Store: memory.New(t)}
	k := newKeys()
	l := create(t, s, k)
	write(t, l, seal.Main, "a", "b", "c")
	s.isOn = true
	l, reports := reopen(t, s, k)
	if got := textsOf(l, seal.Main); !slices.Equal(got, []string{"c"}) || reports[seal.Main].Damaged != 2 {
		t.Errorf("two entries swapped in their file: got %q and %+v, want both refused", got, reports[seal.Main])
	}
}

// swapped is a store that gives the first two frames in each other's place.
type swapped struct {
	ledger.Store
	isOn bool
}

func (s *swapped) Frames(c context.Context, id ledger.FileID) ([]ledger.Frame, error) {
	frames, err := s.Store.Frames(c, id)
	if s.isOn && len(frames) > 1 {
		frames[0].Payload, frames[1].Payload = frames[1].Payload, frames[0].Payload
	}
	return frames, err
}

func TestAnOlderCopyTakesNothingBeforeAYes(t *testing.T) {
	p := platter.New()
	k := newKeys()
	l := create(t, on(t, p), k)
	ids := write(t, l, seal.Main, "a")
	older := p.Bytes()
	write(t, l, seal.Main, "b")
	older["/state/mark"] = p.Bytes()["/state/mark"]
	p.Load(older)
	l, reports := reopen(t, on(t, p), k)
	if r := reports[seal.Main]; !r.Older || r.Entries != 1 || len(r.Notes) == 0 {
		t.Fatalf("report: got %+v, want an older copy, said", r)
	}
	_, err := l.Append(ctx, seal.Main, said("no"))
	wantError(t, "append", err, ledger.ErrOlder)
	wantError(t, "destroy", l.Destroy(ctx, seal.Main, ids...), ledger.ErrOlder)
	wantError(t, "rekey", l.Rekey(ctx, l.Vault(), newKeys(), ledger.Change{}), ledger.ErrOlder)
	noError(t, "accept", l.AcceptOlder(ctx))
	write(t, l, seal.Main, "yes")
}

func TestANewerFormatIsNotWritten(t *testing.T) {
	s := memory.New(t)
	create(t, s, newKeys())
	h, err := s.Head(ctx)
	noError(t, "head", err)
	newer := slices.Clone(h.Payload)
	newer[2]++ // the value of field 1
	noError(t, "commit", s.Commit(ctx, ledger.Commit{Generation: 2, Payload: newer, Files: h.Files}))
	_, err = ledger.Open(ctx, s, newClock())
	wantError(t, "open", err, ledger.ErrNewerFormat)
	newer[0] = 0xff
	noError(t, "commit", s.Commit(ctx, ledger.Commit{Generation: 3, Payload: newer, Files: h.Files}))
	_, err = ledger.Open(ctx, s, newClock())
	wantError(t, "open what is no payload", err, ledger.ErrUnreadable)
}
