package course

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
)

// The ends of the scale every question of Kept is answered on.
const (
	ScaleLow  = 0.0
	ScaleHigh = 10.0
)

var (
	// ErrNotFinite says that an answer is not a number that can be computed with.
	ErrNotFinite = errors.New("an answer is not a finite number")
	// ErrSpan says that the days reach over more than maxDays or that the last lies before the first.
	ErrSpan = errors.New("the days do not make a span that can be computed")
)

// maxDays bounds what one damaged date can make us allocate: two centuries.
const maxDays = 73_050

// Answer is one answer about one day. Two answers about a day count as their mean.
type Answer struct {
	Day   int
	Value float64
}

// Series is one cell per calendar day. It does not change once made.
type Series struct {
	cells   []float64 // NaN = no answer
	first   int       // index of the first answer, len(cells) if there is none
	answers int
}

// NewSeries takes one cell per day, NaN where nothing was answered. It keeps a copy.
// The error is ErrNotFinite or ErrSpan.
func NewSeries(cells []float64) (Series, error) {
	if len(cells) > maxDays {
		return Series{}, fmt.Errorf("%d days: %w", len(cells), ErrSpan)
	}
	s := Series{cells: slices.Clone(cells), first: len(cells)}
	for t, y := range cells {
		switch {
		case math.IsNaN(y):
			continue
		case math.IsInf(y, 0) || math.Abs(y) > 1e9: // beyond it squares lose the answer's own digits
			return Series{}, fmt.Errorf("cell %d: %w", t, ErrNotFinite)
		}
		s.first = min(s.first, t)
		s.answers++
	}
	return s, nil
}

// Daily lays answers on the days from..to, both included, as the mean of each day's answers.
// Answers outside that span are left out. The order of the answers does not matter.
// The error is ErrNotFinite or ErrSpan.
func Daily(answers []Answer, from, to int) (Series, error) {
	if to < from || to-from >= maxDays || to-from < 0 {
		return Series{}, ErrSpan
	}
	// Sorted, because a sum of fractions depends on their order in its last bit, and two devices must agree.
	sorted := slices.SortedFunc(slices.Values(answers), func(a, b Answer) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Value, b.Value))
	})
	cells := make([]float64, to-from+1)
	for t := range cells {
		cells[t] = math.NaN()
	}
	for i := 0; i < len(sorted); {
		day, sum, n := sorted[i].Day, 0.0, 0
		for ; i < len(sorted) && sorted[i].Day == day; i++ {
			if math.IsNaN(sorted[i].Value) {
				return Series{}, ErrNotFinite
			}
			sum += sorted[i].Value
			n++
		}
		if day >= from && day <= to {
			cells[day-from] = sum / float64(n)
		}
	}
	return NewSeries(cells)
}

// Days is the number of cells, answered or not.
func (s Series) Days() int { return len(s.cells) }

// Answers is the number of answered days.
func (s Series) Answers() int { return s.answers }

// First is the index of the first answered day, or Days() when there is none.
func (s Series) First() int { return s.first }

// At returns the answer of day t, NaN if there is none.
func (s Series) At(t int) float64 { return s.cells[t] }

// Window returns the days from..to-1 as a series of their own, cut to what exists.
func (s Series) Window(from, to int) Series {
	from, to = max(from, 0), min(to, len(s.cells))
	if from >= to {
		return Series{}
	}
	w := Series{cells: s.cells[from:to], first: to - from}
	for t, y := range w.cells {
		if !math.IsNaN(y) {
			w.first = min(w.first, t)
			w.answers++
		}
	}
	return w
}

// AtTheEnd says that more than three in ten of the last thirty answers stand at an end of the scale, where a level can
// move no further and its band reads too narrow. With fewer than six answers it says nothing.
func (s Series) AtTheEnd() bool {
	n, atEnd := 0, 0
	for t := len(s.cells) - 1; t >= 0 && n < 30; t-- {
		y := s.cells[t]
		if math.IsNaN(y) {
			continue
		}
		n++
		if y <= ScaleLow || y >= ScaleHigh {
			atEnd++
		}
	}
	return n >= changeMinAnswers && 10*atEnd > 3*n
}

// spread is the standard deviation of the answers, at least the floor of rounding noise.
func (s Series) spread() float64 {
	mean, m2, n := 0.0, 0.0, 0.0
	for _, y := range s.cells {
		if !math.IsNaN(y) {
			n++
			d := y - mean
			mean += d / n
			m2 += d * (y - mean)
		}
	}
	if n < 2 {
		return floorEps
	}
	return max(floorEps, math.Sqrt(m2/(n-1)))
}
