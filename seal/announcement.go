package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
)

// EpochID is the hash of the announcement that began an epoch.
type EpochID [32]byte

// announcement begins an epoch: it commits its author to an outbox secret and gives it to each reader. It belongs to its
// author and changes nobody's keys.
type announcement struct {
	Version    uint8    `cbor:"1,keyasint"`
	Space      SpaceID  `cbor:"2,keyasint"`
	Author     uint32   `cbor:"3,keyasint"` // place among the members of the genesis
	Generation uint32   `cbor:"4,keyasint"` // of the author's key set that signs
	Counter    uint64   `cbor:"5,keyasint"` // of the author's announcements in this space, from 0
	Previous   EpochID  `cbor:"6,keyasint"` // the author's announcement before this one; zeros for the first
	Commitment [32]byte `cbor:"7,keyasint"` // to the outbox secret
	Readers    []reader `cbor:"8,keyasint"` // every other member: none while there is one person
}

// reader is one reader's place in an announcement.
type reader struct {
	Key  [32]byte `cbor:"1,keyasint"` // hash of the reader's HPKE key
	Wrap []byte   `cbor:"2,keyasint"`
}

func (a announcement) id() EpochID { return hash(labelAnnounce, encode(a)) }

// epoch is an announcement with the secret it commits to.
type epoch struct {
	Announcement []byte                      `cbor:"1,keyasint"`
	Signature    [ed25519.SignatureSize]byte `cbor:"2,keyasint"`
	Secret       [32]byte                    `cbor:"3,keyasint"` // OS
}

// announce begins the epoch after previous (zeros and counter 0: the first one).
func announce(space SpaceID, k keySet, counter uint64, previous EpochID) (e epoch) {
	rand.Read(e.Secret[:])
	a := announcement{
		Version:    version,
		Space:      space,
		Generation: k.Generation,
		Counter:    counter,
		Previous:   previous,
		Commitment: commitTo(space, e.Secret),
	}
	id := a.id()
	e.Announcement = encode(a)
	e.Signature = k.sign(labelAnnounceSig, space[:], id[:])
	return e
}

// decodeAnnouncement reads an announcement to nobody else, the only sort this version knows.
func decodeAnnouncement(data []byte) (a announcement, err error) {
	if err := decode(data, &a); err != nil {
		return announcement{}, fmt.Errorf("read announcement: %w", err)
	}
	if len(a.Readers) != 0 {
		return announcement{}, fmt.Errorf("read announcement: %w", ErrMalformed)
	}
	return a, nil
}

// verify checks that the announcement is the author's own, comes at this place of the chain, and commits to secret.
func (a announcement) verify(author identity, e epoch, space SpaceID, counter uint64, previous EpochID) error {
	if a.Space != space || a.Author != 0 || a.Generation != 0 || a.Counter != counter || a.Previous != previous {
		return ErrChain
	}
	commitment := commitTo(space, e.Secret)
	if subtle.ConstantTimeCompare(commitment[:], a.Commitment[:]) != 1 {
		return ErrCommitment
	}
	id := a.id()
	return author.verify(labelAnnounceSig, e.Signature, space[:], id[:])
}

func commitTo(space SpaceID, secret [32]byte) [32]byte {
	return hash(labelEpoch, space[:], secret[:])
}
