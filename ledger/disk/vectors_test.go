package disk

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"kept/ledger"
)

// testdata/vectors.json holds frames, copies of the head, marks, one whole folder, and things that must be refused. It
// is made with
//
//	go test ./ledger/disk -run TestVectorsAreStable -update
//
// and read here and by a second reader that shares no code with this package (seal/testdata/reader). Nothing in it is
// random.

const vectorsFile = "testdata/vectors.json"

// octets are bytes written in hexadecimal.
type octets []byte

func (o octets) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(o)), nil }

func (o *octets) UnmarshalText(text []byte) (err error) {
	*o, err = hex.DecodeString(string(text))
	return err
}

type vectors struct {
	About        string
	Files        []fileVector
	Heads        []headVector
	Marks        []markVector
	Folder       folderVector
	RefusedFiles []refusedVector
	RefusedHeads []refusedVector
	RefusedMarks []refusedVector
}

// fileVector is a whole file: its frames in order.
type fileVector struct {
	Payloads []octets
	Bytes    octets
}

type headVector struct {
	Generation uint64 `json:",string"` // a string: other languages read JSON numbers as floats
	Forget     bool
	Files      []numberVector
	Payload    octets
	Sum        octets
	Bytes      octets // without the zeros behind
}

type markVector struct {
	Number     uint64 `json:",string"`
	Generation uint64 `json:",string"`
	Sum        octets
	Files      []numberVector
	Bytes      octets // one place
}

type numberVector struct {
	File   uint64 `json:",string"`
	Open   bool   // in a head
	Frames uint32 // in a mark
}

// folderVector is what lies in a folder and in the state folder: the second generation is in force, the first is the
// copy before it.
type folderVector struct {
	HeadA, HeadB, Mark octets
	Files              []namedVector
	Generation         uint64 `json:",string"`
	Payload            octets
}

type namedVector struct {
	Name  string
	File  uint64 `json:",string"`
	Open  bool
	Bytes octets
}

type refusedVector struct {
	Why   string
	Newer bool `json:",omitempty"` // and it is told as what a newer program wrote
	Torn  bool `json:",omitempty"` // and it is told as a save that never finished, not as damage
	Bytes octets
}

func TestVectorsAreStable(t *testing.T) {
	got, err := json.MarshalIndent(makeVectors(t), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(vectorsFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatal("the same things are written as other bytes than testdata/vectors.json holds: the format changed, and its version must")
	}
}

func TestVectorsOpen(t *testing.T) {
	v := readVectors(t)
	for i, f := range v.Files {
		p := parseFrames(f.Bytes)
		if !isWhole(p, f.Bytes) || len(p.frames) != len(f.Payloads) {
			t.Errorf("file %d: got %d frames, damaged=%v, want %d whole", i, len(p.frames), p.damaged, len(f.Payloads))
			continue
		}
		for n, frame := range p.frames {
			if frame.Index != uint32(n) || !bytes.Equal(frame.Payload, f.Payloads[n]) {
				t.Errorf("file %d, frame %d: got %x", i, n, frame.Payload)
			}
		}
	}
	for i, want := range v.Heads {
		got, err := decodeHead(append(want.Bytes, make([]byte, 99)...))
		if err != nil || got.forget != want.Forget || !bytes.Equal(got.sum[:], want.Sum) || !sameHead(got.Head, want.head()) {
			t.Errorf("head %d: got %+v, %v", i, got, err)
		}
	}
	for i, want := range v.Marks {
		if got, ok := decodeMark(want.Bytes); !ok || !reflect.DeepEqual(got, want.mark()) {
			t.Errorf("mark %d: got %+v, %v", i, got, ok)
		}
	}
}

func sameHead(a, b ledger.Head) bool {
	return a.Generation == b.Generation && bytes.Equal(a.Payload, b.Payload) && slices.Equal(a.Files, b.Files)
}

// TestTheFolderOfTheVectorsOpens gives the committed folder to a store.
func TestTheFolderOfTheVectorsOpens(t *testing.T) {
	ctx, v, o := context.Background(), readVectors(t).Folder, Options{Dir: t.TempDir(), State: t.TempDir()}
	put := func(folder, name string, b []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(o.Dir, "head.a", v.HeadA)
	put(o.Dir, "head.b", v.HeadB)
	put(o.State, "mark", v.Mark)
	for _, f := range v.Files {
		put(o.Dir, f.Name, f.Bytes)
	}
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h, err := s.Head(ctx)
	if err != nil || h.Generation != v.Generation || !bytes.Equal(h.Payload, v.Payload) || len(h.Files) != len(v.Files) {
		t.Errorf("head: got %+v, %v", h, err)
	}
	if health, err := s.Health(ctx); err != nil || !reflect.DeepEqual(health, ledger.Health{}) {
		t.Errorf("health: got %+v, %v, want nothing to say", health, err)
	}
	for i, f := range v.Files {
		frames, err := s.Frames(ctx, ledger.FileID(f.File))
		if err != nil || !reflect.DeepEqual(frames, parseFrames(f.Bytes).frames) || h.Files[i].Open != f.Open {
			t.Errorf("file %d: got %v, %v", f.File, frames, err)
		}
	}
}

func TestBadVectorsAreRefused(t *testing.T) {
	v := readVectors(t)
	if len(v.RefusedFiles) < 15 || len(v.RefusedHeads) < 20 || len(v.RefusedMarks) < 11 {
		t.Errorf("got %d files, %d heads, %d marks, want at least 15, 20, 11", len(v.RefusedFiles), len(v.RefusedHeads), len(v.RefusedMarks))
	}
	for _, r := range v.RefusedFiles {
		if p := parseFrames(r.Bytes); isWhole(p, r.Bytes) || p.damaged == r.Torn {
			t.Errorf("file, %s: got %d frames ending at %d of %d, damaged=%v", r.Why, len(p.frames), p.end, len(r.Bytes), p.damaged)
		}
	}
	for _, r := range v.RefusedHeads {
		_, err := decodeHead(r.Bytes)
		if err == nil || errors.Is(err, ledger.ErrNewerFormat) != r.Newer {
			t.Errorf("head, %s: got %v", r.Why, err)
		}
	}
	for _, r := range v.RefusedMarks {
		if m, ok := decodePlace(r.Bytes); ok {
			t.Errorf("mark, %s: got %+v", r.Why, m)
		}
	}
}

// isWhole says whether a file is frames and nothing else.
func isWhole(p parsed, b []byte) bool { return !p.damaged && p.end == int64(len(b)) }

// readVectors returns the committed vectors.
func readVectors(t testing.TB) (v vectors) {
	t.Helper()
	data, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}
