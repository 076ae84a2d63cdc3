package seal

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"

	"golang.org/x/crypto/chacha20poly1305"
)

// ErrVersion is returned for an object whose version byte this program does not know: a newer program wrote it, or the
// byte was altered. Nothing of it was read.
var ErrVersion = errors.New("unknown version")

// ErrMalformed is returned for bytes that are not in the one canonical form of what they should be.
var ErrMalformed = errors.New("malformed")

// ErrCommitment is returned before anything is opened when a sealed thing was not sealed with this key in this place.
var ErrCommitment = errors.New("not sealed with this key in this place")

// ErrOpen is returned when a sealed thing was altered.
var ErrOpen = errors.New("sealed bytes were altered")

// version is the only version there is, of every object that carries one. It fixes every primitive and parameter: a
// thief of the store, or a server, has nothing to choose.
const version = 1

// Sizes of a message: salt, commitment, ciphertext, and the 16 bytes by which the ciphertext is longer than the plain text.
const (
	saltSize        = 32
	commitmentSize  = 32
	messageOverhead = saltSize + commitmentSize + chacha20poly1305.Overhead
)

// A purpose seals single messages under a secret that may seal many: every message has a random salt, and from secret,
// salt and context come a key, a nonce and a commitment used for it alone. The commitment is what the cipher lacks: no
// bytes can be made that open under two secrets.
type purpose struct {
	key label // derives key, nonce and commitment
	ad  label // opens the associated data
}

var (
	passphraseSlot = purpose{labelSlot, labelSlotAD}
	wordsSlot      = purpose{labelWordsSlot, labelWordsSlotAD}
	headPart       = purpose{labelHead, labelHeadAD}
	entryBody      = purpose{labelBody, labelBodyAD}
)

// seal returns salt ‖ commitment ‖ ciphertext. The context has one fixed size per purpose.
func (p purpose) seal(secret, context, plain []byte) []byte {
	out := make([]byte, saltSize, messageOverhead+len(plain))
	rand.Read(out)
	key, nonce, commitment := p.derive(secret, out, context)
	out = append(out, commitment...)
	return newAEAD(key).Seal(out, nonce, plain, p.ad.with(context))
}

// open returns what seal was given, ErrMalformed (too short), ErrCommitment or ErrOpen.
func (p purpose) open(secret, context, sealed []byte) ([]byte, error) {
	if len(sealed) < messageOverhead {
		return nil, fmt.Errorf("%d bytes where at least %d belong: %w", len(sealed), messageOverhead, ErrMalformed)
	}
	salt, rest := sealed[:saltSize], sealed[saltSize:]
	key, nonce, commitment := p.derive(secret, salt, context)
	if subtle.ConstantTimeCompare(commitment, rest[:commitmentSize]) != 1 {
		return nil, ErrCommitment
	}
	plain, err := newAEAD(key).Open(nil, nonce, rest[commitmentSize:], p.ad.with(context))
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

func (p purpose) derive(secret, salt, context []byte) (key, nonce, commitment []byte) {
	const keySize, nonceSize = chacha20poly1305.KeySize, chacha20poly1305.NonceSizeX
	out := derive(secret, salt, p.key.with(context), keySize+nonceSize+commitmentSize)
	return out[:keySize], out[keySize : keySize+nonceSize], out[keySize+nonceSize:]
}

// derive is HKDF-SHA-256; a nil salt is the standard's: 32 zero bytes.
func derive(secret, salt, info []byte, size int) []byte {
	out, err := hkdf.Key(sha256.New, secret, salt, string(info), size)
	if err != nil {
		panic(err) // only a size above 8,160 bytes fails: a mistake in our own code
	}
	return out
}

// hash is SHA-256 under a label.
func hash(l label, parts ...[]byte) [32]byte {
	return sha256.Sum256(l.with(parts...))
}
