package signs

import (
	"math"

	"kept/stats/course"
)

// The ramps of the alternative: a change that takes two or eight weeks and begins in any week from six before the end of
// the baseline to twelve after it.
const (
	firstRampWeek = -6
	lastRampWeek  = 12
	rampCount     = 2 * (lastRampWeek - firstRampWeek + 1)
)

var rampDays = [2]float64{14, 56}

// leastTested is the squared length of a ramp, after the mean is taken out, below which the answers cannot tell it from the mean.
const leastTested = 1e-9

// mostLogE and mostFactor keep the evidence within float64: beyond e^690 more of it changes nothing.
const (
	mostLogE   = 690
	mostFactor = 1e299
)

// Process is the evidence of one sign against "nothing changed since the baseline began": one Bayes factor with every
// nuisance parameter integrated out, separately for a change up and a change down.
//
// Days are counted from the first day of the baseline. Call Answer for each answered day in order, SetOut once after the
// last baseline day, and Look whenever the evidence so far is wanted. A Process is a plain value: a copy goes on by itself.
type Process struct {
	baseline int
	centre   float64
	answers  int
	wanders  [len(course.Wanders)]wanderSums
	up, down float64 // log e at the end of the baseline
}

// wanderSums are the products of ramps, mean and answers under one way of wandering, whitened as they come.
type wanderSums struct {
	white         course.Whitening
	fit           course.Fitted
	det           float64 // the factors of |R| that fit.LogDet does not hold yet: one logarithm serves many answers
	one, y        float64 // forecasts of the constant and of the answers
	x             [rampCount]float64
	sxx, s1x, sxy [rampCount]float64
}

// NewProcess begins a process whose baseline are the days 0..baseline-1.
func NewProcess(baseline int) *Process {
	p := &Process{baseline: baseline}
	for k, w := range course.Wanders {
		p.wanders[k].white, p.wanders[k].det = course.Whiten(w), 1
	}
	return p
}

// started is the number of ramps that have begun on or before a day; ramps are ordered by their first day.
func (p *Process) started(day int) int {
	weeks := (day - p.baseline - 7*firstRampWeek) / 7
	if day < p.baseline+7*firstRampWeek {
		return 0
	}
	return min(rampCount, 2*(weeks+1))
}

// Answer takes the answer of a day after every day answered before.
func (p *Process) Answer(day int, value float64) {
	if p.answers == 0 {
		p.centre = value
	}
	p.answers++
	var ramp [rampCount]float64
	n := p.started(day)
	for j := range ramp[:n] {
		begins := p.baseline + 7*(firstRampWeek+j/2)
		ramp[j] = min(1, float64(day-begins+1)/rampDays[j%2])
	}
	for k := range p.wanders {
		p.wanders[k].answer(day, value-p.centre, ramp[:n])
	}
}

func (s *wanderSums) answer(day int, y float64, ramp []float64) {
	keep, gain, f := s.white.Next(day)
	r := 1 / f
	s.one, s.y = keep*s.one, keep*s.y
	v1, vy := 1-s.one, y-s.y
	s.one, s.y = s.one+gain*v1, s.y+gain*vy
	if s.det *= f; s.det < 1e-100 {
		s.fit.LogDet += math.Log(s.det)
		s.det = 1
	}
	s.fit.S11 += v1 * v1 * r
	s.fit.S1y += v1 * vy * r
	s.fit.Syy += vy * vy * r
	s.fit.N++
	x, sxx, s1x, sxy := s.x[:len(ramp)], s.sxx[:len(ramp)], s.s1x[:len(ramp)], s.sxy[:len(ramp)]
	for j, now := range ramp {
		a := keep * x[j]
		v := now - a
		x[j] = a + gain*v
		sxx[j] += v * v * r
		s1x[j] += v * v1 * r
		sxy[j] += v * vy * r
	}
}

// SetOut marks the end of the baseline: from here on e starts at 1. The baseline must hold at least one answer.
func (p *Process) SetOut() { p.up, p.down = p.raw() }

// Look returns how many times better the answers fit a change up, and a change down, than no change, since the
// baseline ended.
func (p *Process) Look() (up, down float64) {
	up, down = p.raw()
	return math.Exp(min(mostLogE, up-p.up)), math.Exp(min(mostLogE, down-p.down))
}

// Most is a bound that Look's mean of up and down cannot pass, at a tenth of the cost: most looks stay so far below any bar that
// it settles them.
func (p *Process) Most() float64 {
	if p.answers == 0 {
		return 1
	}
	weight, total := p.weights()
	sum := 0.0
	for k := range p.wanders {
		sum += weight[k] * p.wanders[k].most()
	}
	return min(mostFactor, sum/total*math.Exp(-min(p.up, p.down))*(1+1e-9))
}

// weights is how well each Wander fits the answers, up to a common factor, and their sum: |R|^-1/2 s11^-1/2 RSS^(-nu/2) times how
// common it is. Everything is taken beside the largest of its kind, so that nothing overflows.
func (p *Process) weights() (weight [len(course.Wanders)]float64, total float64) {
	least, logDet := math.Inf(1), math.Inf(1)
	var rss [len(course.Wanders)]float64
	for k := range p.wanders {
		rss[k] = p.wanders[k].fit.RSS()
		least, logDet = min(least, rss[k]), min(logDet, p.wanders[k].fit.LogDet)
	}
	for k, w := range course.Wanders {
		s := &p.wanders[k]
		weight[k] = w.Weight * halfPower(least/rss[k], s.dof()) / math.Sqrt(s.det*s.fit.S11)
		if s.fit.LogDet != logDet {
			weight[k] *= math.Exp(-0.5 * (s.fit.LogDet - logDet))
		}
		total += weight[k]
	}
	return weight, total
}

func (s *wanderSums) dof() int { return s.fit.N - 1 + course.VarianceDoF }

// halfPower is x^(n/2) by squaring; n is a whole number of degrees of freedom, and this is cheaper than a logarithm.
func halfPower(x float64, n int) float64 {
	y := 1.0
	if n%2 == 1 {
		y = math.Sqrt(x)
	}
	for n /= 2; n > 0; n /= 2 {
		if n%2 == 1 {
			y *= x
		}
		x *= x
	}
	return y
}

// raw is the log of the mean Bayes factor over wanders (weighted by what the answers say about them) and ramps.
func (p *Process) raw() (up, down float64) {
	if p.answers == 0 {
		return 0, 0
	}
	weight, total := p.weights()
	table := millsOnce()
	var sumUp, sumDown float64
	for k := range p.wanders {
		u, d := p.wanders[k].factors(table)
		sumUp += weight[k] * u
		sumDown += weight[k] * d
	}
	return math.Log(sumUp / total), math.Log(sumDown / total)
}

// most bounds the mean of the two factors: every ramp is taken to explain as much as the best of them does, and the mean of the
// roots of 1/D, which is 1 for a ramp that is not tested, is at most the root of their mean.
func (s *wanderSums) most() float64 {
	perS11, slope := 1/s.fit.S11, s.fit.S1y/s.fit.S11
	best, sum := 0.0, 0.0
	for j := range rampCount {
		b := s.sxy[j] - s.s1x[j]*slope
		perD := 1 / (1 + s.sxx[j] - s.s1x[j]*s.s1x[j]*perS11)
		if taken := b * b * perD; taken > best {
			best = taken
		}
		sum += perD
	}
	rss := s.fit.RSS()
	if best > rss*(1-1e-12) {
		return mostFactor
	}
	return math.Sqrt(sum/rampCount) * min(mostFactor, halfPower(rss/(rss-best), s.dof()))
}

// factors is the mean over the ramps of the Bayes factor for a change of unknown size (half-normal in units of the SD).
func (s *wanderSums) factors(table *millsTable) (up, down float64) {
	rss, nu := s.fit.RSS(), s.dof()
	perS11, slope := 1/s.fit.S11, s.fit.S1y/s.fit.S11
	var taken, scale, power, whole [rampCount]float64
	for j := range rampCount {
		a := s.sxx[j] - s.s1x[j]*s.s1x[j]*perS11
		if a < leastTested {
			scale[j], power[j] = -1, 1
			continue
		}
		b := s.sxy[j] - s.s1x[j]*slope
		perD := 1 / (1 + a)
		scale[j] = 2 * math.Sqrt(perD)
		taken[j] = b * math.Sqrt(perD/rss) // its square is the share of the squares that the ramp takes away
		power[j] = 1 / (1 - taken[j]*taken[j])
	}
	// whole = power^(nu/2), for all ramps at once by squaring: nu is a whole number, and this is the innermost place.
	for j := range whole {
		whole[j] = 1
		if nu%2 == 1 {
			whole[j] = math.Sqrt(power[j])
		}
	}
	for bits := nu / 2; bits > 0; bits /= 2 {
		if bits%2 == 1 {
			for j := range whole {
				whole[j] *= power[j]
			}
		}
		for j := range power {
			power[j] *= power[j]
		}
	}
	for j := range rampCount {
		if scale[j] < 0 {
			up++
			down++
			continue
		}
		tail := table.at(nu, math.Abs(taken[j]))
		rest := min(mostFactor, whole[j]) - tail
		if taken[j] < 0 {
			tail, rest = rest, tail
		}
		up += scale[j] * rest
		down += scale[j] * tail
	}
	return up / rampCount, down / rampCount
}
