// Package entry says what one entry of the record is: its kinds, its limits and its canonical bytes.
//
// In the ordinary case build a [Body] with [Of], seal it into a space with [Seal], keep the bytes of
// [Sealed.MarshalBinary], and later call [UnmarshalSealed] and [Open]. Folds see an [Entry].
//
// In: a [Core] with parents, answers, depth and the author's claimed clock in unix milliseconds; a body of one of
// the kinds in this package. Out: deterministic CBOR, one encoding per entry (see FORMAT.md).
// Errors: [*FieldError] names the field of a body that breaks a limit, by field and never by content; everything
// that came as bytes and is not exactly canonical is [ErrMalformed]; what a newer program wrote is [ErrVersion].
// Reading takes time and memory bounded by [MaxSealed], whatever the bytes are.
package entry

import (
	"errors"
	"slices"

	"kept/seal"
)

// Version is the only version of entries this program writes and reads.
const Version = 1

// ID names an entry: a hash of its header. It stays valid when the entry's content is destroyed.
type ID = seal.EntryID

// Core is what stands in the open part of an entry's header. It says nothing about what was written.
type Core struct {
	Version    uint8
	Space      seal.SpaceID
	Generation uint32         // of the author's keys in the space
	Epoch      seal.EpochID   // of the author
	Parents    []seal.EntryID // ascending, unique, at most MaxLinks
	Answers    []seal.EntryID // ascending, unique, at most MaxLinks: what this entry is about
	Depth      uint64         // 1 + the greatest depth of a parent, 1 without parents; the ledger checks it
	Clock      int64          // unix milliseconds as the author's device claimed them
}

// Body is what was written. Its kind is inside the sealed part.
type Body struct {
	Kind    Kind
	Content Content
}

// Of makes the body that holds c.
func Of(c Content) Body { return Body{Kind: c.kind(), Content: c} }

// Check says whether b's content keeps to its limits: nil, or a [*FieldError]. [Seal] checks again.
func (b Body) Check() error { return b.Content.check() }

// Entry is what folds see.
type Entry struct {
	ID        ID
	Core      Core
	Body      Body // zero when Destroyed
	Destroyed bool // the content is gone; id and core remain
}

// Sealed is an entry as it is kept: core, sealed body record and own tag.
type Sealed struct {
	Core       Core
	Record     []byte   // nil when the content was destroyed
	RecordHash [32]byte // SHA-256 of the record; stays when the record is destroyed
	Tag        [32]byte // over the id, under the author's own-tag key
}

// Errors a caller decides by.
var (
	ErrMalformed = errors.New("entry is malformed")                   // not canonical, too large, or against the schema
	ErrVersion   = errors.New("entry is of a version not known here") // written by a newer program: nothing is wrong with it
	ErrSpace     = errors.New("entry belongs elsewhere")              // another space, or a kind that may not stand in this half
	ErrAltered   = errors.New("entry's record is not the one its header names")
	ErrDestroyed = errors.New("entry's content was destroyed")
)

// Destroy returns s without its record. Header, id and tag stay what they were.
func (s Sealed) Destroy() Sealed {
	s.Record = nil
	return s
}

// sortedUnique returns ids in ascending order without repetition, leaving the argument alone.
func sortedUnique(ids []ID) []ID {
	out := slices.Clone(ids)
	slices.SortFunc(out, compareID)
	return slices.Compact(out)
}
