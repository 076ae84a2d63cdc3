package view

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/entry"
	"kept/schedule"
)

// anyHistory draws a short life of a record: agreements, marks for days that are and are not scheduled, ends, other
// things, withdrawals, links to entries that never come, two spaces, destroyed entries.
func anyHistory(t *rapid.T) []entry.Entry {
	n := rapid.IntRange(1, 24).Draw(t, "entries")
	stories := []*story{{space: 0}, {space: 1}}
	day := func(label string) string {
		return schedule.Date{Year: 2026, Month: time.November, Day: 20}.AddDays(rapid.IntRange(0, 9).Draw(t, label)).String()
	}
	var all []entry.Entry
	known := func(label string) entry.ID {
		i := rapid.IntRange(0, len(all)).Draw(t, label)
		if i == len(all) {
			return entry.ID{0xee, byte(i)} // one that never comes
		}
		return all[i].ID
	}
	for range n {
		s := stories[min(rapid.IntRange(0, 4).Draw(t, "space"), 1)]
		at := day("at") + fmt.Sprintf(" %02d:30", rapid.IntRange(0, 23).Draw(t, "hour"))
		switch rapid.IntRange(0, 12).Draw(t, "kind") {
		case 0, 1:
			s.agree(at, day("start"), func(a *entry.Agreement) {
				a.Repeat = rapid.SampledFrom([]string{"once", "days", "weekly", "monthly"}).Draw(t, "repeat")
				a.At = rapid.SampledFrom([]string{"", "09:00"}).Draw(t, "time")
				a.Zone = rapid.SampledFrom([]string{"Europe/Berlin", "Pacific/Auckland", "America/Havana"}).Draw(t, "zone")
				if a.Repeat != "once" {
					a.Every = uint16(rapid.IntRange(1, 3).Draw(t, "every"))
				}
			})
		case 2, 3, 4, 5:
			outcome := rapid.SampledFrom([]string{"kept", "missed", "moved"}).Draw(t, "outcome")
			to := ""
			if outcome == "moved" && rapid.Bool().Draw(t, "to a day") {
				to = day("to")
			}
			s.mark(at, known("marked"), day("occurrence"), outcome, to)
		case 6:
			s.add(at, entry.End{}, known("ended"))
		case 7, 8:
			s.withdraw(at, known("withdrawn"), known("withdrawn too"))
		case 9:
			s.add(at, entry.Person{Name: rapid.SampledFrom([]string{"Sam", "Alex"}).Draw(t, "name")})
			s.add(at, entry.SpareWords{Event: rapid.SampledFrom([]string{"shown", "confirmed", "later"}).Draw(t, "event"), Day: day("words")})
		case 10:
			s.add(at, entry.Note{Page: "blank", Parts: []string{at}, Day: day("note")})
			s.add(at, entry.Role{Role: rapid.SampledFrom([]string{"hurt", "both"}).Draw(t, "role")})
		case 11:
			s.add(at, entry.Feeling{Word: "sad", Strength: 3}, known("note"))
			s.add(at, entry.Line{Day: day("line"), Page: "line", Text: at})
		case 12:
			s.add(at, entry.Check{Day: day("check"), Question: "dread", Value: uint8(rapid.IntRange(0, 10).Draw(t, "value"))})
		}
		last := &s.entries[len(s.entries)-1]
		if rapid.IntRange(0, 9).Draw(t, "destroyed") == 0 {
			*last = destroyed(*last)
		}
		all = slices.Concat(stories[0].entries, stories[1].entries)
	}
	return all
}

// everything is all that can be asked, as one text.
func everything(o *Ours, m *Mine, now time.Time) string {
	s := fmt.Sprintf("%x %x\n%q %+v %+v %+v\n", o.Hash(), m.Hash(), o.Person(), o.Settings(), o.Words(), o.Due(now))
	for _, a := range o.Agreements() {
		s += fmt.Sprintf("%+v\n%+v\n%+v\n%+v\n", a, o.Occurrences(a.ID, now), o.Counts(a.ID, now), o.Events(a.ID, now))
	}
	s += fmt.Sprintf("%q %+v %+v", m.Role(), m.Notes(), m.Feelings())
	for d := range 10 {
		day := schedule.Date{Year: 2026, Month: time.November, Day: 20}.AddDays(d).String()
		s += fmt.Sprintf("%s %v %q\n", day, m.Checks(day), m.Line(day, "line"))
	}
	return s
}

// TestAnyOrderGivesTheSame folds 100 histories in 100 orders each, with entries coming twice, and with some coming
// whole first and destroyed later. It asks now and then on the way: asking changes nothing.
func TestAnyOrderGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyHistory(t)
		now := clock("2026-11-20 12:00").Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "hours")) * time.Hour)
		want := everything(ours(all...), mine(all...), now)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		for round := range 100 {
			asking := round%10 == 0
			o, m := NewOurs(), NewMine()
			for i, j := range append(r.Perm(len(all)), r.Perm(len(all))[:r.IntN(len(all)+1)]...) {
				o.Apply(all[j])
				m.Apply(all[j])
				if asking && i%7 == 0 {
					everything(o, m, now.Add(time.Duration(r.IntN(2000)-1000)*time.Hour))
				}
			}
			if got := everything(o, m, now); got != want {
				t.Fatalf("in another order:\n got %s\nwant %s", got, want)
			}
		}
	})
}

// TestDestroyingLaterIsAsDestroyedFromTheStart is the one thing an order of arrival could show: content seen before.
func TestDestroyingLaterIsAsDestroyedFromTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyHistory(t)
		gone := slices.Clone(all)
		for i := range gone {
			if rapid.Bool().Draw(t, "destroy") {
				gone[i] = destroyed(gone[i])
			}
		}
		now := clock("2026-11-27 12:00")
		want := everything(ours(gone...), mine(gone...), now)
		for _, order := range [][]entry.Entry{slices.Concat(all, gone), slices.Concat(gone, all)} {
			if got := everything(ours(order...), mine(order...), now); got != want {
				t.Fatalf("got %s\nwant %s", got, want)
			}
		}
	})
}

// TestEveryPrefixIsAsFoldedAnew folds one entry at a time and compares with a new fold of the same entries.
func TestEveryPrefixIsAsFoldedAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all, now := anyHistory(t), clock("2026-11-27 12:00")
		o, m := NewOurs(), NewMine()
		for i, e := range all {
			o.Apply(e)
			m.Apply(e)
			if got, want := everything(o, m, now), everything(ours(all[:i+1]...), mine(all[:i+1]...), now); got != want {
				t.Fatalf("after %d entries:\n got %s\nwant %s", i+1, got, want)
			}
		}
	})
}

// TestAsksLeaveNoTrace asks one fold at many times and a new fold each time.
func TestAsksLeaveNoTrace(t *testing.T) {
	s := &story{}
	a := s.agree("1960-01-01 12:00", "1950-01-01", nil)
	b := s.agree("2026-11-22 12:00", "2026-11-23", func(a *entry.Agreement) { a.Repeat, a.Every = "monthly", 52 })
	s.mark("1999-12-30 12:00", a, "1999-12-31", "moved", "2000-01-02")
	asked := ours(s.entries...)
	for _, now := range []string{"2026-11-22 12:00", "2026-11-23 12:00", "1970-01-01 00:00", "9999-12-31 23:00", "2026-11-24 00:00", "1900-01-01 00:00", "2000-01-01 12:00"} {
		for _, id := range []entry.ID{a, b} {
			got, want := fmt.Sprint(asked.Occurrences(id, clock(now))), fmt.Sprint(ours(s.entries...).Occurrences(id, clock(now)))
			if got != want {
				t.Errorf("at %s: got %.300s, want %.300s", now, got, want)
			}
		}
	}
	if n := len(asked.Occurrences(a, clock("2026-11-22 12:00"))); n != reachDays+2 {
		t.Errorf("every day since 1950: got %d occurrences, want %d: fifty years, today and tomorrow", n, reachDays+2)
	}
}

// TestEveryFactIsInTheHash changes one thing at a time: each change must give another hash.
func TestEveryFactIsInTheHash(t *testing.T) {
	seen := map[[32]byte]string{}
	check := func(what string, sum [32]byte) {
		if before, ok := seen[sum]; ok {
			t.Errorf("%s has the hash of: %s", what, before)
		}
		seen[sum] = what
	}
	whole := func(then func(s *story, a entry.ID)) [32]byte {
		s := &story{}
		a := s.agree("2026-11-22 12:00", "2026-11-23", nil)
		then(s, a)
		return ours(s.entries...).Hash()
	}
	check("nothing", NewOurs().Hash())
	check("an agreement", whole(func(s *story, a entry.ID) {}))
	check("an end", whole(func(s *story, a entry.ID) { s.add("2026-11-24 12:00", entry.End{}, a) }))
	check("a later end", whole(func(s *story, a entry.ID) { s.add("2026-11-25 12:00", entry.End{}, a) }))
	for _, m := range []entry.Mark{
		{Occurrence: "2026-11-23", Outcome: "kept"}, {Occurrence: "2026-11-24", Outcome: "kept"}, {Occurrence: "2026-11-23", Outcome: "missed"},
		{Occurrence: "2026-11-23", Outcome: "moved"}, {Occurrence: "2026-11-23", Outcome: "moved", To: "2026-11-24"}, {Occurrence: "2020-01-01", Outcome: "kept"},
	} {
		check(fmt.Sprintf("mark %+v", m), whole(func(s *story, a entry.ID) { s.add("2026-11-23 12:00", m, a) }))
		check(fmt.Sprintf("mark %+v a minute later", m), whole(func(s *story, a entry.ID) { s.add("2026-11-23 12:01", m, a) }))
		check(fmt.Sprintf("mark %+v of something unknown", m), whole(func(s *story, a entry.ID) { s.add("2026-11-23 12:00", m, entry.ID{7}) }))
	}
	for _, c := range []entry.Content{
		entry.Person{Name: "Sam"}, entry.Person{Name: "Alex"}, entry.Settings{IdleMinutes: 9}, entry.Settings{IdleMinutes: 10, Zone: "UTC"},
		entry.Settings{IdleMinutes: 10, Theme: "dark"}, entry.SpareWords{Event: "shown", Day: "2026-11-22"},
		entry.SpareWords{Event: "confirmed", Day: "2026-11-22"}, entry.SpareWords{Event: "later", Day: "2026-11-22"},
		entry.Agreement{What: "x"}, entry.Agreement{What: "y"},
	} {
		check(fmt.Sprintf("%T %+v", c, c), whole(func(s *story, a entry.ID) { s.add("2026-11-23 12:00", c) }))
	}
	check("something taken back", whole(func(s *story, a entry.ID) { s.withdraw("2026-11-23 12:00", a) }))
	check("something unknown taken back", whole(func(s *story, a entry.ID) { s.withdraw("2026-11-23 12:00", entry.ID{7}) }))
	check("something destroyed", whole(func(s *story, a entry.ID) { s.entries[0] = destroyed(s.entries[0]) }))

	check("nothing of mine", NewMine().Hash())
	for _, c := range []entry.Content{
		entry.Role{Role: "hurt"}, entry.Role{Role: "both"}, entry.Note{Page: "blank", Parts: []string{"ab"}}, entry.Note{Page: "blank", Parts: []string{"a", "b"}},
		entry.Note{Page: "did", Parts: []string{"ab"}}, entry.Note{Page: "blank", Parts: []string{"ab"}, Day: "2026-11-22"},
		entry.Note{Page: "blank", Parts: []string{"ab"}, Choice: "outline"}, entry.Feeling{Word: "sad"}, entry.Feeling{Line: "sad"}, entry.Feeling{Strength: 3},
		entry.Check{Day: "2026-11-22", Question: "dread", Value: 1}, entry.Check{Day: "2026-11-22", Question: "dread", Value: 2},
		entry.Check{Day: "2026-11-22", Question: "ease", Value: 1}, entry.Check{Day: "2026-11-23", Question: "dread", Value: 1},
		entry.Line{Day: "2026-11-22", Page: "line", Text: "x"}, entry.Line{Day: "2026-11-22", Page: "tomorrow", Text: "x"}, entry.Line{Day: "2026-11-22", Page: "line", Text: "y"},
	} {
		s := &story{}
		s.add("2026-11-22 12:00", c)
		check(fmt.Sprintf("%T %+v", c, c), mine(s.entries...).Hash())
	}
}

// TestManyMayAskAtOnce is for the race detector.
func TestManyMayAskAtOnce(t *testing.T) {
	s := &story{}
	a := s.agree("2026-11-22 12:00", "2026-11-23", nil)
	for range 50 {
		s.mark("2026-11-23 12:00", a, "2026-11-23", "kept", "")
	}
	o, m := NewOurs(), NewMine()
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for _, e := range s.entries {
				o.Apply(e)
				m.Apply(e)
				everything(o, m, clock("2026-11-24 12:00"))
			}
		})
	}
	all.Wait()
	expect(t, "in the end", told(o.Occurrences(a, clock("2026-11-23 20:00"))), "11-23 done, 11-24 open")
}
