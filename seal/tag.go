package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
)

// ErrTag is returned for a tag that was not made for this entry with this person's key.
var ErrTag = errors.New("tag does not match")

// EntryID names an entry: the hash of its header. Tags cover it and are no part of it.
type EntryID [32]byte

// HeaderID returns the id of the entry with this header.
func HeaderID(header []byte) EntryID { return hash(labelEntry, header) }

// Tag returns the owner's own tag on an entry. Everyone who could check it could have made it: it proves to its owner
// that they wrote the entry, and nothing to anyone else.
func (s *Space) Tag(id EntryID) (tag [32]byte) {
	mac := hmac.New(sha256.New, s.bundle.KeySets[0].Tag[:])
	mac.Write(labelOwnTag.with(s.id[:], id[:]))
	mac.Sum(tag[:0])
	return tag
}

// CheckTag returns ErrTag unless tag is the owner's own on this entry.
func (s *Space) CheckTag(id EntryID, tag [32]byte) error {
	if want := s.Tag(id); !hmac.Equal(want[:], tag[:]) {
		return fmt.Errorf("check tag: %w", ErrTag)
	}
	return nil
}
