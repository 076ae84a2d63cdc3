package schedule

// The only file that knows rrule-go. Rules are computed in UTC: dates need no zone, so no clock change can move them.

import (
	"time"

	"github.com/teambition/rrule-go"
)

// MaxBetween is the greatest number of days Between returns: more than fifty years of every day.
const MaxBetween = 20_000

// Between returns the days on which something is due from the one date to the other, both included, ascending.
// Beyond MaxBetween days the later ones are left out.
func (s Schedule) Between(from, to Date) []Date {
	var dates []Date
	for next := s.from(from); len(dates) < MaxBetween; {
		d, ok := next()
		if !ok || to.Before(d) {
			break
		}
		dates = append(dates, d)
	}
	return dates
}

// Next returns the first day after d on which something is due; false if there is none.
func (s Schedule) Next(d Date) (Date, bool) {
	if !d.Before(maxDate) {
		return Date{}, false
	}
	return s.from(d.AddDays(1))()
}

// from returns an iterator over the days of s that are not before d.
func (s Schedule) from(d Date) func() (Date, bool) {
	none := func() (Date, bool) { return Date{}, false }
	if s.checkRule() != nil {
		return none
	}
	if s.Repeat == Once {
		if s.Start.Before(d) {
			return none
		}
		done := false
		return func() (Date, bool) {
			first := !done
			done = true
			return s.Start, first
		}
	}
	rule, err := rrule.NewRRule(s.option(d))
	if err != nil {
		panic("schedule: a checked schedule made a wrong rule") // a mistake in our own code
	}
	next := rule.Iterator()
	return func() (Date, bool) {
		for {
			t, ok := next()
			if !ok {
				return Date{}, false
			}
			if found := dateOf(t); !found.Before(d) && !found.Before(s.Start) {
				return found, true
			}
		}
	}
}

// option states s as a recurrence rule that begins shortly before d instead of at Start, in the same rhythm,
// so that the walk to d is short however long ago Start was.
func (s Schedule) option(d Date) rrule.ROption {
	o := rrule.ROption{Interval: s.Every, Wkst: rrule.MO, Until: maxDate.utc()}
	begin := s.Start
	switch s.Repeat {
	case Days:
		o.Freq = rrule.DAILY
		if n := d.Days() - begin.Days(); n > 0 {
			begin = begin.AddDays(n / s.Every * s.Every)
		}
	case Weekly:
		o.Freq = rrule.WEEKLY
		for i, w := range []rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU} {
			if s.weekdays()&(1<<i) != 0 {
				o.Byweekday = append(o.Byweekday, w)
			}
		}
		// From a Monday on, every week of the rhythm is whole.
		begin = begin.AddDays(-(int(begin.Weekday()) + 6) % 7)
		if n := d.Days() - begin.Days(); n > 0 {
			begin = begin.AddDays(n / (7 * s.Every) * (7 * s.Every))
		}
	case Monthly:
		o.Freq = rrule.MONTHLY
		// The last of the days 28..n that the month has.
		for n := min(begin.Day, 28); n <= begin.Day; n++ {
			o.Bymonthday = append(o.Bymonthday, n)
		}
		o.Bysetpos = []int{-1}
		begin.Day = 1
		if n := months(d) - months(begin); n > 0 {
			n = n / s.Every * s.Every
			begin = dateOf(time.Date(begin.Year, begin.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC))
		}
	}
	o.Dtstart = begin.utc()
	return o
}

// weekdays returns the weekdays of a weekly schedule.
func (s Schedule) weekdays() Weekdays {
	if s.Weekdays == 0 {
		return On(s.Start.Weekday())
	}
	return s.Weekdays
}

func months(d Date) int { return 12*d.Year + int(d.Month) }
