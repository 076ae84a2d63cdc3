package disk

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"kept/ledger"
)

var update = flag.Bool("update", false, "write the seeds again")

// seedsOf asserts that the committed seeds of a fuzz target exist.
func seedsOf(f *testing.F, least int) {
	f.Helper()
	seeds, err := os.ReadDir(filepath.Join("testdata", "fuzz", f.Name()))
	if err != nil || len(seeds) < least {
		f.Fatalf("seeds of %s: got %d (%v), want at least %d", f.Name(), len(seeds), err, least)
	}
}

func framed(payloads ...string) (b []byte) {
	for i, p := range payloads {
		b = appendFrame(b, uint32(i), []byte(p))
	}
	return b
}

func TestOneFlippedBitCostsAtMostOneFrame(t *testing.T) {
	payloads := []string{"first", "", "the third one", "x", "last"}
	whole := framed(payloads...)
	for bit := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[bit/8] ^= 1 << (bit % 8)
		p := parseFrames(b)
		lost := 0
		for i, f := range p.frames {
			switch {
			case f.Index != uint32(i):
				t.Fatalf("bit %d: frame %d has index %d", bit, i, f.Index)
			case f.Damaged:
				lost++
			case string(f.Payload) != payloads[i]:
				t.Fatalf("bit %d: frame %d reads as something else", bit, i)
			}
		}
		if !p.damaged || lost != 1 || len(p.frames) != len(payloads) {
			t.Fatalf("bit %d of %d: got %d frames, %d lost, damaged=%v; want %d frames, 1 lost",
				bit, 8*len(whole), len(p.frames), lost, p.damaged, len(payloads))
		}
	}
}

func TestACutAnywhereLeavesTheFramesBefore(t *testing.T) {
	payloads := []string{"first", "second", "third and longer"}
	whole := framed(payloads...)
	for cut := range len(whole) + 1 {
		p := parseFrames(whole[:cut])
		if p.damaged {
			t.Fatalf("cut at %d: got damage, want a torn end", cut)
		}
		if again := framed(payloads[:len(p.frames)]...); !bytes.Equal(again, whole[:p.end]) {
			t.Fatalf("cut at %d: %d frames end at %d, want %d", cut, len(p.frames), p.end, len(again))
		}
		if next := len(p.frames); next < len(payloads) && cut >= len(framed(payloads[:next+1]...)) {
			t.Fatalf("cut at %d: frame %d is whole and was left out", cut, next)
		}
	}
}

func TestZerosBehindTheLastFrameAreATornEnd(t *testing.T) {
	whole := framed("one", "two")
	p := parseFrames(append(bytes.Clone(whole), make([]byte, 5000)...))
	if p.damaged || len(p.frames) != 2 || p.end != int64(len(whole)) {
		t.Errorf("got %d frames ending at %d, damaged=%v; want 2 ending at %d", len(p.frames), p.end, p.damaged, len(whole))
	}
}

func TestADamagedStretchHidesNoFrameBehindIt(t *testing.T) {
	whole := framed("a", "b", "c", "d", "e")
	size := len(whole) / 5
	for i := size; i < 3*size; i++ {
		whole[i] = byte(i * 37) // b and c are gone
	}
	p := parseFrames(whole)
	var got []string
	for _, f := range p.frames {
		got = append(got, fmt.Sprintf("%d%s%v", f.Index, f.Payload, f.Damaged))
	}
	if want := []string{"0afalse", "1true", "2true", "3dfalse", "4efalse"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAFileOfBrokenFramesIsReadInBoundedTime(t *testing.T) {
	// Each header is whole and claims all the rest; no payload is. Checking each claim would be quadratic.
	n := 1 << 16
	var b []byte
	for i := range n {
		header := appendFrame(nil, uint32(i), make([]byte, 16*(n-i-1)))[:frameHeader]
		b = append(b, header[:12]...)
		b = append(b, 1, 2, 3, 4)
		if i > 400 {
			b = append(b, bytes.Repeat(b[len(b)-16:], n-i-1)...)
			break
		}
	}
	if p := parseFrames(b); !p.damaged {
		t.Errorf("got whole frames, want damage")
	}
}

func TestEveryDamageOfAHeadIsNoticed(t *testing.T) {
	h := ledger.Head{Generation: 7, Payload: []byte("payload"), Files: []ledger.FileInfo{{ID: 3}, {ID: 9, Open: true}}}
	b, _ := encodeHead(h, true)
	got, err := decodeHead(append(bytes.Clone(b), make([]byte, 100)...))
	if err != nil || !got.forget || !reflect.DeepEqual(got.Head, h) {
		t.Fatalf("round trip: got %+v, %v", got, err)
	}
	for bit := range 8 * len(b) {
		c := bytes.Clone(b)
		c[bit/8] ^= 1 << (bit % 8)
		if _, err := decodeHead(c); err != errDamage {
			t.Fatalf("bit %d: got %v, want damage", bit, err)
		}
	}
	for cut := 1; cut < len(b); cut++ {
		if _, err := decodeHead(b[:cut]); err != errDamage {
			t.Fatalf("cut at %d: got %v, want damage", cut, err)
		}
	}
}

func TestTheNewerPlaceOfTheMarkCounts(t *testing.T) {
	older := mark{number: 4, generation: 9, counts: map[ledger.FileID]uint32{1: 2}}
	newer := mark{number: 5, generation: 10, sum: [32]byte{1}, counts: map[ledger.FileID]uint32{1: 3, 7: 0}}
	both := append(encodeMark(older), encodeMark(newer)...)
	if got, ok := decodeMark(both); !ok || !reflect.DeepEqual(got, newer) {
		t.Errorf("got %+v, want the newer place", got)
	}
	for at := markPlace; at < markPlace+markFixed+2*12+4; at++ {
		torn := bytes.Clone(both)
		torn[at] ^= 0x40
		if got, ok := decodeMark(torn); !ok || !reflect.DeepEqual(got, older) {
			t.Fatalf("byte %d of the newer place altered: got %+v, want the older place", at, got)
		}
	}
}

func FuzzFrames(f *testing.F) {
	seedsOf(f, 5)
	f.Fuzz(func(t *testing.T, b []byte) {
		p := parseFrames(b)
		if p.end < 0 || p.end > int64(len(b)) {
			t.Fatalf("end: got %d, want at most %d", p.end, len(b))
		}
		var again []byte
		for i, frame := range p.frames {
			if frame.Index != uint32(i) {
				t.Fatalf("frame %d has index %d", i, frame.Index)
			}
			if frame.Damaged && !p.damaged {
				t.Fatalf("frame %d is damaged and the file is not", i)
			}
			if !p.damaged {
				again = appendFrame(again, frame.Index, frame.Payload)
			}
		}
		if !p.damaged && !bytes.Equal(again, b[:p.end]) {
			t.Fatalf("what was read prints back as something else")
		}
	})
}

func FuzzHead(f *testing.F) {
	seedsOf(f, 5)
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := decodeHead(b)
		if err != nil {
			return
		}
		if again, _ := encodeHead(h.Head, h.forget); !bytes.HasPrefix(b, again) {
			t.Fatalf("what was read prints back as something else")
		}
	})
}

func FuzzMark(f *testing.F) {
	seedsOf(f, 3)
	f.Fuzz(func(t *testing.T, b []byte) {
		m, ok := decodeMark(b)
		if !ok {
			return
		}
		if again, ok := decodeMark(encodeMark(m)); !ok || !reflect.DeepEqual(again, m) {
			t.Fatalf("what was read prints back as something else")
		}
	})
}

// TestSeedsAreOfThisFormat keeps the committed seeds from growing stale: among them is at least one whole object.
func TestSeedsAreOfThisFormat(t *testing.T) {
	frames := framed("one", "", "three")
	head, _ := encodeHead(ledger.Head{Generation: 2, Payload: []byte("p"), Files: []ledger.FileInfo{{ID: 1, Open: true}}}, true)
	m := encodeMark(mark{number: 1, generation: 2, counts: map[ledger.FileID]uint32{1: 2}})
	newer := bytes.Clone(head)
	newer[4] = 2
	flipped := bytes.Clone(frames)
	flipped[1] ^= 1
	for name, b := range map[string][]byte{
		"FuzzFrames/whole": frames, "FuzzFrames/torn": frames[:len(frames)-2], "FuzzFrames/flipped": flipped,
		"FuzzFrames/zeros": make([]byte, 40), "FuzzFrames/empty": {},
		"FuzzHead/whole": head, "FuzzHead/cut": head[:30], "FuzzHead/newer": newer, "FuzzHead/zeros": make([]byte, 64),
		"FuzzHead/padded": append(bytes.Clone(head), make([]byte, 50)...),
		"FuzzMark/one":    m, "FuzzMark/two": append(bytes.Clone(m), m...), "FuzzMark/cut": m[:100],
	} {
		want := fmt.Sprintf("go test fuzz v1\n[]byte(%q)\n", b)
		path := filepath.Join("testdata", "fuzz", filepath.FromSlash(name))
		if *update {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("seed %s: it is not what this format writes (%v); -update writes it", name, err)
		}
	}
}
