package entry

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/cryptotest"

	"kept/seal"
)

// testdata/vectors.json holds one entry of each kind, and things that must be refused. It is made, with the seeds of
// the fuzz targets, by
//
//	go test ./entry -run 'Stable' -update
//
// and read here and by a second reader that shares no code with this package (seal/testdata/reader).

var update = flag.Bool("update", false, "write testdata/vectors.json and the fuzz seeds anew")

const vectorsFile = "testdata/vectors.json"

// octets are bytes written in hexadecimal.
type octets []byte

func (o octets) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(o)), nil }

func (o *octets) UnmarshalText(text []byte) (err error) {
	*o, err = hex.DecodeString(string(text))
	return err
}

type vectors struct {
	About         string
	Spaces        []octets // bundles: the first of the main half, the second of mine
	Entries       []entryVector
	RefusedSealed []refusedVector
	RefusedBodies []refusedVector
}

type entryVector struct {
	Space     int // index into Spaces
	Sealed    octets
	Destroyed octets // the same without its content
	Core      octets
	ID        octets
	Kind      Kind
	Body      octets
	Fields    []any // the content's values in the order of their keys
}

type refusedVector struct {
	Why   string
	Bytes octets
}

func makeVectors(t *testing.T) (v vectors) {
	v.About = "Test vectors of entry/FORMAT.md. Bytes are hexadecimal. Every key here is public: use none of them."
	spaces := []*seal.Space{newSpace(t, seal.KindSelf), newSpace(t, seal.KindMine)}
	for _, sp := range spaces {
		bundle, err := sp.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		v.Spaces = append(v.Spaces, bundle)
	}
	core := Core{Depth: 1, Clock: -62_135_596_800_000}
	for _, b := range good() {
		for i, h := range []half{mainHalf, mineHalf} {
			if kinds[b.Kind].half&h == 0 || largeForVectors(b) {
				continue
			}
			core.Answers = coreFor(b.Kind).Answers
			s, err := Seal(spaces[i], core, b)
			if err != nil {
				t.Fatal(err)
			}
			id, body := s.ID(), encode(wireBody{b.Kind, encode(b.Content)})
			gone := s.Destroy()
			v.Entries = append(v.Entries, entryVector{i, s.bytes(), gone.bytes(), s.Core.bytes(), id[:], b.Kind, body, fields(b.Content)})
			core = Core{Depth: core.Depth + 1, Parents: []ID{id}, Clock: 1_795_305_600_000 + int64(core.Depth)*1000}
		}
	}
	v.RefusedSealed = refused(hostile())
	v.RefusedBodies = refused(hostileBodies())
	return v
}

// largeForVectors keeps the file readable.
func largeForVectors(b Body) bool { return len(encode(b.Content)) > 2500 }

// refused lists by name what is small enough to be kept in a file.
func refused(by map[string][]byte) (list []refusedVector) {
	for why, data := range by {
		if len(data) < 8<<10 {
			list = append(list, refusedVector{why, data})
		}
	}
	slices.SortFunc(list, func(a, b refusedVector) int { return cmp.Compare(a.Why, b.Why) })
	return list
}

// fields lists a content's values in the order of its struct, which is that of its keys.
func fields(c Content) []any {
	list := []any{}
	for i := range reflect.ValueOf(c).NumField() {
		list = append(list, reflect.ValueOf(c).Field(i).Interface())
	}
	return list
}

// hostileBodies are bodies that must be refused, each for its own reason.
func hostileBodies() map[string][]byte {
	body := func(kind string, content map[int]any) []byte { return encode(map[int]any{1: kind, 2: content}) }
	check := func(change func(map[int]any)) []byte {
		content := map[int]any{1: "2026-11-22", 2: "dread", 3: 10}
		change(content)
		return body("check", content)
	}
	role := body("role", map[int]any{1: "hurt"})
	return map[string][]byte{
		"nothing":                           {},
		"a kind nobody knows":               body("poll", map[int]any{1: "hurt"}),
		"no kind":                           encode(map[int]any{2: map[int]any{1: "hurt"}}),
		"no content":                        encode(map[int]any{1: "role"}),
		"content of another kind":           body("note", map[int]any{1: "hurt"}),
		"a third part":                      encode(map[int]any{1: "role", 2: map[int]any{1: "hurt"}, 3: 0}),
		"bytes after the end":               append(bytes.Clone(role), 0),
		"a byte missing":                    role[:len(role)-1],
		"a field missing":                   check(func(m map[int]any) { delete(m, 3) }),
		"a field too many":                  check(func(m map[int]any) { m[4] = "" }),
		"null for a text":                   check(func(m map[int]any) { m[1] = nil }),
		"a truth for a number":              check(func(m map[int]any) { m[3] = true }),
		"a float":                           check(func(m map[int]any) { m[3] = 10.0 }),
		"a number beyond its limit":         check(func(m map[int]any) { m[3] = 11 }),
		"a number beyond a byte":            check(func(m map[int]any) { m[3] = 266 }),
		"a negative number":                 check(func(m map[int]any) { m[3] = -1 }),
		"a value nobody knows":              check(func(m map[int]any) { m[2] = "weather" }),
		"a day that does not exist":         check(func(m map[int]any) { m[1] = "2026-02-30" }),
		"a day written loosely":             check(func(m map[int]any) { m[1] = "2026-2-3" }),
		"a day before 1900":                 check(func(m map[int]any) { m[1] = "1899-12-31" }),
		"a text with a NUL":                 body("person", map[int]any{1: "a\x00b"}),
		"a text of bytes":                   body("person", map[int]any{1: []byte("Sam")}),
		"a text that is broken UTF-8":       bytes.Replace(body("person", map[int]any{1: "Sam"}), []byte("Sam"), []byte("S\xffm"), 1),
		"a text beyond its limit":           body("person", map[int]any{1: strings.Repeat("ä", MaxName+1)}),
		"a note without a word":             body("note", map[int]any{1: "blank", 2: []string{"", ""}, 3: "2026-11-22", 4: ""}),
		"thirteen parts":                    body("note", map[int]any{1: "blank", 2: slices.Repeat([]string{"x"}, 13), 3: "2026-11-22", 4: ""}),
		"a list in a list":                  body("note", map[int]any{1: "blank", 2: []any{[]any{"x"}}, 3: "2026-11-22", 4: ""}),
		"a mark kept and moved":             body("mark", map[int]any{1: "2026-11-22", 2: "kept", 3: "2026-11-23"}),
		"once, every two":                   body("agreement", map[int]any{1: "x", 2: "once", 3: 2, 4: 0, 5: "2026-11-22", 6: "UTC", 7: ""}),
		"weekdays without weeks":            body("agreement", map[int]any{1: "x", 2: "days", 3: 1, 4: 1, 5: "2026-11-22", 6: "UTC", 7: ""}),
		"a zone that is a path":             body("agreement", map[int]any{1: "x", 2: "days", 3: 1, 4: 0, 5: "2026-11-22", 6: "../UTC", 7: ""}),
		"a time of day beyond the day":      body("agreement", map[int]any{1: "x", 2: "days", 3: 1, 4: 0, 5: "2026-11-22", 6: "UTC", 7: "24:00"}),
		"an end with something in it":       body("end", map[int]any{1: ""}),
		"a number not in its shortest form": bytes.Replace(check(func(map[int]any) {}), []byte{3, 10}, []byte{3, 0x18, 10}, 1),
		"fields out of order":               []byte("\xa2\x02\xa1\x01\x64hurt\x01\x64role"),
		"deep nesting":                      append([]byte("\xa2\x01\x64role\x02"), bytes.Repeat([]byte{0x81}, 1000)...),
		"a tag":                             append([]byte{0xc1}, role...),
	}
}

func TestVectorsAreStable(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1)
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetIndent("", "\t")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(makeVectors(t)); err != nil {
		t.Fatal(err)
	}
	if *update {
		write(t, vectorsFile, got.Bytes())
	}
	want, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Fatal("sealing the same things gives other bytes than testdata/vectors.json. If TestVectorsOpen passes and only " +
			"Go draws its randomness otherwise than before, run with -update; else the format changed, and the version must")
	}
}

func TestVectorsOpen(t *testing.T) {
	v := readVectors(t)
	seen := map[Kind]bool{}
	for i, e := range v.Entries {
		var sp seal.Space
		if err := sp.UnmarshalBinary(v.Spaces[e.Space]); err != nil {
			t.Fatal(err)
		}
		s, err := UnmarshalSealed(e.Sealed)
		if err != nil {
			t.Fatalf("entry %d: %v", i, err)
		}
		b, err := Open(&sp, s)
		id := s.ID()
		if err != nil || b.Kind != e.Kind || !bytes.Equal(id[:], e.ID) {
			t.Errorf("entry %d: got %s %x, %v, want %s %x", i, b.Kind, id, err, e.Kind, []byte(e.ID))
		}
		if got, want := fmt.Sprint(fields(b.Content)...), fmt.Sprint(e.Fields...); got != want {
			t.Errorf("entry %d: got %s, want %s", i, got, want)
		}
		gone, err := UnmarshalSealed(e.Destroyed)
		if _, openErr := Open(&sp, gone); err != nil || !errors.Is(openErr, ErrDestroyed) || gone.ID() != id {
			t.Errorf("entry %d destroyed: got %v, %v", i, err, openErr)
		}
		seen[e.Kind] = true
	}
	if len(seen) != len(kinds) {
		t.Errorf("vectors of %d kinds, want all %d", len(seen), len(kinds))
	}
	if len(v.RefusedSealed) < 25 || len(v.RefusedBodies) < 30 {
		t.Errorf("%d and %d refused, want at least 25 and 30", len(v.RefusedSealed), len(v.RefusedBodies))
	}
	for _, r := range v.RefusedSealed {
		if _, err := UnmarshalSealed(r.Bytes); err == nil {
			t.Errorf("sealed, %s: it was read", r.Why)
		}
	}
	for _, r := range v.RefusedBodies {
		if _, err := unmarshalBody(r.Bytes); !errors.Is(err, ErrMalformed) {
			t.Errorf("body, %s: got %v, want %v", r.Why, err, ErrMalformed)
		}
	}
}

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

// TestSeedsAreStable keeps the seeds of the fuzz targets at what the vectors hold.
func TestSeedsAreStable(t *testing.T) {
	v := readVectors(t)
	seeds := map[string][]byte{}
	for i, e := range v.Entries {
		seeds[fmt.Sprintf("FuzzUnmarshalSealed/entry-%02d", i)] = e.Sealed
		seeds[fmt.Sprintf("FuzzUnmarshalSealed/destroyed-%02d", i)] = e.Destroyed
		seeds[fmt.Sprintf("FuzzBody/entry-%02d", i)] = e.Body
	}
	for target, list := range map[string][]refusedVector{"FuzzUnmarshalSealed": v.RefusedSealed, "FuzzBody": v.RefusedBodies} {
		for _, r := range list {
			seeds[target+"/refused-"+strings.NewReplacer(" ", "-", ",", "", "^", "").Replace(r.Why)] = r.Bytes
		}
	}
	for name, data := range seeds {
		file := filepath.Join("testdata", "fuzz", name)
		want := fmt.Appendf(nil, "go test fuzz v1\n[]byte(%q)\n", data)
		if *update {
			write(t, file, want)
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the vectors hold (%v): run with -update", file, err)
		}
	}
}

// seeded fails where a fuzz target's seeds are gone: without them it tests little.
func seeded(f *testing.F, atLeast int) {
	f.Helper()
	seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", f.Name(), "*"))
	if err != nil || len(seeds) < atLeast {
		f.Fatalf("%s has %d seeds, want at least %d (%v)", f.Name(), len(seeds), atLeast, err)
	}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
