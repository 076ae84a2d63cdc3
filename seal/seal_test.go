package seal

import (
	"bytes"
	"encoding"
	"fmt"
	"slices"
	"sync"
	"testing"
)

// What several tests need.

const testPassphrase = "tide lantern orchard"

// sharedVault is one vault for every test that only reads it: making one costs two runs of Argon2id.
var sharedVault = sync.OnceValue(func() (made struct {
	vault Vault
	keys  Keys
	words Words
}) {
	made.words = NewWords()
	lock := made.words.Lock()
	var err error
	if made.vault, made.keys, err = NewVault(Slots{testPassphrase, &lock}); err != nil {
		panic(err)
	}
	return made
})

// sharedSpace is one space for every test that only reads it.
var sharedSpace = sync.OnceValue(func() *Space {
	s, err := NewSpace(KindMine)
	if err != nil {
		panic(err)
	}
	return s
})

func noError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func binaryOf(t testing.TB, v encoding.BinaryMarshaler) []byte {
	t.Helper()
	data, err := v.MarshalBinary()
	noError(t, err)
	return data
}

func same(got, want []byte) error {
	if !bytes.Equal(got, want) {
		return fmt.Errorf("got %x, want %x", got, want)
	}
	return nil
}

// clone returns a space that shares nothing with s.
func clone(t testing.TB, s *Space) *Space {
	t.Helper()
	out := new(Space)
	noError(t, out.UnmarshalBinary(binaryOf(t, s)))
	return out
}

// signedAnew returns an epoch of s whose announcement its own author changed and signed.
func signedAnew(t testing.TB, s *Space, i int, change func(*announcement)) epoch {
	t.Helper()
	e, a := s.bundle.Epochs[i], s.epochs[i].announcement
	change(&a)
	id := a.id()
	e.Announcement = encode(a)
	e.Signature = s.bundle.KeySets[0].sign(labelAnnounceSig, s.id[:], id[:])
	return e
}

// withSecondEpoch returns s after its member has announced again.
func withSecondEpoch(t testing.TB, s *Space) *Space {
	t.Helper()
	b := clone(t, s).bundle
	b.Epochs = append(slices.Clone(b.Epochs), announce(s.id, b.KeySets[0], uint64(len(b.Epochs)), s.Epoch()))
	out, err := openBundle(b)
	noError(t, err)
	return out
}
