package checkmarks

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
)

// FuzzRead asks that no file breaks the reader, and that what it read says the same when written out plainly.
func FuzzRead(f *testing.F) {
	seedsExist(f, 12)
	for _, name := range []string{"loop.csv", "loop-words.csv", "plain.csv"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		var counted []Habit // Plain has no line for a habit of which nothing counts
		for _, h := range s.Habits {
			days := slices.Concat(h.Kept, h.Missed, h.Moved)
			if !slices.IsSorted(h.Kept) || !slices.IsSorted(h.Missed) || !slices.IsSorted(h.Moved) {
				t.Fatalf("%q: got days out of order in %v", text, h)
			}
			if len(days) > 0 {
				if slices.Max(days) > s.Newest {
					t.Fatalf("%q: got newest %d, want at least %d", text, s.Newest, slices.Max(days))
				}
				counted = append(counted, h)
			}
		}
		if len(counted) == 0 {
			return
		}
		again, err := Read(strings.NewReader(plainText(t, counted)))
		if err != nil {
			t.Fatalf("%q: reading it back: %v", text, err)
		}
		if !slices.EqualFunc(again.Habits, counted, sameHabit) {
			t.Fatalf("%q: got %v back, want %v", text, again.Habits, counted)
		}
	})
}

// FuzzParseDay asks that a date it takes prints as the date it was.
func FuzzParseDay(f *testing.F) {
	seedsExist(f, 6)
	f.Fuzz(func(t *testing.T, text string) {
		day, err := ParseDay(text)
		if err != nil {
			return
		}
		long := text
		if len(text) == len("06-16-24") {
			long = "20" + text[6:] + text[5:6] + text[:5]
		}
		if got := FormatDay(day); got != long {
			t.Fatalf("%q: got %s, want %s", text, got, long)
		}
	})
}

// seedsExist fails when the committed seeds of f are gone: the fuzz target would still pass, on nothing.
func seedsExist(f *testing.F, least int) {
	f.Helper()
	seeds, err := os.ReadDir("testdata/fuzz/" + f.Name())
	if err != nil || len(seeds) < least {
		f.Fatalf("got %d seeds, %v, want at least %d", len(seeds), err, least)
	}
}

func plainText(t *testing.T, habits []Habit) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"date", "name", "outcome"})
	for _, h := range habits {
		for _, of := range []struct {
			days    []int
			outcome string
		}{{h.Kept, "kept"}, {h.Missed, "missed"}, {h.Moved, "renegotiated"}} {
			for _, day := range of.days {
				w.Write([]string{FormatDay(day), h.Name, of.outcome})
			}
		}
	}
	if w.Flush(); w.Error() != nil {
		t.Fatal(w.Error())
	}
	return b.String()
}

func sameHabit(a, b Habit) bool {
	return a.Name == b.Name && slices.Equal(a.Kept, b.Kept) && slices.Equal(a.Missed, b.Missed) && slices.Equal(a.Moved, b.Moved)
}
