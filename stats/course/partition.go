package course

import (
	"math"
	"slices"
)

const (
	leastSegment  = 7 // answers
	penaltyFactor = 3
)

// Dates splits the answers into stretches with one mean each and returns the days on which a new stretch begins.
//
// Call it only for a change that package signs has found, to say when it began: on its own it finds a change in every third to
// second unchanged diary. It minimises the squares within the stretches plus 3 ln(n) sigma^2 for each new one, with at
// least seven answers in a stretch (optimal partitioning); sigma comes from the differences of neighbouring answers.
func (s Series) Dates() []int {
	var y []float64
	var day []int
	for t := s.first; t < len(s.cells); t++ {
		if !math.IsNaN(s.cells[t]) {
			y, day = append(y, s.cells[t]), append(day, t)
		}
	}
	starts := partition(y, penaltyFactor*math.Log(float64(len(y)))*differenceVariance(y), leastSegment)
	for i, at := range starts {
		starts[i] = day[at]
	}
	return starts
}

// Began returns when a change that package signs found on a day is likely to have begun: the last day up to it on which
// a new stretch begins. It is false when no stretch does.
func (s Series) Began(found int) (day int, ok bool) {
	for _, d := range s.Dates() {
		if d <= found {
			day, ok = d, true
		}
	}
	return day, ok
}

// partition returns the indices at which a new segment begins, without 0.
func partition(y []float64, penalty float64, least int) []int {
	n := len(y)
	if n < 2*least {
		return nil
	}
	sum, square := make([]float64, n+1), make([]float64, n+1)
	centre := y[0]
	for i, v := range y {
		sum[i+1], square[i+1] = sum[i]+v-centre, square[i]+(v-centre)*(v-centre)
	}
	within := func(i, j int) float64 { // squares about the mean of y[i:j]
		d := sum[j] - sum[i]
		return square[j] - square[i] - d*d/float64(j-i)
	}
	cost, from := make([]float64, n+1), make([]int, n+1)
	for j := least; j <= n; j++ {
		cost[j] = within(0, j)
		for i := least; i <= j-least; i++ {
			// A split must gain something: rounding alone must not make one where every answer is equal.
			if c := cost[i] + within(i, j) + penalty; c < cost[j]-1e-9*(1+square[n]) {
				cost[j], from[j] = c, i
			}
		}
	}
	var starts []int
	for j := n; from[j] > 0; j = from[j] {
		starts = append(starts, from[j])
	}
	slices.Reverse(starts)
	return starts
}

// differenceVariance is the variance of single answers from the median absolute deviation of their differences, which a
// change of level hardly moves; the plain variance where most differences are equal.
func differenceVariance(y []float64) float64 {
	if len(y) < 2 {
		return 0
	}
	d := make([]float64, len(y)-1)
	for i := range d {
		d[i] = y[i+1] - y[i]
	}
	mid := median(d)
	for i := range d {
		d[i] = math.Abs(d[i] - mid)
	}
	if sd := 1.4826 * median(d) / math.Sqrt2; sd > 0 {
		return sd * sd
	}
	mean, squares := 0.0, 0.0
	for _, v := range y {
		mean += v / float64(len(y))
	}
	for _, v := range y {
		squares += (v - mean) * (v - mean)
	}
	return squares / float64(len(y)-1)
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	if n := len(x); n%2 == 0 {
		return (x[n/2-1] + x[n/2]) / 2
	}
	return x[len(x)/2]
}
