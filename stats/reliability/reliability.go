// Package reliability says how often something promised was kept, and how sure we can be.
//
// In the ordinary case make a [History] of what happened, show Lo80 and Hi80 of its [History.Belief]
// (never Median alone) and say "too early to tell" until [Belief.Enough]. [History.Curve] says how it
// went over time; for something done daily its Today is the better interval. With two counts and no
// dates call [Estimate].
//
// In: events (day number, outcome) in any order, several on one day allowed; today, a day number.
// Days are counted from any fixed day, usually 1970-01-01. A moved event is counted and otherwise neutral.
// Open occurrences are left out; those past their moment without a word go to [History.Range].
// An event dated after today counts as of today: a clock that ran ahead must not make it weigh more or less.
// Out: Median and Lo50..Hi50, Lo80..Hi80, Lo95..Hi95: fractions in (0, 1); Lo95..Hi95 holds 95 % of the belief.
// Errors: [ErrOutcome], [ErrCount]. No events are fine: the answer is the prior, and Enough is false.
// Source: beta-binomial with exponential forgetting, prior Beta(1, 1); Raftery, Kárný & Ettler 2010; West &
// Harrison 1997; and a logit random walk solved on a grid. See MODEL.md.
package reliability

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// Outcome is what came of one occurrence.
type Outcome uint8

const (
	Kept   Outcome = iota + 1 // done as agreed
	Missed                    // not kept, or moved after it was due
	Moved                     // moved before it was due
)

// Event is one finished occurrence.
type Event struct {
	Day     int // counted from any fixed day, the same for all
	Outcome Outcome
}

// ErrOutcome is returned for an event whose outcome is none of [Kept], [Missed], [Moved].
var ErrOutcome = errors.New("unknown outcome")

// halfLifeDays is the age at which an event weighs half. Chosen on 30 real habit series, see MODEL.md.
const halfLifeDays = 30

// History is what is known on one day about one agreement. The zero value is an empty one.
type History struct {
	events []Event // by day, none after today; on one day in the order given
	today  int
}

// NewHistory copies events, puts them in order and dates those after today as of today.
func NewHistory(events []Event, today int) (History, error) {
	h := History{events: slices.Clone(events), today: today}
	for i, e := range h.events {
		if e.Outcome < Kept || e.Outcome > Moved {
			return History{}, ErrOutcome
		}
		h.events[i].Day = min(e.Day, today)
	}
	slices.SortStableFunc(h.events, func(a, b Event) int { return cmp.Compare(a.Day, b.Day) })
	return h, nil
}

// Counts returns how many events there are of each kind, unweighted.
func (h History) Counts() (kept, missed, moved int) {
	for _, e := range h.events {
		switch e.Outcome {
		case Kept:
			kept++
		case Missed:
			missed++
		case Moved:
			moved++
		}
	}
	return kept, missed, moved
}

// Belief says how often it is kept as of today: the number to show.
func (h History) Belief() Belief { return belief(h.weights()) }

// Range returns the belief if every unmarked occurrence was missed, and if every one was kept.
// The days are those of occurrences past their moment without a word; a day after today counts as today.
func (h History) Range(unmarked []int) (allMissed, allKept Belief) {
	kept, missed := h.weights()
	open := 0.0
	for _, day := range unmarked {
		open += weight(day, h.today)
	}
	return belief(kept, missed+open), belief(kept+open, missed)
}

// OneStepMeans returns, for each event by day, the mean of the belief held just before it:
// the forecasts by which the half-life was chosen. Events of one day stand in the order given.
func (h History) OneStepMeans() []float64 {
	means := make([]float64, len(h.events))
	kept, missed := 0.0, 0.0
	for i, e := range h.events {
		if i > 0 {
			faded := weight(h.events[i-1].Day, e.Day)
			kept, missed = kept*faded, missed*faded
		}
		means[i] = (1 + kept) / (2 + kept + missed)
		switch e.Outcome {
		case Kept:
			kept++
		case Missed:
			missed++
		}
	}
	return means
}

// weights returns the sums of the weights of kept and missed events.
func (h History) weights() (kept, missed float64) {
	for _, e := range h.events {
		switch e.Outcome {
		case Kept:
			kept += weight(e.Day, h.today)
		case Missed:
			missed += weight(e.Day, h.today)
		}
	}
	return kept, missed
}

// weight returns 2^(-age/halfLifeDays), 1 at most. The age is a float before it is subtracted: int could overflow.
func weight(day, today int) float64 {
	age := float64(today) - float64(day)
	return math.Exp2(-max(0, age) / halfLifeDays)
}
