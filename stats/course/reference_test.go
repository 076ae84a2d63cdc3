package course

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// reference is testdata/reference.json, written by testdata/reference.py.
type reference struct {
	Program string
	Series  []referenceSeries
}

type referenceSeries struct {
	Name  string
	Cells []*float64
	Level struct {
		VarEps, VarEta, LogLik    float64
		Mean, Var, V, F, Eps, Eta []*float64
		Against                   []float64
		Change                    []struct {
			Window            int
			Mean, Var, Higher float64
		}
	}
	Map *struct {
		SDEps, SDEta, Value, Last, LastVar float64
		Bands                              []float64
	}
	Mle        *struct{ VarEps, VarEta, LogLik float64 }
	TrendMle   *struct{ LogLik float64 }
	Trend      *referenceTrend
	SlopePrior *referenceTrend
	Changes    []int
	Forecast   []struct {
		H         int
		Mean, Var float64
	}
}

type referenceTrend struct {
	FirstDay                         int
	VarEps, VarEta, VarZeta, LogLik  float64
	Level, VarLevel, Slope, VarSlope []*float64
	V, F, Eps, Eta, Zeta             []*float64
	ForecastMean, ForecastVar        []float64
}

func references(t *testing.T) []referenceSeries {
	t.Helper()
	b, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	if r.Program == "" || len(r.Series) < 9 {
		t.Fatalf("reference.json names program %q and holds %d series, want a program and at least 9", r.Program, len(r.Series))
	}
	return r.Series
}

func numbers(x []*float64) []float64 {
	y := make([]float64, len(x))
	for i, p := range x {
		y[i] = math.NaN()
		if p != nil {
			y[i] = *p
		}
	}
	return y
}

func (r referenceSeries) series(t *testing.T) Series {
	t.Helper()
	s, err := NewSeries(numbers(r.Cells))
	if err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	return s
}

// near compares with a tolerance relative to the size of the wanted number, absolute below 1.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > tolerance*max(1, math.Abs(want)) {
		t.Errorf("%s: got %.12g, want %.12g within %g", what, got, want, tolerance)
	}
}

func nearAll(t *testing.T, what string, got []float64, want []*float64, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %d numbers, want %d", what, len(got), len(want))
	}
	for i, w := range numbers(want) {
		if math.IsNaN(got[i]) != math.IsNaN(w) || math.Abs(got[i]-w) > tolerance*max(1, math.Abs(w)) {
			t.Fatalf("%s[%d]: got %.12g, want %.12g within %g", what, i, got[i], w, tolerance)
		}
	}
}

func TestLevelAgreesWithStatsmodels(t *testing.T) {
	for _, r := range references(t) {
		s, m := r.series(t), LocalLevel{r.Level.VarEps, r.Level.VarEta}
		near(t, r.Name+" loglik", m.LogLik(s), r.Level.LogLik, 1e-9)
		l := m.Smooth(s)
		nearAll(t, r.Name+" mean", l.Mean, r.Level.Mean, 1e-8)
		nearAll(t, r.Name+" var", l.Var, r.Level.Var, 1e-8)
		v, f := m.OneStep(s)
		nearAll(t, r.Name+" v", v, r.Level.V, 1e-8)
		nearAll(t, r.Name+" f", f, r.Level.F, 1e-8)
	}
}

func TestChangeAgreesWithTheDenseComputation(t *testing.T) {
	for _, r := range references(t) {
		s := r.series(t)
		l := LocalLevel{r.Level.VarEps, r.Level.VarEta}.Smooth(s)
		for _, want := range r.Level.Change {
			got := l.Change(s, want.Window)
			near(t, r.Name+" change", got.Mean, want.Mean, 1e-8)
			near(t, r.Name+" change sd", got.SD*got.SD, want.Var, 1e-8)
			near(t, r.Name+" P(higher)", got.Higher, want.Higher, 1e-8)
		}
	}
}

func TestAgainstBaselineAgreesWithTheDenseComputation(t *testing.T) {
	for _, r := range references(t) {
		s := r.series(t)
		m := LocalLevel{r.Level.VarEps, r.Level.VarEta}
		for i, days := range []int{1, 7, 28, 56} {
			near(t, r.Name+" P(above the baseline)", m.AgainstBaseline(s, days), r.Level.Against[i], 1e-8)
		}
	}
}

func TestAuxiliaryResidualsAgreeWithTheDenseComputation(t *testing.T) {
	for _, r := range references(t) {
		s := r.series(t)
		got := LocalLevel{r.Level.VarEps, r.Level.VarEta}.Residuals(s)
		nearAll(t, r.Name+" eps", got.Eps, r.Level.Eps, 1e-6)
		nearAll(t, r.Name+" eta", got.Eta, r.Level.Eta, 1e-6)
	}
}

func TestPosteriorModeAgreesWithScipy(t *testing.T) {
	for _, r := range references(t) {
		if r.Map == nil {
			continue
		}
		s := r.series(t)
		m := FitMAP(s)
		near(t, r.Name+" sd eps", math.Sqrt(m.VarEps), r.Map.SDEps, 2e-6)
		near(t, r.Name+" sd eta", math.Sqrt(m.VarEta), r.Map.SDEta, 2e-6)
		x := [2]float64{math.Log(m.VarEps) / 2, math.Log(m.VarEta) / 2}
		near(t, r.Name+" log posterior", compact(s).posterior(x).value, r.Map.Value, 1e-9)
		e := Estimate(s)
		last := len(e.Bands) - 1
		near(t, r.Name+" last level", e.Level.Mean[last], r.Map.Last, 2e-6)
		near(t, r.Name+" last variance", e.Level.Var[last], r.Map.LastVar, 1e-5)
		b := e.Bands[last]
		for i, got := range []float64{b.Lo50, b.Hi50, b.Lo80, b.Hi80, b.Lo95, b.Hi95} {
			near(t, r.Name+" band", got, r.Map.Bands[i], 1e-5)
		}
	}
}

func TestMaximumLikelihoodAgreesWithStatsmodels(t *testing.T) {
	for _, r := range references(t) {
		s := r.series(t)
		if r.Mle != nil {
			m := FitMLE(s)
			near(t, r.Name+" loglik at the maximum", m.LogLik(s), r.Mle.LogLik, 1e-7)
			near(t, r.Name+" var eps", m.VarEps, r.Mle.VarEps, 1e-4)
			near(t, r.Name+" var eta", m.VarEta, r.Mle.VarEta, 1e-3)
		}
		if r.TrendMle != nil {
			ll, _ := FitTrendMLE(s).LogLik(s)
			near(t, r.Name+" trend loglik at the maximum", ll, r.TrendMle.LogLik, 1e-5)
		}
	}
}

func TestTrendAgreesWithStatsmodels(t *testing.T) {
	for _, r := range references(t) {
		if r.Trend == nil {
			continue
		}
		s, w := r.series(t), r.Trend
		m := LocalTrend{VarEps: w.VarEps, VarEta: w.VarEta, VarZeta: w.VarZeta}
		got, ok := m.Smooth(s)
		if !ok {
			t.Fatalf("%s: no trend, want one", r.Name)
		}
		ll, _ := m.LogLik(s)
		near(t, r.Name+" loglik alone", ll, got.LogLik, 1e-12)
		near(t, r.Name+" loglik", got.LogLik, w.LogLik, 1e-9)
		nearAll(t, r.Name+" level", got.Level, w.Level, 1e-6)
		nearAll(t, r.Name+" var level", got.VarLevel, w.VarLevel, 1e-6)
		nearAll(t, r.Name+" slope", got.Slope, w.Slope, 1e-6)
		nearAll(t, r.Name+" var slope", got.VarSlope, w.VarSlope, 1e-6)
		nearAll(t, r.Name+" v", got.Error, w.V, 1e-6)
		nearAll(t, r.Name+" f", got.ErrorVar, w.F, 1e-6)
		nearAll(t, r.Name+" eps", got.ResidualEps, w.Eps, 1e-5)
		nearAll(t, r.Name+" eta", got.ResidualEta, w.Eta, 1e-5)
		nearAll(t, r.Name+" zeta", got.ResidualZeta, w.Zeta, 1e-5)
		for i := range w.ForecastMean {
			mean, variance := got.Forecast(i + 1)
			near(t, r.Name+" forecast", mean, w.ForecastMean[i], 1e-7)
			near(t, r.Name+" forecast variance", variance, w.ForecastVar[i], 1e-7)
		}
	}
}

func TestTrendWithASlopePriorAgreesWithTheDenseComputation(t *testing.T) {
	for _, r := range references(t) {
		if r.SlopePrior == nil {
			continue
		}
		s, w := r.series(t), r.SlopePrior
		m := LocalTrend{r.Trend.VarEps, r.Trend.VarEta, r.Trend.VarZeta, true}
		got, _ := m.Smooth(s)
		if got.FirstDay != w.FirstDay {
			t.Errorf("%s: the arrays begin with day %d, want %d", r.Name, got.FirstDay, w.FirstDay)
		}
		near(t, r.Name+" loglik", got.LogLik, w.LogLik, 1e-9)
		nearAll(t, r.Name+" level", got.Level, w.Level, 1e-7)
		nearAll(t, r.Name+" var level", got.VarLevel, w.VarLevel, 1e-7)
		nearAll(t, r.Name+" slope", got.Slope, w.Slope, 1e-7)
		nearAll(t, r.Name+" var slope", got.VarSlope, w.VarSlope, 1e-7)
	}
}

func TestForecastAgreesWithTheDenseComputation(t *testing.T) {
	for _, r := range references(t) {
		s := r.series(t)
		last := 0
		for i, y := range r.Cells {
			if y != nil {
				last = i
			}
		}
		for _, want := range r.Forecast {
			mean, variance, ok := Forecast(s, last+want.H)
			if !ok {
				t.Fatalf("%s: no forecast, want one", r.Name)
			}
			near(t, r.Name+" forecast", mean, want.Mean, 1e-8)
			near(t, r.Name+" forecast variance", variance, want.Var, 1e-8)
		}
	}
}

func TestDatesAgreeWithTheExhaustiveSearch(t *testing.T) {
	for _, r := range references(t) {
		if r.Changes == nil {
			continue
		}
		var answers []int
		for i, y := range r.Cells {
			if y != nil {
				answers = append(answers, i)
			}
		}
		got := r.series(t).Dates()
		if len(got) != len(r.Changes) {
			t.Fatalf("%s: new stretches on days %v, want answers number %v", r.Name, got, r.Changes)
		}
		for i, at := range r.Changes {
			if got[i] != answers[at] {
				t.Errorf("%s: new stretch on day %d, want %d", r.Name, got[i], answers[at])
			}
		}
	}
}
