package guide

import (
	"slices"
	"strings"
	"time"
)

// Class is what a line is for.
type Class string

// The classes. A line that serves two of them stands in the list once for each.
const (
	Crisis  Class = "crisis"  // I do not want to live any more
	Danger  Class = "danger"  // I am afraid of someone
	Worried Class = "worried" // I am worried about how I treat someone
)

// Classes lists them in the order they are shown.
func Classes() []Class { return []Class{Crisis, Danger, Worried} }

// Channel is how a number is used.
type Channel string

// The channels.
const (
	ByCall     Channel = "" // the ordinary case
	ByText     Channel = "text"
	ByWhatsApp Channel = "whatsapp"
	ByTTY      Channel = "tty"
)

// Number is a telephone number as it is shown inside its country. Show it as text first; a call may stand on a bill.
type Number struct {
	Show string
	By   Channel
	Note string // a few plain words, or ""
}

// Dial is what a telephone needs of the number: digits, +, * and #. It is for a link of this device's own, after a question.
func (n Number) Dial() string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || strings.ContainsRune("+*#", r) {
			return r
		}
		return -1
	}, n.Show)
}

// Grade says how well an entry is supported. Only A and B are in what this package gives out.
type Grade string

// The grades.
const (
	GradeA Grade = "A" // the operator's, a government's or a UN page, or a check against one
	GradeB Grade = "B" // a named press or partner page, or two sources that do not depend on each other
	GradeC Grade = "C" // one source that names none: never shown
)

// Source is the page a fact was read from. It is text, never a link. Date is the page's own ("2024", "2024-01" or
// "2024-01-31"), or "" if it carries none.
type Source struct{ Page, Date string }

// Check says where an entry comes from and when it was last looked at.
type Check struct {
	Sources  []Source // at least one; the strongest first
	Date     string   // "2026-11-22": the day it was last checked, on paper while Verifier is ""
	Grade    Grade
	Verifier string // who called or asked the operator; "" as long as nobody has
}

// Line is a helpline. Hours, Languages, Web and Note are plain text, "" if not known. Web is shown, never linked.
type Line struct {
	Class     Class
	Name      string // the service's own name
	Numbers   []Number
	Hours     string
	Languages string
	Web       string
	Note      string
	Check
}

// Country is a country a person can choose. Nothing chooses it for them.
type Country struct {
	Code      string // ISO 3166-1, two letters
	Name      string
	Emergency []Number // shown before any line; never empty
	Lines     []Line   // grade A or B, crisis first
	// EmergencyCheck is for the emergency numbers what a line's own Check is for it.
	EmergencyCheck Check
}

// Countries lists them, sorted by name.
func Countries() []Country { return slices.Clone(countries) }

// CountryOf finds a country by its code, in capitals.
func CountryOf(code string) (Country, bool) {
	for _, c := range countries {
		if c.Code == code {
			return c, true
		}
	}
	return Country{}, false
}

// Of gives the lines of a class. If there is none, say so plainly and lead to the emergency number.
func (c Country) Of(class Class) []Line {
	var lines []Line
	for _, l := range c.Lines {
		if l.Class == class {
			lines = append(lines, l)
		}
	}
	return lines
}

// Staleness says how an entry's age must be shown.
type Staleness uint8

// The levels (SAFETY SR-4).
const (
	Fresh    Staleness = iota // verified by a person within 90 days: nothing more to say
	ShowDate                  // show Date
	Warn                      // show Date and a warning
)

const (
	showDateAfterDays = 90
	warnAfterDays     = 180
)

// Stale says how the entry's age must be shown at now. What no person has verified is never [Fresh].
func (c Check) Stale(now time.Time) Staleness {
	day, err := time.Parse(time.DateOnly, c.Date)
	if err != nil {
		return Warn
	}
	switch days := int(now.Sub(day).Hours() / 24); {
	case days > warnAfterDays:
		return Warn
	case days > showDateAfterDays || c.Verifier == "":
		return ShowDate
	}
	return Fresh
}
