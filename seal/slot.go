package seal

import (
	"bytes"
	"crypto/rand"
	"fmt"
)

const (
	blockSaltSize = 16
	slotCount     = 8
	slotSize      = messageOverhead + wrapSize
	blockSize     = 1 + blockSaltSize + slotCount*slotSize
)

// SlotBlock holds one half's key, locked in up to eight ways, in eight slots of one size. A slot in use and an unused one
// (random bytes) look alike, so a block does not tell how many ways there are, nor which. It is public.
type SlotBlock struct {
	salt  [blockSaltSize]byte
	slots [slotCount][slotSize]byte
}

// slotPlace says where a slot belongs. A slot opens in its own place only: in another block it would give another half's
// key, or one that was given up.
type slotPlace struct {
	vault VaultID
	half  Half
	salt  [blockSaltSize]byte
	index byte
}

func (at slotPlace) context() []byte {
	return append(append(append(at.vault[:], byte(at.half)), at.salt[:]...), at.index)
}

func (at slotPlace) wrapInfo() []byte { return labelWordsWrap.with(at.context()) }

// Which slot holds what when a block is made. Opening does not rely on it and tries all eight.
const (
	passphraseAt = 0
	wordsAt      = 1
)

// newBlock returns a block with a fresh salt and eight unused slots.
func newBlock() (b SlotBlock) {
	rand.Read(b.salt[:])
	for i := range b.slots {
		rand.Read(b.slots[i][:])
	}
	return b
}

// lock puts k into the block's slots, behind a stretched passphrase and, unless words is nil, behind the words.
func (b *SlotBlock) lock(v VaultID, h Half, stretched []byte, words *WordsLock, k *Key) error {
	padded := make([]byte, wrapSize) // key ‖ zeros: as long as a words' wrap
	copy(padded, k[:])
	at := slotPlace{v, h, b.salt, passphraseAt}
	copy(b.slots[passphraseAt][:], passphraseSlot.seal(stretched, at.context(), padded))
	if words == nil {
		return nil
	}
	at.index = wordsAt
	sealed, err := words.wrap(k, at)
	if err != nil {
		return err
	}
	copy(b.slots[wordsAt][:], sealed)
	return nil
}

// open tries every slot with a stretched passphrase; nil when none opens.
func (b *SlotBlock) open(v VaultID, h Half, stretched []byte) *Key {
	return b.try(v, h, func(sealed []byte, at slotPlace) *Key {
		padded, err := passphraseSlot.open(stretched, at.context(), sealed)
		if err != nil || bytes.Count(padded[len(Key{}):], []byte{0}) != wrapSize-len(Key{}) {
			return nil
		}
		return (*Key)(padded)
	})
}

// openWords tries every slot with the words; nil when none opens.
func (b *SlotBlock) openWords(v VaultID, h Half, w Words) *Key {
	private, lock, err := w.keys()
	if err != nil {
		return nil
	}
	return b.try(v, h, func(sealed []byte, at slotPlace) *Key {
		k, err := lock.unwrap(private, sealed, at)
		if err != nil {
			return nil
		}
		return k
	})
}

func (b *SlotBlock) try(v VaultID, h Half, open func([]byte, slotPlace) *Key) *Key {
	for i := range b.slots {
		if k := open(b.slots[i][:], slotPlace{v, h, b.salt, byte(i)}); k != nil {
			return k
		}
	}
	return nil
}

// MarshalBinary returns version ‖ salt ‖ eight slots, always 10,001 bytes.
func (b SlotBlock) MarshalBinary() ([]byte, error) {
	out := make([]byte, 0, blockSize)
	out = append(append(out, version), b.salt[:]...)
	for i := range b.slots {
		out = append(out, b.slots[i][:]...)
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary gave. Errors: ErrVersion, ErrMalformed (another length).
func (b *SlotBlock) UnmarshalBinary(data []byte) error {
	if len(data) > 0 && data[0] != version {
		return fmt.Errorf("read slot block: %w", ErrVersion)
	}
	if len(data) != blockSize {
		return fmt.Errorf("read slot block: %d bytes where %d belong: %w", len(data), blockSize, ErrMalformed)
	}
	rest := data[1+copy(b.salt[:], data[1:]):]
	for i := range b.slots {
		rest = rest[copy(b.slots[i][:], rest):]
	}
	return nil
}
