package schedule

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func date(t interface{ Fatalf(string, ...any) }, s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("ParseDate(%q): %v", s, err)
	}
	return d
}

func TestDaysFollowTheRule(t *testing.T) {
	for _, c := range []struct {
		name     string
		schedule Schedule
		from, to string
		want     []string
	}{
		{"once is once", Schedule{Repeat: Once, Every: 1, Start: date(t, "2026-11-27")}, "2026-01-01", "2027-12-31", []string{"2026-11-27"}},
		{"once outside the range", Schedule{Repeat: Once, Every: 1, Start: date(t, "2026-11-27")}, "2026-11-28", "2027-12-31", nil},
		{"nothing before the start", Schedule{Repeat: Days, Every: 1, Start: date(t, "2026-11-27")}, "2026-11-20", "2026-11-28", []string{"2026-11-27", "2026-11-28"}},
		{"every third day keeps its rhythm over a year's end", Schedule{Repeat: Days, Every: 3, Start: date(t, "2025-12-30")}, "2026-01-01", "2026-01-06", []string{"2026-01-02", "2026-01-05"}},
		{"certain weekdays", Schedule{Repeat: Weekly, Every: 1, Weekdays: On(time.Monday, time.Thursday), Start: date(t, "2026-11-24")}, "2026-11-01", "2026-12-07", []string{"2026-11-26", "2026-11-30", "2026-12-03", "2026-12-07"}},
		{"every second week counts from the week of the start", Schedule{Repeat: Weekly, Every: 2, Weekdays: On(time.Monday, time.Sunday), Start: date(t, "2026-11-25")}, "2026-11-01", "2026-12-25", []string{"2026-11-29", "2026-12-07", "2026-12-13", "2026-12-21"}},
		{"weekly without weekdays is on the weekday of the start", Schedule{Repeat: Weekly, Every: 1, Start: date(t, "2026-11-22")}, "2026-11-01", "2026-12-01", []string{"2026-11-22", "2026-11-29"}},
		{"the 31st falls on the last day of shorter months", Schedule{Repeat: Monthly, Every: 1, Start: date(t, "2027-12-31")}, "2028-01-01", "2028-04-30", []string{"2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"}},
		{"the 29th of February outside leap years", Schedule{Repeat: Monthly, Every: 12, Start: date(t, "2028-02-29")}, "2028-01-01", "2032-12-31", []string{"2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"}},
		{"every third month over years", Schedule{Repeat: Monthly, Every: 3, Start: date(t, "2026-11-30")}, "2027-01-01", "2027-12-31", []string{"2027-02-28", "2027-05-30", "2027-08-30", "2027-11-30"}},
		{"the range may be upside down", Schedule{Repeat: Days, Every: 1, Start: date(t, "2026-11-27")}, "2026-12-02", "2026-12-01", nil},
	} {
		var got []string
		for _, d := range c.schedule.Between(date(t, c.from), date(t, c.to)) {
			got = append(got, d.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %s to %s: got %v, want %v", c.name, c.from, c.to, got, c.want)
		}
	}
}

func TestCheckNamesTheFieldThatIsWrong(t *testing.T) {
	good := Schedule{Repeat: Weekly, Every: 2, Weekdays: On(time.Friday), Start: date(t, "2026-11-27"), Zone: "Europe/Berlin", At: "18:30"}
	if err := good.Check(); err != nil {
		t.Fatalf("a good schedule: got %v, want nil", err)
	}
	for _, c := range []struct {
		field string
		want  error
		spoil func(*Schedule)
	}{
		{"repeat", ErrRepeat, func(s *Schedule) { s.Repeat = "yearly" }},
		{"every", ErrEvery, func(s *Schedule) { s.Every = 0 }},
		{"every", ErrEvery, func(s *Schedule) { s.Every = MaxEvery + 1 }},
		{"every", ErrEvery, func(s *Schedule) { s.Repeat, s.Every, s.Weekdays = Once, 2, 0 }},
		{"weekdays", ErrWeekdays, func(s *Schedule) { s.Weekdays = 0x80 }},
		{"weekdays", ErrWeekdays, func(s *Schedule) { s.Repeat = Days }},
		{"start", ErrDate, func(s *Schedule) { s.Start = Date{2027, time.February, 29} }},
		{"start", ErrDate, func(s *Schedule) { s.Start = Date{} }},
		{"zone", ErrZone, func(s *Schedule) { s.Zone = "" }},
		{"zone", ErrZone, func(s *Schedule) { s.Zone = "Local" }},
		{"zone", ErrZone, func(s *Schedule) { s.Zone = "Europe/Nowhere" }},
		{"at", ErrTime, func(s *Schedule) { s.At = "24:00" }},
		{"at", ErrTime, func(s *Schedule) { s.At = "9:30" }},
	} {
		s := good
		c.spoil(&s)
		var field *FieldError
		if err := s.Check(); !errors.As(err, &field) || field.Field != c.field || !errors.Is(err, c.want) {
			t.Errorf("%+v: got %v, want field %q: %v", s, err, c.field, c.want)
		}
	}
}

func TestBetweenStopsAtItsMaximum(t *testing.T) {
	s := Schedule{Repeat: Days, Every: 1, Start: minDate}
	if got := len(s.Between(minDate, maxDate)); got != MaxBetween {
		t.Errorf("every day of all time: got %d days, want %d", got, MaxBetween)
	}
}

func TestNextIsTheFirstOfBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, d := anySchedule(t), anyDate(t, "day")
		next, ok := s.Next(d)
		between := s.Between(d.AddDays(1), d.AddDays(53*31))
		switch {
		case !ok && len(between) > 0, ok && len(between) == 0 && next.Before(d.AddDays(53*31)):
			t.Fatalf("%+v after %s: Next says %v %v, Between has %d days", s, d, next, ok, len(between))
		case ok && len(between) > 0 && next != between[0]:
			t.Fatalf("%+v after %s: got %s, want %s", s, d, next, between[0])
		}
	})
}

// TestBetweenAgreesWithTheCalendar checks every day of a range by counting, without any rule library.
func TestBetweenAgreesWithTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, from := anySchedule(t), anyDate(t, "from")
		to := from.AddDays(rapid.IntRange(-1, 800).Draw(t, "days"))
		var want []Date
		for d := from; !to.Before(d); d = d.AddDays(1) {
			if falls(s, d) {
				want = append(want, d)
			}
		}
		if got := s.Between(from, to); !slices.Equal(got, want) {
			t.Fatalf("%+v from %s to %s:\n got %v\nwant %v", s, from, to, got, want)
		}
	})
}

// falls says by counting whether s falls on d.
func falls(s Schedule, d Date) bool {
	if d.Before(s.Start) {
		return false
	}
	monday := func(d Date) int { return d.Days() - (int(d.Weekday())+6)%7 }
	switch s.Repeat {
	case Once:
		return d == s.Start
	case Days:
		return (d.Days()-s.Start.Days())%s.Every == 0
	case Weekly:
		on := s.Weekdays.Has(d.Weekday()) || s.Weekdays == 0 && d.Weekday() == s.Start.Weekday()
		return on && (monday(d)-monday(s.Start))/7%s.Every == 0
	default:
		last := d.AddDays(1).Day == 1
		on := d.Day == s.Start.Day || last && d.Day < s.Start.Day
		return on && (12*(d.Year-s.Start.Year)+int(d.Month-s.Start.Month))%s.Every == 0
	}
}

func anySchedule(t *rapid.T) Schedule {
	s := Schedule{
		Repeat: rapid.SampledFrom([]Repeat{Once, Days, Weekly, Monthly}).Draw(t, "repeat"),
		Every:  rapid.IntRange(1, MaxEvery).Draw(t, "every"),
		Start:  anyDate(t, "start"),
		Zone:   "Europe/Berlin",
	}
	switch s.Repeat {
	case Once:
		s.Every = 1
	case Weekly:
		s.Weekdays = Weekdays(rapid.IntRange(0, 0x7f).Draw(t, "weekdays"))
	}
	return s
}

func anyDate(t *rapid.T, label string) Date {
	return date(t, "2023-12-25").AddDays(rapid.IntRange(0, 1500).Draw(t, label))
}

func TestDatesSurviveTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(minDate.Days(), maxDate.Days()).Draw(t, "days")
		d := DateOfDays(n)
		if again, err := ParseDate(d.String()); err != nil || again != d || d.Days() != n || !d.Valid() {
			t.Fatalf("day %d: %s came back as %s, day %d: %v", n, d, again, again.Days(), err)
		}
		if next := d.AddDays(1); n < maxDate.Days() && (!d.Before(next) || next.Before(d) || next.Days() != n+1) {
			t.Fatalf("the day after %s: got %s", d, next)
		}
	})
}

func TestDatesStayInTheCalendar(t *testing.T) {
	for _, c := range []struct {
		from Date
		days int
		want Date
	}{
		{maxDate, 1, maxDate}, {minDate, -1, minDate},
		{minDate, int(^uint(0) >> 1), maxDate}, {maxDate, -int(^uint(0)>>1) - 1, minDate},
	} {
		if got := c.from.AddDays(c.days); got != c.want {
			t.Errorf("%s and %d days: got %s, want %s", c.from, c.days, got, c.want)
		}
	}
	if _, ok := (Schedule{Repeat: Days, Every: 1, Start: minDate}).Next(maxDate); ok {
		t.Errorf("after the last day there is: got a day, want none")
	}
}

func BenchmarkBetweenDailyFiveYears(b *testing.B) {
	s := Schedule{Repeat: Days, Every: 1, Start: Date{2021, time.November, 22}, Zone: "Europe/Berlin"}
	for b.Loop() {
		s.Between(s.Start, Date{2026, time.November, 22})
	}
}

func BenchmarkDue(b *testing.B) {
	s := Schedule{Repeat: Days, Every: 1, Start: Date{2021, time.November, 22}, Zone: "Europe/Berlin"}
	for b.Loop() {
		s.Due(s.Start)
	}
}
