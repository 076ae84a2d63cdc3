package entry

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/seal"
)

func newSpace(t testing.TB, kind seal.SpaceKind) *seal.Space {
	t.Helper()
	sp, err := seal.NewSpace(kind)
	if err != nil {
		t.Fatal(err)
	}
	return sp
}

// good is one body of each kind, as large or as odd as it may be.
func good() []Body {
	return []Body{
		Of(Person{"Sam"}),
		Of(Person{""}),
		Of(Settings{"America/Argentina/Buenos_Aires", 2, "dark"}),
		Of(SpareWords{"confirmed", "2026-11-22"}),
		Of(Agreement{"Ten minutes each evening, phone in another room", "weekly", 2, 0b0010101, "2026-11-23", "Europe/Berlin", "21:30"}),
		Of(Agreement{strings.Repeat("ä", MaxWhat), "monthly", 52, 0, "2028-02-29", "Etc/GMT+5", ""}),
		Of(End{}),
		Of(Mark{"2026-11-23", "moved", "2026-11-24"}),
		Of(Mark{"2026-11-23", "kept", ""}),
		Of(Withdraw{}),
		Of(Role{"writing"}),
		Of(Note{"did", []string{"", "what I did", "", "\u202eturned\u200b"}, "2026-11-22", ""}),
		Of(Feeling{"", -1, "a line"}),
		Of(Feeling{"afraid of losing everything", 10, ""}),
		Of(Check{"2026-11-22", "dread", 10}),
		Of(Line{"2026-11-22", "line", "a line"}),
		Of(Line{"2026-11-22", "tomorrow", "e" + strings.Repeat("\u0301", 30_000)}),
	}
}

// coreFor is a core with as many answers as the kind needs.
func coreFor(k Kind) Core {
	core := Core{Depth: 1, Clock: 1_795_350_000_000}
	for i := range kinds[k].minAnswers {
		core.Answers = append(core.Answers, ID{byte(i + 1)})
	}
	return core
}

func TestEveryKindComesBackAsItWas(t *testing.T) {
	spaces := map[half]*seal.Space{mainHalf: newSpace(t, seal.KindSelf), mineHalf: newSpace(t, seal.KindMine)}
	seen := map[Kind]bool{}
	for _, b := range good() {
		for h, sp := range spaces {
			s, err := Seal(sp, coreFor(b.Kind), b)
			if kinds[b.Kind].half&h == 0 {
				if !errors.Is(err, ErrSpace) {
					t.Errorf("%s in the other half: got %v, want %v", b.Kind, err, ErrSpace)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", b.Kind, err)
			}
			seen[b.Kind] = true
			again := reread(t, s)
			got, err := Open(sp, again)
			if err != nil || !reflect.DeepEqual(got, b) {
				t.Errorf("%s: got %+v, %v, want %+v", b.Kind, got, err, b)
			}
			gone := reread(t, s.Destroy())
			if _, err := Open(sp, gone); !errors.Is(err, ErrDestroyed) || gone.ID() != s.ID() {
				t.Errorf("%s destroyed: got %v and the same id %v, want %v and true", b.Kind, err, gone.ID() == s.ID(), ErrDestroyed)
			}
		}
	}
	if len(seen) != len(kinds) {
		t.Errorf("went through %d kinds, want all %d", len(seen), len(kinds))
	}
}

// reread writes s and reads it again.
func reread(t testing.TB, s Sealed) Sealed {
	t.Helper()
	data, err := s.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again, err := UnmarshalSealed(data)
	if err != nil {
		t.Fatal(err)
	}
	if again.ID() != s.ID() {
		t.Fatal("the id is another after reading")
	}
	return again
}

func TestSealBringsLinksIntoOrder(t *testing.T) {
	sp := newSpace(t, seal.KindSelf)
	given := []ID{{3}, {1}, {2}, {1}}
	s, err := Seal(sp, Core{Depth: 2, Parents: given, Answers: given}, Of(Withdraw{}))
	if err != nil {
		t.Fatal(err)
	}
	want := []ID{{1}, {2}, {3}}
	if !slices.Equal(s.Core.Parents, want) || !slices.Equal(s.Core.Answers, want) {
		t.Errorf("parents %v, answers %v: want %v", s.Core.Parents, s.Core.Answers, want)
	}
	if given[0] != (ID{3}) {
		t.Error("the caller's own list was changed")
	}
}

// TestNothingAlteredOpens flips every bit of a sealed entry: each must be refused on reading or on opening.
func TestNothingAlteredOpens(t *testing.T) {
	sp := newSpace(t, seal.KindSelf)
	s, err := Seal(sp, Core{Depth: 2, Parents: []ID{{1}}, Clock: -1}, Of(Person{"Sam"}))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Sealed{s, s.Destroy()} {
		data, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		for i := range 8 * len(data) {
			changed := bytes.Clone(data)
			changed[i/8] ^= 1 << (i % 8)
			altered, err := UnmarshalSealed(changed)
			if err != nil {
				continue
			}
			if b, err := Open(sp, altered); err == nil || errors.Is(err, ErrDestroyed) {
				t.Fatalf("bit %d of %d altered: got %v, %v, want a refusal", i, 8*len(data), b.Kind, err)
			}
		}
	}
}

func TestAnEntryOpensInItsOwnSpaceOnly(t *testing.T) {
	one, other := newSpace(t, seal.KindSelf), newSpace(t, seal.KindSelf)
	s, err := Seal(one, Core{Depth: 1}, Of(Person{"Sam"}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(other, s); !errors.Is(err, ErrSpace) {
		t.Errorf("in another space: got %v, want %v", err, ErrSpace)
	}
	moved := s
	moved.Core.Space = other.ID()
	if _, err := Open(other, moved); !errors.Is(err, seal.ErrTag) {
		t.Errorf("moved to another space: got %v, want %v", err, seal.ErrTag)
	}
	forged := s
	forged.Record = append(bytes.Clone(s.Record), 0)
	if _, err := Open(one, forged); !errors.Is(err, ErrAltered) {
		t.Errorf("with another record: got %v, want %v", err, ErrAltered)
	}
	if _, err := forged.MarshalBinary(); !errors.Is(err, ErrAltered) {
		t.Errorf("with another record, written: got %v, want %v", err, ErrAltered)
	}
}

// TestAPrivateKindSealedElsewhereIsRefused makes, with the space's own keys, what Seal never makes.
func TestAPrivateKindSealedElsewhereIsRefused(t *testing.T) {
	sp := newSpace(t, seal.KindSelf)
	for _, b := range good() {
		core := coreFor(b.Kind)
		core.Version, core.Space, core.Epoch = Version, sp.ID(), sp.Epoch()
		s := sealRaw(t, sp, core, encode(wireBody{b.Kind, encode(b.Content)}))
		want := kinds[b.Kind].half&mainHalf == 0
		if _, err := Open(sp, s); errors.Is(err, ErrSpace) != want {
			t.Errorf("%s in the main half: got %v, want a refusal %v", b.Kind, err, want)
		}
	}
}

func TestErrorsNeverHoldWhatWasWritten(t *testing.T) {
	const canary = "canary-5f1d"
	sp := newSpace(t, seal.KindMine)
	contents := []Content{
		Role{canary}, Note{canary, []string{canary}, canary, canary}, Feeling{strings.Repeat(canary, 9), 1, canary},
		Check{canary, canary, 1}, Line{canary, canary, canary}, Note{"blank", []string{canary + "\x00"}, "2026-11-22", ""},
	}
	for _, c := range contents {
		_, sealErr := Seal(sp, Core{Depth: 1}, Of(c))
		_, readErr := unmarshalBody(encode(wireBody{c.kind(), encode(c)}))
		_, kindErr := unmarshalBody(encode(wireBody{canary, encode(c)}))
		_, openErr := UnmarshalSealed(encode(wireBody{c.kind(), encode(c)}))
		for _, err := range []error{sealErr, readErr, kindErr, openErr} {
			if err == nil || strings.Contains(err.Error(), canary) {
				t.Errorf("%T: got the error %v, want one without what was written", c, err)
			}
		}
	}
}

func TestAnyTextComesBack(t *testing.T) {
	sp := newSpace(t, seal.KindMine)
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringN(0, 300, -1).Filter(func(s string) bool { return strings.IndexByte(s, 0) < 0 })
		parts := append(rapid.SliceOfN(part, 0, MaxParts-1).Draw(t, "parts"), "x")
		want := Of(Note{"account", parts, "2026-11-22", "choose"})
		core := Core{
			Depth: rapid.Uint64Range(2, maxDepth).Draw(t, "depth"),
			Clock: rapid.Int64Range(minClock, maxClock).Draw(t, "clock"),
		}
		for _, b := range rapid.SliceOfN(rapid.Byte(), 1, MaxLinks).Draw(t, "parents") {
			core.Parents = append(core.Parents, ID{b})
		}
		s, err := Seal(sp, core, want)
		if err != nil {
			t.Fatal(err)
		}
		data, err := s.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		again, err := UnmarshalSealed(data)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Open(sp, again)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, %v, want %+v", got, err, want)
		}
	})
}

func TestTheLargestEntryFits(t *testing.T) {
	sp := newSpace(t, seal.KindMine)
	n := Note{"account", slices.Repeat([]string{strings.Repeat("x", MaxText)}, MaxParts), "2026-11-22", "outline"}
	core := Core{Depth: maxDepth, Clock: maxClock}
	for i := range MaxLinks {
		core.Parents = append(core.Parents, ID{byte(i)})
	}
	s, err := Seal(sp, core, Of(n))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(sp, reread(t, s)); err != nil {
		t.Fatal(err)
	}
	withAnswers := s.Core
	withAnswers.Answers = withAnswers.Parents
	if got := len(withAnswers.bytes()); got > maxCore {
		t.Errorf("the largest core: got %d bytes, want at most %d", got, maxCore)
	}
}

// sealRaw seals any bytes as a body, as a broken or hostile program with the keys could.
func sealRaw(t testing.TB, sp *seal.Space, core Core, body []byte) Sealed {
	t.Helper()
	record, err := sp.SealBody(core.bytes(), body)
	if err != nil {
		t.Fatal(err)
	}
	s := Sealed{Core: core, Record: record, RecordHash: recordHash(record)}
	s.Tag = sp.Tag(s.ID())
	return s
}
