package course

import "math"

// Wander is one way in which a person's answers hang together over time: the answer is mean + SD u, and
// corr(u on day i, u on day j) = Rho Phi^|i-j| for i != j. Weight is how common it is.
type Wander struct{ Phi, Rho, Weight float64 }

// Wanders is the empirical-Bayes mixture over real diaries; the weights sum to 1. More than half of it is a slow drift
// with a memory of about fifty days: that is why a change must be large or long before it means anything.
var Wanders = [12]Wander{
	{0, 0, .02},
	{.3, .35, .1}, {.3, .6, .05}, {.3, .85, .12},
	{.6, .6, .065},
	{.8, .35, .025}, {.8, .6, .035}, {.8, .85, .01},
	{.98, .15, .02}, {.98, .35, .35}, {.98, .6, .155}, {.98, .85, .05},
}

// The prior of the answers' variance about their mean: scaled inverse chi-squared with VarianceDoF degrees of freedom and
// VarianceScale squared points.
const (
	VarianceDoF   = 4
	VarianceScale = 1.5 * 1.5
)

// Whitening turns the answers of one Wander into independent errors, one answer after the other: the scalar filter of AR(1)
// plus noise with unit variance. It replaces the inverse of the correlation matrix.
//
// For each series x that goes with the answers (a constant, the answers, a ramp) the caller keeps a forecast a, 0 at
// first, and for each answer does: a *= keep; v = x - a; a += gain v. Sums of v w / f over the answers are x'R^-1 w.
type Whitening struct {
	w        Wander
	variance float64 // of the latent part given the answers so far
	day      int
	any      bool
}

// Whiten begins the whitening of one Wander.
func Whiten(w Wander) Whitening { return Whitening{w: w, variance: w.Rho} }

// Next passes on to an answer on the given day, which must lie after the one before.
func (w *Whitening) Next(day int) (keep, gain, f float64) {
	w.forward(day)
	keep = w.keep(day)
	f = w.variance + 1 - w.w.Rho
	gain = w.variance / f
	w.variance -= gain * w.variance
	w.day, w.any = day, true
	return keep, gain, f
}

func (w *Whitening) keep(day int) float64 {
	if !w.any {
		return 0
	}
	return math.Pow(w.w.Phi, float64(day-w.day))
}

func (w *Whitening) forward(day int) {
	keep := w.keep(day)
	w.variance = keep*keep*w.variance + (1-keep*keep)*w.w.Rho
}

// Fitted is what the answers so far say about one Wander: the sums the estimate of the mean and of the variance need.
type Fitted struct {
	LogDet        float64 // log |R|
	S11, S1y, Syy float64 // 1'R^-1 1, 1'R^-1 y, y'R^-1 y, with y measured from a fixed centre
	N             int
}

// DoF is the degrees of freedom of the variance.
func (s Fitted) DoF() float64 { return float64(s.N) - 1 + VarianceDoF }

// RSS is the residual sum of squares with the prior's share.
func (s Fitted) RSS() float64 {
	return max(0, s.Syy-s.S1y*s.S1y/s.S11) + VarianceDoF*VarianceScale
}

// LogEvidence is the log probability of the answers under this Wander, up to a constant that all Wanders share.
func (s Fitted) LogEvidence() float64 {
	return -0.5 * (s.LogDet + math.Log(s.S11) + s.DoF()*math.Log(s.RSS()))
}

// Forecast returns mean and variance of an answer on a later day (counted like the cells of s), averaged over how
// people wander. It is false without answers or for a day that is not after the last answer. Beyond seven days
// nothing of it may be shown, and no page of Kept shows it at all.
func Forecast(s Series, day int) (mean, variance float64, ok bool) {
	last := -1
	for t, y := range s.cells {
		if !math.IsNaN(y) {
			last = t
		}
	}
	if last < 0 || day <= last {
		return 0, 0, false
	}
	centre := s.cells[s.first]
	var weights, means, scales [len(Wanders)]float64
	best := math.Inf(-1)
	for k, w := range Wanders {
		white := Whiten(w)
		var fit Fitted
		a1, ay := 0.0, 0.0
		for t := s.first; t <= last; t++ {
			if math.IsNaN(s.cells[t]) {
				continue
			}
			keep, gain, f := white.Next(t)
			a1, ay = keep*a1, keep*ay
			v1, vy := 1-a1, s.cells[t]-centre-ay
			a1, ay = a1+gain*v1, ay+gain*vy
			fit.LogDet += math.Log(f)
			fit.S11 += v1 * v1 / f
			fit.S1y += v1 * vy / f
			fit.Syy += vy * vy / f
			fit.N++
		}
		keep := white.keep(day)
		white.forward(day)
		a1, ay = keep*a1, keep*ay
		mu := fit.S1y / fit.S11
		means[k] = mu + ay - mu*a1
		scales[k] = fit.RSS() / fit.DoF() * (white.variance + 1 - w.Rho + (1-a1)*(1-a1)/fit.S11)
		weights[k] = math.Log(w.Weight) + fit.LogEvidence()
		best = max(best, weights[k])
	}
	total, square := 0.0, 0.0
	for k := range weights {
		w := math.Exp(weights[k] - best)
		total += w
		mean += w * means[k]
		square += w * (scales[k] + means[k]*means[k])
	}
	mean /= total
	return centre + mean, square/total - mean*mean, true
}
