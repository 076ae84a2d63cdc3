package seal

import (
	"crypto/rand"
	"errors"
	"fmt"
)

// ErrWrongPassphrase is the one answer to every passphrase that does not open.
var ErrWrongPassphrase = errors.New("passphrase does not open this")

// ErrWrongWords is the one answer to spare words that do not open, whatever is the matter with them.
var ErrWrongWords = errors.New("spare words do not open this")

// Vault is the locked box the two keys lie in: a public id and two slot blocks. It stands unencrypted in the head.
type Vault struct {
	ID     VaultID
	Blocks [2]SlotBlock // indexed by Half
}

// Slots says what shall open a half.
type Slots struct {
	Passphrase string
	Words      *WordsLock // nil: no spare words open it
}

// Format prints the name of the type, whatever the verb.
func (Slots) Format(s fmt.State, _ rune) { s.Write([]byte("seal.Slots")) }

// NewVault makes a vault with fresh keys, both halves behind the same slots. Errors are those of CheckPassphrase, and
// ErrMalformed for a words' lock that cannot lock.
func NewVault(s Slots) (Vault, Keys, error) {
	var v Vault
	rand.Read(v.ID[:])
	keys, err := v.lock(s, Main, Mine)
	if err != nil {
		return Vault{}, Keys{}, fmt.Errorf("make vault: %w", err)
	}
	return v, keys, nil
}

// Unlock returns what the passphrase opens: Main, and Mine unless it has a passphrase of its own, when Keys[Mine] is nil.
// ErrWrongPassphrase if Main does not open. It takes Argon2id's time and twice its 64 MiB, whatever the answer.
func (v Vault) Unlock(passphrase string) (Keys, error) {
	normal, err := normalise(passphrase)
	if err != nil {
		return Keys{}, ErrWrongPassphrase // it could never have been set
	}
	var keys Keys
	for h, stretched := range stretch(normal, v.Blocks[Main].salt, v.Blocks[Mine].salt) {
		keys[h] = v.Blocks[h].open(v.ID, Half(h), stretched)
	}
	if keys[Main] == nil {
		return Keys{}, ErrWrongPassphrase
	}
	return keys, nil
}

// UnlockHalf returns the key of one half, or ErrWrongPassphrase.
func (v Vault) UnlockHalf(h Half, passphrase string) (*Key, error) {
	normal, err := normalise(passphrase)
	if err != nil {
		return nil, ErrWrongPassphrase
	}
	k := v.Blocks[h].open(v.ID, h, stretch(normal, v.Blocks[h].salt)[0])
	if k == nil {
		return nil, ErrWrongPassphrase
	}
	return k, nil
}

// UnlockWords returns what the spare words open: Main, and Mine while it has no passphrase of its own. ErrWrongWords if
// Main does not open.
//
// The caller makes new keys with Relock, new words included, before it writes anything: whoever had an old key of Main
// could have put a key of their choosing behind the words (FORMAT.md, "What the words' slot promises").
func (v Vault) UnlockWords(w Words) (Keys, error) {
	var keys Keys
	for h := range keys {
		keys[h] = v.Blocks[h].openWords(v.ID, Half(h), w)
	}
	if keys[Main] == nil {
		return Keys{}, ErrWrongWords
	}
	return keys, nil
}

// Relock returns the same vault with a new random key for half h behind exactly these slots, and that key. Every slot h
// had before is gone. v itself does not change; the caller seals everything of that half anew before it lets go of v.
func (v Vault) Relock(h Half, s Slots) (Vault, *Key, error) {
	keys, err := v.lock(s, h)
	if err != nil {
		return Vault{}, nil, fmt.Errorf("lock anew: %w", err)
	}
	return v, keys[h], nil
}

// lock gives each of the halves a fresh block and a fresh key behind s.
func (v *Vault) lock(s Slots, halves ...Half) (keys Keys, err error) {
	normal, err := checked(s.Passphrase)
	if err != nil {
		return Keys{}, err
	}
	var salts [][blockSaltSize]byte
	for _, h := range halves {
		v.Blocks[h] = newBlock()
		salts = append(salts, v.Blocks[h].salt)
	}
	for i, stretched := range stretch(normal, salts...) {
		h, k := halves[i], new(Key)
		rand.Read(k[:])
		if err := v.Blocks[h].lock(v.ID, h, stretched, s.Words, k); err != nil {
			return Keys{}, err
		}
		keys[h] = k
	}
	return keys, nil
}

// MarshalBinary returns id ‖ slot block of Main ‖ slot block of Mine, always 20,018 bytes.
func (v Vault) MarshalBinary() ([]byte, error) {
	out := append(make([]byte, 0, vaultSize), v.ID[:]...)
	for _, b := range v.Blocks {
		block, err := b.MarshalBinary()
		if err != nil {
			return nil, err
		}
		out = append(out, block...)
	}
	return out, nil
}

const vaultSize = len(VaultID{}) + 2*blockSize

// UnmarshalBinary reads what MarshalBinary gave. Errors: ErrVersion, ErrMalformed.
func (v *Vault) UnmarshalBinary(data []byte) error {
	if len(data) > len(v.ID) && data[len(v.ID)] != version {
		return fmt.Errorf("read vault: %w", ErrVersion)
	}
	if len(data) != vaultSize {
		return fmt.Errorf("read vault: %d bytes where %d belong: %w", len(data), vaultSize, ErrMalformed)
	}
	var read Vault
	rest := data[copy(read.ID[:], data):]
	for h := range read.Blocks {
		if err := read.Blocks[h].UnmarshalBinary(rest[h*blockSize : (h+1)*blockSize]); err != nil {
			return fmt.Errorf("read vault: %w", err)
		}
	}
	*v = read
	return nil
}
