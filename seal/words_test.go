package seal

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWordListIsTheOneOfBIP39(t *testing.T) {
	const want = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
	sum := sha256.Sum256([]byte(englishText))
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("SHA-256 of the list: got %s, want %s", got, want)
	}
	if len(english) != 2_048 || !slices.IsSorted(english) {
		t.Errorf("got %d words, sorted: %v; want 2,048 sorted", len(english), slices.IsSorted(english))
	}
}

// The four 128-bit examples of the BIP-39 reference implementation (github.com/trezor/python-mnemonic, vectors.json).
func TestWordsAgreeWithBIP39(t *testing.T) {
	for entropy, want := range map[string]string{
		"00000000000000000000000000000000": strings.Repeat("abandon ", 11) + "about",
		"7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f": "legal winner thank year wave sausage worth useful legal winner thank yellow",
		"80808080808080808080808080808080": "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
		"ffffffffffffffffffffffffffffffff": strings.Repeat("zoo ", 11) + "wrong",
	} {
		raw, err := hex.DecodeString(entropy)
		noError(t, err)
		if got := wordsOf([entropySize]byte(raw)); string(got) != want {
			t.Errorf("words of %s: got %q, want %q", entropy, string(got), want)
		}
	}
}

func TestWordsReadBackHoweverTheyAreTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entropy := [entropySize]byte(rapid.SliceOfN(rapid.Byte(), entropySize, entropySize).Draw(t, "entropy"))
		want := wordsOf(entropy)
		gap := rapid.SampledFrom([]string{" ", "  ", "\n", "\t ", "\u00a0", " \r\n"}).Draw(t, "gap")
		typed := gap + strings.ReplaceAll(string(want), " ", gap) + gap
		if rapid.Bool().Draw(t, "upper") {
			typed = strings.ToUpper(typed)
		}
		got, err := ParseWords(typed)
		if err != nil || got != want {
			t.Fatalf("got %q, %v, want %q", string(got), err, string(want))
		}
		if back, err := entropyOf(string(got)); err != nil || back != entropy {
			t.Fatalf("entropy: got %x, %v, want %x", back, err, entropy)
		}
	})
}

func TestParseWordsSaysWhichWordIsWrongAndNeverWhatItWas(t *testing.T) {
	about := strings.Repeat("abandon ", 11) + "about"
	for _, c := range []struct {
		name, in string
		want     ErrWords
	}{
		{"an unknown third word", strings.Replace(about, "abandon abandon abandon", "abandon abandon mypetname", 1), ErrWords{12, 3}},
		{"an unknown last word", strings.Replace(about, "about", "mypetname", 1), ErrWords{12, 12}},
		{"an unknown thirteenth word", about + " mypetname", ErrWords{13, 13}},
		{"eleven words", strings.Repeat("abandon ", 11), ErrWords{11, 0}},
		{"thirteen words", about + " zoo", ErrWords{13, 0}},
		{"nothing", "", ErrWords{0, 0}},
		{"another last word", strings.Repeat("abandon ", 12), ErrWords{12, 0}},
		{"two words that changed places", "winner legal thank year wave sausage worth useful legal winner thank yellow", ErrWords{12, 0}},
	} {
		_, err := ParseWords(c.in)
		var got ErrWords
		if !errors.As(err, &got) || got != c.want {
			t.Errorf("%s: got %#v, want %#v", c.name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "mypetname") {
			t.Errorf("%s: the error holds what was typed", c.name)
		}
	}
}

func TestNewWordsDiffer(t *testing.T) {
	a, b := NewWords(), NewWords()
	if a == b {
		t.Error("two new sets of words are the same")
	}
	if _, err := ParseWords(string(a)); err != nil {
		t.Errorf("ParseWords of new words: %v", err)
	}
	first, again := a.Lock(), a.Lock()
	if first != again {
		t.Error("two locks of the same words differ")
	}
	if first == b.Lock() {
		t.Error("locks of different words are the same")
	}
}
