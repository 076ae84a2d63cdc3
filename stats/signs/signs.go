// Package signs decides when the answers to a few daily and weekly questions speak of a change that chance would rarely make.
//
// In the ordinary case call [New] with the answers of one person to each sign's question, turned so that up is better, and whether
// their partner is asked too, and then [Family.Watch] with today. Show State of each sign with its Answers and Days; "no change" is always written as nothing
// clear yet, never as no improvement. A sign serves no safety: a sudden turn takes weeks to show.
//
// In: answers with the day they are about and the day they were given, values on one scale of 0 to 10. Days are whole
// numbers on any one count. Answers given more than two days late belong to the curve (package course) and are not used here.
// Out: for each sign a state today, every state it was ever in, and the crossings, which stay recorded.
// Errors: [ErrAnswer] and [ErrFamily] from New. Watch is total and looks at nothing that was not known on the day it speaks of: what
// was shown on a day is what it will always say was shown.
// Sources: a closed test (Vovk & Wang 2021) over e-processes (Ramdas, Grünwald, Vovk & Shafer 2023) against AR(1) plus noise.
// The bars rest on simulation, not on a theorem: see MODEL.md and bench/signs.
package signs

// State is what may be said of one sign. Screens have words of their own for it.
type State uint8

// The states, from "say nothing" to a change in either direction.
const (
	NotEnough State = iota // the baseline is too short or holds too few answers
	NoChange               // nothing clear yet; common for months and no bad sign
	Emerging               // crossed the bar upwards
	Steady                 // crossed upwards, and it has held for four weeks
	Slipping               // crossed the bar downwards
)

// String is the state's name in data. It is not for people to read.
func (s State) String() string {
	return [...]string{"not enough yet", "no change", "emerging", "steady", "slipping"}[s]
}

// Rules of the states, in days unless they say otherwise. MODEL.md says where each comes from.
const (
	BaselineDays     = 56 // of the promise; others are outside it
	ShortestBaseline = 14
	LongestBaseline  = 364
	watchDays        = 182 // one epoch
	quarterDays      = 91  // the bar steps after it
	mostLateDays     = 2
	leastOwnDays     = 28 // age of a sign's own first answer when an epoch opens
	leastAnswers     = 8
	leastWeekly      = 6 // answers of a sign that is asked once a week
	holdsDays        = 28
	holdsAnswers     = 4
	holds            = 0.9 // probability that the level is beyond the baseline's, on every look
	settlesDays      = 14
	settles          = 0.7
	settledAfterDays = 56 // a change that holds so long after its crossing makes a clean new baseline
	followDays       = 182
)

// Answer is one answer about Day, given on the day Given. An answer that claims to be given before its day counts as given on it.
type Answer struct {
	Day, Given int
	Value      float64
}

// Sign is the answers to one question, turned so that up is better.
type Sign struct {
	Weekly  bool // asked once a week: six answers are enough to be watched
	Answers []Answer
}

// Crossing is the day on which the evidence for a change of one sign passed the bar. It stays recorded.
type Crossing struct {
	Sign     int
	Day      int
	Up       bool
	Evidence float64 // adjusted for the number of signs looked at
	Again    bool    // a turn down found after a crossing up, by evidence that began anew there
	// The day on which it had held for four weeks, and the day on which it had settled back, where these came.
	Held, Settled       int
	HasHeld, HasSettled bool
}

// Epoch is one stretch of watching: a baseline before Opened, and the signs that joined.
type Epoch struct {
	Opened, Closed int // Closed is the last day watched so far, or at all
	Joined         []bool
	joined         int // how many did
}

// Shown is a state and the first day it was shown.
type Shown struct {
	Day   int
	State State
}

// Told is what Watch says of one sign.
type Told struct {
	State  State // today
	States []Shown
	// What stands beside the state: answers used since the baseline of what is shown began, and the days since then.
	Answers, Days int
}

// Record is everything Watch says of a family.
type Record struct {
	Signs     []Told
	Crossings []Crossing // in order of day, then sign
	Epochs    []Epoch
}
