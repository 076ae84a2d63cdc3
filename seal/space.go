package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
)

// ErrChain is returned when the announcements of a space do not follow one another, or are another space's.
var ErrChain = errors.New("announcements do not follow one another")

// ErrKeys is returned when the secrets of a space are not those of the member the genesis names.
var ErrKeys = errors.New("keys are not the member's")

// Space is one space as its only member holds it: its genesis, their keys and the epochs they announced. It holds
// secrets; it is kept inside a sealed head. It never changes once made or read.
type Space struct {
	bundle  bundle
	genesis genesis
	id      SpaceID
	epochs  []openEpoch // as announced; entries are sealed under the last
}

// bundle is what is stored of a space.
type bundle struct {
	Version    uint8                         `cbor:"1,keyasint"`
	Genesis    []byte                        `cbor:"2,keyasint"`
	Signatures [][ed25519.SignatureSize]byte `cbor:"3,keyasint"` // on the genesis, in the members' order
	Member     uint32                        `cbor:"4,keyasint"` // which of them this person is
	KeySets    []keySet                      `cbor:"5,keyasint"` // by generation
	Epochs     []epoch                       `cbor:"6,keyasint"` // own ones, by counter
}

// openEpoch is what is worked out of an epoch once, on reading it.
type openEpoch struct {
	id           EpochID
	announcement announcement
	entryKey     []byte // EK: the secret every body of this epoch is sealed from
}

// NewSpace founds a space with one member, one key set of generation 0, and one epoch. It fails only for a kind that
// is not for one person.
func NewSpace(kind SpaceKind) (*Space, error) {
	if kind != KindSelf && kind != KindMine {
		return nil, fmt.Errorf("found space: kind %d is not for one person", kind)
	}
	keys := newKeySet()
	g := genesis{Version: version, Kind: kind, Rules: rulesVersion, Members: []identity{keys.identity()}}
	rand.Read(g.Origin[:])
	return openBundle(bundle{
		Version:    version,
		Genesis:    encode(g),
		Signatures: [][ed25519.SignatureSize]byte{g.sign(keys)},
		KeySets:    []keySet{keys},
		Epochs:     []epoch{announce(g.id(), keys, 0, EpochID{})},
	})
}

// openBundle works out what a bundle's parts say; whether they are true is for Verify.
func openBundle(b bundle) (*Space, error) {
	if len(b.Signatures) != 1 || b.Member != 0 || len(b.KeySets) != 1 || b.KeySets[0].Generation != 0 || len(b.Epochs) == 0 {
		return nil, ErrMalformed
	}
	g, err := decodeGenesis(b.Genesis)
	if err != nil {
		return nil, err
	}
	s := &Space{bundle: b, genesis: g, id: g.id()}
	for _, e := range b.Epochs {
		a, err := decodeAnnouncement(e.Announcement)
		if err != nil {
			return nil, err
		}
		id := a.id()
		key := derive(e.Secret[:], nil, labelEntryKey.with(s.id[:], id[:]), 32)
		s.epochs = append(s.epochs, openEpoch{id, a, key})
	}
	return s, nil
}

// ID is the hash of the space's genesis.
func (s *Space) ID() SpaceID { return s.id }

// Kind says who the space is for.
func (s *Space) Kind() SpaceKind { return s.genesis.Kind }

// Epoch is the one entries are sealed under now.
func (s *Space) Epoch() EpochID { return s.current().id }

// Generation is that of the key set in use.
func (s *Space) Generation() uint32 { return s.bundle.KeySets[0].Generation }

func (s *Space) current() openEpoch { return s.epochs[len(s.epochs)-1] }

// Verify checks everything a space says about itself: the signature on its genesis, that the secrets are those of the
// member named there, and that its announcements are that member's own, follow one another and commit to the secrets
// held. Errors: ErrSignature, ErrKeys, ErrChain, ErrCommitment.
func (s *Space) Verify() error {
	if err := s.genesis.verify(0, s.bundle.Signatures[0]); err != nil {
		return fmt.Errorf("verify genesis: %w", err)
	}
	member := s.genesis.Members[0]
	if s.bundle.KeySets[0].identity() != member {
		return fmt.Errorf("verify key set: %w", ErrKeys)
	}
	var previous EpochID
	for i, e := range s.epochs {
		if err := e.announcement.verify(member, s.bundle.Epochs[i], s.id, uint64(i), previous); err != nil {
			return fmt.Errorf("verify announcement %d: %w", i, err)
		}
		previous = e.id
	}
	return nil
}

// MarshalBinary returns the space's secrets in their one encoding: to be sealed before it is stored.
func (s *Space) MarshalBinary() ([]byte, error) { return encode(s.bundle), nil }

// UnmarshalBinary reads what MarshalBinary gave, without checking signatures (see Verify). Errors: ErrVersion,
// ErrMalformed.
func (s *Space) UnmarshalBinary(data []byte) error {
	var b bundle
	if err := decode(data, &b); err != nil {
		return fmt.Errorf("read space: %w", err)
	}
	read, err := openBundle(b)
	if err != nil {
		return fmt.Errorf("read space: %w", err)
	}
	*s = *read
	return nil
}

// Format prints the name of the type, whatever the verb.
func (Space) Format(s fmt.State, _ rune) { s.Write([]byte("seal.Space")) }
