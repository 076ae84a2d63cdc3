package entry

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"

	"kept/seal"
)

// Seal checks b, fills what the space decides (Version, Space, Generation, Epoch), brings parents and answers
// into order, and seals b. The caller decides Parents, Answers, Depth and Clock.
// A [*FieldError] in the chain says which field of b to change; ErrSpace: b may not stand in this half.
func Seal(sp *seal.Space, core Core, b Body) (Sealed, error) {
	core.Version = Version
	core.Space = sp.ID()
	core.Generation = sp.Generation()
	core.Epoch = sp.Epoch()
	core.Parents = sortedUnique(core.Parents)
	core.Answers = sortedUnique(core.Answers)
	if err := core.check(); err != nil {
		return Sealed{}, fmt.Errorf("seal entry: %w", err)
	}
	plain, err := marshalBody(b)
	if err != nil {
		return Sealed{}, fmt.Errorf("seal entry: %w", err)
	}
	if err := fits(sp, core, b.Kind); err != nil {
		return Sealed{}, fmt.Errorf("seal entry: %w", err)
	}
	record, err := sp.SealBody(core.bytes(), plain)
	if err != nil {
		return Sealed{}, fmt.Errorf("seal entry: %w", err)
	}
	s := Sealed{Core: core, Record: record, RecordHash: recordHash(record)}
	s.Tag = sp.Tag(s.ID())
	return s, nil
}

// Open checks that s is an entry of this space, unaltered and by its owner, opens its body and checks that.
// ErrDestroyed means everything else was in order, and the content is gone.
func Open(sp *seal.Space, s Sealed) (Body, error) {
	if s.Core.Space != sp.ID() {
		return Body{}, fmt.Errorf("open entry: %w", ErrSpace)
	}
	if err := s.Core.check(); err != nil {
		return Body{}, fmt.Errorf("open entry: %w", err)
	}
	core := s.Core.bytes()
	id := seal.HeaderID(append(core, s.RecordHash[:]...))
	if err := sp.CheckTag(id, s.Tag); err != nil {
		return Body{}, fmt.Errorf("open entry: %w", err)
	}
	if s.Record == nil {
		return Body{}, ErrDestroyed
	}
	if recordHash(s.Record) != s.RecordHash {
		return Body{}, fmt.Errorf("open entry: %w", ErrAltered)
	}
	plain, err := sp.OpenBody(s.Core.Epoch, core, s.Record)
	if err != nil {
		return Body{}, fmt.Errorf("open entry: %w", err)
	}
	b, err := unmarshalBody(plain)
	if err != nil {
		return Body{}, fmt.Errorf("open entry: %w", err)
	}
	if err := fits(sp, s.Core, b.Kind); err != nil {
		return Body{}, fmt.Errorf("open entry: %w", err)
	}
	return b, nil
}

// Header returns what the id is a hash of: the core's canonical bytes and the hash of the record.
func (s Sealed) Header() []byte { return append(s.Core.bytes(), s.RecordHash[:]...) }

// ID returns the entry's name.
func (s Sealed) ID() ID { return seal.HeaderID(s.Header()) }

// MarshalBinary writes s in its one canonical form. It fails only for what Seal and UnmarshalSealed never make.
func (s Sealed) MarshalBinary() ([]byte, error) {
	if err := s.Core.check(); err != nil {
		return nil, fmt.Errorf("marshal entry: %w", err)
	}
	if s.Record != nil {
		if len(s.Record) == 0 || len(s.Record) > maxRecord {
			return nil, fmt.Errorf("marshal entry: %w", ErrMalformed)
		}
		if recordHash(s.Record) != s.RecordHash {
			return nil, fmt.Errorf("marshal entry: %w", ErrAltered)
		}
	}
	return s.bytes(), nil
}

// UnmarshalSealed reads what MarshalBinary wrote and refuses everything else. It opens nothing and needs no key.
func UnmarshalSealed(data []byte) (Sealed, error) {
	s, err := unmarshalSealed(data)
	if err != nil {
		return Sealed{}, fmt.Errorf("read entry: %w", err)
	}
	return s, nil
}

func unmarshalSealed(data []byte) (Sealed, error) {
	if len(data) > MaxSealed {
		return Sealed{}, ErrMalformed
	}
	c := cursor{rest: data}
	s := c.sealed()
	if c.bad || len(c.rest) > 0 {
		return Sealed{}, whyMalformed(data)
	}
	if err := s.Core.check(); err != nil {
		return Sealed{}, err
	}
	if s.Record != nil {
		s.Record = bytes.Clone(s.Record)
		s.RecordHash = recordHash(s.Record)
	}
	return s, nil
}

// whyMalformed tells what a newer program wrote from what no program did: a newer core may have fields unknown here,
// but its version is still the first of them.
func whyMalformed(data []byte) error {
	var newer struct {
		Core struct {
			Version uint8 `cbor:"1,keyasint"`
		} `cbor:"1,keyasint"`
	}
	if lenient.Unmarshal(data, &newer) == nil && newer.Core.Version > Version {
		return ErrVersion
	}
	return ErrMalformed
}

// check says whether c is a core this program may have written, as far as c alone can tell.
func (c Core) check() error {
	switch {
	case c.Version > Version:
		return ErrVersion
	case c.Version != Version,
		!ascending(c.Parents), !ascending(c.Answers),
		c.Depth == 0, c.Depth > maxDepth, (c.Depth == 1) != (len(c.Parents) == 0),
		c.Clock < minClock, c.Clock > maxClock:
		return ErrMalformed
	}
	return nil
}

func compareID(a, b ID) int { return bytes.Compare(a[:], b[:]) }

// ascending says whether ids are in order, without repetition, and few enough.
func ascending(ids []ID) bool {
	return len(ids) <= MaxLinks && slices.IsSortedFunc(ids, func(a, b ID) int {
		if a == b {
			return -1 // IsSortedFunc asks for cmp(later, earlier) < 0 to refuse: a repetition is out of order
		}
		return compareID(a, b)
	})
}

// fits says whether an entry of this kind, with these answers, may stand in this space.
func fits(sp *seal.Space, core Core, kind Kind) error {
	k := kinds[kind]
	here := mainHalf
	if sp.Kind() == seal.KindMine {
		here = mineHalf
	}
	if k.half&here == 0 {
		return fmt.Errorf("body of kind %q: %w", kind, ErrSpace)
	}
	if n := len(core.Answers); n < k.minAnswers || n > k.maxAnswers {
		return fmt.Errorf("body of kind %q answers %d entries: %w", kind, n, ErrMalformed)
	}
	return nil
}

func recordHash(record []byte) [32]byte { return sha256.Sum256(record) }
