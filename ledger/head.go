package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"kept/seal"
)

// headVersion is the version of the payload and of the sealed parts. See FORMAT.md.
const headVersion = 1

// payload is what the head carries in the open. Each part keeps the generation it was sealed at, so that the part of a
// locked half is carried from head to head as it is.
type payload struct {
	Version uint8         `cbor:"1,keyasint"`
	Vault   []byte        `cbor:"2,keyasint"`
	Next    uint64        `cbor:"3,keyasint"` // the next file's number; never goes back
	Parts   [2]sealedPart `cbor:"4,keyasint"` // indexed by seal.Half
}

type sealedPart struct {
	_          struct{} `cbor:",toarray"`
	Generation uint64
	Sealed     []byte
}

// part is what a half keeps sealed in the head.
type part struct {
	Version       uint8      `cbor:"1,keyasint"`
	Space         []byte     `cbor:"2,keyasint"`
	Files         []partFile `cbor:"3,keyasint"` // in the order of the record; the last one is open, no other
	Lost          uint64     `cbor:"4,keyasint"` // damaged entries that a re-sealing could not carry over
	Words         []byte     `cbor:"5,keyasint"` // the spare words' lock, or empty
	OwnPassphrase bool       `cbor:"6,keyasint"`
}

type partFile struct {
	_     struct{} `cbor:",toarray"`
	ID    uint64
	Key   []byte
	Count uint32 // frames; 0 while open
	Sum   []byte // see sumOf; empty while open
}

var (
	encoder = must(cbor.EncOptions{
		Sort:          cbor.SortCoreDeterministic,
		IndefLength:   cbor.IndefLengthForbidden,
		TagsMd:        cbor.TagsForbidden,
		NilContainers: cbor.NilContainerAsEmpty,
	}.EncMode())
	decoder = must(cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		MaxNestedLevels:   4,
		MaxArrayElements:  1 << 20,
		MaxMapPairs:       16,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
	}.DecMode())
	lenient = must(cbor.DecOptions{IndefLength: cbor.IndefLengthForbidden, MaxNestedLevels: 8}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // our own options or structs are wrong
	}
	return v
}

// decode reads exactly one v in its one canonical form: ErrNewerFormat when its field 1 is a newer version,
// ErrUnreadable for anything else that is not what encoding v gives.
func decode(data []byte, v any) error {
	if decoder.Unmarshal(data, v) != nil || !bytes.Equal(must(encoder.Marshal(v)), data) {
		var newer struct {
			Version uint8 `cbor:"1,keyasint"`
		}
		if lenient.Unmarshal(data, &newer) == nil && newer.Version > headVersion {
			return ErrNewerFormat
		}
		return ErrUnreadable
	}
	return nil
}

func decodePayload(data []byte) (payload, seal.Vault, error) {
	var p payload
	var v seal.Vault
	if err := decode(data, &p); err != nil {
		return p, v, err
	}
	if p.Version != headVersion {
		return p, v, versionError(p.Version)
	}
	if err := v.UnmarshalBinary(p.Vault); errors.Is(err, seal.ErrVersion) {
		return p, v, ErrNewerFormat
	} else if err != nil {
		return p, v, ErrUnreadable
	}
	return p, v, nil
}

// decodePart fills what the head says about a half.
func (it *half) decodePart(data []byte) error {
	var p part
	if err := decode(data, &p); err != nil {
		return err
	}
	if p.Version != headVersion {
		return versionError(p.Version)
	}
	it.space = new(seal.Space)
	if err := it.space.UnmarshalBinary(p.Space); errors.Is(err, seal.ErrVersion) {
		return ErrNewerFormat
	} else if err != nil {
		return ErrUnreadable
	}
	if len(p.Words) > 0 {
		it.words = new(seal.WordsLock)
		if it.words.UnmarshalBinary(p.Words) != nil {
			return ErrUnreadable
		}
	}
	it.lost, it.ownPassphrase = p.Lost, p.OwnPassphrase
	for i, f := range p.Files {
		isOpen := i == len(p.Files)-1
		if len(f.Key) != len(seal.FileKey{}) || isOpen && (len(f.Sum) != 0 || f.Count != 0) ||
			!isOpen && len(f.Sum) != sha256.Size {
			return ErrUnreadable
		}
		file := file{id: FileID(f.ID), key: seal.FileKey(f.Key), isOpen: isOpen, count: f.Count}
		if !isOpen {
			file.sum = [sha256.Size]byte(f.Sum)
		}
		it.files = append(it.files, file)
	}
	if len(it.files) == 0 {
		return ErrUnreadable
	}
	return nil
}

func (it *half) encodePart() []byte {
	p := part{Version: headVersion, Space: must(it.space.MarshalBinary()), Lost: it.lost, OwnPassphrase: it.ownPassphrase}
	if it.words != nil {
		p.Words = must(it.words.MarshalBinary())
	}
	for _, f := range it.files {
		pf := partFile{ID: uint64(f.id), Key: slices.Clone(f.key[:])}
		if !f.isOpen {
			pf.Count, pf.Sum = f.count, slices.Clone(f.sum[:])
		}
		p.Files = append(p.Files, pf)
	}
	return must(encoder.Marshal(p))
}

func versionError(v uint8) error {
	if v > headVersion {
		return ErrNewerFormat
	}
	return ErrUnreadable
}

// load reads the head in force.
func (l *Ledger) load(ctx context.Context) error {
	h, err := l.store.Head(ctx)
	if err != nil {
		return err
	}
	p, v, err := decodePayload(h.Payload)
	if err != nil {
		return fmt.Errorf("read the head: %w", err)
	}
	l.head, l.vault, l.generation, l.files = p, v, h.Generation, h.Files
	return nil
}
