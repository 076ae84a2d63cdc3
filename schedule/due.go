package schedule

import (
	"fmt"
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
// No zone was ever more than 16 hours from UTC; a day more covers a change just before and just after.
func stretches(shown time.Time, zone *time.Location, f func(stretch)) {
	const reach = 40 * time.Hour
	last := shown.Add(reach)
	for t := shown.Add(-reach).In(zone); ; {
		_, seconds := t.Zone()
		begin, end := t.ZoneBounds()
		f(stretch{begin, end, time.Duration(seconds) * time.Second})
		if end.IsZero() || end.After(last) {
			return
		}
		t = end
	}
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
