package disk_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kept/ledger"
	"kept/ledger/disk/platter"
)

func TestAFullDiskTakesNothingAndStillForgets(t *testing.T) {
	p := platter.New()
	s := founded(t, on(p))
	add(t, s, 1, strings.Repeat("large ", 30_000))
	noError(t, "close", s.Close())
	s = open(t, on(p))
	p.Limit(p.Used())
	wantError(t, "append", s.Append(ctx, 1, []byte("no room")), ledger.ErrFull)
	wantError(t, "commit", s.Commit(ctx, ledger.Commit{Generation: 2, Files: []ledger.FileInfo{{ID: 2, Open: true}},
		Write: map[ledger.FileID][][]byte{2: {[]byte("no room")}}}), ledger.ErrFull)
	small := []byte(strings.Repeat("smaller", 20_000))
	noError(t, "forget on a full disk", s.Commit(ctx, ledger.Commit{Generation: 2, Forget: true,
		Files: []ledger.FileInfo{{ID: 2, Open: true}}, Write: map[ledger.FileID][][]byte{2: {small}}}))
	if got := framesOf(t, s, 2); got != string(small) {
		t.Errorf("after forgetting: got %d bytes, want %d", len(got), len(small))
	}
	p.Limit(0)
	add(t, s, 2, "room again")
}

func TestAFullDiskWhileAppendingLeavesNoPart(t *testing.T) {
	for room := range 40 {
		p := platter.New()
		s := founded(t, on(p))
		add(t, s, 1, "a")
		p.Limit(p.Used() + int64(room))
		err := s.Append(ctx, 1, []byte("needs more room than there is"))
		if err == nil {
			t.Fatalf("with room for %d bytes: got no error", room)
		}
		wantError(t, "append", err, ledger.ErrFull)
		p.Limit(0)
		add(t, s, 1, "b")
		if got := framesOf(t, open(t, on(p)), 1); got != "a b" {
			t.Fatalf("with room for %d bytes: got %q", room, got)
		}
	}
}

func TestAfterAFailedSyncTheFileTakesNoMoreAndTheNextProcessDoesNotBelieveTheCache(t *testing.T) {
	p := platter.New()
	s := founded(t, on(p))
	add(t, s, 1, "a")
	p.Set(platter.Fault{At: 2, Err: platter.ErrInput}) // the write goes through, its sync fails
	wantError(t, "append", s.Append(ctx, 1, []byte("unconfirmed")), ledger.ErrUncertain)
	wantError(t, "append again", s.Append(ctx, 1, []byte("no")), ledger.ErrUncertain)
	p.Kill()
	s = open(t, on(p))
	if got := framesOf(t, s, 1); got != "a unconfirmed" {
		t.Fatalf("the cache shows %q; this test wants what a failed sync leaves there", got)
	}
	add(t, s, 1, "b")
	p.Crash(rand.New(rand.NewPCG(1, 1)).IntN)
	if got := framesOf(t, open(t, on(p)), 1); got != "a unconfirmed b" {
		t.Errorf("after the power failed: got %q, want all that was shown and acknowledged", got)
	}
}

func TestADiskThatDoesNotConfirmItsHeadTakesNothing(t *testing.T) {
	for at := 1; at <= 4; at++ { // both copies are written and synced at opening
		p := platter.New()
		add(t, founded(t, on(p)), 1, "a")
		p.Set(platter.Fault{At: at, Err: platter.ErrInput})
		s := open(t, on(p))
		wantError(t, "append", s.Append(ctx, 1, []byte("no")), ledger.ErrReadOnly)
		if h := healthOf(t, s); !h.ReadOnly || len(h.Notes) == 0 || framesOf(t, s, 1) != "a" {
			t.Errorf("fault at %d: got %+v, want it readable, read-only and said", at, h)
		}
		p.Crash(rand.New(rand.NewPCG(uint64(at), 1)).IntN)
		if s = open(t, on(p)); framesOf(t, s, 1) != "a" {
			t.Errorf("fault at %d: after the power failed what was kept is not there", at)
		}
		add(t, s, 1, "b")
	}
}

func TestFilesOfAnInterruptedCommitAreRemoved(t *testing.T) {
	p := platter.New()
	s := founded(t, on(p))
	add(t, s, 1, "a")
	content := p.Bytes()
	content["/record/0000000000000009"] = []byte("left over")
	p.Load(content)
	s = open(t, on(p))
	if _, isThere := p.Bytes()["/record/0000000000000009"]; isThere {
		t.Errorf("a file no head names is still there")
	}
	if got := framesOf(t, s, 1); got != "a" {
		t.Errorf("got %q, want what was kept", got)
	}
}

func TestAnInterruptedForgettingIsFinishedAtTheNextOpening(t *testing.T) {
	for at := 1; ; at++ {
		p := platter.New()
		s := founded(t, on(p))
		add(t, s, 1, "the old content")
		p.Set(platter.Fault{At: at})
		err := s.Commit(ctx, turning(2, 2, true))
		if p.Operations() < at {
			noError(t, "commit", err)
			break
		}
		p.Crash(rand.New(rand.NewPCG(uint64(at), 1)).IntN)
		s = open(t, on(p))
		h, err := s.Head(ctx)
		noError(t, "head", err)
		if h.Generation == 1 {
			continue
		}
		all := p.Bytes()
		if !slices.Equal(all["/record/head.a"][:200], all["/record/head.b"][:200]) {
			t.Errorf("crash at %d: one copy of the head still is the one before", at)
		}
		if _, isThere := all["/record/0000000000000001"]; isThere {
			t.Errorf("crash at %d: the dropped file is still there", at)
		}
	}
}

// A commit whose sync failed leaves a head in the cache that may not be on the disk. Nothing that is acknowledged after
// the next opening may hang on it, whatever happens to the commit after that.
func TestAHeadThatIsOnlyInTheCacheCarriesNothing(t *testing.T) {
	for first := 1; first < 12; first++ {
		for second := 1; second < 14; second++ {
			p := platter.New()
			s := founded(t, on(p))
			p.Set(platter.Fault{At: first, Err: platter.ErrInput, Sticky: true})
			large := turning(2, 1, true) // several sectors, so that a crash can tear it
			large.Payload = make([]byte, 3000)
			_ = s.Commit(ctx, large) // refused or uncertain, as first has it
			p.Kill()
			s = open(t, on(p))
			h, err := s.Head(ctx)
			noError(t, "head", err)
			last := h.Files[len(h.Files)-1].ID
			add(t, s, last, "acknowledged")
			p.Set(platter.Fault{At: second})
			large = turning(h.Generation+1, 1, second%2 == 0)
			large.Payload = bytes.Repeat([]byte{1}, 3000)
			_ = s.Commit(ctx, large)
			p.Crash(rand.New(rand.NewPCG(uint64(first), uint64(second))).IntN)
			if got := framesOf(t, open(t, on(p)), last); got != "acknowledged" {
				t.Fatalf("first fault at %d, crash at %d: got %q, want what was acknowledged", first, second, got)
			}
		}
	}
}
