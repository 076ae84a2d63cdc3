package signs

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

var (
	// ErrAnswer says that an answer is not on the scale or its day is beyond any calendar.
	ErrAnswer = errors.New("an answer cannot be used")
	// ErrFamily says that there is no sign, or that there are more than the bars are known for.
	ErrFamily = errors.New("so many signs cannot be watched together")
)

// farthestDay bounds the days, so that one damaged date cannot make a watch run for ages.
const farthestDay = 1 << 20

// sheet is the answers of one sign in order of day, without those that came too late for the evidence.
type sheet struct {
	weekly  bool
	answers []Answer // Given is never before Day
}

func newSheet(s Sign) (sheet, error) {
	kept := make([]Answer, 0, len(s.Answers))
	for i, a := range s.Answers {
		if !(a.Value >= 0 && a.Value <= 10) || a.Day < -farthestDay || a.Day > farthestDay {
			return sheet{}, fmt.Errorf("answer %d: %w", i, ErrAnswer)
		}
		a.Given = max(a.Given, a.Day)
		if a.Given-a.Day <= mostLateDays {
			kept = append(kept, a)
		}
	}
	// By value within a day, so that the mean is the same to the last bit on every device.
	slices.SortFunc(kept, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Value, b.Value), cmp.Compare(a.Given, b.Given))
	})
	return sheet{s.Weekly, kept}, nil
}

// from is the index of the first answer about day or a later one.
func (s sheet) from(day int) int {
	i, _ := slices.BinarySearchFunc(s.answers, day, func(a Answer, day int) int { return cmp.Compare(a.Day, day) })
	return i
}

// cell is the mean of the answers about a day that had been given by the end of the day known, NaN if there is none.
func (s sheet) cell(day, known int) float64 {
	sum, n := 0.0, 0
	for _, a := range s.answers[s.from(day):] {
		if a.Day != day {
			break
		}
		if a.Given <= known {
			sum += a.Value
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// complete says whether everything that will ever count about a day had been given by the end of the day known.
func (s sheet) complete(day, known int) bool {
	if known-day >= mostLateDays {
		return true
	}
	for _, a := range s.answers[s.from(day):] {
		if a.Day != day {
			break
		}
		if a.Given > known {
			return false
		}
	}
	return true
}

// news says whether anything about day or the two before it was given on day itself.
func (s sheet) news(day int) bool {
	for _, a := range s.answers[s.from(day-mostLateDays):] {
		if a.Day > day {
			break
		}
		if a.Given == day {
			return true
		}
	}
	return false
}

// known counts the answered days from..to-1 as known at the end of a day, and returns the first of them.
func (s sheet) known(from, to, at int) (days, first int) {
	last := math.MinInt
	for _, a := range s.answers[s.from(from):] {
		if a.Day >= to {
			break
		}
		if a.Given <= at && a.Day != last {
			if days == 0 {
				first = a.Day
			}
			days++
			last = a.Day
		}
	}
	return days, first
}

// first is the first answered day of all as known at the end of a day; false if there is none.
func (s sheet) first(at int) (int, bool) {
	for _, a := range s.answers {
		if a.Day > at {
			break
		}
		if a.Given <= at {
			return a.Day, true
		}
	}
	return 0, false
}
