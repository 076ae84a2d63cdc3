package seal

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"testing/cryptotest"
)

// testdata/vectors.json holds one of everything that is sealed or encoded, and things that must be refused. It is made
// with
//
//	go test ./seal -run TestVectorsAreStable -update
//
// and read here, by the fuzz targets, and by a second reader that shares no code with this package (testdata/reader).

var update = flag.Bool("update", false, "write testdata/vectors.json anew")

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
	Vault         octets // id
	VaultSHA256   octets // of id ‖ block "main" ‖ block "mine"
	Words         []wordsVector
	Blocks        []blockVector
	Heads         []headVector
	Frames        []frameVector
	Spaces        []spaceVector
	Bodies        []bodyVector
	Entries       []entryVector
	RefusedWords  []wordsVector
	RefusedLocks  []lockVector
	RefusedBlocks []blockVector
	RefusedHeads  []headVector
	RefusedFrames []frameVector
	RefusedSpaces []spaceVector
	RefusedBodies []bodyVector
	RefusedTags   []entryVector
}

type wordsVector struct {
	Why     string `json:",omitempty"`
	Typed   string
	Words   string `json:",omitempty"`
	Entropy octets `json:",omitempty"`
	Lock    octets `json:",omitempty"`
}

type lockVector struct {
	Why  string
	Lock octets
}

type blockVector struct {
	Why        string `json:",omitempty"`
	Name       string
	Vault      octets
	Half       Half
	Passphrase string
	Words      string // empty: no words open it
	Block      octets
	Key        octets
}

type headVector struct {
	Why        string `json:",omitempty"`
	Vault      octets
	Half       Half
	Generation uint64 `json:",string"` // a string: other languages read JSON numbers as floats
	Key        octets
	Plain      octets
	Sealed     octets
}

type frameVector struct {
	Why    string `json:",omitempty"`
	Vault  octets
	Half   Half
	File   uint64 `json:",string"`
	Index  uint32
	Key    octets
	Plain  octets
	Sealed octets
}

type spaceVector struct {
	Why    string    `json:",omitempty"`
	Kind   SpaceKind `json:",omitempty"`
	ID     octets    `json:",omitempty"`
	TagKey octets    `json:",omitempty"` // named apart: nothing else in a bundle depends on it
	Epochs []octets  `json:",omitempty"`
	Bundle octets
}

type bodyVector struct {
	Why    string `json:",omitempty"`
	Space  int    // index into Spaces
	Epoch  octets
	Core   octets
	Body   octets
	Record octets
}

type entryVector struct {
	Why    string `json:",omitempty"`
	Space  int
	Header octets
	ID     octets
	Tag    octets
}

// Two typings of one passphrase: the first has a ligature, a fullwidth digit and a letter with a loose accent.
const (
	typedLoose    = "ﬁve cafe\u0301s ７ lanterns"
	typedComposed = "five caf\u00e9s 7 lanterns"
	ownPassphrase = "a drawer only I open 🗝"
)

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
		t.Fatal("sealing the same things gives other bytes than testdata/vectors.json. If TestVectorsOpen passes and only " +
			"Go draws its randomness otherwise than before, run with -update; else the format changed, and the version byte must")
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
