package entry

// Rules of this file:
//   - One encoding per thing: whatever is read is written again and must give the same bytes.
//   - Sizes are checked before anything is decoded; the decoder's own limits bound the rest.
//   - Nothing here returns what was written in an error.

import (
	"bytes"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

var (
	encoder = must(cbor.EncOptions{
		Sort:        cbor.SortCoreDeterministic,
		IndefLength: cbor.IndefLengthForbidden,
		TagsMd:      cbor.TagsForbidden,

		NilContainers: cbor.NilContainerAsEmpty, // no parents is an empty list, never null
	}.EncMode())
	strict = cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		MaxNestedLevels:   8,
		MaxArrayElements:  MaxLinks,
		MaxMapPairs:       16,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
		UTF8:              cbor.UTF8RejectInvalid,
	}
	decoder = must(strict.DecMode())
	lenient = must(knowingLess(strict).DecMode())
)

// knowingLess lets fields pass that are not known here.
func knowingLess(o cbor.DecOptions) cbor.DecOptions {
	o.ExtraReturnErrors = cbor.ExtraDecErrorNone
	return o
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the options above are wrong: a mistake in our own code
	}
	return v
}

// encode writes v, one of our own structs, which cannot fail.
func encode(v any) []byte { return must(encoder.Marshal(v)) }

// decode reads exactly one T from data and refuses any encoding but the one encode gives.
func decode[T any](data []byte) (T, error) {
	var v T
	if len(data) > MaxBody {
		return v, ErrMalformed
	}
	if err := decoder.Unmarshal(data, &v); err != nil {
		return v, ErrMalformed
	}
	if !bytes.Equal(encode(v), data) {
		return v, ErrMalformed
	}
	return v, nil
}

// wireBody is a Body in bytes.
type wireBody struct {
	Kind    Kind            `cbor:"1,keyasint"`
	Content cbor.RawMessage `cbor:"2,keyasint"`
}

// marshalBody checks b and writes it.
func marshalBody(b Body) ([]byte, error) {
	if b.Content == nil || b.Content.kind() != b.Kind {
		return nil, fmt.Errorf("body of kind %q: %w", b.Kind, ErrMalformed)
	}
	if err := b.Content.check(); err != nil {
		return nil, fmt.Errorf("body of kind %q: %w", b.Kind, err)
	}
	return encode(wireBody{b.Kind, encode(b.Content)}), nil
}

// unmarshalBody reads what marshalBody wrote and nothing else.
func unmarshalBody(data []byte) (Body, error) {
	w, err := decode[wireBody](data)
	if err != nil {
		return Body{}, err
	}
	k, known := kinds[w.Kind]
	if !known {
		return Body{}, fmt.Errorf("kind not known: %w", ErrMalformed)
	}
	c, err := k.read(w.Content)
	if err != nil {
		return Body{}, fmt.Errorf("body of kind %q: %w", w.Kind, err)
	}
	return Body{Kind: w.Kind, Content: c}, nil
}

// read reads one kind of content and checks it.
func read[C Content](data []byte) (Content, error) {
	c, err := decode[C](data)
	if err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return c, nil
}
