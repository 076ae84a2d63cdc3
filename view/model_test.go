package view

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/entry"
	"kept/schedule"
)

// slowly tells what became of an agreement by going through all entries for each day, with nothing kept in between.
func slowly(all []entry.Entry, id entry.ID, now time.Time) string {
	live := map[entry.ID]entry.Entry{}
	for _, e := range all {
		if !e.Destroyed {
			live[e.ID] = e
		}
	}
	for _, e := range all {
		if e.Body.Kind != entry.KindWithdraw {
			continue
		}
		for _, target := range e.Core.Answers {
			if t, ok := live[target]; ok && t.Core.Space == e.Core.Space && t.Body.Kind != entry.KindWithdraw {
				delete(live, target)
			}
		}
	}
	made, ok := live[id]
	if !ok || made.Body.Kind != entry.KindAgreement {
		return ""
	}
	s := ScheduleOf(made.Body.Content.(entry.Agreement))
	var about []entry.Entry
	for _, e := range live {
		if len(e.Core.Answers) == 1 && e.Core.Answers[0] == id && e.Core.Space == made.Core.Space {
			about = append(about, e)
		}
	}
	slices.SortFunc(about, func(a, b entry.Entry) int {
		return cmp.Or(cmp.Compare(a.Core.Depth, b.Core.Depth), slices.Compare(a.ID[:], b.ID[:]))
	})

	today := schedule.DateIn(now, s.Zone)
	var list []Occurrence
	nextShown := false
	for d := s.Start; d.Before(today.AddDays(200)); d = d.AddDays(1) {
		if len(s.Between(d, d)) == 0 {
			continue
		}
		c := Occurrence{Date: d, On: d, Due: s.Due(d)}
		said, ended := false, int64(0)
		for _, e := range about {
			if _, isEnd := e.Body.Content.(entry.End); isEnd && ended == 0 {
				ended = e.Core.Clock
			}
			m, isMark := e.Body.Content.(entry.Mark)
			if !isMark || m.Occurrence != d.String() {
				continue
			}
			before := e.Core.Clock < c.Due.UnixMilli()
			if m.Outcome == "moved" && m.To == "" && before && s.Repeat == schedule.Once {
				continue
			}
			said = true
			c.NotedLater = e.Core.Clock-c.Due.UnixMilli() > 24*60*60*1000
			switch {
			case m.Outcome == "kept":
				c.State = Done
			case m.Outcome == "missed" || !before:
				c.State = NotKept
			case m.To == "":
				c.State = Moved
				c.Moves++
			default:
				c.State = Open
				c.On, _ = schedule.ParseDate(m.To)
				c.Due = s.Due(c.On)
				c.Moves++
			}
		}
		if ended != 0 && c.Due.UnixMilli() > ended && c.State != Done && c.State != NotKept {
			nextShown = nextShown || !said && today.Before(d)
			continue
		}
		if !said && today.Before(d) {
			if nextShown {
				continue
			}
			nextShown = true
		}
		if c.State == Open && !now.Before(c.Due) {
			c.State = NoWord
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b Occurrence) int {
		return cmp.Or(cmp.Compare(a.On.Days(), b.On.Days()), cmp.Compare(a.Date.Days(), b.Date.Days()))
	})
	return told(list)
}

func TestOccurrencesAreWhatASlowReadingFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyHistory(t)
		o := ours(all...)
		for range 3 {
			now := clock("2026-11-19 12:00").Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "half hours")) * 30 * time.Minute)
			for _, e := range all {
				got, want := told(o.Occurrences(e.ID, now)), slowly(all, e.ID, now)
				if got != want {
					t.Fatalf("%s at %v:\n got %s\nwant %s", e.Body.Kind, now, got, want)
				}
			}
		}
	})
}

// fiveYears is a daily agreement of five years: mostly marked, some moved, some without a word.
func fiveYears(s *story) (entry.ID, time.Time) {
	a := s.agree("2021-11-22 12:00", "2021-11-22", nil)
	d := schedule.Date{Year: 2021, Month: time.November, Day: 22}
	for i := range 5*365 + 1 {
		on := d.AddDays(i)
		switch i % 10 {
		case 3:
			s.mark(on.String()+" 20:00", a, on.String(), "missed", "")
		case 5:
			s.mark(on.String()+" 20:00", a, on.String(), "moved", on.AddDays(1).String())
			s.mark(on.String()+" 20:00", a, on.String(), "kept", "")
		case 7:
		default:
			s.mark(on.String()+" 20:00", a, on.String(), "kept", "")
		}
	}
	return a, clock("2026-11-22 12:00")
}

func BenchmarkOccurrencesDailyFiveYears(b *testing.B) {
	s := &story{}
	a, now := fiveYears(s)
	o := ours(s.entries...)
	b.ReportAllocs()
	for b.Loop() {
		o.Occurrences(a, now)
	}
}

func BenchmarkEventsDailyFiveYears(b *testing.B) {
	s := &story{}
	a, now := fiveYears(s)
	o := ours(s.entries...)
	for b.Loop() {
		o.Events(a, now)
	}
}

// BenchmarkOccurrencesAfterAMark is the same just after something was said: the marks are gone through again.
func BenchmarkOccurrencesAfterAMark(b *testing.B) {
	s := &story{}
	a, now := fiveYears(s)
	o := ours(s.entries...)
	for b.Loop() {
		o.history(a).stale = true
		o.Occurrences(a, now)
	}
}

func BenchmarkDueTwentyDailyFiveYears(b *testing.B) {
	o := NewOurs()
	var now time.Time
	for i := range 20 {
		s := &story{space: byte(i)}
		_, now = fiveYears(s)
		for _, e := range s.entries {
			o.Apply(e)
		}
	}
	for b.Loop() {
		o.Due(now)
	}
}

// BenchmarkFold40000 folds the entries of five busy years and asks what Today asks.
func BenchmarkFold40000(b *testing.B) {
	var main, private []entry.Entry
	for i := 0; len(main) < 20_000; i++ {
		s := &story{space: byte(i)}
		fiveYears(s)
		main = append(main, s.entries...)
	}
	s := &story{space: 99}
	for i := 0; len(s.entries) < 40_000-len(main); i++ {
		day := schedule.Date{Year: 2021, Month: time.November, Day: 22}.AddDays(i / 10).String()
		switch i % 10 {
		case 0, 1:
			s.add(day+" 22:00", entry.Note{Page: "tonight", Parts: []string{fmt.Sprint("page ", i)}, Day: day})
		case 2:
			s.add(day+" 22:00", entry.Feeling{Word: "sad", Strength: 3})
		case 3:
			s.add(day+" 22:00", entry.Line{Day: day, Page: "line", Text: "a line"})
		default:
			s.add(day+" 22:00", entry.Check{Day: day, Question: Questions[i%4], Value: uint8(i % 11)})
		}
	}
	private = s.entries
	b.ReportAllocs()
	for b.Loop() {
		o, m := NewOurs(), NewMine()
		for _, e := range main {
			o.Apply(e)
		}
		for _, e := range private {
			m.Apply(e)
		}
		o.Due(clock("2026-11-22 12:00"))
		m.Checks("2026-11-22")
	}
}

func BenchmarkHash40000(b *testing.B) {
	o := NewOurs()
	for i := range 20 {
		s := &story{space: byte(i)}
		fiveYears(s)
		for _, e := range s.entries {
			o.Apply(e)
		}
	}
	for b.Loop() {
		o.Hash()
	}
}
