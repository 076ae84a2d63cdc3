// Package disk keeps a record in a folder: two copies of the head, numbered files of checksummed frames, a lock.
//
// In the ordinary case call [Open] and give the [Store] to a ledger. With ReadOnly it reads beside a running writer.
//
//	head.a, head.b   the head, two copies, written in turn (head.go)
//	0000000000000007 frames (frame.go)
//	lock             held by the one writer; its content is the address the writer announces
//	reserve          room given up when an erasure must work on a full disk
//
// and in the state folder `mark`: how far this device had come (mark.go). Folders are 0700, files 0600.
//
// What must stay true:
//   - A frame is acknowledged only when it is durable and both copies of the head name its file; so falling back to the
//     other copy loses nothing that was acknowledged.
//   - After a failed sync nothing is believed: the file takes no more appends. What an opening shows is durable: the
//     bytes of the head and of open files, which an earlier process may have left in the cache only, are written again.
//   - What is damaged is neither cut nor written over; a torn end, which was never acknowledged, is cut. An unreadable
//     end that the mark does not know as acknowledged is not called damage.
//   - Files no copy of the head names are removed, but not while a copy of the head is damaged.
//
// Errors: those of [ledger.Store]; [ErrBusy] from Open.
package disk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"

	"kept/ledger"
)

var slotNames = [2]string{"head.a", "head.b"}

// ErrBusy: another process holds the record. Open then returns a [*BusyError], which says where it is found.
var ErrBusy = errors.New("the record is open in another process")

// BusyError is an [ErrBusy] with the address the other process announced; empty when it announced none.
type BusyError struct{ Address string }

func (e *BusyError) Error() string { return ErrBusy.Error() }

// Is makes errors.Is(err, ErrBusy) true.
func (e *BusyError) Is(target error) bool { return target == ErrBusy }

// Options say where a record is and how it is opened.
type Options struct {
	Dir      string   // the record's folder
	State    string   // where the mark is; a folder of this device, not backed up with Dir
	ReadOnly bool     // read beside a writer: no lock, nothing is changed, not even repaired
	FS       FS       // nil: the machine's, with the lock
	Lock     *os.File // a lock handed over by the process before (see Store.LockFile); nil: take it
}

// Store is one open folder.
type Store struct {
	fs         FS
	dir, state string
	readOnly   bool
	closed     bool
	lock       *os.File

	slots    slots
	current  int   // the slot in force, when headErr is nil
	headErr  error // why there is no head
	mark     mark
	marked   bool // there was a mark
	markFile File
	tails    map[ledger.FileID]*tail
	health   ledger.Health
}

// Open opens the folder, making it when it is not there. A record that cannot be read is not an error here: Head says
// so, and nothing is changed. Unless ReadOnly is set it finishes what a crash interrupted.
func Open(o Options) (*Store, error) {
	s := &Store{fs: o.FS, dir: o.Dir, state: o.State, readOnly: o.ReadOnly, tails: map[ledger.FileID]*tail{}}
	if s.fs == nil {
		s.fs = system{}
	}
	if !o.ReadOnly {
		for _, dir := range []string{s.dir, s.state} {
			if err := s.fs.MakeDir(dir); err != nil {
				return nil, fmt.Errorf("make the record's folders: %w", err)
			}
		}
		if o.FS == nil {
			lock, err := takeLock(filepath.Join(s.dir, "lock"), o.Lock)
			if err != nil {
				return nil, err
			}
			s.lock = lock
		}
	}
	if err := s.load(); err != nil {
		s.Close()
		return nil, fmt.Errorf("open the record: %w", err)
	}
	if s.headErr == nil && !s.readOnly && !s.health.Older {
		s.repair()
	}
	return s, nil
}

// load reads the mark and both copies of the head. The error is for a disk that cannot be read at all.
func (s *Store) load() error {
	s.health = ledger.Health{ReadOnly: s.readOnly}
	if err := s.readMark(); err != nil {
		return err
	}
	for i, name := range slotNames {
		b, err := s.fs.Read(s.path(name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			// A copy on a bad sector is a damaged copy.
			s.slots[i].header, s.slots[i].err, s.slots[i].size = header{}, errDamage, headBlock
			continue
		}
		s.slots[i].size = len(b)
		s.slots[i].header, s.slots[i].err = decodeHead(b)
	}
	current, err := s.slots.newest()
	s.current, s.headErr = current, err
	if err == nil {
		s.compare()
	} else if errors.Is(err, ledger.ErrUnreadable) {
		return s.findRest()
	}
	return nil
}

// findRest decides what an unreadable head means: nothing was ever kept, everything is gone, or damage. Founding a
// record makes empty files before the first head, so empty files are nothing kept.
func (s *Store) findRest() error {
	names, err := s.fs.List(s.dir)
	if err != nil {
		return err
	}
	isEmpty := true
	for _, name := range names {
		if _, ok := parseName(name); !ok {
			continue
		}
		b, err := s.fs.Read(s.path(name))
		isEmpty = isEmpty && err == nil && len(b) == 0
	}
	isBlank := errors.Is(s.slots[0].err, errBlank) && errors.Is(s.slots[1].err, errBlank)
	switch {
	case s.marked && isEmpty && isBlank:
		s.headErr, s.health.Older = ledger.ErrMissing, true
	case !s.marked && isEmpty:
		s.headErr = ledger.ErrEmpty
	}
	return nil
}

// compare holds the head in force against the other copy and against the mark.
func (s *Store) compare() {
	if errors.Is(s.slots[1-s.current].err, errDamage) {
		s.health.FellBack = true
		s.note("one copy of the head is damaged; the other one is used")
	}
	switch {
	case !s.marked:
		s.health.Older, s.health.Unmarked = true, true
		s.note("this device has not seen this record before, so nothing says whether it is the newest copy")
	case s.mark.generation > s.head().Generation,
		s.mark.generation == s.head().Generation && s.mark.sum != s.head().sum:
		s.health.Older = true
		s.note("this device has seen a newer copy of this record")
	case s.mark.generation == s.head().Generation:
		s.compareCounts()
	}
}

func (s *Store) compareCounts() {
	for id, count := range s.mark.counts {
		b, err := s.fs.Read(s.path(fileName(id)))
		p := parseFrames(b)
		if uint32(len(p.frames)) < count && err == nil && !p.damaged {
			s.health.Older = true
			s.note(fmt.Sprintf("this device has seen %d more entries than are here", int(count)-len(p.frames)))
		}
	}
}

// Head is [ledger.Store.Head].
func (s *Store) Head(ctx context.Context) (ledger.Head, error) {
	if err := ctx.Err(); err != nil {
		return ledger.Head{}, err
	}
	if s.readOnly && !s.closed && s.lock == nil { // a writer may have gone on
		if err := s.load(); err != nil {
			return ledger.Head{}, fmt.Errorf("read the head: %w", err)
		}
	}
	if s.headErr != nil {
		return ledger.Head{}, s.headErr
	}
	h := s.head().Head
	h.Payload, h.Files = slices.Clone(h.Payload), slices.Clone(h.Files)
	return h, nil
}

// Frames is [ledger.Store.Frames].
func (s *Store) Frames(ctx context.Context, id ledger.FileID) ([]ledger.Frame, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.headErr != nil {
		return nil, s.headErr
	}
	if !slices.ContainsFunc(s.head().Files, func(f ledger.FileInfo) bool { return f.ID == id }) {
		return nil, fmt.Errorf("read file %d: the head does not name it", id)
	}
	b, err := s.fs.Read(s.path(fileName(id)))
	if err != nil {
		return []ledger.Frame{{Damaged: true}}, nil
	}
	frames := parseFrames(b).frames
	if n := len(frames); n > 0 && frames[n-1].Damaged && s.isUnfinished(id, frames[n-1].Index) {
		s.note("the end of a file cannot be read; as far as this device knows it was a save that never finished")
		frames = frames[:n-1]
	}
	return frames, nil
}

// isUnfinished says whether this device's mark, being of this head, knows of no acknowledged frame from index on. A
// frame whose sectors a power failure stored in part looks like damage; with the mark it need not be called that. The
// bytes are left alone all the same: the file takes no more appends.
func (s *Store) isUnfinished(id ledger.FileID, index uint32) bool {
	count, isMarked := s.mark.counts[id]
	return isMarked && s.mark.generation == s.head().Generation && s.mark.sum == s.head().sum && index >= count
}

// Health is [ledger.Store.Health].
func (s *Store) Health(context.Context) (ledger.Health, error) {
	h := s.health
	h.Notes = slices.Clone(h.Notes)
	return h, nil
}

// AcceptOlder is [ledger.Store.AcceptOlder].
func (s *Store) AcceptOlder(ctx context.Context) error {
	switch {
	case s.readOnly || s.health.ReadOnly:
		return ledger.ErrReadOnly
	case errors.Is(s.headErr, ledger.ErrMissing):
		if err := s.fs.Remove(filepath.Join(s.state, markName)); err != nil {
			return fmt.Errorf("remove the mark: %w", err)
		}
		if err := s.fs.SyncDir(s.state); err != nil {
			return fmt.Errorf("remove the mark: %w", err)
		}
		s.headErr, s.marked, s.health.Older = ledger.ErrEmpty, false, false
		return nil
	case s.headErr != nil:
		return s.headErr
	}
	s.mark.counts = map[ledger.FileID]uint32{}
	for _, f := range s.head().Files {
		if frames, err := s.Frames(ctx, f.ID); err != nil {
			return err
		} else if f.Open {
			s.mark.counts[f.ID] = uint32(len(frames))
		}
	}
	s.health.Older, s.health.Unmarked = false, false
	s.writeMark(true)
	s.repair()
	return nil
}

// LockFile is the held lock, for handing over to the process that replaces this one (Options.Lock there). Nil when the
// store is open for reading only.
func (s *Store) LockFile() *os.File { return s.lock }

// Announce writes where this process can be found into the lock.
func (s *Store) Announce(address string) error {
	if s.lock == nil {
		return ledger.ErrReadOnly
	}
	if err := s.lock.Truncate(0); err != nil {
		return fmt.Errorf("announce the address: %w", err)
	}
	if _, err := s.lock.WriteAt([]byte(address), 0); err != nil {
		return fmt.Errorf("announce the address: %w", err)
	}
	return nil
}

// Close is [ledger.Store.Close].
func (s *Store) Close() error {
	if s.closed {
		return nil
	}
	s.closed, s.readOnly, s.health.ReadOnly = true, true, true
	var errs []error
	for _, t := range s.tails {
		errs = append(errs, t.close())
	}
	if s.markFile != nil {
		errs = append(errs, s.markFile.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Truncate(0), s.lock.Close())
	}
	return errors.Join(errs...)
}

func (s *Store) head() *header           { return &s.slots[s.current].header }
func (s *Store) path(name string) string { return filepath.Join(s.dir, name) }

func (s *Store) note(text string) {
	if !slices.Contains(s.health.Notes, text) {
		s.health.Notes = append(s.health.Notes, text)
	}
}

// writable says why nothing may be written, or nil.
func (s *Store) writable() error {
	switch {
	case s.readOnly || s.health.ReadOnly:
		return ledger.ErrReadOnly
	case s.headErr != nil && !errors.Is(s.headErr, ledger.ErrEmpty):
		return s.headErr
	case s.health.Older:
		return ledger.ErrOlder
	}
	return nil
}

// fileName is a file's name; parseName its inverse.
func fileName(id ledger.FileID) string { return fmt.Sprintf("%016x", uint64(id)) }

func parseName(name string) (ledger.FileID, bool) {
	id, err := strconv.ParseUint(name, 16, 64)
	return ledger.FileID(id), err == nil && fileName(ledger.FileID(id)) == name
}

// isFull says whether an error is the disk's being full, or a quota's or a limit's.
func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
