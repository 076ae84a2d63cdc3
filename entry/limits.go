package entry

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of what one entry holds. People are told them before they are reached.
const (
	MaxText  = 64 << 10 // bytes of one text field
	MaxParts = 12       // texts of one note
	MaxName  = 60       // runes of the other person's chosen name
	MaxWhat  = 1000     // runes of what an agreement says
	MaxWord  = 40       // runes of a feeling word
	MaxLinks = 64       // parents, and answers
)

// Limits of what is read from bytes.
const (
	MaxBody   = MaxParts*(MaxText+8) + 256 // bytes of a body before sealing
	maxRecord = MaxBody + 256              // salt, commitment and authenticator are below 256 bytes
	maxCore   = 2*MaxLinks*(32+2) + 256
	MaxSealed = maxCore + maxRecord + 256 // bytes of one marshalled Sealed
	maxDepth  = 1 << 48                   // nobody writes so much; keeps 1 + depth from overflowing

	// Clocks outside the years 1 to 9999 are refused: no calendar here can show them.
	minClock = -62135596800_000
	maxClock = 253402300799_999
)

// What a FieldError wraps.
var (
	ErrEmpty   = errors.New("nothing was written")
	ErrTooLong = errors.New("longer than its limit")
	ErrNotText = errors.New("not valid text") // broken UTF-8, or a NUL
	ErrChoice  = errors.New("not one of its values")
)

// FieldError says which field of a content breaks its rule. It never holds what was written.
type FieldError struct {
	Field string
	Err   error // one of ErrEmpty, ErrTooLong, ErrNotText, ErrChoice
}

func (e *FieldError) Error() string { return "field " + e.Field + ": " + e.Err.Error() }
func (e *FieldError) Unwrap() error { return e.Err }

// first returns the first problem, or nil.
func first(problems ...*FieldError) error {
	for _, p := range problems {
		if p != nil {
			return p
		}
	}
	return nil
}

// text accepts valid UTF-8 without NUL of min to MaxText bytes. Marks that change the direction of
// writing, or have no width, are allowed: whoever shows text shows it as text.
func text(field, s string, min int) *FieldError {
	switch {
	case len(s) < min:
		return &FieldError{field, ErrEmpty}
	case len(s) > MaxText:
		return &FieldError{field, ErrTooLong}
	case !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0:
		return &FieldError{field, ErrNotText}
	}
	return nil
}

// runes is text counted in runes. (A rune has at most 4 bytes, so the count is not made over long texts.)
func runes(field, s string, min, max int) *FieldError {
	if len(s) > 4*max || utf8.RuneCountInString(s) > max {
		return &FieldError{field, ErrTooLong}
	}
	return text(field, s, min)
}

func between(field string, v, min, max int) *FieldError {
	if v < min || v > max {
		return &FieldError{field, ErrChoice}
	}
	return nil
}

func oneOf(field, s string, choices ...string) *FieldError {
	if !slices.Contains(choices, s) {
		return &FieldError{field, ErrChoice}
	}
	return nil
}

// day accepts exactly one way of writing a day that exists, in the years 1900 to 9999.
func day(field, s string) *FieldError {
	if t, err := time.Parse(time.DateOnly, s); err != nil || t.Year() < 1900 || t.Format(time.DateOnly) != s {
		return &FieldError{field, ErrChoice}
	}
	return nil
}

func timeOfDay(field, s string) *FieldError {
	if s == "" {
		return nil
	}
	if t, err := time.Parse("15:04", s); err != nil || t.Format("15:04") != s {
		return &FieldError{field, ErrChoice}
	}
	return nil
}

// zoneName accepts what an IANA name can look like. Whether this machine knows the zone is not asked here:
// what is an entry must not depend on the machine.
func zoneName(field, s string) *FieldError {
	ok := len(s) > 0 && len(s) <= 64 && s != "Local"
	for _, r := range s {
		ok = ok && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/_+-", r))
	}
	if !ok {
		return &FieldError{field, ErrChoice}
	}
	return nil
}
