package entry

import (
	"testing"

	"kept/seal"
)

func BenchmarkSeal(b *testing.B) {
	sp := newSpace(b, seal.KindSelf)
	body := Of(Mark{"2026-11-23", "kept", ""})
	core := Core{Depth: 2, Parents: []ID{{1}}, Answers: []ID{{2}}}
	for b.Loop() {
		if _, err := Seal(sp, core, body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnmarshalAndOpen(b *testing.B) {
	sp := newSpace(b, seal.KindSelf)
	s, err := Seal(sp, Core{Depth: 2, Parents: []ID{{1}}, Answers: []ID{{2}}}, Of(Mark{"2026-11-23", "kept", ""}))
	if err != nil {
		b.Fatal(err)
	}
	data, err := s.MarshalBinary()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := UnmarshalSealed(data)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Open(sp, s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	sp := newSpace(b, seal.KindSelf)
	s, err := Seal(sp, Core{Depth: 2, Parents: []ID{{1}}, Answers: []ID{{2}}}, Of(Mark{"2026-11-23", "kept", ""}))
	if err != nil {
		b.Fatal(err)
	}
	data := s.bytes()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := UnmarshalSealed(data); err != nil {
			b.Fatal(err)
		}
	}
}
