package seal

import (
	"crypto/rand"
	"testing"
	"testing/cryptotest"
)

// lockedBlock returns a block locked behind stretched and words, as if it belonged to main of a vault of zeros.
func lockedBlock(t testing.TB, stretched []byte, words *WordsLock) (SlotBlock, *Key) {
	t.Helper()
	b, k := newBlock(), new(Key)
	rand.Read(k[:])
	noError(t, b.lock(VaultID{}, Main, stretched, words, k))
	return b, k
}

func TestEverySlotIsTried(t *testing.T) {
	stretched, words := []byte("what Argon2id gave"), NewWords()
	lock := words.Lock()
	for i := range slotCount {
		b, k := newBlock(), new(Key)
		rand.Read(k[:])
		at := slotPlace{VaultID{}, Mine, b.salt, byte(i)}
		copy(b.slots[i][:], passphraseSlot.seal(stretched, at.context(), append(k[:], make([]byte, wrapSize-len(k))...)))
		if got := b.open(VaultID{}, Mine, stretched); got == nil || *got != *k {
			t.Errorf("passphrase in slot %d: does not open", i)
		}
		sealed, err := lock.wrap(k, at)
		noError(t, err)
		copy(b.slots[i][:], sealed)
		if got := b.openWords(VaultID{}, Mine, words); got == nil || *got != *k {
			t.Errorf("words in slot %d: do not open", i)
		}
	}
}

func TestEveryAlteredByteOfAUsedSlotIsRefused(t *testing.T) {
	stretched, words := []byte("what Argon2id gave"), NewWords()
	lock := words.Lock()
	good, _ := lockedBlock(t, stretched, &lock)
	data := binaryOf(t, good)
	for i := range 1 + blockSaltSize + 2*slotSize {
		var b SlotBlock
		if b.UnmarshalBinary(with(data, i, data[i]^1<<(i%8))) != nil {
			continue // the version
		}
		passphraseOpens := b.open(VaultID{}, Main, stretched) != nil
		wordsOpen := b.openWords(VaultID{}, Main, words) != nil
		if passphraseOpens && wordsOpen {
			t.Fatalf("byte %d of the block altered: both ways still open", i)
		}
	}
}

func TestASlotOpensInItsOwnPlaceOnly(t *testing.T) {
	stretched, words := []byte("what Argon2id gave"), NewWords()
	lock := words.Lock()
	good, _ := lockedBlock(t, stretched, &lock)
	opens := func(name string, v VaultID, h Half, b SlotBlock) {
		t.Helper()
		if b.open(v, h, stretched) != nil {
			t.Errorf("%s: the passphrase slot opens", name)
		}
		if b.openWords(v, h, words) != nil {
			t.Errorf("%s: the words slot opens", name)
		}
	}
	opens("another vault", VaultID{1}, Main, good)
	opens("another half", VaultID{}, Mine, good)
	swapped := good
	swapped.slots[0], swapped.slots[1] = good.slots[1], good.slots[0]
	opens("another number", VaultID{}, Main, swapped)
	grafted := newBlock()
	grafted.slots = good.slots
	opens("another block's salt", VaultID{}, Main, grafted)
}

func TestAKeyFollowedByAnythingButZerosIsRefused(t *testing.T) {
	stretched := []byte("what Argon2id gave")
	b := newBlock()
	at := slotPlace{VaultID{}, Main, b.salt, 0}
	plain := make([]byte, wrapSize)
	plain[wrapSize-1] = 1
	copy(b.slots[0][:], passphraseSlot.seal(stretched, at.context(), plain))
	if b.open(VaultID{}, Main, stretched) != nil {
		t.Error("a slot with other padding opens")
	}
}

// A wrap alone has structure: the top bit of its X25519 share is never set. The test first sees that in wraps, so that not
// seeing it in slots means something.
func TestUsedAndUnusedSlotsLookAlike(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 7)
	const many = 64
	lock := NewWords().Lock()
	var wraps, passphrases, words, unused, noWords [][]byte
	for range many {
		b, _ := lockedBlock(t, []byte("what Argon2id gave"), &lock)
		passphrases = append(passphrases, b.slots[passphraseAt][:])
		words = append(words, b.slots[wordsAt][:])
		unused = append(unused, b.slots[7][:])
		without, _ := lockedBlock(t, []byte("what Argon2id gave"), nil)
		noWords = append(noWords, without.slots[wordsAt][:])
		at := slotPlace{VaultID{}, Main, b.salt, wordsAt}
		inner, err := wordsSlot.open(lock.outer[:], at.context(), b.slots[wordsAt][:])
		noError(t, err)
		wraps = append(wraps, inner)
	}
	if n := lopsidedBits(wraps); n == 0 {
		t.Fatal("bare wraps show no structure: the test cannot see what it looks for")
	}
	for name, slots := range map[string][][]byte{"passphrase": passphrases, "words": words, "unused": unused, "words left out": noWords} {
		if n := lopsidedBits(slots); n != 0 {
			t.Errorf("%s slots: %d bits are nearly always the same", name, n)
		}
	}
}

// lopsidedBits counts the bits that have one value in all but a tenth of the samples. Of fair bits, 64 samples give one
// such in 10^10.
func lopsidedBits(samples [][]byte) (n int) {
	for i := range samples[0] {
		for bit := range 8 {
			ones := 0
			for _, s := range samples {
				ones += int(s[i] >> bit & 1)
			}
			if ones*10 < len(samples) || ones*10 > 9*len(samples) {
				n++
			}
		}
	}
	return n
}
