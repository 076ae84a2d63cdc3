package disk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"kept/ledger"
)

// Commit is [ledger.Store.Commit].
func (s *Store) Commit(ctx context.Context, c ledger.Commit) error {
	if err := errors.Join(ctx.Err(), s.writable()); err != nil {
		return err
	}
	if err := s.checkCommit(c); err != nil {
		return err
	}
	err := s.writeFiles(c)
	if errors.Is(err, ledger.ErrFull) && c.Forget {
		s.giveReserve()
		err = s.writeFiles(c)
	}
	if err != nil {
		return fmt.Errorf("write the new files: %w", err)
	}
	if err := s.switchHead(c); err != nil {
		if !s.health.ReadOnly {
			s.removeFiles(c)
		}
		return fmt.Errorf("switch the head: %w", err)
	}
	s.noteCounts(c)
	s.sweep()
	s.holdReserve()
	return nil
}

// checkCommit refuses a commit that is stale or does not fit together; nothing was written yet.
func (s *Store) checkCommit(c ledger.Commit) error {
	var old ledger.Head
	if s.headErr == nil {
		old = s.head().Head
	}
	if c.Generation != old.Generation+1 {
		return fmt.Errorf("commit generation %d: %w", c.Generation, ledger.ErrStale)
	}
	for i, f := range c.Files {
		_, isNew := c.Write[f.ID]
		isOld := slices.ContainsFunc(old.Files, func(o ledger.FileInfo) bool { return o.ID == f.ID })
		if isNew == isOld || i > 0 && c.Files[i-1].ID >= f.ID {
			return fmt.Errorf("commit generation %d: its files do not fit together", c.Generation)
		}
	}
	for id := range c.Write {
		if !slices.ContainsFunc(c.Files, func(f ledger.FileInfo) bool { return f.ID == id }) {
			return fmt.Errorf("commit generation %d: it writes a file it does not name", c.Generation)
		}
	}
	return nil
}

// writeFiles makes the new files durable. No head names them yet: after an error they are removed.
func (s *Store) writeFiles(c ledger.Commit) error {
	for _, id := range slices.Sorted(maps.Keys(c.Write)) {
		if err := s.writeFile(id, c.Write[id]); err != nil {
			s.removeFiles(c)
			return s.unchanged(err)
		}
	}
	if len(c.Write) == 0 {
		return nil
	}
	if err := s.fs.SyncDir(s.dir); err != nil {
		return s.unchanged(err)
	}
	return nil
}

// removeFiles takes back new files that no head names. What it leaves the next opening sweeps.
func (s *Store) removeFiles(c ledger.Commit) {
	for _, id := range slices.Sorted(maps.Keys(c.Write)) {
		s.dropTail(id)
		_ = s.fs.Remove(s.path(fileName(id)))
	}
}

// dropTail closes a file that was open for appending. What was acknowledged of it is durable already.
func (s *Store) dropTail(id ledger.FileID) {
	if t := s.tails[id]; t != nil {
		delete(s.tails, id)
		_ = t.close()
	}
}

func (s *Store) writeFile(id ledger.FileID, frames [][]byte) error {
	s.dropTail(id)
	f, err := s.fs.Create(s.path(fileName(id)))
	if err != nil {
		return err
	}
	var b []byte
	for i, frame := range frames {
		b = appendFrame(b, uint32(i), frame)
	}
	if len(b) > 0 {
		_, err = f.WriteAt(b, 0)
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	s.tails[id] = &tail{file: f, end: int64(len(b)), count: uint32(len(frames))}
	return nil
}

// switchHead is the commit point. If the copy could not be written and can be wiped, nothing changed; if it cannot
// even be wiped, nobody knows, and this store writes nothing more.
func (s *Store) switchHead(c ledger.Commit) error {
	target := 0
	if s.headErr == nil {
		target = 1 - s.current
	}
	h := ledger.Head{Generation: c.Generation, Payload: slices.Clone(c.Payload), Files: slices.Clone(c.Files)}
	if err := s.writeSlot(target, h, c.Forget); err != nil {
		if errors.Join(s.wipeSlot(target)) == nil {
			return s.unchanged(err)
		}
		return s.stop(err)
	}
	s.current, s.headErr = target, nil
	if !c.Forget {
		return nil
	}
	if err := s.writeSlot(1-target, h, true); err != nil {
		return s.stop(err)
	}
	return nil
}

// stop ends all writing: the head in force is not known, or a forgetting is half done.
func (s *Store) stop(err error) error {
	s.health.ReadOnly = true
	s.note("the disk did not confirm a change; nothing more is written until the record is opened again")
	return errors.Join(ledger.ErrUncertain, err)
}

// unchanged names an error after which nothing changed.
func (s *Store) unchanged(err error) error {
	if isFull(err) {
		return errors.Join(ledger.ErrFull, err)
	}
	return err
}

// noteCounts brings the mark up to the commit.
func (s *Store) noteCounts(c ledger.Commit) {
	counts := map[ledger.FileID]uint32{}
	for _, f := range c.Files {
		if !f.Open {
			s.dropTail(f.ID)
			continue
		}
		if frames, isNew := c.Write[f.ID]; isNew {
			counts[f.ID] = uint32(len(frames))
		} else {
			counts[f.ID] = s.mark.counts[f.ID]
		}
	}
	s.mark.counts = counts
	s.writeMark(true)
}

// repair makes an opened record whole after whatever happened to the process before.
func (s *Store) repair() {
	if err := s.settle(); err != nil {
		s.health.ReadOnly = true
		s.note("the disk does not confirm what is on it; nothing is written")
		return
	}
	s.finishForgetting()
	s.sweep()
	s.holdReserve()
}

// finishForgetting does what a crash left of a commit that forgets: the other copy still opens what it should not.
func (s *Store) finishForgetting() {
	if s.head().forget && s.slots[1-s.current].sum != s.head().sum {
		if err := s.writeSlot(1-s.current, s.head().Head, true); err != nil {
			s.health.ReadOnly = true
			s.note("an erasure that was interrupted could not be finished; nothing is written")
		}
	}
}

// sweep removes files that no copy of the head names. While a copy is damaged nothing is removed; before a yes to an
// older copy it is not called. An error only leaves them for the next time.
func (s *Store) sweep() {
	if s.headErr != nil || errors.Is(s.slots[0].err, errDamage) || errors.Is(s.slots[1].err, errDamage) {
		return
	}
	named := map[ledger.FileID]bool{}
	for _, slot := range s.slots {
		for _, f := range slot.Files {
			named[f.ID] = slot.err == nil || named[f.ID]
		}
	}
	names, err := s.fs.List(s.dir)
	if err != nil {
		return
	}
	isChanged := false
	for _, name := range names {
		id, ok := parseName(name)
		if !ok || named[id] {
			continue
		}
		s.dropTail(id)
		if s.fs.Remove(s.path(name)) != nil {
			s.note("a file that is no longer used could not be removed; its key is gone")
		}
		isChanged = true
	}
	if isChanged && s.fs.SyncDir(s.dir) != nil {
		s.note("a file that is no longer used could not be removed; its key is gone")
	}
}
