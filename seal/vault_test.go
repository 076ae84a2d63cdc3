package seal

import (
	"bytes"
	"crypto/hpke"
	"errors"
	"strings"
	"testing"
	"testing/cryptotest"
)

func TestOnePassphraseOpensBothHalvesInAnyNormalForm(t *testing.T) {
	vault, keys, err := NewVault(Slots{Passphrase: typedLoose})
	noError(t, err)
	got, err := vault.Unlock(typedComposed)
	noError(t, err)
	for h := range got {
		if got[h] == nil || *got[h] != *keys[h] {
			t.Errorf("half %d does not open with the composed form of a passphrase set in a loose one", h)
		}
		if alone, err := vault.UnlockHalf(Half(h), typedComposed); err != nil || *alone != *keys[h] {
			t.Errorf("half %d does not open alone: %v", h, err)
		}
	}
	if *keys[Main] == *keys[Mine] {
		t.Error("both halves have the same key")
	}
}

// The same randomness with two passphrases gives one key: so the key is made of the randomness alone, and a guess at the
// passphrase is worth nothing without the slot.
func TestAKeyDependsOnNoPassphrase(t *testing.T) {
	var keys []Key
	for _, passphrase := range []string{testPassphrase, ownPassphrase} {
		cryptotest.SetGlobalRandom(t, 3)
		_, k, err := Vault{}.Relock(Main, Slots{Passphrase: passphrase})
		noError(t, err)
		keys = append(keys, *k)
	}
	if keys[0] != keys[1] {
		t.Error("another passphrase gives another key")
	}
}

func TestAWrongPassphraseGivesOneAnswer(t *testing.T) {
	made := sharedVault()
	for name, typed := range map[string]string{
		"another":          "tide lantern orchards",
		"nothing":          "",
		"a space after it": testPassphrase + " ",
		"a NUL after it":   testPassphrase + "\x00",
		"a megabyte":       strings.Repeat(testPassphrase, 1<<16),
		"not UTF-8":        testPassphrase + "\xff",
	} {
		keys, err := made.vault.Unlock(typed)
		if err != ErrWrongPassphrase || keys != (Keys{}) {
			t.Errorf("%s: got keys %v, error %v; want none and exactly ErrWrongPassphrase", name, keys != (Keys{}), err)
		}
	}
	if k, err := made.vault.UnlockHalf(Mine, "tide lantern"); k != nil || err != ErrWrongPassphrase {
		t.Errorf("UnlockHalf: got a key: %v, error %v", k != nil, err)
	}
}

func TestWordsOpenBothHalvesWhileTheyShareAPassphrase(t *testing.T) {
	made := sharedVault()
	keys, err := made.vault.UnlockWords(made.words)
	noError(t, err)
	if *keys[Main] != *made.keys[Main] || keys[Mine] == nil || *keys[Mine] != *made.keys[Mine] {
		t.Error("the words give other keys")
	}
	for name, w := range map[string]Words{"others": NewWords(), "none": "", "not words": "a b c"} {
		if keys, err := made.vault.UnlockWords(w); err != ErrWrongWords || keys != (Keys{}) {
			t.Errorf("%s: got keys %v, error %v; want none and exactly ErrWrongWords", name, keys != (Keys{}), err)
		}
	}
}

func TestNothingElseOpensMineOnceItHasItsOwnPassphrase(t *testing.T) {
	made := sharedVault()
	vault, own, err := made.vault.Relock(Mine, Slots{Passphrase: ownPassphrase})
	noError(t, err)
	keys, err := vault.Unlock(testPassphrase)
	noError(t, err)
	if keys[Mine] != nil {
		t.Error("the main passphrase opens mine")
	}
	if keys[Main] == nil || *keys[Main] != *made.keys[Main] {
		t.Error("main no longer opens, or with another key")
	}
	if keys, err = vault.UnlockWords(made.words); err != nil || keys[Mine] != nil {
		t.Errorf("the words: mine opens %v, error %v", keys[Mine] != nil, err)
	}
	if k, err := vault.UnlockHalf(Mine, ownPassphrase); err != nil || *k != *own {
		t.Errorf("its own passphrase: %v", err)
	}
	if _, err := vault.UnlockHalf(Main, ownPassphrase); err != ErrWrongPassphrase {
		t.Errorf("mine's passphrase on main: got %v, want ErrWrongPassphrase", err)
	}
	if *own == *made.keys[Mine] {
		t.Error("mine kept its key")
	}
}

func TestRelockGivesUpEveryOldWay(t *testing.T) {
	made := sharedVault()
	const changed = "harbour velvet quiet"
	vault, fresh, err := made.vault.Relock(Main, Slots{Passphrase: changed})
	noError(t, err)
	if vault.ID != made.vault.ID {
		t.Error("the vault has another id")
	}
	if vault.Blocks[Mine] != made.vault.Blocks[Mine] {
		t.Error("the other half's block changed")
	}
	if _, err := vault.Unlock(testPassphrase); err != ErrWrongPassphrase {
		t.Errorf("the old passphrase: got %v, want ErrWrongPassphrase", err)
	}
	if _, err := vault.UnlockWords(made.words); err != ErrWrongWords {
		t.Errorf("words that were not given again: got %v, want ErrWrongWords", err)
	}
	if k, err := vault.UnlockHalf(Main, changed); err != nil || *k != *fresh {
		t.Errorf("the new passphrase: %v", err)
	}
	sealed := fresh.SealHead(vault.ID, Main, 2, []byte("written afterwards"))
	if _, err := made.keys[Main].OpenHead(vault.ID, Main, 2, sealed); !errors.Is(err, ErrCommitment) {
		t.Errorf("the old key on what was written afterwards: got %v, want ErrCommitment", err)
	}
	// The same passphrase again is a new key all the same.
	again, same, err := vault.Relock(Main, Slots{Passphrase: changed})
	noError(t, err)
	if *same == *fresh || again.Blocks[Main].salt == vault.Blocks[Main].salt {
		t.Error("locking again behind the same passphrase kept the key or the salt")
	}
}

// Someone who once had the old key has the words' lock, which lies under it. FORMAT.md, "What the words' slot promises".
func TestWhoHadAnOldKeyCannotReadTheNewWordsSlot(t *testing.T) {
	made := sharedVault()
	lock := made.words.Lock()
	vault, fresh, err := made.vault.Relock(Main, Slots{"harbour velvet quiet", &lock})
	noError(t, err)
	if keys, err := vault.UnlockWords(made.words); err != nil || *keys[Main] != *fresh {
		t.Fatalf("the same words on the new block: %v", err)
	}

	at := slotPlace{vault.ID, Main, vault.Blocks[Main].salt, wordsAt}
	slot := vault.Blocks[Main].slots[wordsAt][:]
	wrap, err := wordsSlot.open(lock.outer[:], at.context(), slot)
	noError(t, err) // so far the lock does get them
	if bytes.Contains(wrap, fresh[:]) {
		t.Error("the new key stands readable under the outer seal")
	}
	// What they hold besides the lock: 32-byte secrets that could be mistaken for the private key's seed.
	for name, seed := range map[string][]byte{"the outer secret": lock.outer[:], "the old key": made.keys[Main][:]} {
		if _, err := hpke.Open(privateKey(seed), hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), at.wrapInfo(), wrap); err == nil {
			t.Errorf("%s opens the wrap", name)
		}
	}
	// Nor does the old wrap serve: the words' slot of the old block does not open in the new one.
	grafted := vault
	grafted.Blocks[Main].slots[wordsAt] = made.vault.Blocks[Main].slots[wordsAt]
	if _, err := grafted.UnlockWords(made.words); err != ErrWrongWords {
		t.Errorf("the old words' slot in the new block: got %v, want ErrWrongWords", err)
	}
}

func TestAForgedWordsSlotOpensNothingOfTheOwners(t *testing.T) {
	made := sharedVault()
	lock := made.words.Lock()
	vault, fresh, err := made.vault.Relock(Main, Slots{"harbour velvet quiet", &lock})
	noError(t, err)
	head := fresh.SealHead(vault.ID, Main, 2, []byte("written afterwards"))

	forged := vault
	chosen := Key{1, 2, 3}
	slot, err := lock.wrap(&chosen, slotPlace{vault.ID, Main, vault.Blocks[Main].salt, wordsAt})
	noError(t, err)
	copy(forged.Blocks[Main].slots[wordsAt][:], slot)

	keys, err := forged.UnlockWords(made.words)
	noError(t, err) // a lock is made for shutting: this much is possible, and said
	if *keys[Main] != chosen {
		t.Fatal("the forged slot gives another key than the forger's: the test proves nothing")
	}
	if _, err := keys[Main].OpenHead(vault.ID, Main, 2, head); !errors.Is(err, ErrCommitment) {
		t.Errorf("the forged key on the owner's head: got %v, want ErrCommitment", err)
	}
	// Without the lock even that is impossible.
	stranger := NewWords().Lock()
	stranger.public = lock.public
	slot, err = stranger.wrap(&chosen, slotPlace{vault.ID, Main, vault.Blocks[Main].salt, wordsAt})
	noError(t, err)
	copy(forged.Blocks[Main].slots[wordsAt][:], slot)
	if _, err := forged.UnlockWords(made.words); err != ErrWrongWords {
		t.Errorf("a slot forged without the outer secret: got %v, want ErrWrongWords", err)
	}
}

func TestNoVaultIsMadeBehindABadPassphraseOrLock(t *testing.T) {
	for typed, want := range map[string]error{"": ErrShort, "eleven char": ErrShort, "a tab in\tthis one": ErrNotText, strings.Repeat("a", 1_025): ErrLong} {
		if _, keys, err := NewVault(Slots{Passphrase: typed}); !errors.Is(err, want) || keys != (Keys{}) {
			t.Errorf("NewVault: got %v, want %v", err, want)
		}
		if _, k, err := sharedVault().vault.Relock(Mine, Slots{Passphrase: typed}); !errors.Is(err, want) || k != nil {
			t.Errorf("Relock: got %v, want %v", err, want)
		}
	}
	lock := NewWords().Lock()
	clear(lock.public[publicSize-32:]) // an X25519 key with which every agreed secret is zero
	if _, _, err := NewVault(Slots{testPassphrase, &lock}); !errors.Is(err, ErrMalformed) {
		t.Errorf("a lock that cannot lock: got %v, want ErrMalformed", err)
	}
}

func TestAVaultReadsBackWhole(t *testing.T) {
	made := sharedVault()
	data := binaryOf(t, made.vault)
	var read Vault
	noError(t, read.UnmarshalBinary(data))
	if read != made.vault {
		t.Error("a vault read back is another one")
	}
	for name, bad := range map[string][]byte{"short": data[:len(data)-1], "long": append(data, 0), "nothing": nil} {
		if err := read.UnmarshalBinary(bad); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: got %v, want ErrMalformed", name, err)
		}
	}
	for _, at := range []int{16, 16 + blockSize} { // the version bytes of both blocks
		bad := with(data, at, 2)
		bad[0] ^= 1 // another vault, so that one read in part would show
		if err := read.UnmarshalBinary(bad); !errors.Is(err, ErrVersion) {
			t.Errorf("byte %d is 2: got %v, want ErrVersion", at, err)
		}
	}
	if read != made.vault {
		t.Error("a refused read changed what was there")
	}
}
