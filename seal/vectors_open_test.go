package seal

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"testing"
)

func TestVectorsOpen(t *testing.T) {
	v := readVectors(t)
	for _, w := range v.Words {
		got, err := ParseWords(w.Typed)
		if err != nil || string(got) != w.Words {
			t.Errorf("ParseWords of vector %q: got %q, %v", w.Words, string(got), err)
		}
		if lock := binaryOf(t, got.Lock()); !bytes.Equal(lock, w.Lock) {
			t.Errorf("Lock of vector %q: got %x, want %x", w.Words, lock, w.Lock)
		}
	}
	for _, b := range v.Blocks {
		if err := b.open(); err != nil {
			t.Errorf("block %q: %v", b.Name, err)
		}
	}
	sum := sha256.Sum256(slices.Concat(v.Vault, v.Blocks[0].Block, v.Blocks[1].Block))
	if !bytes.Equal(sum[:], v.VaultSHA256) {
		t.Errorf("SHA-256 of the vault: got %x, want %x", sum, v.VaultSHA256)
	}
	for i, h := range v.Heads {
		if err := h.open(); err != nil {
			t.Errorf("head %d: %v", i, err)
		}
	}
	for i, f := range v.Frames {
		if err := f.open(); err != nil {
			t.Errorf("frame %d: %v", i, err)
		}
	}
	for i, s := range v.Spaces {
		if err := s.open(); err != nil {
			t.Errorf("space %d: %v", i, err)
		}
	}
	for i, b := range v.Bodies {
		if err := b.open(v); err != nil {
			t.Errorf("body %d: %v", i, err)
		}
	}
	for i, e := range v.Entries {
		if err := e.open(v); err != nil {
			t.Errorf("entry %d: %v", i, err)
		}
	}
}

func TestBadVectorsAreRefused(t *testing.T) {
	v := readVectors(t)
	refused := func(kind, why string, err error) {
		t.Helper()
		if err == nil {
			t.Errorf("%s: %s: got no error", kind, why)
		}
	}
	for _, w := range v.RefusedWords {
		_, err := ParseWords(w.Typed)
		refused("words", w.Why, err)
	}
	for _, l := range v.RefusedLocks {
		refused("lock", l.Why, new(WordsLock).UnmarshalBinary(l.Lock))
	}
	for _, b := range v.RefusedBlocks {
		refused("block", b.Why, b.open())
	}
	for _, h := range v.RefusedHeads {
		refused("head", h.Why, h.open())
	}
	for _, f := range v.RefusedFrames {
		refused("frame", f.Why, f.open())
	}
	for _, s := range v.RefusedSpaces {
		_, err := s.read()
		refused("space", s.Why, err)
	}
	for _, b := range v.RefusedBodies {
		refused("body", b.Why, b.open(v))
	}
	for _, e := range v.RefusedTags {
		refused("tag", e.Why, e.open(v))
	}
}

// Each open returns nil when a vector opens and gives what it says.

func (b blockVector) open() error {
	var vault Vault
	copy(vault.ID[:], b.Vault)
	if err := vault.Blocks[b.Half].UnmarshalBinary(b.Block); err != nil {
		return err
	}
	k, err := vault.UnlockHalf(b.Half, b.Passphrase)
	if err != nil {
		return err
	}
	if err := same(k[:], b.Key); err != nil || b.Words == "" {
		return err
	}
	if k = vault.Blocks[b.Half].openWords(vault.ID, b.Half, Words(b.Words)); k == nil {
		return ErrWrongWords
	}
	return same(k[:], b.Key)
}

func (h headVector) open() error {
	plain, err := (*Key)(h.Key).OpenHead(VaultID(h.Vault), h.Half, h.Generation, h.Sealed)
	if err != nil {
		return err
	}
	return same(plain, h.Plain)
}

func (f frameVector) open() error {
	plain, err := (*FileKey)(f.Key).OpenFrame(Place{VaultID(f.Vault), f.Half, f.File, f.Index}, f.Sealed)
	if err != nil {
		return err
	}
	return same(plain, f.Plain)
}

func (s spaceVector) read() (*Space, error) {
	read := new(Space)
	if err := read.UnmarshalBinary(s.Bundle); err != nil {
		return nil, err
	}
	return read, read.Verify()
}

func (s spaceVector) open() error {
	read, err := s.read()
	if err != nil {
		return err
	}
	if err := same(slices.Concat(read.id[:], read.bundle.KeySets[0].Tag[:]), slices.Concat(s.ID, s.TagKey)); err != nil {
		return err
	}
	for i, e := range read.epochs {
		if err := same(e.id[:], s.Epochs[i]); err != nil {
			return err
		}
	}
	return same([]byte{byte(read.Kind())}, []byte{byte(s.Kind)})
}

func (b bodyVector) open(v vectors) error {
	s := new(Space)
	if err := s.UnmarshalBinary(v.Spaces[b.Space].Bundle); err != nil {
		return err
	}
	body, err := s.OpenBody(EpochID(b.Epoch), b.Core, b.Record)
	if err != nil {
		return err
	}
	return same(body, b.Body)
}

func (e entryVector) open(v vectors) error {
	s := new(Space)
	if err := s.UnmarshalBinary(v.Spaces[e.Space].Bundle); err != nil {
		return err
	}
	id := HeaderID(e.Header)
	if err := same(id[:], e.ID); err != nil {
		return err
	}
	return s.CheckTag(id, [32]byte(e.Tag))
}
