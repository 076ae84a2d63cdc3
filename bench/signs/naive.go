package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"kept/stats/course"
)

// arrow is a rule that other programs use to say "up" or "down": +1, -1 or 0 on a day, from the answers up to and with it.
type arrow struct {
	name   string
	speaks func(cells []float64) int
}

// arrows look at the last days only, each as it is commonly done. The trend slope and the six-week change look at everything.
var arrows = []arrow{
	{"7-day means differ by more than .5", sevenDays},
	{"Welch 28 v 28 days, p < .05", func(cells []float64) int { return welch(last(cells, 28, 0), last(cells, 28, 28)) }},
	{"Mann-Kendall 56 days, p < .05", func(cells []float64) int { return mannKendall(last(cells, 56, 0)) }},
	{"trend slope, 95 %", trendSlope},
	{"six-week change of the level, 95 %", sixWeeks},
}

// last returns n days that end skip days before the end.
func last(cells []float64, n, skip int) []float64 {
	to := max(0, len(cells)-skip)
	return cells[max(0, to-n):to]
}

// moments are number, mean and variance of the answers.
func moments(cells []float64) (n, mean, variance float64) {
	for _, y := range cells {
		if !math.IsNaN(y) {
			n++
			d := y - mean
			mean += d / n
			variance += d * (y - mean)
		}
	}
	return n, mean, variance / max(1, n-1)
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func sevenDays(cells []float64) int {
	n, now, _ := moments(last(cells, 7, 0))
	m, before, _ := moments(last(cells, 7, 7))
	if n == 0 || m == 0 || math.Abs(now-before) <= .5 {
		return 0
	}
	return sign(now - before)
}

// welch is the two-sided test of two means at 5 %, by Welch's degrees of freedom.
func welch(a, b []float64) int {
	n, ma, va := moments(a)
	m, mb, vb := moments(b)
	if n < 2 || m < 2 || va+vb == 0 {
		return 0
	}
	s := va/n + vb/m
	dof := s * s / (va*va/(n*n*(n-1)) + vb*vb/(m*m*(m-1)))
	if t := (ma - mb) / math.Sqrt(s); math.Abs(t) > studentBar(dof) {
		return sign(t)
	}
	return 0
}

// studentBar is the 97.5 % point of Student's t (Cornish and Fisher's expansion, good to a hundredth from three degrees on).
func studentBar(dof float64) float64 {
	const z = 1.959963984540054
	z3 := z * z * z
	z5 := z3 * z * z
	z7 := z5 * z * z
	return z + (z3+z)/(4*dof) + (5*z5+16*z3+3*z)/(96*dof*dof) + (3*z7+19*z5+17*z3-15*z)/(384*dof*dof*dof)
}

func mannKendall(cells []float64) int {
	var y []float64
	for _, v := range cells {
		if !math.IsNaN(v) {
			y = append(y, v)
		}
	}
	n, s := float64(len(y)), 0
	ties := map[float64]float64{}
	for i, v := range y {
		ties[v]++
		for _, w := range y[:i] {
			s += sign(v - w)
		}
	}
	variance := n * (n - 1) * (2*n + 5)
	for _, k := range ties {
		variance -= k * (k - 1) * (2*k + 5)
	}
	if variance <= 0 || n < 4 {
		return 0
	}
	z := (math.Abs(float64(s)) - 1) / math.Sqrt(variance/18)
	if z > 1.96 {
		return sign(float64(s))
	}
	return 0
}

func trendSlope(cells []float64) int {
	s, err := course.NewSeries(cells)
	if err != nil || s.Answers() < 8 {
		return 0
	}
	r, ok := course.FitTrendMLE(s).Smooth(s)
	if !ok {
		return 0
	}
	end := len(r.Slope) - 1
	if z := r.Slope[end] / math.Sqrt(r.VarSlope[end]); math.Abs(z) > 1.96 {
		return sign(z)
	}
	return 0
}

func sixWeeks(cells []float64) int {
	s, err := course.NewSeries(cells)
	if err != nil || s.Answers() == 0 {
		return 0
	}
	c := course.FitMAP(s).Smooth(s).Change(s, course.ChangeDays)
	if c.Enough && math.Abs(c.Mean) > 1.96*c.SD {
		return sign(c.Mean)
	}
	return 0
}

// naive counts, for each arrow, the unchanged couples in which it speaks at least once in a quarter, looked at daily, and at a single
// look at its end. An arrow is looked at on days with an answer: on others it says what it said.
func naive(o options, all []person) error {
	schedule := keptSchedule
	if o.study {
		schedule = studySchedule
	}
	fmt.Println("% of unchanged couples with an arrow on any of five signs: looked at daily for 91 days / one look at the end")
	for i, w := range worlds(all) {
		if !strings.HasPrefix(w.name, o.only) {
			continue
		}
		for _, a := range arrows {
			reps := o.reps
			if a.name == "trend slope, 95 %" {
				reps = max(1, reps/5) // a fit for every look
			}
			spoke := repeat(reps, o.workers, o.seed, 300+uint64(i), func(r *rand.Rand) [2]bool {
				return speaks(draw(r, w, schedule, baselineDays+quarter, change{}, 0), a)
			})
			daily := count(spoke, func(s [2]bool) bool { return s[0] })
			end := count(spoke, func(s [2]bool) bool { return s[1] })
			fmt.Printf("%-15s %-36s %5.1f±%.1f / %5.1f±%.1f\n", w.name, a.name, daily.percent(), daily.err(), end.percent(), end.err())
		}
	}
	return nil
}

// speaks says whether an arrow speaks on any day of the quarter, and whether it does on the last.
func speaks(rows [][]float64, a arrow) (any [2]bool) {
	for _, cells := range rows {
		for day := baselineDays; day < len(cells) && !any[0]; day++ {
			if !math.IsNaN(cells[day]) {
				any[0] = a.speaks(cells[:day+1]) != 0
			}
		}
		any[1] = any[1] || a.speaks(cells) != 0
	}
	any[0] = any[0] || any[1]
	return any
}
