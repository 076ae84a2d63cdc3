// Package memory keeps a record in memory, for tests and demonstrations: nothing is left when the process ends.
//
// In the ordinary case call [New] with the test; the store then judges: it fails the test when its caller breaks the
// contract of [ledger.Store]. [Store.Reopen] is what the next process would find. [Store.Set] injects faults.
//
// Errors: those of [ledger.Store].
package memory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"kept/ledger"
)

// Judge is told of broken contracts; *testing.T is one.
type Judge interface {
	Helper()
	Errorf(format string, args ...any)
}

// Fault is one error at one change, counted from 1 since Set: appends and commits are changes.
type Fault struct {
	At     int   // 0: never
	Err    error // ErrFull, ErrUncertain or another; ErrFull is never Stored
	Stored bool  // what was asked is stored all the same
}

// Store is a record in memory.
type Store struct {
	judge   Judge
	head    *ledger.Head
	files   map[ledger.FileID]*file
	fault   Fault
	count   int
	stopped bool
	closed  bool
}

type file struct {
	frames [][]byte
	dead   bool
}

// New makes an empty store. A nil judge stays silent.
func New(j Judge) *Store { return &Store{judge: j, files: map[ledger.FileID]*file{}} }

// Reopen closes s and opens what it kept.
func (s *Store) Reopen() *Store {
	s.closed = true
	next := &Store{judge: s.judge, head: s.head, files: s.files}
	for _, f := range next.files {
		f.dead = false
	}
	return next
}

// Set sets the next fault and counts changes from here.
func (s *Store) Set(f Fault) { s.fault, s.count = f, 0 }

// Operations says how many changes there were since the last Set.
func (s *Store) Operations() int { return s.count }

var _ ledger.Store = (*Store)(nil)

func (s *Store) blame(format string, args ...any) error {
	if s.judge != nil {
		s.judge.Helper()
		s.judge.Errorf("contract of ledger.Store broken by its caller: "+format, args...)
	}
	return fmt.Errorf(format, args...)
}

// step counts a change; the fault for it, if it is its turn.
func (s *Store) step() (f Fault) {
	if s.count++; s.count == s.fault.At {
		return s.fault
	}
	return Fault{Stored: true}
}

// Head is [ledger.Store.Head].
func (s *Store) Head(ctx context.Context) (ledger.Head, error) {
	if err := ctx.Err(); err != nil {
		return ledger.Head{}, err
	}
	if s.closed {
		return ledger.Head{}, s.blame("head after close")
	}
	if s.head == nil {
		return ledger.Head{}, ledger.ErrEmpty
	}
	return clone(*s.head), nil
}

// Frames is [ledger.Store.Frames].
func (s *Store) Frames(ctx context.Context, id ledger.FileID) ([]ledger.Frame, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f := s.files[id]
	if s.closed || f == nil {
		return nil, errors.New("the head names no such file")
	}
	var frames []ledger.Frame
	for i, b := range f.frames {
		frames = append(frames, ledger.Frame{Index: uint32(i), Payload: bytes.Clone(b)})
	}
	return frames, nil
}

// Append is [ledger.Store.Append].
func (s *Store) Append(ctx context.Context, id ledger.FileID, frame []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	switch {
	case s.closed:
		return s.blame("append after close")
	case s.stopped:
		return s.blame("append after an uncertain commit")
	case s.head == nil || !slices.Contains(s.head.Files, ledger.FileInfo{ID: id, Open: true}):
		return s.blame("append to a file that the head does not name as open")
	case s.files[id].dead:
		return s.blame("append to a file that takes no more appends")
	}
	f := s.step()
	if f.Stored {
		s.files[id].frames = append(s.files[id].frames, bytes.Clone(frame))
	}
	if f.Err != nil {
		s.files[id].dead = !errors.Is(f.Err, ledger.ErrFull)
		return fmt.Errorf("append to file %d: %w", id, f.Err)
	}
	return nil
}

// Commit is [ledger.Store.Commit].
func (s *Store) Commit(ctx context.Context, c ledger.Commit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	generation := uint64(0)
	if s.head != nil {
		generation = s.head.Generation
	}
	switch {
	case s.closed:
		return s.blame("commit after close")
	case s.stopped:
		return s.blame("commit after an uncertain commit")
	case c.Generation != generation+1:
		return fmt.Errorf("commit: %w", ledger.ErrStale)
	}
	next := map[ledger.FileID]*file{}
	for i, f := range c.Files {
		frames, isNew := c.Write[f.ID]
		old := s.files[f.ID]
		if isNew == (old != nil) || i > 0 && c.Files[i-1].ID >= f.ID {
			return s.blame("the files of a commit do not fit together")
		}
		if next[f.ID] = old; isNew {
			next[f.ID] = &file{}
			for _, b := range frames {
				next[f.ID].frames = append(next[f.ID].frames, bytes.Clone(b))
			}
		}
	}
	for id := range c.Write {
		if next[id] == nil {
			return s.blame("a commit writes a file it does not name")
		}
	}
	f := s.step()
	if f.Stored {
		h := clone(ledger.Head{Generation: c.Generation, Payload: c.Payload, Files: c.Files})
		s.head, s.files = &h, next
	}
	if f.Err != nil {
		s.stopped = errors.Is(f.Err, ledger.ErrUncertain)
		return fmt.Errorf("commit: %w", f.Err)
	}
	return nil
}

// Health is [ledger.Store.Health]. It does not tell of an uncertain commit: that its caller stops there is judged.
func (s *Store) Health(context.Context) (ledger.Health, error) { return ledger.Health{}, nil }

// AcceptOlder is [ledger.Store.AcceptOlder].
func (s *Store) AcceptOlder(context.Context) error { return nil }

// Close is [ledger.Store.Close].
func (s *Store) Close() error {
	s.closed = true
	return nil
}

func clone(h ledger.Head) ledger.Head {
	h.Payload, h.Files = bytes.Clone(h.Payload), slices.Clone(h.Files)
	return h
}
