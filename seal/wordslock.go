package seal

import (
	"crypto/hpke"
	"fmt"
)

// Sizes of HPKE with MLKEM768-X25519: a public key, a seed, and a sealed 32-byte key (enc ‖ ciphertext).
const (
	publicSize = 1_216
	seedSize   = 32
	wrapSize   = 1_120 + 32 + 16
)

// WordsLock is what locks a half behind the spare words without opening it: a public key, and a secret for an outer seal
// that makes the slot look like every other. It is kept in Main's sealed head, so that a change of passphrase can make
// the words' slot anew while the words lie in a drawer. Who has it can shut, and cannot open.
type WordsLock struct {
	public [publicSize]byte
	outer  [32]byte
}

// Lock returns the words' lock, always the same one. It panics unless w came from NewWords or ParseWords.
func (w Words) Lock() WordsLock {
	private, lock, err := w.keys()
	if err != nil {
		panic(err) // a mistake in our own code; the text names a position, not a word
	}
	copy(lock.public[:], private.PublicKey().Bytes())
	return lock
}

// keys returns what the words alone give: the private key and the outer secret (public is left empty).
func (w Words) keys() (hpke.PrivateKey, WordsLock, error) {
	entropy, err := entropyOf(string(w))
	if err != nil {
		return nil, WordsLock{}, err
	}
	private := privateKey(derive(entropy[:], nil, labelWordsKEM.with(), seedSize))
	var lock WordsLock
	copy(lock.outer[:], derive(entropy[:], nil, labelWordsOuter.with(), len(lock.outer)))
	return private, lock, nil
}

// MarshalBinary returns version ‖ public key ‖ outer secret.
func (l WordsLock) MarshalBinary() ([]byte, error) {
	out := append([]byte{version}, l.public[:]...)
	return append(out, l.outer[:]...), nil
}

// UnmarshalBinary reads what MarshalBinary gave. Errors: ErrVersion, ErrMalformed.
func (l *WordsLock) UnmarshalBinary(data []byte) error {
	if len(data) > 0 && data[0] != version {
		return fmt.Errorf("read words' lock: %w", ErrVersion)
	}
	if len(data) != 1+publicSize+len(l.outer) {
		return fmt.Errorf("read words' lock: %w", ErrMalformed)
	}
	if _, err := kem.NewPublicKey(data[1 : 1+publicSize]); err != nil {
		return fmt.Errorf("read words' lock: public key: %w", ErrMalformed)
	}
	copy(l.public[:], data[1:])
	copy(l.outer[:], data[1+publicSize:])
	return nil
}

// wrap seals a half's key to the words, for one slot. It fails for a public key with which no secret can be agreed.
func (l *WordsLock) wrap(k *Key, at slotPlace) ([]byte, error) {
	public, err := kem.NewPublicKey(l.public[:])
	if err != nil {
		return nil, fmt.Errorf("lock with the words: %w", ErrMalformed)
	}
	inner, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), at.wrapInfo(), k[:])
	if err != nil {
		return nil, fmt.Errorf("lock with the words: %w", ErrMalformed)
	}
	return wordsSlot.seal(l.outer[:], at.context(), inner), nil
}

// unwrap opens what wrap sealed.
func (l *WordsLock) unwrap(private hpke.PrivateKey, sealed []byte, at slotPlace) (*Key, error) {
	inner, err := wordsSlot.open(l.outer[:], at.context(), sealed)
	if err != nil {
		return nil, err
	}
	plain, err := hpke.Open(private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), at.wrapInfo(), inner)
	if err != nil || len(plain) != len(Key{}) {
		return nil, ErrOpen
	}
	return (*Key)(plain), nil
}

// Format prints the name of the type, whatever the verb.
func (WordsLock) Format(s fmt.State, _ rune) { s.Write([]byte("seal.WordsLock")) }

var kem = hpke.MLKEM768X25519()

// privateKey expands a seed. Another size than 32 bytes is a mistake in our own code.
func privateKey(seed []byte) hpke.PrivateKey {
	k, err := kem.NewPrivateKey(seed)
	if err != nil {
		panic(err)
	}
	return k
}
