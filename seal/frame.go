package seal

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// FileKey seals the frames of one file and nothing else. It is random, is kept in the sealed head of its half, and when
// it leaves the head nothing in that file can be opened again. It prints as its type's name.
type FileKey [32]byte

// NewFileKey returns a random key.
func NewFileKey() (k FileKey) {
	rand.Read(k[:])
	return k
}

// Place says where a frame belongs. A frame opens in its own place only.
type Place struct {
	Vault VaultID
	Half  Half
	File  uint64
	Index uint32 // of the frame in its file, from 0
}

// FrameOverhead is by how many bytes a sealed frame is longer than what is in it.
const FrameOverhead = chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead

// SealFrame seals plain for one place, as nonce ‖ ciphertext. The nonce is random and not the index: a store restored
// from a backup seals a second frame at an index it has used before, and must not reuse a nonce with it.
func (k *FileKey) SealFrame(at Place, plain []byte) []byte {
	out := make([]byte, chacha20poly1305.NonceSizeX, FrameOverhead+len(plain))
	rand.Read(out)
	return newAEAD(k[:]).Seal(out, out, plain, at.ad())
}

// OpenFrame opens what SealFrame gave for the same place. Errors: ErrMalformed (too short), ErrOpen (altered, another
// place, another key).
//
// A frame carries no commitment to its key: the key comes from a head that is committed to its own, so nobody who
// could choose the key lacks the means to write the frame.
func (k *FileKey) OpenFrame(at Place, sealed []byte) ([]byte, error) {
	if len(sealed) < FrameOverhead {
		return nil, fmt.Errorf("open frame: %d bytes where at least %d belong: %w", len(sealed), FrameOverhead, ErrMalformed)
	}
	nonce, ciphertext := sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:]
	plain, err := newAEAD(k[:]).Open(nil, nonce, ciphertext, at.ad())
	if err != nil {
		return nil, fmt.Errorf("open frame: %w", ErrOpen)
	}
	return plain, nil
}

func (at Place) ad() []byte {
	where := append(at.Vault[:], byte(at.Half))
	where = binary.BigEndian.AppendUint64(where, at.File)
	where = binary.BigEndian.AppendUint32(where, at.Index)
	return labelFrameAD.with(where)
}

// Format prints the name of the type, whatever the verb.
func (FileKey) Format(s fmt.State, _ rune) { s.Write([]byte("seal.FileKey")) }
