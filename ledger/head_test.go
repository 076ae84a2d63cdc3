package ledger

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"kept/seal"
)

var update = flag.Bool("update", false, "write the seeds again")

func seedsOf(f *testing.F, least int) {
	f.Helper()
	seeds, err := os.ReadDir(filepath.Join("testdata", "fuzz", f.Name()))
	if err != nil || len(seeds) < least {
		f.Fatalf("seeds of %s: got %d (%v), want at least %d", f.Name(), len(seeds), err, least)
	}
}

func FuzzPayload(f *testing.F) {
	seedsOf(f, 4)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, _, err := decodePayload(b)
		if err == nil && !bytes.Equal(must(encoder.Marshal(p)), b) {
			t.Fatalf("what was read prints back as something else")
		}
	})
}

func FuzzPart(f *testing.F) {
	seedsOf(f, 4)
	f.Fuzz(func(t *testing.T, b []byte) {
		it := new(half)
		if it.decodePart(b) == nil && !bytes.Equal(it.encodePart(), b) {
			t.Fatalf("what was read prints back as something else")
		}
	})
}

// TestSeedsAreOfThisFormat keeps the committed seeds from growing stale: the first of each target is read whole.
func TestSeedsAreOfThisFormat(t *testing.T) {
	for name, read := range map[string]func([]byte) error{
		"FuzzPayload": func(b []byte) error { _, _, err := decodePayload(b); return err },
		"FuzzPart":    func(b []byte) error { return new(half).decodePart(b) },
	} {
		dir := filepath.Join("testdata", "fuzz", name)
		if *update {
			whole := wholeHead(t)[name]
			for seed, b := range map[string][]byte{
				"whole": whole, "cut": whole[:len(whole)-1], "longer": append(bytes.Clone(whole), 0), "empty": {},
			} {
				if err := os.MkdirAll(dir, 0o755); err != nil {
					t.Fatal(err)
				}
				text := fmt.Sprintf("go test fuzz v1\n[]byte(%q)\n", b)
				if err := os.WriteFile(filepath.Join(dir, seed), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		text, err := os.ReadFile(filepath.Join(dir, "whole"))
		var b []byte
		if _, scanned := fmt.Sscanf(string(text), "go test fuzz v1\n[]byte(%q)\n", &b); err != nil || scanned != nil {
			t.Fatalf("seed %s/whole: %v, %v", name, err, scanned)
		}
		if err := read(b); err != nil {
			t.Errorf("seed %s/whole: got %v, want it read (-update writes seeds of this format)", name, err)
		}
		for at := range b {
			altered := bytes.Clone(b)
			if altered[at]++; name == "FuzzPayload" && read(altered[:at]) == nil {
				t.Errorf("%s cut at %d is read", name, at)
			}
		}
	}
}

// wholeHead makes one object for each target.
func wholeHead(t *testing.T) map[string][]byte {
	space, err := seal.NewSpace(seal.KindSelf)
	if err != nil {
		t.Fatal(err)
	}
	words := seal.NewWords().Lock()
	it := &half{space: space, words: &words, lost: 2, ownPassphrase: true, files: []file{
		{id: 1, key: seal.NewFileKey(), count: 256, sum: sumOf(nil)}, {id: 4, key: seal.NewFileKey(), isOpen: true},
	}}
	vault, _, err := seal.NewVault(seal.Slots{Passphrase: "a passphrase of tests"})
	if err != nil {
		t.Fatal(err)
	}
	p := payload{Version: headVersion, Vault: must(vault.MarshalBinary()), Next: 5}
	p.Parts[0] = sealedPart{Generation: 3, Sealed: []byte("sealed")}
	p.Parts[1] = sealedPart{Generation: 1, Sealed: []byte("sealed")}
	return map[string][]byte{"FuzzPayload": must(encoder.Marshal(p)), "FuzzPart": it.encodePart()}
}
