package seal

import (
	"crypto/ed25519"
	"fmt"
)

// SpaceKind says who a space is for.
type SpaceKind uint8

// The kinds of space one person has alone. Ours (3) and grant (4) come with the second person.
const (
	KindSelf SpaceKind = 1 // what this person's own devices share
	KindMine SpaceKind = 2 // what only this person reads
)

// SpaceID is the hash of a space's genesis.
type SpaceID [32]byte

// genesis is a space's beginning: who its members are. It never changes, and its hash names the space.
type genesis struct {
	Version uint8      `cbor:"1,keyasint"`
	Kind    SpaceKind  `cbor:"2,keyasint"`
	Origin  [32]byte   `cbor:"3,keyasint"` // of two people: the transcript of their pairing; of one: random, so that no two spaces share an id
	Rules   uint32     `cbor:"4,keyasint"` // version of the rules the members agreed on
	Members []identity `cbor:"5,keyasint"` // a member is named by its place here
	Relays  []string   `cbor:"6,keyasint"` // none while there is one person
}

// identity is the public part of a key set.
type identity struct {
	Sign [ed25519.PublicKeySize]byte `cbor:"1,keyasint"`
	Wrap [publicSize]byte            `cbor:"2,keyasint"`
}

const rulesVersion = 1

func (g genesis) id() SpaceID { return hash(labelGenesis, encode(g)) }

// decodeGenesis reads a genesis of a kind this version knows.
func decodeGenesis(data []byte) (g genesis, err error) {
	if err := decode(data, &g); err != nil {
		return genesis{}, fmt.Errorf("read genesis: %w", err)
	}
	alone := g.Kind == KindSelf || g.Kind == KindMine
	if !alone || g.Rules != rulesVersion || len(g.Members) != 1 || len(g.Relays) != 0 {
		return genesis{}, fmt.Errorf("read genesis: %w", ErrMalformed)
	}
	return g, nil
}

// sign returns a member's signature on the genesis: that this key is a member of this space.
func (g genesis) sign(k keySet) [ed25519.SignatureSize]byte {
	id := g.id()
	return k.sign(labelGenesisSig, id[:])
}

// verify checks the signature of the member at a place.
func (g genesis) verify(member int, signature [ed25519.SignatureSize]byte) error {
	id := g.id()
	return g.Members[member].verify(labelGenesisSig, signature, id[:])
}
