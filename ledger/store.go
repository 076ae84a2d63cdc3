package ledger

import (
	"context"
	"errors"
	"fmt"
)

// FileID names one file of the store. Numbers are given out by the ledger, rise, and are never used twice.
type FileID uint64

// FileInfo is what stands in the open about one file: that it exists and whether it still takes appends.
type FileInfo struct {
	ID   FileID
	Open bool
}

// Head is the newest whole header. Payload is the ledger's and opaque to a store; Files are all files it names,
// by rising ID.
type Head struct {
	Generation uint64
	Payload    []byte
	Files      []FileInfo
}

// Frame is one stored frame, or a stretch that could not be read.
type Frame struct {
	Index   uint32 // place in its file, from 0
	Payload []byte // nil when Damaged
	Damaged bool   // the stretch is kept as it is; what stood at Index is not readable
}

// Commit is one atomic change of the store.
type Commit struct {
	Generation uint64              // the generation in force + 1, else ErrStale
	Payload    []byte              // the new head's
	Files      []FileInfo          // every file the new head names: those in Write, and existing ones carried over
	Write      map[FileID][][]byte // new files, each with its frames in order; may be empty files
	Forget     bool                // see Store.Commit
}

// Health is what a store noticed about itself since it was opened.
type Health struct {
	FellBack bool     // one copy of the head is damaged; the other is in force
	Older    bool     // the store is older than what was last acknowledged on this device, or this device has no mark of it
	Unmarked bool     // Older because this device has no mark of it, not because the mark says more
	ReadOnly bool     // nothing can be written: opened so, or after a fault that cannot be repaired here
	Notes    []string // plain sentences for `kept verify`; never a name, a key or a word of the person
}

// Decisions are made by these errors; everything else is told as it is.
var (
	// ErrEmpty: nothing was ever kept here.
	ErrEmpty = errors.New("nothing is kept here yet")
	// ErrExists: Create found something kept here.
	ErrExists = errors.New("something is kept here already")
	// ErrFull: no room. Nothing was stored and nothing changed; the text must stay in the editor.
	ErrFull = errors.New("no room left on the disk")
	// ErrUncertain: what was asked may or may not be stored.
	ErrUncertain = errors.New("the disk did not confirm")
	// ErrReadOnly: this store takes no changes.
	ErrReadOnly = errors.New("the record is open for reading only")
	// ErrOlder: nothing is written before AcceptOlder.
	ErrOlder = errors.New("this is an older copy of the record")
	// ErrNewerFormat: a newer program wrote this; nothing is written.
	ErrNewerFormat = errors.New("the record has a newer format")
	// ErrUnreadable: something is kept here and neither copy of the head can be read; nothing is written.
	ErrUnreadable = errors.New("the record's head cannot be read")
	// ErrMissing: this device remembers a record, and its files are gone. It is an ErrUnreadable.
	ErrMissing = fmt.Errorf("the record's files are gone: %w", ErrUnreadable)
	// ErrStale: the commit was made against a generation that is not in force.
	ErrStale = errors.New("the commit is stale")
	// ErrLocked: that half is not unlocked.
	ErrLocked = errors.New("this half is locked")
	// ErrKey: the key given to Unlock does not open that half.
	ErrKey = errors.New("the key does not open this half")
	// ErrUnknown: no entry with that id in that half.
	ErrUnknown = errors.New("no such entry")
)

// Store keeps one head and the files it names. One Store is used by one ledger; its methods are not called at the
// same time. The suite in ledgertest holds every implementation to what is written here.
type Store interface {
	// Head returns the newest whole head: after a crash in Commit that is the old one or the new one, never a mixture.
	// ErrEmpty when nothing was ever kept here. ErrMissing when this device remembers a record and nothing is there.
	// ErrNewerFormat when the newest head was written by a newer program. ErrUnreadable when something is there and
	// no copy of the head is whole. None of these errors is followed by a change of what is stored.
	Head(ctx context.Context) (Head, error)

	// Frames returns the frames of a file that the head names, by rising Index. A damaged stretch comes as one
	// Frame{Damaged: true} for each index that is missing between whole frames, and one for an unreadable end. A short
	// last frame (torn in writing, so never acknowledged) is left out, as may be an unreadable end of which the store
	// knows that it was never acknowledged. A file that is gone is one damaged frame. The
	// error is for the context and for a file no head names, not for damage.
	Frames(ctx context.Context, id FileID) ([]Frame, error)

	// Append adds a frame at the end of an open file and returns once it is durable. Its index is the number of frames
	// in the file. After ErrFull nothing is stored and the same file may be appended to again. ErrUncertain: the frame
	// may or may not be stored, and this file takes no more appends (so too when the file's end is damaged): whoever
	// wants to go on commits a fresh file. ErrReadOnly, ErrOlder and the context's error: nothing is stored. Any other
	// error is as ErrUncertain.
	// An acknowledged frame is readable through both copies of the head.
	Append(ctx context.Context, id FileID, frame []byte) error

	// Commit is the one atomic change: new files are written and made durable, then the head is switched (the commit
	// point), then files that no copy of the head names are removed. When it returns nil the new head is in force and
	// durable, and the copy before stays readable as a fallback until the next Append or Commit.
	//
	// With Forget the generation before can not be opened afterwards: both copies of the head carry the new payload
	// and dropped files are removed before Commit returns; room held back for this is used when the disk is full. If
	// the switch happened and the forgetting was interrupted, the next opening for writing finishes it.
	//
	// ErrStale, ErrFull, ErrReadOnly, ErrOlder: nothing changed, the old head is in force. ErrUncertain: the old head
	// or the new one is in force, and this Store takes no more changes until it is opened again. After any other error
	// nothing changed.
	Commit(ctx context.Context, c Commit) error

	// Health says what the store noticed since it was opened.
	Health(ctx context.Context) (Health, error)

	// AcceptOlder records that the person wants to go on with what is here; Older is false afterwards, and the mark
	// is what is here now. After ErrMissing the store is empty afterwards. Repeating it is a success.
	AcceptOlder(ctx context.Context) error

	// Close gives the lock back. The Store is not used afterwards. Repeating it is a success.
	Close() error
}
