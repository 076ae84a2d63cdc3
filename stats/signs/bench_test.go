package signs

import (
	"testing"

	"kept/stats/course"
)

// Five years of Kept's own schedule: three signs asked daily, one on a quarter of days, one weekly.
func BenchmarkWatchFiveYears(b *testing.B) {
	r := source(11)
	signs := make([]Sign, 5)
	for i, share := range []float64{.75, .25, .12, .75, .75} {
		signs[i] = diary(r, 0, 1825, share, 1.5, flat(5))
	}
	for b.Loop() {
		f, err := New(signs, OneOfUs)
		if err != nil {
			b.Fatal(err)
		}
		f.Watch(1824)
	}
}

// Everything the Path page computes for one person after five years: five signs with curve and variability, five weekly strands with
// their curves, and the signs' states with all that came before.
func BenchmarkWholePageFiveYears(b *testing.B) {
	r := source(12)
	var signs []Sign
	var series []course.Series
	for i, share := range []float64{.75, .25, .12, .75, .75, .12, .12, .12, .12, .12} {
		s := diary(r, 0, 1825, share, 1.5, flat(5))
		var answers []course.Answer
		for _, a := range s.Answers {
			answers = append(answers, course.Answer{Day: a.Day, Value: a.Value})
		}
		curve, err := course.Daily(answers, 0, 1824)
		if err != nil {
			b.Fatal(err)
		}
		series = append(series, curve)
		if i < 5 {
			signs = append(signs, s)
		}
	}
	for b.Loop() {
		for i, s := range series {
			course.Estimate(s)
			if i < 5 {
				course.Variability(s)
			}
		}
		f, err := New(signs, OneOfUs)
		if err != nil {
			b.Fatal(err)
		}
		f.Watch(1824)
	}
}
