package seal

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCheckPassphraseSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     error
	}{
		{"twelve letters", "abcdefghijkl", nil},
		{"eleven letters", "abcdefghijk", ErrShort},
		{"nothing", "", ErrShort},
		{"twelve characters of more bytes", strings.Repeat("é", 12), nil},
		{"twelve emoji", strings.Repeat("🕯", 12), nil},
		{"an emoji of several code points", strings.Repeat("👩‍👧", 4), nil},
		{"twelve loose accents that are six letters in normal form", strings.Repeat("e\u0301", 6), ErrShort},
		{"four ligatures that are twelve letters in normal form", strings.Repeat("ﬃ", 4), nil},
		{"1,024 bytes", strings.Repeat("a", MaxPassphrase), nil},
		{"1,025 bytes", strings.Repeat("a", MaxPassphrase+1), ErrLong},
		{"a megabyte", strings.Repeat("a", 1<<20), ErrLong},
		{"one whose normal form is longer than 1,024 bytes", strings.Repeat("ﷺ", 100), ErrLong},
		{"a NUL", "abcdefghijkl\x00", ErrNotText},
		{"a tab", "abcdef\tghijkl", ErrNotText},
		{"a line break at the end", "abcdefghijkl\n", ErrNotText},
		{"half a character", "abcdefghijkl\xc3", ErrNotText},
		{"a character that means nothing yet", "abcdefghijkl\u0378", ErrNotText},
	} {
		if got := CheckPassphrase(c.in); !errors.Is(got, c.want) || (c.want == nil && got != nil) {
			t.Errorf("CheckPassphrase, %s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNormalFormDoesNotDependOnTheTyping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zåéﬁ７Ⅻㄱ가-힣 ]{0,40}`).Draw(t, "passphrase")
		want, err := normalise(s)
		if err != nil {
			t.Fatalf("normalise: %v", err)
		}
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if got, err := normalise(form.String(s)); err != nil || got != want {
				t.Fatalf("typed in form %v: got %q, %v, want %q", form, got, err, want)
			}
		}
		if again, err := normalise(want); err != nil || again != want {
			t.Fatalf("normalising again: got %q, %v, want %q", again, err, want)
		}
	})
}

func TestSuggestedPassphrasesAreSixWordsAndDiffer(t *testing.T) {
	a, b := SuggestPassphrase(), SuggestPassphrase()
	if a == b {
		t.Error("two suggestions are the same")
	}
	if n := len(strings.Fields(a)); n != 6 {
		t.Errorf("got %d words, want 6", n)
	}
	if err := CheckPassphrase(a); err != nil {
		t.Errorf("CheckPassphrase of a suggestion: %v", err)
	}
}
