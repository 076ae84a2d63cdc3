package view

import (
	"cmp"
	"slices"
	"time"

	"kept/entry"
	"kept/schedule"
)

// State is where an occurrence stands.
type State uint8

// The states of an occurrence.
const (
	Open    State = iota // not past due, and nothing said
	NoWord               // past due, and nothing said
	Done                 // done as agreed
	NotKept              // not kept, or moved only after it was due
	Moved                // moved beforehand, without a new day: it fell away
)

// Occurrence is one time something agreed is to be done.
type Occurrence struct {
	Agreement  entry.ID
	Date       schedule.Date // the scheduled day: what a mark names
	On         schedule.Date // the day it is to be done on, after moves
	Due        time.Time     // from here on it is past due; in the agreement's zone
	State      State
	Moves      int      // how often it was moved beforehand
	MarkID     entry.ID // the mark in force, which can be taken back; zero if none
	NotedLater bool     // done or not kept, marked more than 24 hours after Due
}

// Rules of occurrences:
//   - They begin at Start, also where that lies before the day the agreement was made.
//   - The latest mark for a scheduled day is in force. A mark for a day that is not scheduled means nothing.
//   - "Moved" claimed before it is due is neutral: to a new day, or away. A second move starts from the new day.
//     At or after Due it is NotKept. A thing agreed once cannot fall away by moving: that mark means nothing.
//   - After the end, what was not yet due and is neither done nor not kept is no longer there.

// The reach of occurrences into the past, in days: fifty years. It is below schedule.MaxBetween.
const reachDays = 50 * 365

const (
	laterThan  = 24 * time.Hour     // a mark after that is "noted later"
	askFor     = 7 * 24 * time.Hour // how long past due an occurrence without a word still waits on Today
	askForDays = 10                 // days that hold askFor, in every zone
)

// Occurrences returns what was to be done up to the day it is now in the agreement's zone, what was marked ahead of
// its day or moved to a later one, and the next one without a mark; oldest first. It goes back at most fifty years.
func (o *Ours) Occurrences(id entry.ID, now time.Time) []Occurrence {
	o.mu.Lock()
	defer o.mu.Unlock()
	a, ok := o.find(id)
	if !ok {
		return nil
	}
	return o.occurrences(schedule.Date{}, a, now)
}

// occurrences returns those to be done on the given day or later.
func (o *Ours) occurrences(from schedule.Date, a Agreement, now time.Time) []Occurrence {
	h := o.history(a.ID)
	if h.stale {
		h.settle(a, o.sameSpace(a.ID, o.inOrder(h.marks)))
	}
	return h.since(from, a, now)
}

// Due returns what waits for a word now: what is open today, each by its own zone, and what has been past due
// without a word for at most seven days; oldest first.
func (o *Ours) Due(now time.Time) []Occurrence {
	o.mu.Lock()
	defer o.mu.Unlock()
	var due []Occurrence
	for _, a := range o.all() {
		today := schedule.DateIn(now, a.Schedule.Zone)
		for _, c := range o.occurrences(today.AddDays(-askForDays), a, now) {
			openToday := c.State == Open && !today.Before(c.On)
			if openToday || c.State == NoWord && now.Sub(c.Due) <= askFor {
				due = append(due, c)
			}
		}
	}
	slices.SortStableFunc(due, func(a, b Occurrence) int { return a.Due.Compare(b.Due) })
	return due
}

// Counts is how an agreement's occurrences came out so far.
type Counts struct {
	Done, NotKept int
	Moved         int // moves made beforehand; they count for nothing else
	NoWord        int
}

// Counts counts an agreement's occurrences up to now.
func (o *Ours) Counts(id entry.ID, now time.Time) Counts {
	var n Counts
	for _, c := range o.Occurrences(id, now) {
		n.Moved += c.Moves
		switch c.State {
		case Done:
			n.Done++
		case NotKept:
			n.NotKept++
		case NoWord:
			n.NoWord++
		}
	}
	return n
}

// Outcome is how something finished.
type Outcome uint8

// The outcomes. OutcomeMoved is neutral.
const (
	OutcomeKept Outcome = iota
	OutcomeMissed
	OutcomeMoved
)

// Event is one outcome on one day.
type Event struct {
	Day     schedule.Date
	Outcome Outcome
}

// Events returns what finished, on the day it was to be done on after moves, and each move made beforehand on the
// day that was first scheduled; by day, then by outcome.
func (o *Ours) Events(id entry.ID, now time.Time) []Event {
	occurrences := o.Occurrences(id, now)
	events := make([]Event, 0, len(occurrences))
	for _, c := range occurrences {
		for range c.Moves {
			events = append(events, Event{c.Date, OutcomeMoved})
		}
		switch c.State {
		case Done:
			events = append(events, Event{c.On, OutcomeKept})
		case NotKept:
			events = append(events, Event{c.On, OutcomeMissed})
		}
	}
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Outcome, b.Outcome))
	})
	return events
}
