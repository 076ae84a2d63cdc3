package course

import "math"

// The prior of the two standard deviations, on the log scale: medians and quartiles of 2,856 real and simulated diary
// series (MODEL.md). floorEps is the noise of rounding to whole points, 1/sqrt(12): without a floor a stretch of equal
// answers would make the model certain.
const (
	floorEps               = 0.29
	logEpsMean, logEpsSD   = 0.37, 0.45
	logEtaMean, logEtaSD   = -1.9, 0.9
	logZetaMean, logZetaSD = -5.5, 1.0 // only for the trend
	slopePriorSD           = 0.1       // points a day, only for the trend
)

// The search: it starts with most of the scatter in the answers, and a step is at most a factor e.
const (
	startShareEps, startShareEta = 0.8, 0.2
	scoringSteps                 = 100
	scoringTolerance             = 1e-9
	longestStep                  = 1.0
	shortestScale                = 1.0 / (1 << 20)
)

// FitMAP returns the posterior mode of the local level: the likelihood times the prior of the two standard deviations.
// Without answers, or with one, it is the prior's mode.
func FitMAP(s Series) LocalLevel {
	answers := compact(s)
	sd := s.spread()
	low := math.Log(floorEps)
	x := [2]float64{max(low, math.Log(startShareEps*sd)), math.Log(startShareEta * sd)}
	here := answers.posterior(x)
	for range scoringSteps {
		step := here.step(x[0] <= low)
		moved, next := x, here
		for scale := 1.0; scale > shortestScale; scale /= 2 {
			try := [2]float64{max(low, x[0]+scale*step[0]), x[1] + scale*step[1]}
			if p := answers.posterior(try); p.value > here.value {
				moved, next = try, p
				break
			}
		}
		size := math.Abs(moved[0]-x[0]) + math.Abs(moved[1]-x[1])
		x, here = moved, next
		if size < scoringTolerance {
			break
		}
	}
	eps, eta := math.Exp(x[0]), math.Exp(x[1])
	return LocalLevel{VarEps: eps * eps, VarEta: eta * eta}
}

// compacted is a series as its answers and the days between them: what the likelihood needs, without the empty days.
type compacted struct {
	y, gap []float64 // gap[i] = days from answer i-1 to answer i
}

func compact(s Series) compacted {
	c := compacted{make([]float64, 0, s.answers), make([]float64, 0, s.answers)}
	last := s.first
	for t := s.first; t < len(s.cells); t++ {
		if !math.IsNaN(s.cells[t]) {
			c.y = append(c.y, s.cells[t])
			c.gap = append(c.gap, float64(t-last))
			last = t
		}
	}
	return c
}

// point is the log posterior at one place with its slope and expected curvature, in the log standard deviations.
type point struct {
	value       float64
	slope       [2]float64
	information [3]float64 // eps-eps, eps-eta, eta-eta
}

// step is the Fisher scoring step, no component longer than one (a factor e). At the floor only eta moves, unless eps
// wants to rise.
func (p point) step(atFloor bool) [2]float64 {
	bounded := func(x float64) float64 { return max(-longestStep, min(longestStep, x)) }
	g, i := p.slope, p.information
	if atFloor && g[0] <= 0 {
		return [2]float64{0, bounded(g[1] / i[2])}
	}
	det := i[0]*i[2] - i[1]*i[1]
	return [2]float64{
		bounded((i[2]*g[0] - i[1]*g[1]) / det),
		bounded((i[0]*g[1] - i[1]*g[0]) / det),
	}
}

// posterior runs the filter once and carries the derivatives of level and variance along with it.
func (c compacted) posterior(x [2]float64) point {
	ve, vn := math.Exp(2*x[0]), math.Exp(2*x[1])
	var ll, gE, gN, iEE, iEN, iNN float64
	product := 1.0 // of the one-step variances, so that one logarithm serves many answers
	if len(c.y) > 0 {
		a, p := c.y[0], ve
		pE, pN, aE, aN := 1.0, 0.0, 0.0, 0.0
		for i := 1; i < len(c.y); i++ {
			p += c.gap[i] * vn
			pN += c.gap[i]
			fE := pE + 1
			v := c.y[i] - a
			r := 1 / (p + ve)
			k := p * r
			w := v * r
			ll += w * v
			if product *= p + ve; product > 1e200 || product < 1e-200 {
				ll += math.Log(product)
				product = 1
			}
			gE += r*fE - 2*w*aE - w*w*fE
			gN += r*pN - 2*w*aN - w*w*pN
			iEE += 0.5*r*r*fE*fE + r*aE*aE
			iEN += 0.5*r*r*fE*pN + r*aE*aN
			iNN += 0.5*r*r*pN*pN + r*aN*aN
			kE, kN := r*(pE-k*fE), r*(1-k)*pN
			aE += kE*v - k*aE
			aN += kN*v - k*aN
			a += k * v
			pE -= k*pE + p*kE
			pN -= k*pN + p*kN
			p -= k * p
		}
		ll = -0.5 * (ll + math.Log(product) + float64(len(c.y))*log2Pi)
	}
	dE, dN := 2*ve, 2*vn // d variance / d log sd
	zE, zN := (x[0]-logEpsMean)/logEpsSD, (x[1]-logEtaMean)/logEtaSD
	return point{
		value: ll - 0.5*zE*zE - 0.5*zN*zN,
		slope: [2]float64{-0.5*gE*dE - zE/logEpsSD, -0.5*gN*dN - zN/logEtaSD},
		information: [3]float64{
			iEE*dE*dE + 1/(logEpsSD*logEpsSD), iEN * dE * dN, iNN*dN*dN + 1/(logEtaSD*logEtaSD),
		},
	}
}
