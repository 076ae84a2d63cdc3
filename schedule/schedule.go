// Package schedule says on which days something agreed is to be done, and at which moment each is past due.
//
// In the ordinary case fill a [Schedule] from a form, show what [Schedule.Check] finds wrong, and ask
// [Schedule.Between] for days and [Schedule.Due] for moments.
//
// In: calendar dates without a zone, an IANA zone name, a time of day "15:04" or "" for the end of the day.
// Out: dates in that zone's calendar, ascending; moments as time.Time in that zone.
// Errors: [*FieldError] names the field that is wrong. Between, Next and Due are total: for a schedule that does
// not pass Check they give no dates, and for a zone this machine does not know they count in UTC.
// Source: RFC 5545 recurrence rules (weeks begin on Monday), with one difference: monthly on the 29th, 30th or 31st
// falls on the last day of shorter months, where the standard would skip the month and people would not.
// Local times that a clock change skips or repeats follow RFC 5545 section 3.3.5.
package schedule

import (
	"errors"
	"math/bits"
	"time"
)

// Repeat is how a schedule comes back.
type Repeat string

// The ways of coming back.
const (
	Once    Repeat = "once"    // on Start only
	Days    Repeat = "days"    // every Every days from Start
	Weekly  Repeat = "weekly"  // on Weekdays of every Every-th week, counted from the week of Start
	Monthly Repeat = "monthly" // on the day of the month of Start, every Every months; in shorter months on the last day
)

// MaxEvery is the greatest number of days, weeks or months between occurrences.
const MaxEvery = 52

// Weekdays is a set of weekdays: bit 0 is Monday, bit 6 Sunday.
type Weekdays uint8

// On makes the set of the given weekdays.
func On(days ...time.Weekday) Weekdays {
	var w Weekdays
	for _, d := range days {
		w |= 1 << ((d + 6) % 7)
	}
	return w
}

// Has says whether d is in the set.
func (w Weekdays) Has(d time.Weekday) bool { return w&On(d) != 0 }

// Len returns how many weekdays are in the set.
func (w Weekdays) Len() int { return bits.OnesCount8(uint8(w & allWeekdays)) }

const allWeekdays Weekdays = 0x7f

// Schedule is when something is to be done.
type Schedule struct {
	Repeat   Repeat
	Every    int      // 1..MaxEvery; 1 for Once
	Weekdays Weekdays // only for Weekly; empty means the weekday of Start
	Start    Date     // the first day anything can be due
	Zone     string   // IANA name, as "Europe/Berlin"
	At       string   // local time of day "15:04", or "": the end of the day
}

// Errors a form decides by.
var (
	ErrRepeat   = errors.New("not a way of repeating")
	ErrEvery    = errors.New("not from 1 to 52")
	ErrWeekdays = errors.New("weekdays do not belong here")
	ErrDate     = errors.New("not a day of the calendar")
	ErrZone     = errors.New("zone is not known here")
	ErrTime     = errors.New("not a time of day")
)

// FieldError says which field of a schedule is wrong.
type FieldError struct {
	Field string // "repeat", "every", "weekdays", "start", "zone" or "at"
	Err   error  // one of the sentinels above
}

func (e *FieldError) Error() string { return "schedule " + e.Field + ": " + e.Err.Error() }
func (e *FieldError) Unwrap() error { return e.Err }

// Check returns nil, or a *FieldError for the first field that is wrong, in the order of the struct.
func (s Schedule) Check() error {
	if err := s.checkRule(); err != nil {
		return err
	}
	if _, err := location(s.Zone); err != nil {
		return &FieldError{"zone", ErrZone}
	}
	if _, _, err := parseAt(s.At); err != nil {
		return &FieldError{"at", ErrTime}
	}
	return nil
}

// checkRule checks what decides the dates.
func (s Schedule) checkRule() error {
	switch s.Repeat {
	case Once, Days, Weekly, Monthly:
	default:
		return &FieldError{"repeat", ErrRepeat}
	}
	if s.Every < 1 || s.Every > MaxEvery || s.Repeat == Once && s.Every != 1 {
		return &FieldError{"every", ErrEvery}
	}
	if s.Weekdays&^allWeekdays != 0 || s.Repeat != Weekly && s.Weekdays != 0 {
		return &FieldError{"weekdays", ErrWeekdays}
	}
	if !s.Start.Valid() {
		return &FieldError{"start", ErrDate}
	}
	return nil
}
