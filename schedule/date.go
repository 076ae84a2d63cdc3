package schedule

import (
	"fmt"
	"time"
)

// Date is a day of the calendar, in the years 1900 to 9999, in nobody's zone. The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// The first and the last day there is.
var (
	minDate = Date{1900, time.January, 1}
	maxDate = Date{9999, time.December, 31}
)

// ParseDate reads "2006-01-02" and nothing else; the error is [ErrDate].
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < minDate.Year || t.Format(time.DateOnly) != s {
		return Date{}, fmt.Errorf("parse date: %w", ErrDate)
	}
	return dateOf(t), nil
}

// DateIn returns the day it is at t in the zone; in UTC where the zone is not known here.
func DateIn(t time.Time, zone string) Date { return dateOf(t.In(zoneOrUTC(zone))) }

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// utc returns the midnight that begins d in UTC.
func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Valid says whether d is a day of the calendar.
func (d Date) Valid() bool {
	return d.Year >= minDate.Year && d.Year <= maxDate.Year && dateOf(d.utc()) == d
}

// String writes "2006-01-02".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// AddDays returns the day n days later, or earlier where n is negative, but no day outside those years.
func (d Date) AddDays(n int) Date {
	n = min(max(n, -maxSpan), maxSpan)
	return DateOfDays(d.Days() + n)
}

const maxSpan = 366 * 10_000 // days; more than there are

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Before says whether d comes before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// Compare returns -1, 0 or 1 as d comes before e, is e, or comes after it.
func (d Date) Compare(e Date) int {
	switch {
	case d == e:
		return 0
	case d.Year < e.Year,
		d.Year == e.Year && d.Month < e.Month,
		d.Year == e.Year && d.Month == e.Month && d.Day < e.Day:
		return -1
	}
	return 1
}

const secondsOfDay = 24 * 60 * 60

// Days returns the number of days since 1970-01-01, negative before.
func (d Date) Days() int { return int(d.utc().Unix() / secondsOfDay) }

// DateOfDays is the inverse of Days; numbers outside those years give the first or the last day there is.
func DateOfDays(n int) Date {
	n = min(max(n, minDate.Days()), maxDate.Days())
	return dateOf(time.Unix(int64(n)*secondsOfDay, 0).UTC())
}
