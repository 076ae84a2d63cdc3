// Package ledgertest is the one suite that every [ledger.Store] passes.
//
// In the ordinary case a store's test is
//
//	ledgertest.Run(t, func(t *testing.T) func() ledger.Store { ... })
//
// In: a function that makes a fresh, empty place and returns how it is opened; opening it again after Close shows what
// the place kept. Out: failures on t, each with what was done, got and wanted.
package ledgertest

import (
	"bytes"
	"context"
	"errors"
	"reflect"

	"kept/ledger"
)

// T is what the suite asks of a test; *testing.T has it. (Nothing outside test files imports testing.)
type T[Self any] interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Run(name string, f func(Self)) bool
}

// Run holds a store to the contract of [ledger.Store].
func Run[Test T[Test]](t Test, place func(Test) func() ledger.Store) {
	for _, c := range []struct {
		name string
		run  func(*suite)
	}{
		{"NothingKeptIsEmpty", nothingKeptIsEmpty},
		{"CommitIsReadBackAsWritten", commitIsReadBack},
		{"CommitSurvivesReopening", commitSurvives},
		{"AppendsSurviveReopeningInOrder", appendsSurvive},
		{"AppendsGoBehindCommittedFrames", appendsGoBehind},
		{"LargeAndEmptyFramesComeBack", largeAndEmpty},
		{"StaleCommitChangesNothing", staleChangesNothing},
		{"DroppedFilesAreGoneOthersStay", droppedAreGone},
		{"ForgettingCommitIsACommit", forgetting},
		{"CancelledCallsChangeNothing", cancelled},
		{"CallersMayReuseTheirBytes", reuse},
		{"AHealthyStoreSaysSo", healthy},
		{"ClosingTwiceIsASuccess", closing},
	} {
		t.Run(c.name, func(t Test) {
			open := place(t)
			s := &suite{helper: t.Helper, fatalf: t.Fatalf, open: open, store: open()}
			c.run(s)
			s.check("close", s.store.Close())
		})
	}
}

type suite struct {
	helper func()
	fatalf func(string, ...any)
	open   func() ledger.Store
	store  ledger.Store
}

var ctx = context.Background()

func (s *suite) check(act string, err error) {
	s.helper()
	if err != nil {
		s.fatalf("%s: got %v, want no error", act, err)
	}
}

func (s *suite) want(act string, got, want error) {
	s.helper()
	if !errors.Is(got, want) {
		s.fatalf("%s: got %v, want %v", act, got, want)
	}
}

func (s *suite) reopen() {
	s.helper()
	s.check("close", s.store.Close())
	s.store = s.open()
}

// found makes generation 1 with one finished file of two frames and one open, empty file.
func (s *suite) found() ledger.Head {
	s.helper()
	h := ledger.Head{Generation: 1, Payload: []byte("first head"), Files: []ledger.FileInfo{{ID: 1}, {ID: 2, Open: true}}}
	s.check("first commit", s.store.Commit(ctx, ledger.Commit{
		Generation: 1, Payload: h.Payload, Files: h.Files,
		Write:  map[ledger.FileID][][]byte{1: {[]byte("a"), []byte("b")}, 2: nil},
		Forget: true,
	}))
	return h
}

func (s *suite) headIs(want ledger.Head) {
	s.helper()
	got, err := s.store.Head(ctx)
	s.check("head", err)
	if !reflect.DeepEqual(got, want) {
		s.fatalf("head: got %+v, want %+v", got, want)
	}
}

func (s *suite) framesAre(id ledger.FileID, want ...string) {
	s.helper()
	got, err := s.store.Frames(ctx, id)
	s.check("frames", err)
	if len(got) != len(want) {
		s.fatalf("frames of file %d: got %d, want %d", id, len(got), len(want))
	}
	for i, f := range got {
		if f.Damaged || f.Index != uint32(i) || string(f.Payload) != want[i] {
			s.fatalf("frame %d of file %d: got %+v, want payload %q", i, id, f, want[i])
		}
	}
}

func (s *suite) append(id ledger.FileID, frames ...string) {
	s.helper()
	for _, f := range frames {
		s.check("append", s.store.Append(ctx, id, []byte(f)))
	}
}

func nothingKeptIsEmpty(s *suite) {
	_, err := s.store.Head(ctx)
	s.want("head of an empty store", err, ledger.ErrEmpty)
	s.reopen()
	_, err = s.store.Head(ctx)
	s.want("head of an empty store opened again", err, ledger.ErrEmpty)
}

func commitIsReadBack(s *suite) {
	s.headIs(s.found())
	s.framesAre(1, "a", "b")
	s.framesAre(2)
}

func commitSurvives(s *suite) {
	h := s.found()
	for g := uint64(2); g < 6; g++ {
		h.Generation, h.Payload = g, bytes.Repeat([]byte{byte(g)}, int(5000/g))
		s.check("commit", s.store.Commit(ctx, ledger.Commit{Generation: g, Payload: h.Payload, Files: h.Files}))
		s.headIs(h)
		s.reopen()
		s.headIs(h)
		s.framesAre(1, "a", "b")
	}
}

func appendsSurvive(s *suite) {
	h := s.found()
	s.append(2, "one", "two")
	s.reopen()
	s.framesAre(2, "one", "two")
	s.append(2, "three")
	s.reopen()
	s.append(2, "four")
	s.framesAre(2, "one", "two", "three", "four")
	s.headIs(h)
}

func appendsGoBehind(s *suite) {
	h := s.found()
	s.append(2, "lost with its file")
	h.Generation, h.Files = 2, []ledger.FileInfo{{ID: 1}, {ID: 3, Open: true}}
	s.check("commit", s.store.Commit(ctx, ledger.Commit{Generation: 2, Payload: h.Payload, Files: h.Files,
		Write: map[ledger.FileID][][]byte{3: {[]byte("x"), []byte("y")}}}))
	s.append(3, "z")
	s.framesAre(3, "x", "y", "z")
	s.reopen()
	s.append(3, "!")
	s.framesAre(3, "x", "y", "z", "!")
	s.headIs(h)
}

func largeAndEmpty(s *suite) {
	s.found()
	large := string(bytes.Repeat([]byte{0, 255, 1, 0}, 1<<18))
	s.append(2, "", large, "", string(make([]byte, 100)))
	s.reopen()
	s.framesAre(2, "", large, "", string(make([]byte, 100)))
}

func staleChangesNothing(s *suite) {
	h := s.found()
	for _, g := range []uint64{0, 1, 3, 1 << 63} {
		err := s.store.Commit(ctx, ledger.Commit{Generation: g, Payload: []byte("no"), Files: h.Files})
		s.want("stale commit", err, ledger.ErrStale)
		s.headIs(h)
	}
	s.append(2, "still open")
	s.reopen()
	s.headIs(h)
}

func droppedAreGone(s *suite) {
	h := s.found()
	h.Generation, h.Files = 2, h.Files[1:]
	s.check("commit", s.store.Commit(ctx, ledger.Commit{Generation: 2, Payload: h.Payload, Files: h.Files}))
	if _, err := s.store.Frames(ctx, 1); err == nil {
		s.fatalf("frames of a dropped file: got no error, want one")
	}
	s.append(2, "stays")
	s.reopen()
	s.headIs(h)
	s.framesAre(2, "stays")
}

func forgetting(s *suite) {
	h := s.found()
	s.append(2, "before")
	h.Generation, h.Payload, h.Files = 2, []byte("second"), []ledger.FileInfo{{ID: 2}, {ID: 5}, {ID: 9, Open: true}}
	s.check("commit", s.store.Commit(ctx, ledger.Commit{Generation: 2, Payload: h.Payload, Files: h.Files, Forget: true,
		Write: map[ledger.FileID][][]byte{5: {[]byte("new")}, 9: {}}}))
	s.reopen()
	s.headIs(h)
	s.framesAre(2, "before")
	s.framesAre(5, "new")
	s.append(9, "after")
	s.framesAre(9, "after")
}

func cancelled(s *suite) {
	h := s.found()
	ended, cancel := context.WithCancel(ctx)
	cancel()
	s.want("append", s.store.Append(ended, 2, []byte("no")), context.Canceled)
	s.want("commit", s.store.Commit(ended, ledger.Commit{Generation: 2, Files: h.Files}), context.Canceled)
	_, err := s.store.Head(ended)
	s.want("head", err, context.Canceled)
	_, err = s.store.Frames(ended, 1)
	s.want("frames", err, context.Canceled)
	s.reopen()
	s.headIs(h)
	s.framesAre(2)
}

func reuse(s *suite) {
	h := s.found()
	b := []byte("mine")
	s.check("append", s.store.Append(ctx, 2, b))
	copy(b, "XXXX")
	payload, files := []byte("payload"), []ledger.FileInfo{{ID: 1}, {ID: 2, Open: true}}
	s.check("commit", s.store.Commit(ctx, ledger.Commit{Generation: 2, Payload: payload, Files: files}))
	copy(payload, "XXXXXXX")
	files[0].ID = 7
	got, err := s.store.Head(ctx)
	s.check("head", err)
	copy(got.Payload, "YYYYYYY")
	got.Files[0].ID = 8
	h.Generation, h.Payload = 2, []byte("payload")
	s.headIs(h)
	s.framesAre(2, "mine")
}

func healthy(s *suite) {
	s.found()
	s.append(2, "x")
	s.reopen()
	s.check("accept", s.store.AcceptOlder(ctx))
	s.check("accept again", s.store.AcceptOlder(ctx))
	got, err := s.store.Health(ctx)
	s.check("health", err)
	if !reflect.DeepEqual(got, ledger.Health{}) {
		s.fatalf("health: got %+v, want nothing to say", got)
	}
}

func closing(s *suite) {
	s.found()
	s.check("close", s.store.Close())
	s.check("close again", s.store.Close())
	s.store = s.open()
}
