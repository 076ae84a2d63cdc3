package seal

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Limits of a passphrase. They are told, never applied silently: nothing is cut off.
const (
	MinPassphrase = 12    // characters (code points) after NFKC; for own ones, SAFETY.md and CRYPTO.md 1
	MaxPassphrase = 1_024 // bytes, before and after NFKC
)

// Errors of CheckPassphrase, in the order in which they are looked for.
var (
	ErrLong    = errors.New("passphrase is longer than 1,024 bytes")
	ErrNotText = errors.New("passphrase is not plain text")
	ErrShort   = errors.New("passphrase is shorter than 12 characters")
)

// CheckPassphrase says whether s can become a passphrase: ErrLong, ErrNotText (not UTF-8; NUL, tab, line break or
// another control character; a character too new for this program's tables) or ErrShort.
//
// Characters without a meaning yet are refused because a later version of Unicode may give them another normal form, and
// the same typed passphrase would then open nothing.
func CheckPassphrase(s string) error {
	normal, err := normalise(s)
	if err != nil {
		return err
	}
	for _, r := range s {
		if unicode.Is(unicode.Cn, r) {
			return ErrNotText
		}
	}
	if utf8.RuneCountInString(normal) < MinPassphrase {
		return ErrShort
	}
	return nil
}

// normalise returns the NFKC form, which is what is stretched, so that the same passphrase typed on another keyboard is
// the same bytes.
func normalise(s string) (string, error) {
	if len(s) > MaxPassphrase {
		return "", ErrLong
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return "", ErrNotText
	}
	normal := norm.NFKC.String(s)
	if len(normal) > MaxPassphrase { // one character can become eighteen
		return "", ErrLong
	}
	return normal, nil
}

// SuggestPassphrase returns six words of the spare words' list, 66 bits: enough against guessing at Argon2id's price.
func SuggestPassphrase() string {
	return strings.Join(drawWords(6), " ")
}

// Argon2id's parameters, RFC 9106 §4's second choice with one lane. The version byte of a slot block fixes them: stored
// ones could be lowered by whoever can write the store, calibrated ones differ between two devices of one person.
const (
	argonPasses = 3
	argonKiB    = 64 << 10
	argonLanes  = 1
)

// stretch runs Argon2id over a normalised passphrase once for each salt, at the same time: 64 MiB each.
func stretch(normal string, salts ...[blockSaltSize]byte) [][]byte {
	out := make([][]byte, len(salts))
	done := make(chan struct{})
	for i := range salts {
		go func() {
			out[i] = argon2.IDKey([]byte(normal), salts[i][:], argonPasses, argonKiB, argonLanes, 32)
			done <- struct{}{}
		}()
	}
	for range salts {
		<-done
	}
	return out
}

// checked returns the normal form of a passphrase that may be set.
func checked(s string) (string, error) {
	if err := CheckPassphrase(s); err != nil {
		return "", fmt.Errorf("set passphrase: %w", err)
	}
	return normalise(s)
}
