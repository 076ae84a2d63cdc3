package reliability

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Bands is a belief about a fraction, as equal-tailed intervals around its median.
type Bands struct {
	Median     float64
	Lo50, Hi50 float64
	Lo80, Hi80 float64
	Lo95, Hi95 float64
}

// Belief is what can be said about how often something is kept.
type Belief struct {
	Bands
	Above80   float64 // probability that it is kept in more than 80 of 100 cases
	Effective float64 // number of cases after forgetting: the sum of the weights
}

// enoughCases is the number of effective cases below which a belief is shown as too early to tell.
const enoughCases = 3

// Enough reports whether the belief rests on enough cases to be read as more than a beginning.
func (b Belief) Enough() bool { return b.Effective >= enoughCases }

// maxCount keeps the incomplete beta function where it is right to 1e-9 (see MODEL.md).
const maxCount = 1e6

// ErrCount is returned for a weighted count that is negative, not a number, or above a million.
var ErrCount = errors.New("count out of range")

// Estimate returns the belief after kept and missed occurrences, each a weighted count from 0 to a million.
func Estimate(kept, missed float64) (Belief, error) {
	if !(kept >= 0 && kept <= maxCount && missed >= 0 && missed <= maxCount) {
		return Belief{}, ErrCount
	}
	return belief(kept, missed), nil
}

// belief holds the Beta(1+kept, 1+missed) distribution in figures.
func belief(kept, missed float64) Belief {
	a, b := 1+kept, 1+missed
	at := func(level float64) float64 { return betaQuantile(a, b, level) }
	return Belief{
		Bands: Bands{
			Median: at(.5),
			Lo50:   at(.25), Hi50: at(.75),
			Lo80: at(.1), Hi80: at(.9),
			Lo95: at(.025), Hi95: at(.975),
		},
		Above80:   mathext.RegIncBeta(b, a, .2), // by symmetry; 1 - I(.8) would cancel
		Effective: kept + missed,
	}
}

// betaQuantile is held off 0 and 1: no finite number of cases makes anything certain.
func betaQuantile(a, b, level float64) float64 {
	const least = 0x1p-53
	return min(max(mathext.InvRegIncBeta(a, b, level), least), 1-least)
}

// logistic turns log odds into a fraction.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
