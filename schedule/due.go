package schedule

import (
	"fmt"
	"sort"
	"sync"
	"time"
	_ "time/tzdata" // an agreement must mean the same on a machine without a zone database
)

// Due returns the moment from which what was to be done on d is past due, in the schedule's zone: At on that day,
// or, without At, the moment after which that day is over for good. A time of day that a clock change skips is taken
// by the clock before the change; one that comes twice is taken the first time.
func (s Schedule) Due(d Date) time.Time {
	zone := zoneOrUTC(s.Zone)
	hour, minute, err := parseAt(s.At)
	if s.At == "" || err != nil {
		return dayEnd(d, zone)
	}
	return wallClock(d, time.Duration(hour)*time.Hour+time.Duration(minute)*time.Minute, zone)
}

// dayEnd returns the first moment after which the local date is never again d or earlier. It is the next midnight
// where there is exactly one; clock changes at or around midnight make it earlier, later, or skip a whole day.
func dayEnd(d Date, zone *time.Location) time.Time {
	midnight := d.utc().Add(24 * time.Hour)
	var end time.Time
	stretches(midnight, zone, func(s stretch) {
		// Within the stretch the date is d or earlier up to this moment.
		over := midnight.Add(-s.offset)
		if !s.end.IsZero() && s.end.Before(over) {
			over = s.end
		}
		if over.After(s.begin) && over.After(end) {
			end = over
		}
	})
	return end.In(zone)
}

// wallClock returns the moment the clocks of the zone show d and that time since midnight.
func wallClock(d Date, since time.Duration, zone *time.Location) time.Time {
	shown := d.utc().Add(since)
	var first, skipped time.Time
	var before time.Duration
	stretches(shown, zone, func(s stretch) {
		t := shown.Add(-s.offset)
		switch {
		case t.Before(s.begin):
			if skipped.IsZero() {
				skipped = shown.Add(-before) // as the clock before this stretch would have it
			}
		case s.end.IsZero() || t.Before(s.end):
			if first.IsZero() {
				first = t
			}
		}
		before = s.offset
	})
	if first.IsZero() {
		first = skipped
	}
	return first.In(zone)
}

// stretch is a time during which a zone keeps one offset from UTC. A zero begin or end is open.
type stretch struct {
	begin, end time.Time
	offset     time.Duration
}

// stretches calls f, in order, for each stretch of the zone around the time shown (a wall clock, read as UTC).
// No zone was ever more than 16 hours from UTC; a day more covers a change just before and just after. No zone ever
// changed and changed back within the step.
func stretches(shown time.Time, zone *time.Location, f func(stretch)) {
	const reach, step = 40 * time.Hour, 8 * time.Hour
	t, last := shown.Add(-reach), shown.Add(reach)
	now := stretch{offset: offset(t, zone)}
	// Mostly nothing changes. ZoneBounds is asked for no more than that: on the last day of a leap year beyond a
	// zone's table it gives an end that is already over (go1.26: tzset counts 365 days in every year there).
	if _, end := t.In(zone).ZoneBounds(); end.IsZero() || end.After(last) {
		f(now)
		return
	}
	for ; t.Before(last); t = t.Add(step) {
		if next := offset(t.Add(step), zone); next != now.offset {
			now.end = change(t, t.Add(step), zone)
			f(now)
			now = stretch{begin: now.end, offset: next}
		}
	}
	f(now)
}

func offset(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

// change returns the second of the one change between two moments with different offsets.
func change(before, after time.Time, zone *time.Location) time.Time {
	old := offset(before, zone)
	seconds := int(after.Sub(before) / time.Second)
	return before.Add(time.Duration(sort.Search(seconds, func(n int) bool {
		return offset(before.Add(time.Duration(n)*time.Second), zone) != old
	})) * time.Second)
}

// parseAt reads "15:04" and nothing else; "" is hour 0 and minute 0 without an error.
func parseAt(s string) (hour, minute int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil || t.Format("15:04") != s {
		return 0, 0, fmt.Errorf("parse time of day: %w", ErrTime)
	}
	return t.Hour(), t.Minute(), nil
}

// zones holds what loading a zone gave, also where it is not known (nil): loading one searches the disk.
var zones sync.Map // string to *time.Location

// maxZone is longer than any IANA name.
const maxZone = 64

// location loads a zone by its IANA name. "" and "Local" are refused: they mean another zone on another machine.
func location(name string) (*time.Location, error) {
	if name == "" || name == "Local" || len(name) > maxZone {
		return nil, ErrZone
	}
	known, ok := zones.Load(name)
	if !ok {
		zone, err := time.LoadLocation(name)
		if err != nil {
			zone = nil
		}
		known, _ = zones.LoadOrStore(name, zone)
	}
	if zone := known.(*time.Location); zone != nil {
		return zone, nil
	}
	return nil, ErrZone
}

func zoneOrUTC(name string) *time.Location {
	zone, err := location(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
