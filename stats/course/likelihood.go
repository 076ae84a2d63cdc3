package course

import (
	"math"
	"slices"
)

// FitMLE maximises the likelihood alone. For study and comparison: on five weeks of answers it puts the variance of the
// level at zero for a quarter to a half of people, which is why [FitMAP] is what Kept uses.
func FitMLE(s Series) LocalLevel {
	sd := s.spread()
	best := search([]float64{math.Log(startShareEps * sd), math.Log(startShareEta * sd)}, func(x []float64) float64 {
		return localLevelAt(x).LogLik(s)
	})
	return localLevelAt(best)
}

// FitTrendMLE maximises the likelihood of the local linear trend.
func FitTrendMLE(s Series) LocalTrend {
	sd := s.spread()
	start := []float64{math.Log(startShareEps * sd), math.Log(startShareEta * sd), math.Log(0.01 * sd)}
	return trendAt(search(start, func(x []float64) float64 {
		ll, ok := trendAt(x, false).LogLik(s)
		if !ok {
			return 0
		}
		return ll
	}), false)
}

// FitTrendMAP is the posterior mode of the local linear trend that starts at the first answer with a slope near zero.
func FitTrendMAP(s Series) LocalTrend {
	sd := s.spread()
	z := func(x, mean, sd float64) float64 { return (x - mean) * (x - mean) / (2 * sd * sd) }
	start := []float64{max(math.Log(floorEps), math.Log(startShareEps*sd)), math.Log(startShareEta * sd), logZetaMean}
	best := search(start, func(x []float64) float64 {
		x[0] = max(x[0], math.Log(floorEps))
		ll, ok := trendAt(x, true).LogLik(s)
		if !ok {
			ll = 0
		}
		return ll - z(x[0], logEpsMean, logEpsSD) - z(x[1], logEtaMean, logEtaSD) - z(x[2], logZetaMean, logZetaSD)
	})
	return trendAt(best, true)
}

// leastLogSD keeps a search from running after a variance that is zero: e^-12 points are nothing.
const leastLogSD = -12

func localLevelAt(x []float64) LocalLevel {
	return LocalLevel{math.Exp(2 * max(leastLogSD, x[0])), math.Exp(2 * max(leastLogSD, x[1]))}
}

func trendAt(x []float64, slopePrior bool) LocalTrend {
	v := func(i int) float64 { return math.Exp(2 * max(leastLogSD, x[i])) }
	return LocalTrend{v(0), v(1), v(2), slopePrior}
}

// search is Nelder and Mead's simplex, run again from where it ended until it gains nothing: a simplex that has
// collapsed along a ridge recovers so. f may move its argument back into the allowed region.
func search(start []float64, f func([]float64) float64) []float64 {
	best := slices.Clone(start)
	value := f(best)
	for range 20 {
		x, v := simplex(best, f)
		gain := v - value
		if gain > 0 {
			best, value = x, v
		}
		if !(gain > 1e-9) {
			break
		}
	}
	return best
}

type vertex struct {
	x []float64
	v float64
}

func simplex(start []float64, f func([]float64) float64) ([]float64, float64) {
	d := len(start)
	at := make([]vertex, d+1)
	for i := range at {
		x := slices.Clone(start)
		if i > 0 {
			x[i-1] += 0.5
		}
		at[i] = vertex{x, f(x)}
	}
	better := func(a, b vertex) int {
		switch {
		case a.v > b.v:
			return -1
		case a.v < b.v:
			return 1
		}
		return 0
	}
	for range 400 * d {
		slices.SortStableFunc(at, better)
		worst := at[d]
		if at[0].v-worst.v < 1e-12*(1+math.Abs(at[0].v)) {
			break
		}
		mirror := func(by float64) vertex {
			x := make([]float64, d)
			for j := range x {
				mid := 0.0
				for _, a := range at[:d] {
					mid += a.x[j] / float64(d)
				}
				x[j] = mid + by*(mid-worst.x[j])
			}
			return vertex{x, f(x)}
		}
		next := mirror(1)
		switch {
		case next.v > at[0].v:
			if further := mirror(2); further.v > next.v {
				next = further
			}
		case next.v <= at[d-1].v:
			if next.v > worst.v {
				next = mirror(0.5)
			} else {
				next = mirror(-0.5)
			}
		}
		if next.v > worst.v {
			at[d] = next
			continue
		}
		for i := 1; i <= d; i++ {
			for j := range at[i].x {
				at[i].x[j] = (at[i].x[j] + at[0].x[j]) / 2
			}
			at[i].v = f(at[i].x)
		}
	}
	slices.SortStableFunc(at, better)
	return at[0].x, at[0].v
}
