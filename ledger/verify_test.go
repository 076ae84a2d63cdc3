package ledger_test

import (
	"context"
	"testing"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/memory"
	"kept/seal"
)

func TestVerifyNoticesAFileThatHoldsSomethingElse(t *testing.T) {
	l := create(t, memory.New(t), newKeys())
	write(t, l, seal.Main, numbered(maxFrames+1)...)
	ledger.SpoilSum(l, seal.Main)
	if r, err := l.Verify(ctx); err != nil || r.Damaged != 0 || len(r.Notes) != 1 {
		t.Errorf("verify: got %+v and %v, want one note", r, err)
	}
}

func TestVerifyCountsDamageInALockedHalf(t *testing.T) {
	s := &gaps{Store: memory.New(t), hidden: map[uint32]bool{}}
	l := create(t, s, newKeys())
	write(t, l, seal.Main, "a", "b")
	l.Lock(seal.Main)
	s.hidden[1] = true
	if r, err := l.Verify(ctx); err != nil || r.Damaged != 1 || r.Entries != 0 {
		t.Errorf("verify: got %+v and %v, want 1 damaged", r, err)
	}
}

func TestVerifyNoticesADepthThatDoesNotFit(t *testing.T) {
	at := func(id byte, depth uint64, parents ...byte) entry.Entry {
		e := entry.Entry{ID: entry.ID{id}, Core: entry.Core{Depth: depth}}
		for _, p := range parents {
			e.Core.Parents = append(e.Core.Parents, entry.ID{p})
		}
		return e
	}
	for _, c := range []struct {
		name    string
		entries []entry.Entry
		want    int
	}{
		{"a chain", []entry.Entry{at(1, 1), at(2, 2, 1), at(3, 3, 2)}, 0},
		{"two heads joined", []entry.Entry{at(1, 1), at(2, 1), at(3, 2, 1), at(4, 3, 2, 3)}, 0},
		{"one too deep", []entry.Entry{at(1, 1), at(2, 3, 1)}, 1},
		{"one not deep enough", []entry.Entry{at(1, 1), at(2, 2, 1), at(3, 2, 2)}, 1},
		{"a parent that cannot be read", []entry.Entry{at(1, 1), at(3, 7, 2)}, 0},
		{"not deeper than the parent that can", []entry.Entry{at(1, 1), at(3, 1, 1, 2)}, 1},
	} {
		if got := ledger.WrongDepths(c.entries); got != c.want {
			t.Errorf("%s: got %d, want %d", c.name, got, c.want)
		}
	}
}

func TestAFileThatReadsWorseIsNotSealedAgain(t *testing.T) {
	s := &gaps{Store: memory.New(t), hidden: map[uint32]bool{}}
	k := newKeys()
	l := create(t, s, k)
	ids := write(t, l, seal.Main, numbered(maxFrames+1)...)
	s.hidden[3] = true // a disk with a bad moment
	wantError(t, "rekey", l.Rekey(ctx, l.Vault(), newKeys(), ledger.Change{}), ledger.ErrChanged)
	wantError(t, "destroy", l.Destroy(ctx, seal.Main, ids[0]), ledger.ErrChanged)
	s.hidden = nil
	if _, reports := reopen(t, s, k); reports[seal.Main].Entries != maxFrames+1 || reports[seal.Main].Damaged != 0 {
		t.Errorf("after the bad moment: got %+v, want every entry", reports[seal.Main])
	}
}

func TestFramesBehindTheEndOfAFinishedFileDoNotCount(t *testing.T) {
	s := &longer{Store: memory.New(t)}
	k := newKeys()
	l := create(t, s, k)
	write(t, l, seal.Main, numbered(maxFrames+1)...)
	key := ledger.FileKeys(l, seal.Main)[1]
	at := seal.Place{Vault: l.Vault().ID, Half: seal.Main, File: 1}
	frames, err := s.Frames(ctx, 1)
	noError(t, "frames", err)
	plain, err := key.OpenFrame(at, frames[0].Payload)
	noError(t, "open a frame", err)
	at.Index = maxFrames
	s.more = []ledger.Frame{{Index: maxFrames, Payload: key.SealFrame(at, plain)}}
	_, reports := reopen(t, s, k)
	if r := reports[seal.Main]; r.Entries != maxFrames+1 || r.Damaged != 0 {
		t.Errorf("got %+v, want %d entries and no damage", r, maxFrames+1)
	}
}

// longer is a store in which file 1 has more frames than were finished.
type longer struct {
	ledger.Store
	more []ledger.Frame
}

func (s *longer) Frames(c context.Context, id ledger.FileID) ([]ledger.Frame, error) {
	frames, err := s.Store.Frames(c, id)
	if id == 1 {
		frames = append(frames, s.more...)
	}
	return frames, err
}
