package ledger

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"
	"testing/cryptotest"

	"kept/entry"
	"kept/seal"
)

// testdata/vectors.json holds what one record puts into its head and its files, and things that must be refused. It is
// made with
//
//	go test ./ledger -run TestVectorsAreStable -update
//
// and read here and by a second reader that shares no code with this package (seal/testdata/reader).

const vectorsFile = "testdata/vectors.json"

// octets are bytes written in hexadecimal.
type octets []byte

func (o octets) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(o)), nil }

func (o *octets) UnmarshalText(text []byte) (err error) {
	*o, err = hex.DecodeString(string(text))
	return err
}

type vectors struct {
	About           string
	Payload         payloadVector
	Parts           []partVector // by half
	Files           []fileVector
	RefusedPayloads []refusedVector
	RefusedParts    []refusedVector
}

type payloadVector struct {
	Passphrase string // opens the vault's block of main and gives the key of the first of Parts
	ID         octets // of the vault
	Vault      octets
	Next       uint64 `json:",string"` // a string: other languages read JSON numbers as floats
	Bytes      octets
}

type partVector struct {
	Half          seal.Half
	Generation    uint64 `json:",string"`
	Key           octets
	Space         octets
	Files         []partFileVector
	Lost          uint64
	Lock          octets // the spare words'
	OwnPassphrase bool
	Plain         octets
	Sealed        octets
}

type partFileVector struct {
	File   uint64 `json:",string"`
	Key    octets
	Frames uint32
	Sum    octets
}

// fileVector is a file as a store keeps it: its sealed frames, and the entries in them.
type fileVector struct {
	Half   seal.Half
	File   uint64 `json:",string"`
	Frames []octets
	IDs    []octets
	Kinds  []entry.Kind // empty: destroyed
}

// refusedVector is the payload, or the plain bytes of the part of Half, with Cut bytes at At replaced by Put.
type refusedVector struct {
	Why   string
	Newer bool `json:",omitempty"` // and it is told as what a newer program wrote
	Half  seal.Half
	At    int
	Cut   int
	Put   octets
}

// edited describes bad as good with one stretch replaced, which keeps the file readable.
func edited(good, bad []byte) (at, cut int, put octets) {
	least := min(len(good), len(bad))
	for at < least && good[at] == bad[at] {
		at++
	}
	end := 0
	for end < least-at && good[len(good)-1-end] == bad[len(bad)-1-end] {
		end++
	}
	return at, len(good) - end - at, octets(bad[at : len(bad)-end])
}

func (r refusedVector) of(good []byte) []byte {
	return slices.Concat(good[:r.At], r.Put, good[r.At+r.Cut:])
}

func makeVectors(t *testing.T) (v vectors) {
	v.About = "Test vectors of ledger/FORMAT.md. Bytes are hexadecimal. Every key here is public: use none of them."
	l, s := lifeOfARecord(t)
	p, vault, err := decodePayload(s.head.Payload)
	if err != nil {
		t.Fatal(err)
	}
	v.Payload = payloadVector{lifePassphrase, vault.ID[:], p.Vault, p.Next, s.head.Payload}
	for h, it := range l.halves {
		plain, err := it.key.OpenHead(vault.ID, seal.Half(h), p.Parts[h].Generation, p.Parts[h].Sealed)
		if err != nil {
			t.Fatal(err)
		}
		var in part
		if err := decode(plain, &in); err != nil {
			t.Fatal(err)
		}
		out := partVector{seal.Half(h), p.Parts[h].Generation, it.key[:], in.Space, nil, in.Lost, in.Words, in.OwnPassphrase, plain, p.Parts[h].Sealed}
		for _, f := range in.Files {
			out.Files = append(out.Files, partFileVector{f.ID, f.Key, f.Count, f.Sum})
			file := fileVector{Half: out.Half, File: f.ID}
			for _, frame := range s.files[FileID(f.ID)] {
				file.Frames = append(file.Frames, frame)
			}
			for _, e := range it.openedFrom(l, out.Half, f.ID, s) {
				file.IDs, file.Kinds = append(file.IDs, e.ID[:]), append(file.Kinds, e.Body.Kind)
			}
			v.Files = append(v.Files, file)
		}
		v.Parts = append(v.Parts, out)
	}
	v.refusedPayloads(p)
	v.refusedEncodings()
	v.refusedContents(t)
	return v
}

func (it *half) openedFrom(l *Ledger, h seal.Half, id uint64, s *kept) []entry.Entry {
	i := slices.IndexFunc(it.files, func(f file) bool { return f.id == FileID(id) })
	frames, _ := s.Frames(context.Background(), FileID(id))
	return l.openFile(h, it.space, it.files[i], frames).entries
}

func TestVectorsAreStable(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 1)
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
		t.Fatal("the same record gives other bytes than testdata/vectors.json. If TestVectorsOpen passes and only Go draws " +
			"its randomness otherwise than before, run with -update; else the format changed, and the version must")
	}
}

func TestVectorsOpen(t *testing.T) {
	v := readVectors(t)
	p, vault, err := decodePayload(v.Payload.Bytes)
	if err != nil || p.Next != v.Payload.Next || !bytes.Equal(vault.ID[:], v.Payload.ID) || !bytes.Equal(p.Vault, v.Payload.Vault) {
		t.Fatalf("payload: got next %d, vault %x, %v", p.Next, vault.ID, err)
	}
	k, err := vault.Unlock(v.Payload.Passphrase)
	if err != nil || !bytes.Equal(k[seal.Main][:], v.Parts[seal.Main].Key) {
		t.Errorf("unlock: got %v, want the key of the first part", err)
	}
	var halves [2]half
	for h, want := range v.Parts {
		key := seal.Key(want.Key)
		if sealed := p.Parts[h]; sealed.Generation != want.Generation || !bytes.Equal(sealed.Sealed, want.Sealed) {
			t.Errorf("part %d of the payload is of generation %d, want %d", h, sealed.Generation, want.Generation)
		}
		plain, err := key.OpenHead(vault.ID, want.Half, want.Generation, want.Sealed)
		if err != nil || !bytes.Equal(plain, want.Plain) {
			t.Errorf("part %d: got %v, want its plain bytes", h, err)
		}
		it := &halves[h]
		if err := it.decodePart(want.Plain); err != nil || it.lost != want.Lost || it.ownPassphrase != want.OwnPassphrase ||
			(it.words != nil) != (len(want.Lock) > 0) || len(it.files) != len(want.Files) || it.space.Verify() != nil {
			t.Errorf("part %d: got %+v, %v", h, it, err)
		}
	}
	l := &Ledger{vault: vault}
	for _, want := range v.Files {
		it := &halves[want.Half]
		i := slices.IndexFunc(it.files, func(f file) bool { return uint64(f.id) == want.File })
		var frames []Frame
		for n, b := range want.Frames {
			frames = append(frames, Frame{Index: uint32(n), Payload: b})
		}
		r := l.openFile(want.Half, it.space, it.files[i], frames)
		if r.damaged != 0 || len(r.entries) != len(want.IDs) || !it.files[i].isOpen && sumOf(r.sealed) != it.files[i].sum {
			t.Errorf("file %d: got %d entries, %d damaged, want %d whole", want.File, len(r.entries), r.damaged, len(want.IDs))
			continue
		}
		for n, e := range r.entries {
			if !bytes.Equal(e.ID[:], want.IDs[n]) || e.Body.Kind != want.Kinds[n] || e.Destroyed != (want.Kinds[n] == "") {
				t.Errorf("file %d, entry %d: got %s %x", want.File, n, e.Body.Kind, e.ID)
			}
		}
	}
}

func TestBadVectorsAreRefused(t *testing.T) {
	v := readVectors(t)
	if len(v.RefusedPayloads) < 20 || len(v.RefusedParts) < 30 {
		t.Errorf("got %d payloads and %d parts, want at least 20 and 30", len(v.RefusedPayloads), len(v.RefusedParts))
	}
	check := func(kind string, r refusedVector, err error) {
		want := ErrUnreadable
		if r.Newer {
			want = ErrNewerFormat
		}
		if !errors.Is(err, want) {
			t.Errorf("%s, %s: got %v, want %v", kind, r.Why, err, want)
		}
	}
	for _, r := range v.RefusedPayloads {
		_, _, err := decodePayload(r.of(v.Payload.Bytes))
		check("payload", r, err)
	}
	for _, r := range v.RefusedParts {
		check("part", r, new(half).decodePart(r.of(v.Parts[r.Half].Plain)))
	}
}

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
