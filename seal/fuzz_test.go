package seal

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// Every decoder, on any bytes, answers in bounded time and memory, never panics, and reads only what it would write. The
// seeds are the committed vectors, the refused ones included; each target fails if it has none.

// seed adds seeds and fails unless there are at least two: one that opens and one that does not.
func seed[T any](f *testing.F, seeds []T, add func(T)) {
	f.Helper()
	if len(seeds) < 2 {
		f.Fatalf("got %d seeds in %s, want at least 2", len(seeds), vectorsFile)
	}
	for _, s := range seeds {
		add(s)
	}
}

func FuzzReadVault(f *testing.F) {
	v := readVectors(f)
	whole := bytes.Join([][]byte{v.Vault, v.Blocks[0].Block, v.Blocks[1].Block}, nil)
	seed(f, [][]byte{whole, whole[1:], v.Blocks[0].Block}, func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, data []byte) {
		var vault Vault
		if err := vault.UnmarshalBinary(data); err != nil {
			refusedProperly(t, err)
			return
		}
		noError(t, same(binaryOf(t, vault), data))
	})
}

func FuzzReadSlotBlock(f *testing.F) {
	v := readVectors(f)
	seeds := [][]byte{{}, {2}}
	for _, b := range v.Blocks {
		seeds = append(seeds, b.Block)
	}
	seed(f, seeds, func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, data []byte) {
		var block SlotBlock
		if err := block.UnmarshalBinary(data); err != nil {
			refusedProperly(t, err)
			return
		}
		noError(t, same(binaryOf(t, block), data))
		if block.open(VaultID{}, Main, []byte("nobody's")) != nil {
			t.Error("a block opens with a secret it was not locked with")
		}
	})
}

func FuzzReadWordsLock(f *testing.F) {
	v := readVectors(f)
	seeds := [][]byte{v.Words[0].Lock}
	for _, l := range v.RefusedLocks {
		seeds = append(seeds, l.Lock)
	}
	seed(f, seeds, func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, data []byte) {
		var lock WordsLock
		if err := lock.UnmarshalBinary(data); err != nil {
			refusedProperly(t, err)
			return
		}
		noError(t, same(binaryOf(t, lock), data))
		if _, err := lock.wrap(&Key{}, slotPlace{}); err != nil && !errors.Is(err, ErrMalformed) {
			t.Errorf("locking with a lock that was read: %v", err)
		}
	})
}

func FuzzReadSpace(f *testing.F) {
	v := readVectors(f)
	seed(f, append(v.Spaces, v.RefusedSpaces...), func(s spaceVector) { f.Add([]byte(s.Bundle)) })
	f.Fuzz(func(t *testing.T, data []byte) {
		var s Space
		if err := s.UnmarshalBinary(data); err != nil {
			refusedProperly(t, err)
			return
		}
		noError(t, same(binaryOf(t, &s), data))
		_ = s.Verify() // may refuse, must not panic
	})
}

func FuzzReadGenesis(f *testing.F) {
	seed(f, parts(f, func(s *Space) []byte { return s.bundle.Genesis }), func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := decodeGenesis(data)
		if err != nil {
			refusedProperly(t, err)
			return
		}
		noError(t, same(encode(g), data))
	})
}

func FuzzReadAnnouncement(f *testing.F) {
	seed(f, parts(f, func(s *Space) []byte { return s.bundle.Epochs[0].Announcement }), func(b []byte) { f.Add(b) })
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := decodeAnnouncement(data)
		if err != nil {
			refusedProperly(t, err)
			return
		}
		noError(t, same(encode(a), data))
	})
}

// parts returns one part of each committed space, whole and cut.
func parts(f *testing.F, of func(*Space) []byte) (seeds [][]byte) {
	for _, v := range readVectors(f).Spaces {
		var s Space
		noError(f, s.UnmarshalBinary(v.Bundle))
		seeds = append(seeds, of(&s), of(&s)[1:])
	}
	return seeds
}

func FuzzParseWords(f *testing.F) {
	v := readVectors(f)
	seed(f, append(v.Words, v.RefusedWords...), func(w wordsVector) { f.Add(w.Typed) })
	f.Fuzz(func(t *testing.T, typed string) {
		w, err := ParseWords(typed)
		if err != nil {
			if _, ok := err.(ErrWords); !ok || w != "" {
				t.Errorf("got words %v, error of type %T; want none and ErrWords", w != "", err)
			}
			return
		}
		if again, err := ParseWords(string(w)); err != nil || again != w {
			t.Error("words that were read do not read back as themselves")
		}
		if !strings.EqualFold(strings.Join(strings.Fields(typed), " "), string(w)) {
			t.Error("other words were read than typed")
		}
	})
}

func FuzzPassphrase(f *testing.F) {
	seed(f, []string{typedLoose, typedComposed, ownPassphrase, "", "\x00", "\xff", strings.Repeat("ﷺ", 57)}, func(s string) { f.Add(s) })
	f.Fuzz(func(t *testing.T, typed string) {
		normal, err := normalise(typed)
		if err != nil {
			return
		}
		if len(normal) > MaxPassphrase {
			t.Errorf("a normal form of %d bytes", len(normal))
		}
		if again, err := normalise(normal); err != nil || again != normal {
			t.Errorf("normalising again: %v, the same: %v", err, again == normal)
		}
	})
}

func FuzzOpenHead(f *testing.F) {
	v := readVectors(f)
	key := (*Key)(v.Heads[0].Key)
	good := headVector{Vault: v.Vault, Half: Main, Generation: 1}
	seed(f, append(v.Heads, v.RefusedHeads...), func(h headVector) { f.Add([]byte(h.Sealed)) })
	f.Fuzz(func(t *testing.T, sealed []byte) {
		plain, err := key.OpenHead(VaultID(good.Vault), good.Half, good.Generation, sealed)
		opensOnly(t, v.Heads[0].Sealed, sealed, plain, err)
	})
}

func FuzzOpenFrame(f *testing.F) {
	v := readVectors(f)
	good := v.Frames[0]
	seed(f, append(v.Frames, v.RefusedFrames...), func(f2 frameVector) { f.Add([]byte(f2.Sealed)) })
	f.Fuzz(func(t *testing.T, sealed []byte) {
		plain, err := (*FileKey)(good.Key).OpenFrame(Place{VaultID(good.Vault), good.Half, good.File, good.Index}, sealed)
		opensOnly(t, good.Sealed, sealed, plain, err)
	})
}

func FuzzOpenBody(f *testing.F) {
	v := readVectors(f)
	good := v.Bodies[0]
	var s Space
	noError(f, s.UnmarshalBinary(v.Spaces[0].Bundle))
	seed(f, append(v.Bodies, v.RefusedBodies...), func(b bodyVector) { f.Add([]byte(b.Record)) })
	f.Fuzz(func(t *testing.T, record []byte) {
		body, err := s.OpenBody(s.Epoch(), good.Core, record)
		opensOnly(t, good.Record, record, body, err)
	})
}

// opensOnly fails unless the one genuine object opened, or another was refused with a known error and nothing read.
func opensOnly(t *testing.T, genuine, sealed, plain []byte, err error) {
	t.Helper()
	if err == nil && !bytes.Equal(genuine, sealed) {
		t.Error("opens, and was never sealed")
	}
	if err != nil {
		refusedProperly(t, err)
		if plain != nil {
			t.Error("refused, and something was read")
		}
	}
}

// refusedProperly fails unless err is one of the errors a caller can decide by.
func refusedProperly(t *testing.T, err error) {
	t.Helper()
	for _, known := range []error{ErrMalformed, ErrVersion, ErrCommitment, ErrOpen} {
		if errors.Is(err, known) {
			return
		}
	}
	t.Errorf("refused with %v, want an exported error", err)
}
