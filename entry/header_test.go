package entry

import (
	"bytes"
	"errors"
	"runtime"
	"testing"

	"pgregory.net/rapid"

	"kept/seal"
)

// The second opinion on headers: the same objects through the general decoder, by reflection.

type otherCore struct {
	Version    uint8        `cbor:"1,keyasint"`
	Space      seal.SpaceID `cbor:"2,keyasint"`
	Generation uint32       `cbor:"3,keyasint"`
	Epoch      seal.EpochID `cbor:"4,keyasint"`
	Parents    []ID         `cbor:"5,keyasint"`
	Answers    []ID         `cbor:"6,keyasint"`
	Depth      uint64       `cbor:"7,keyasint"`
	Clock      int64        `cbor:"8,keyasint"`
}

type otherSealed struct {
	Core       otherCore `cbor:"1,keyasint"`
	Tag        [32]byte  `cbor:"2,keyasint"`
	Record     []byte    `cbor:"3,keyasint,omitempty"`
	RecordHash []byte    `cbor:"4,keyasint,omitempty"`
}

// otherwise reads data with the general decoder and says whether it is canonical and within the rules.
func otherwise(data []byte) (Sealed, bool) {
	var o otherSealed
	if len(data) > MaxSealed || decoder.Unmarshal(data, &o) != nil || !bytes.Equal(encode(o), data) {
		return Sealed{}, false
	}
	s := Sealed{Core: Core(o.Core), Tag: o.Tag, Record: o.Record}
	if (o.Record == nil) == (o.RecordHash == nil) || len(o.Record) > maxRecord || o.RecordHash != nil && len(o.RecordHash) != 32 {
		return Sealed{}, false
	}
	return s, s.Core.check() == nil
}

func anyCore(t *rapid.T) Core {
	number := rapid.OneOf(rapid.Uint64(), rapid.Map(rapid.IntRange(0, 63), func(n int) uint64 { return 1 << n }))
	ids := func(label string) (ids []ID) {
		for _, b := range rapid.SliceOfN(rapid.Byte(), 0, MaxLinks).Draw(t, label) {
			ids = append(ids, ID{b})
		}
		return sortedUnique(ids)
	}
	return Core{
		Version:    uint8(number.Draw(t, "version")),
		Space:      seal.SpaceID{byte(number.Draw(t, "space"))},
		Generation: uint32(number.Draw(t, "generation")),
		Epoch:      seal.EpochID{byte(number.Draw(t, "epoch"))},
		Parents:    ids("parents"),
		Answers:    ids("answers"),
		Depth:      number.Draw(t, "depth"),
		Clock:      int64(number.Draw(t, "clock")),
	}
}

func TestHeadersAreWrittenAsTheGeneralEncoderWritesThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Sealed{Core: anyCore(t), Tag: [32]byte{1}, Record: rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "record")}
		want := encode(otherSealed{Core: otherCore(s.Core), Tag: s.Tag, Record: s.Record})
		if got := s.bytes(); !bytes.Equal(got, want) {
			t.Fatalf("%+v:\n got %x\nwant %x", s.Core, got, want)
		}
		gone := s.Destroy()
		want = encode(otherSealed{Core: otherCore(s.Core), Tag: s.Tag, RecordHash: s.RecordHash[:]})
		if got := gone.bytes(); !bytes.Equal(got, want) {
			t.Fatalf("destroyed:\n got %x\nwant %x", got, want)
		}
	})
}

func TestANewerVersionIsToldFromDamage(t *testing.T) {
	core := Core{Version: 2, Depth: 1}
	same := Sealed{Core: core, Record: []byte{1}}
	data := same.bytes()
	withMore := map[int]any{1: map[int]any{1: 2, 9: "new", 10: []int{1}}, 2: []byte{1}, 7: 1}
	for name, data := range map[string][]byte{"the same fields": data, "other fields": encode(withMore)} {
		if _, err := UnmarshalSealed(data); !errors.Is(err, ErrVersion) {
			t.Errorf("version 2 with %s: got %v, want %v", name, err, ErrVersion)
		}
	}
	if _, err := UnmarshalSealed(data[:len(data)-1]); errors.Is(err, ErrVersion) {
		t.Errorf("version 2 cut short: got %v, want %v", err, ErrMalformed)
	}
}

// hostile are bytes that must be refused, each for its own reason; more stand in testdata/vectors.json.
func hostile() map[string][]byte {
	good := Sealed{Core: Core{Version: 1, Depth: 1}, Record: []byte{1, 2, 3}}
	with := func(change func(*Sealed)) []byte {
		s := good
		change(&s)
		return s.bytes()
	}
	raw := func(change func(map[int]any)) []byte {
		core := map[int]any{1: 1, 2: make([]byte, 32), 3: 0, 4: make([]byte, 32), 5: []int{}, 6: []int{}, 7: 1, 8: 0}
		change(core)
		return encode(map[int]any{1: core, 2: make([]byte, 32), 3: []byte{1}})
	}
	replace := func(old, new string) []byte {
		data := good.bytes()
		if !bytes.Contains(data, []byte(old)) {
			panic("nothing to replace: a mistake in this test")
		}
		return bytes.Replace(data, []byte(old), []byte(new), 1)
	}
	million := bytes.Repeat(appendBytes(nil, make([]byte, 32)), 1_000_000)
	return map[string][]byte{
		"nothing":                           {},
		"version 0":                         with(func(s *Sealed) { s.Core.Version = 0 }),
		"an empty record":                   with(func(s *Sealed) { s.Record = []byte{} }),
		"bytes after the end":               append(good.bytes(), 0),
		"a byte missing":                    good.bytes()[:len(good.bytes())-1],
		"a number not in its shortest form": replace("\xa8\x01\x01", "\xa8\x01\x18\x01"),
		"a map of indefinite length":        append(replace("\xa3\x01\xa8", "\xbf\x01\xa8"), 0xff),
		"a field twice":                     replace("\x02\x58\x20", "\x01\x58\x20"),
		"a field missing":                   raw(func(m map[int]any) { delete(m, 8) }),
		"a field too many":                  raw(func(m map[int]any) { m[9] = 0 }),
		"a float":                           raw(func(m map[int]any) { m[8] = 1.5 }),
		"a whole number as a float":         raw(func(m map[int]any) { m[7] = 1.0 }),
		"null for a list":                   raw(func(m map[int]any) { m[5] = nil }),
		"text for bytes":                    raw(func(m map[int]any) { m[2] = string(make([]byte, 32)) }),
		"an id too short":                   raw(func(m map[int]any) { m[2] = make([]byte, 31) }),
		"an id too long":                    raw(func(m map[int]any) { m[2] = make([]byte, 33) }),
		"a clock beyond 63 bits":            raw(func(m map[int]any) { m[8] = uint64(1 << 63) }),
		"a version beyond a byte":           raw(func(m map[int]any) { m[1] = -1 }),
		"a parent twice":                    with(func(s *Sealed) { s.Core.Depth, s.Core.Parents = 2, []ID{{1}, {1}} }),
		"parents out of order":              with(func(s *Sealed) { s.Core.Depth, s.Core.Parents = 2, []ID{{2}, {1}} }),
		"65 parents":                        with(func(s *Sealed) { s.Core.Depth, s.Core.Parents = 2, make([]ID, MaxLinks+1) }),
		"a million parents":                 replace("\x05\x80", "\x05\x9a\x00\x0f\x42\x40"+string(million)),
		"a million parents, none there":     replace("\x05\x80", "\x05\x9a\x00\x0f\x42\x40"),
		"2^63 parents, none there":          replace("\x05\x80", "\x05\x9b\x80\x00\x00\x00\x00\x00\x00\x00"),
		"a record of 2^63 bytes":            replace("\x03\x43", "\x03\x5b\x80\x00\x00\x00\x00\x00\x00\x00"),
		"depth 1 with a parent":             with(func(s *Sealed) { s.Core.Parents = []ID{{1}} }),
		"depth 2 without parents":           with(func(s *Sealed) { s.Core.Depth = 2 }),
		"depth overflow":                    with(func(s *Sealed) { s.Core.Depth, s.Core.Parents = 1<<64-1, []ID{{1}} }),
		"deep nesting":                      bytes.Repeat([]byte{0x81}, 100_000),
		"deep nesting of maps":              bytes.Repeat([]byte{0xa1, 0x01}, 100_000),
		"a tag":                             append([]byte{0xd9, 0xd9, 0xf7}, good.bytes()...),
		"record and hash":                   encode(otherSealed{Core: otherCore(good.Core), Record: []byte{1}, RecordHash: make([]byte, 32)}),
		"neither record nor hash":           encode(otherSealed{Core: otherCore(good.Core)}),
		"a hash too short":                  encode(otherSealed{Core: otherCore(good.Core), RecordHash: make([]byte, 31)}),
	}
}

func TestHostileBytesAreRefusedCheaply(t *testing.T) {
	for name, data := range hostile() {
		if _, err := UnmarshalSealed(data); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %v, want %v", name, err, ErrMalformed)
		}
		if _, ok := otherwise(data); ok {
			t.Errorf("%s: the general decoder takes it", name)
		}
		// Sixteen times what it came as, and a little for the decoders: no length it claims may cost more.
		if spent, bound := allocated(func() { UnmarshalSealed(data) }), uint64(16*min(len(data), MaxSealed)+16<<10); spent > bound {
			t.Errorf("%s: %d bytes took %d bytes of memory, want at most %d", name, len(data), spent, bound)
		}
	}
}

// allocated returns how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func FuzzUnmarshalSealed(f *testing.F) {
	seeded(f, 30)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := UnmarshalSealed(data)
		other, ok := otherwise(data)
		if (err == nil) != ok {
			t.Fatalf("got %v, the general decoder says %v", err, ok)
		}
		if err != nil {
			if !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrVersion) {
				t.Fatalf("an error nobody can decide by: %v", err)
			}
			return
		}
		if again, err := s.MarshalBinary(); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x\nbecame %x, %v", data, again, err)
		}
		if !bytes.Equal(encode(otherCore(s.Core)), s.Core.bytes()) || !bytes.Equal(other.Record, s.Record) || other.Tag != s.Tag {
			t.Fatalf("read %+v, the general decoder %+v", s, other)
		}
	})
}

func FuzzBody(f *testing.F) {
	seeded(f, 30)
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := unmarshalBody(data)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("an error nobody can decide by: %v", err)
			}
			return
		}
		if again, err := marshalBody(b); err != nil || !bytes.Equal(again, data) {
			t.Fatalf("%x\nbecame %x, %v", data, again, err)
		}
	})
}
