package schedule

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// seeded fails where a fuzz target's seeds are gone: without them it tests little.
func seeded(f *testing.F, atLeast int) {
	f.Helper()
	seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", f.Name(), "*"))
	if err != nil || len(seeds) < atLeast {
		f.Fatalf("%s has %d seeds, want at least %d (%v)", f.Name(), len(seeds), atLeast, err)
	}
	if info, err := os.Stat(seeds[0]); err != nil || info.Size() == 0 {
		f.Fatalf("%s: an empty seed (%v)", f.Name(), err)
	}
}

func FuzzParseDate(f *testing.F) {
	seeded(f, 6)
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if (d != Date{}) {
				t.Fatalf("%q is refused and gives %v", s, d)
			}
			return
		}
		if d.String() != s || !d.Valid() || DateOfDays(d.Days()) != d {
			t.Fatalf("%q parses to %s, day %d, valid %v", s, d, d.Days(), d.Valid())
		}
	})
}

func FuzzSchedule(f *testing.F) {
	seeded(f, 6)
	f.Fuzz(func(t *testing.T, repeat string, every int, weekdays uint8, start, zone, at, from string, days int) {
		begin, err := ParseDate(start)
		first, err2 := ParseDate(from)
		if err != nil || err2 != nil {
			return
		}
		days = min(max(days, -10), 5000)
		s := Schedule{Repeat(repeat), every, Weekdays(weekdays), begin, zone, at}
		last := first.AddDays(days)
		between := s.Between(first, last)
		if s.checkRule() != nil && len(between) > 0 {
			t.Fatalf("%+v breaks its rule and falls on %v", s, between)
		}
		if !slices.IsSortedFunc(between, Date.Compare) || len(slices.Compact(slices.Clone(between))) != len(between) {
			t.Fatalf("%+v: not ascending: %v", s, between)
		}
		for _, d := range between {
			if d.Before(first) || last.Before(d) || d.Before(begin) || !d.Valid() {
				t.Fatalf("%+v falls on %s, outside %s to %s", s, d, first, last)
			}
			// A day is over within two days of its midnight in UTC, wherever on earth it is.
			if due := s.Due(d).Unix() - d.utc().Unix(); due < -secondsOfDay || due > 3*secondsOfDay {
				t.Fatalf("%+v: %s is due %d s after its midnight", s, d, due)
			}
		}
	})
}
