package course

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func mustSeries(t interface{ Fatal(...any) }, cells []float64) Series {
	s, err := NewSeries(cells)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// anyCells draws up to 200 days of answers in tenths of a point, some of them missing, at least one given.
func anyCells(t *rapid.T) []float64 {
	cells := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
		if rapid.IntRange(0, 3).Draw(t, "missing") == 0 {
			return math.NaN()
		}
		return float64(rapid.IntRange(0, 100).Draw(t, "tenths")) / 10
	}), 1, 200).Draw(t, "cells")
	cells[rapid.IntRange(0, len(cells)-1).Draw(t, "given")] = 5
	return cells
}

func TestNoAnswersSayNothing(t *testing.T) {
	for _, cells := range [][]float64{nil, {math.NaN()}, {math.NaN(), math.NaN()}} {
		e := Estimate(mustSeries(t, cells))
		if len(e.Level.Mean) != 0 || len(e.Bands) != 0 || e.Change.Enough || e.Ceiling || len(e.Unusual) != 0 {
			t.Errorf("%d days without an answer: got %+v, want nothing", len(cells), e)
		}
	}
}

func TestOneAnswerIsADotWithTheWidthOfThePrior(t *testing.T) {
	e := Estimate(mustSeries(t, []float64{4}))
	want := math.Exp(2 * logEpsMean)
	if e.Level.Mean[0] != 4 || math.Abs(e.Level.Var[0]-want) > 1e-9 || e.Change.Enough {
		t.Errorf("one answer of 4: level %g with variance %g (enough: %v), want 4 with %g (not enough)",
			e.Level.Mean[0], e.Level.Var[0], e.Change.Enough, want)
	}
}

func TestEqualAnswersGiveAFlatLineAtTheFloor(t *testing.T) {
	cells := slices.Repeat([]float64{7}, 60)
	e := Estimate(mustSeries(t, cells))
	if got := math.Sqrt(e.Noise.VarEps); math.Abs(got-floorEps) > 1e-9 {
		t.Errorf("scatter %g, want the floor %g", got, floorEps)
	}
	for day, m := range e.Level.Mean {
		if math.Abs(m-7) > 1e-9 {
			t.Fatalf("level of day %d is %g, want 7", day, m)
		}
	}
}

func TestTwoAnswersFarApartLeaveAWideBowBetween(t *testing.T) {
	cells := missing(85)
	cells[0], cells[84] = 3, 7
	v := Estimate(mustSeries(t, cells)).Level.Var
	if !(v[42] > v[0]*1.1 && math.Abs(v[0]-v[84]) < 1e-9) {
		t.Errorf("variances %g, %g, %g at the ends and between, want equal ends and a wider middle", v[0], v[42], v[84])
	}
}

func TestChangeNeedsTwoWeeksAndSixAnswers(t *testing.T) {
	for _, c := range []struct {
		days, answers int
		want          bool
	}{{13, 13, false}, {14, 14, true}, {14, 5, false}, {14, 6, true}, {200, 5, false}} {
		cells := missing(c.days)
		cells[0], cells[c.days-1] = 5, 6
		for i := 1; i < c.answers-1; i++ {
			cells[i] = 5
		}
		if got := Estimate(mustSeries(t, cells)).Change; got.Enough != c.want {
			t.Errorf("%d days, %d answers: enough is %v, want %v", c.days, c.answers, got.Enough, c.want)
		}
	}
}

func TestChangeSaysItsWindow(t *testing.T) {
	for days, want := range map[int]int{20: 19, 43: 42, 300: 42} {
		if got := Estimate(mustSeries(t, slices.Repeat([]float64{5, 6}, days)[:days])).Change.WindowDays; got != want {
			t.Errorf("%d days: window %d, want %d", days, got, want)
		}
	}
}

func TestDaysBeforeTheFirstAnswerAreNoHistory(t *testing.T) {
	cells := append(missing(60), slices.Repeat([]float64{5, 6}, 10)...)
	if got := Estimate(mustSeries(t, cells)).Change; got.WindowDays != 19 {
		t.Errorf("60 silent days, then 20 answers: window %d, want 19", got.WindowDays)
	}
}

func TestAFoundChangeIsDatedToTheStretchItBeganWith(t *testing.T) {
	cells := slices.Concat(slices.Repeat([]float64{7, 8}, 20), slices.Repeat([]float64{3, 4}, 20), slices.Repeat([]float64{8, 9}, 20))
	s := mustSeries(t, cells)
	if day, ok := s.Began(65); !ok || day != 40 {
		t.Errorf("a fall on day 40 and a rise on day 80, found on day 65: dated to day %d (%v), want 40", day, ok)
	}
	if day, ok := s.Began(39); ok {
		t.Errorf("found on day 39, before any new stretch: dated to day %d, want no date", day)
	}
}

func TestCeilingIsNotedAboveThreeInTen(t *testing.T) {
	for atEnd, want := range map[int]bool{9: false, 10: true} {
		cells := slices.Repeat([]float64{6}, 30)
		for i := range atEnd {
			cells[i] = 10
		}
		old := slices.Repeat([]float64{0}, 40) // too old to count
		if got := Estimate(mustSeries(t, append(old, cells...))).Ceiling; got != want {
			t.Errorf("%d of the last 30 at the end: note is %v, want %v", atEnd, got, want)
		}
	}
}

func TestAnUnusualDayIsMarked(t *testing.T) {
	cells := slices.Repeat([]float64{5, 6, 5, 4}, 20)
	cells[50] = 0
	if got := Estimate(mustSeries(t, cells)).Unusual; !slices.Equal(got, []int{50}) {
		t.Errorf("one day at 0 among 4 to 6: unusual days %v, want [50]", got)
	}
}

func TestVariabilityIntervalAgreesWithAFineGrid(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	for _, sd := range []float64{0, 0.4, 1, 2.2} {
		cells := make([]float64, 112)
		for i := range cells {
			cells[i] = math.Round(5 + sd*r.NormFloat64())
			if r.IntN(4) == 0 {
				cells[i] = math.NaN()
			}
		}
		s := mustSeries(t, cells)
		got, _ := Variability(s)
		// The same posterior on a grid six times as fine in one direction and ten times in the other, over all its range.
		c := compact(s.Window(56, 112))
		low, high := math.Log(floorEps), math.Log(8.0)
		var x, w []float64
		total := 0.0
		for i := range 400 {
			e := low + (float64(i)+0.5)*(high-low)/400
			sum := 0.0
			for j := range 80 {
				sum += math.Exp(c.posterior([2]float64{e, -7 + float64(j)*0.1}).value)
			}
			x, w, total = append(x, e), append(w, sum), total+sum
		}
		sum, lo, hi := 0.0, 0.0, 0.0
		for i := range x {
			if sum < 0.1*total {
				lo = math.Exp(x[i])
			}
			if sum < 0.9*total {
				hi = math.Exp(x[i])
			}
			sum += w[i]
		}
		if math.Abs(got.Lo80-lo) > 0.03 || math.Abs(got.Hi80-hi) > 0.03 {
			t.Errorf("scatter %g: middle 80 %% is %.3f to %.3f, want %.3f to %.3f within 0.03", sd, got.Lo80, got.Hi80, lo, hi)
		}
		if !(got.Lo80 <= got.SD && got.SD <= got.Hi80) && sd > 0.4 {
			t.Errorf("scatter %g: SD %.3f outside %.3f to %.3f", sd, got.SD, got.Lo80, got.Hi80)
		}
	}
}

func TestConstructorsRefuseWhatCannotBeComputed(t *testing.T) {
	if _, err := NewSeries([]float64{1, math.Inf(1)}); !errors.Is(err, ErrNotFinite) {
		t.Errorf("an infinite answer: error %v, want %v", err, ErrNotFinite)
	}
	if _, err := Daily([]Answer{{1, math.NaN()}}, 0, 5); !errors.Is(err, ErrNotFinite) {
		t.Errorf("an answer that is no number: error %v, want %v", err, ErrNotFinite)
	}
	for _, span := range [][2]int{{1, 0}, {0, maxDays}, {math.MinInt, math.MaxInt}} {
		if _, err := Daily(nil, span[0], span[1]); !errors.Is(err, ErrSpan) {
			t.Errorf("span %v: error %v, want %v", span, err, ErrSpan)
		}
	}
}

func TestShiftingTheAnswersShiftsTheLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := anyCells(t)
		by := float64(rapid.IntRange(-50, 50).Draw(t, "by"))
		moved := slices.Clone(cells)
		for i := range moved {
			moved[i] += by
		}
		a, b := mustSeries(t, cells), mustSeries(t, moved)
		m := FitMAP(a)
		if n := FitMAP(b); math.Abs(n.VarEps-m.VarEps) > 1e-5*m.VarEps || math.Abs(n.VarEta-m.VarEta) > 1e-4*m.VarEta {
			t.Fatalf("noise %+v became %+v after a shift by %g", m, n, by)
		}
		la, lb := m.Smooth(a), m.Smooth(b)
		for day := range la.Mean {
			if math.Abs(lb.Mean[day]-la.Mean[day]-by) > 1e-9 || lb.Var[day] != la.Var[day] {
				t.Fatalf("day %d: level %g (var %g) became %g (var %g), want a shift by %g", day, la.Mean[day], la.Var[day], lb.Mean[day], lb.Var[day], by)
			}
		}
	})
}

func TestTurningTheScaleTurnsTheLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := anyCells(t)
		turned := slices.Clone(cells)
		for i := range turned {
			turned[i] = ScaleHigh - turned[i]
		}
		a, b := Estimate(mustSeries(t, cells)), Estimate(mustSeries(t, turned))
		for day := range a.Level.Mean {
			if math.Abs(a.Level.Mean[day]+b.Level.Mean[day]-ScaleHigh) > 1e-4 {
				t.Fatalf("day %d: levels %g and %g, want a sum of 10", day, a.Level.Mean[day], b.Level.Mean[day])
			}
		}
		if math.Abs(a.Change.Higher+b.Change.Higher-1) > 1e-3 {
			t.Fatalf("P(higher) %g and %g, want a sum of 1", a.Change.Higher, b.Change.Higher)
		}
	})
}

func TestADayWithoutAnAnswerChangesNothingButTheBand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := anyCells(t)
		s, longer := mustSeries(t, cells), mustSeries(t, append(slices.Clone(cells), math.NaN()))
		m := FitMAP(s)
		if n := FitMAP(longer); n != m {
			t.Fatalf("one silent day at the end turned noise %+v into %+v", m, n)
		}
		a, b := m.Smooth(s), m.Smooth(longer)
		last := len(cells) - 1
		for day := range a.Mean {
			if a.Mean[day] != b.Mean[day] || a.Var[day] != b.Var[day] {
				t.Fatalf("one silent day at the end changed day %d", day)
			}
		}
		if b.Mean[last+1] != b.Mean[last] || b.Var[last+1] <= b.Var[last] {
			t.Fatalf("silent day: level %g, variance %g after %g, %g; want the same level and a wider band", b.Mean[last+1], b.Var[last+1], b.Mean[last], b.Var[last])
		}
	})
}

func TestTakingAnAnswerAwayWidensEveryBand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cells := anyCells(t)
		s := mustSeries(t, cells)
		if s.Answers() < 2 {
			t.Skip("nothing to take away")
		}
		m := LocalLevel{1.4, 0.05}
		var answered []int
		for i, y := range cells {
			if !math.IsNaN(y) {
				answered = append(answered, i)
			}
		}
		less := slices.Clone(cells)
		less[rapid.SampledFrom(answered).Draw(t, "taken")] = math.NaN()
		a, b := m.Smooth(s), m.Smooth(mustSeries(t, less))
		for day := range a.Var {
			if b.Var[day] < a.Var[day]-1e-12 {
				t.Fatalf("with fewer answers the variance of day %d fell from %g to %g", day, a.Var[day], b.Var[day])
			}
		}
	})
}

func TestOrderOfAnswersDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Answer {
			return Answer{rapid.IntRange(-3, 12).Draw(t, "day"), rapid.Float64Range(0, 10).Draw(t, "value")}
		}), 1, 60).Draw(t, "answers")
		other := rapid.Permutation(answers).Draw(t, "other order")
		a, err := Daily(answers, 0, 10)
		b, err2 := Daily(other, 0, 10)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		for day := range a.Days() {
			if x, y := a.At(day), b.At(day); x != y && !(math.IsNaN(x) && math.IsNaN(y)) {
				t.Fatalf("day %d is %v in one order and %v in another", day, x, y)
			}
		}
	})
}

func TestBandsLieWithinEachOtherAndTheScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Estimate(mustSeries(t, anyCells(t)))
		for day, b := range e.Bands {
			if !slices.IsSorted([]float64{ScaleLow, b.Lo95, b.Lo80, b.Lo50, b.Hi50, b.Hi80, b.Hi95, ScaleHigh}) {
				t.Fatalf("day %d: bands %+v are not nested within the scale", day, b)
			}
		}
	})
}

// The posterior mode may have company on odd series; what is asked is that no neighbour on a coarse grid is higher.
func TestPosteriorModeIsNotBelowAGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := mustSeries(t, anyCells(t))
		c := compact(s)
		m := FitMAP(s)
		best := c.posterior([2]float64{math.Log(m.VarEps) / 2, math.Log(m.VarEta) / 2}).value
		for e := math.Log(floorEps); e < 2.5; e += 0.2 {
			for h := -5.0; h < 2; h += 0.25 {
				if v := c.posterior([2]float64{e, h}).value; v > best+1e-6 {
					t.Fatalf("log posterior %g at scatter %g, drift %g, above %g at %+v", v, math.Exp(e), math.Exp(h), best, m)
				}
			}
		}
	})
}

func fiveYears() []float64 {
	r := rand.New(rand.NewPCG(1, 1))
	cells, level := make([]float64, 1825), 5.0
	for i := range cells {
		level += 0.1 * r.NormFloat64()
		if cells[i] = math.Round(level + 1.4*r.NormFloat64()); r.IntN(4) == 0 {
			cells[i] = math.NaN()
		}
	}
	return cells
}

func BenchmarkEstimateFiveYears(b *testing.B) {
	s := mustSeries(b, fiveYears())
	for b.Loop() {
		Estimate(s)
	}
}

func BenchmarkLogLikFiveYears(b *testing.B) {
	s := mustSeries(b, fiveYears())
	for b.Loop() {
		LocalLevel{1.9, 0.01}.LogLik(s)
	}
}

func BenchmarkSmoothFiveYears(b *testing.B) {
	s := mustSeries(b, fiveYears())
	for b.Loop() {
		LocalLevel{1.9, 0.01}.Smooth(s)
	}
}

func BenchmarkVariability(b *testing.B) {
	s := mustSeries(b, fiveYears())
	for b.Loop() {
		Variability(s)
	}
}
