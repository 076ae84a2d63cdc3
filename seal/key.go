package seal

import (
	"crypto/cipher"
	"encoding/binary"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// Half names one of the two halves of a record.
type Half uint8

// The two halves. Each has its own key, its own slots and its own files; neither key is derived from the other.
const (
	Main Half = 0 // everything except Mine
	Mine Half = 1 // what only its owner reads, even when the rest is open
)

// VaultID names one vault for as long as it exists. It is random and public.
type VaultID [16]byte

// Key is the key of one half: VK for Main, PVK for Mine. 32 random bytes, derived from nothing. It seals heads and
// nothing else. It prints as its type's name, never as its bytes.
type Key [32]byte

// Keys holds the key of each half, indexed by Half; nil where that half is locked.
type Keys [2]*Key

// SealHead seals what the head of half h says at this generation. The result is len(plain)+81 bytes and different each
// time; the same generation may be sealed again.
func (k *Key) SealHead(v VaultID, h Half, generation uint64, plain []byte) []byte {
	return append([]byte{version}, headPart.seal(k[:], headContext(v, h, generation), plain)...)
}

// OpenHead opens what SealHead gave for the same vault, half and generation. Errors: ErrVersion, ErrMalformed,
// ErrCommitment (another key, vault, half or generation), ErrOpen.
func (k *Key) OpenHead(v VaultID, h Half, generation uint64, sealed []byte) ([]byte, error) {
	if len(sealed) == 0 {
		return nil, fmt.Errorf("open head: no bytes: %w", ErrMalformed)
	}
	if sealed[0] != version {
		return nil, fmt.Errorf("open head: %w", ErrVersion)
	}
	plain, err := headPart.open(k[:], headContext(v, h, generation), sealed[1:])
	if err != nil {
		return nil, fmt.Errorf("open head: %w", err)
	}
	return plain, nil
}

func headContext(v VaultID, h Half, generation uint64) []byte {
	out := append(v[:], byte(h))
	return binary.BigEndian.AppendUint64(out, generation)
}

// Format prints the name of the type, whatever the verb: a key must not reach a log by accident.
func (Key) Format(s fmt.State, _ rune) { s.Write([]byte("seal.Key")) }

// newAEAD returns XChaCha20-Poly1305. A key of another size is a mistake in our own code.
func newAEAD(key []byte) cipher.AEAD {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err)
	}
	return a
}
