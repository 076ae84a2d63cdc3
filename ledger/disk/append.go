package disk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kept/ledger"
)

// tail is an open file that this process appends to.
type tail struct {
	file  File
	end   int64
	count uint32
	dead  bool // takes no more appends
}

func (t *tail) close() error {
	if t.file == nil {
		return nil
	}
	return t.file.Close()
}

// Append is [ledger.Store.Append].
func (s *Store) Append(ctx context.Context, id ledger.FileID, frame []byte) error {
	if err := errors.Join(ctx.Err(), s.writable()); err != nil {
		return err
	}
	if s.headErr != nil || !slices.Contains(s.head().Files, ledger.FileInfo{ID: id, Open: true}) {
		return fmt.Errorf("append to file %d: the head does not name it as open", id)
	}
	if err := s.alignSlots(); err != nil {
		return fmt.Errorf("write the other copy of the head: %w", err)
	}
	t, err := s.tail(id)
	if err != nil {
		return fmt.Errorf("append to file %d: %w", id, s.fault(err))
	}
	if t.dead {
		return fmt.Errorf("append to file %d: %w", id, ledger.ErrUncertain)
	}
	if err := t.append(frame); err != nil {
		return fmt.Errorf("append to file %d: %w", id, err)
	}
	s.mark.counts[id] = t.count
	s.writeMark(false)
	return nil
}

func (t *tail) append(frame []byte) error {
	b := appendFrame(nil, t.count, frame)
	_, err := t.file.WriteAt(b, t.end)
	if isFull(err) {
		// What was written of it is cut again, durably, so that "full" means "nothing stored".
		if errors.Join(t.file.Truncate(t.end), t.file.Sync()) == nil {
			return ledger.ErrFull
		}
	}
	if err == nil {
		err = t.file.Sync()
	}
	if err != nil {
		t.dead = true
		return errors.Join(ledger.ErrUncertain, err)
	}
	t.end += int64(len(b))
	t.count++
	return nil
}

// settle makes durable what this opening shows: a process that was killed may have written without a sync, and after
// a failed sync the system may show bytes that are not on the disk. So the same bytes are written again, the head first
// and one copy after the other: the one that really is on the disk is never the one in danger. Without that, the next
// commit could overwrite the only real copy. An open file that fails here is tried again at the first append.
func (s *Store) settle() error {
	h := *s.head()
	for i := range s.slots {
		if s.slots[i].err != nil || s.slots[i].sum != h.sum {
			continue
		}
		err := s.writeSlot(i, h.Head, h.forget)
		if isFull(err) {
			s.giveReserve()
			err = s.writeSlot(i, h.Head, h.forget)
		}
		if err != nil {
			return err
		}
	}
	for _, f := range s.head().Files {
		if f.Open {
			_, _ = s.tail(f.ID)
		}
	}
	return nil
}

// tail opens the file for appending. A file from an earlier process is read, its torn end cut, and its bytes are
// written again: after that process's failed sync the system may show bytes that are not on the disk.
func (s *Store) tail(id ledger.FileID) (*tail, error) {
	if t := s.tails[id]; t != nil {
		return t, nil
	}
	b, err := s.fs.Read(s.path(fileName(id)))
	if err != nil {
		s.tails[id] = &tail{dead: true}
		return s.tails[id], nil
	}
	p := parseFrames(b)
	t := &tail{end: p.end, count: uint32(len(p.frames)), dead: p.damaged}
	if t.dead {
		s.tails[id] = t
		return t, nil
	}
	f, err := s.fs.Open(s.path(fileName(id)))
	if err != nil {
		return nil, err
	}
	if t.end > 0 {
		_, err = f.WriteAt(b[:t.end], 0)
	}
	if err == nil && int64(len(b)) > t.end {
		err = f.Truncate(t.end)
	}
	if err == nil && len(b) > 0 {
		err = f.Sync()
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	t.file = f
	s.tails[id] = t
	return t, nil
}

// alignSlots writes the head in force over the other copy, if that is another one. Until then the other copy is the
// fallback for the commit; from here on both name the file that is about to grow.
func (s *Store) alignSlots() error {
	other := 1 - s.current
	if s.slots[other].err == nil && s.slots[other].sum == s.head().sum {
		return nil
	}
	if err := s.writeSlot(other, s.head().Head, s.head().forget); err != nil {
		return s.fault(err)
	}
	s.sweep()
	return nil
}

// fault names an error of the disk: ErrFull or ErrUncertain.
func (s *Store) fault(err error) error {
	if isFull(err) {
		return errors.Join(ledger.ErrFull, err)
	}
	return errors.Join(ledger.ErrUncertain, err)
}
