package seal

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
)

// ErrSignature is returned for a signature that was not made by the key that should have made it.
var ErrSignature = errors.New("signature does not match")

// keySet is what one person holds of their own in one space: three secrets, each for one purpose, made for this space
// and named by a generation.
type keySet struct {
	Generation uint32   `cbor:"1,keyasint"`
	SignSeed   [32]byte `cbor:"2,keyasint"` // Ed25519: signs keys, never words
	WrapSeed   [32]byte `cbor:"3,keyasint"` // HPKE: what others wrap to this person
	Tag        [32]byte `cbor:"4,keyasint"` // HMAC: own tags
}

func newKeySet() (k keySet) {
	rand.Read(k.SignSeed[:])
	rand.Read(k.WrapSeed[:])
	rand.Read(k.Tag[:])
	return k
}

func (k keySet) identity() (p identity) {
	copy(p.Sign[:], ed25519.NewKeyFromSeed(k.SignSeed[:]).Public().(ed25519.PublicKey))
	copy(p.Wrap[:], privateKey(k.WrapSeed[:]).PublicKey().Bytes())
	return p
}

func (k keySet) sign(l label, parts ...[]byte) (signature [ed25519.SignatureSize]byte) {
	copy(signature[:], ed25519.Sign(ed25519.NewKeyFromSeed(k.SignSeed[:]), l.with(parts...)))
	return signature
}

func (p identity) verify(l label, signature [ed25519.SignatureSize]byte, parts ...[]byte) error {
	if !ed25519.Verify(p.Sign[:], l.with(parts...), signature[:]) {
		return ErrSignature
	}
	return nil
}
