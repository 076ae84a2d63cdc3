package seal

import (
	"bytes"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Objects with lists in them are deterministic CBOR (RFC 8949 §4.2.1): maps with whole-number keys, all keys present, no
// floats, no tags, no indefinite lengths. There is one encoding of each value, and only that one is read.
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
		MaxNestedLevels:   8,
		MaxArrayElements:  maxList,
		MaxMapPairs:       16,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
	}.DecMode())
)

// Bounds on what is read: no list in any object of ours comes near.
const (
	maxObject = 1 << 20 // bytes
	maxList   = 4_096
)

// encode returns the one encoding of v, one of our own structs.
func encode(v any) []byte {
	out, err := encoder.Marshal(v)
	if err != nil {
		panic(err) // a struct of ours that cannot be encoded: a mistake in our own code
	}
	return out
}

// decode reads into v what encode gave, and nothing else. Errors: ErrVersion, ErrMalformed. The version is looked at
// first: of another version nothing else is known, not even its fields.
func decode(data []byte, v any) error {
	if len(data) > maxObject {
		return fmt.Errorf("%d bytes: %w", len(data), ErrMalformed)
	}
	var head struct {
		Version uint64 `cbor:"1,keyasint"`
	}
	if err := versionOnly.Unmarshal(data, &head); err != nil {
		return ErrMalformed // the decoder's own text may quote what it read
	}
	if head.Version != version {
		return ErrVersion
	}
	if err := decoder.Unmarshal(data, v); err != nil {
		return ErrMalformed
	}
	if !bytes.Equal(encode(v), data) {
		return ErrMalformed
	}
	return nil
}

var versionOnly = must(cbor.DecOptions{
	DupMapKey:        cbor.DupMapKeyEnforcedAPF,
	IndefLength:      cbor.IndefLengthForbidden,
	TagsMd:           cbor.TagsForbidden,
	MaxNestedLevels:  8,
	MaxArrayElements: maxList,
	MaxMapPairs:      256,
}.DecMode())

// must is for options fixed above: that they fit together is not for the caller to find out.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
