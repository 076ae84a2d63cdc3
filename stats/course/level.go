package course

import "math"

// LocalLevel is a level that wanders and answers that scatter around it:
//
//	y[t] = l[t] + e[t], e ~ N(0, VarEps);  l[t+1] = l[t] + n[t], n ~ N(0, VarEta).
//
// Nothing is known of the level before the first answer, so the filter begins there exactly: level = the answer,
// variance = VarEps. A large made-up starting variance would cost all digits on weekly answers.
type LocalLevel struct {
	VarEps, VarEta float64
}

const log2Pi = 1.8378770664093454835606594728112353

// LogLik is the exact diffuse log-likelihood: every answer after the first by its one-step error, the first by
// -log(2 pi)/2. Without answers it is 0.
func (m LocalLevel) LogLik(s Series) float64 {
	ll, p, a, started := 0.0, 0.0, 0.0, false
	for _, y := range s.cells[min(s.first, len(s.cells)):] {
		if !started {
			ll, a, p, started = -log2Pi/2, y, m.VarEps, true
			continue
		}
		p += m.VarEta
		if math.IsNaN(y) {
			continue
		}
		f := p + m.VarEps
		v := y - a
		ll -= 0.5 * (log2Pi + math.Log(f) + v*v/f)
		k := p / f
		a += k * v
		p -= k * p
	}
	return ll
}

// OneStep returns for each day the error of the forecast made the day before and its variance. Both are NaN up to and
// with the first answer; on days without an answer only the error is.
func (m LocalLevel) OneStep(s Series) (v, f []float64) {
	v, f = missing(len(s.cells)), missing(len(s.cells))
	if s.answers == 0 {
		return v, f
	}
	a, p := s.cells[s.first], m.VarEps
	for t := s.first + 1; t < len(s.cells); t++ {
		p += m.VarEta
		f[t] = p + m.VarEps
		if y := s.cells[t]; !math.IsNaN(y) {
			v[t] = y - a
			k := p / f[t]
			a += k * v[t]
			p -= k * p
		}
	}
	return v, f
}

// Level is the smoothed level: what all answers together say about each day.
type Level struct {
	Mean, Var []float64
	// pull[t] is the share of a revision of day t+1 that reaches day t; products of it are correlations over time.
	pull []float64
}

// Smooth runs the filter forward and the Rauch-Tung-Striebel smoother back. Without answers the result is empty.
// Days before the first answer take its level, with a variance that grows by VarEta a day.
func (m LocalLevel) Smooth(s Series) Level {
	n := len(s.cells)
	if s.answers == 0 {
		return Level{}
	}
	block := make([]float64, 3*n)
	mean, vari, pull := block[:n:n], block[n:2*n:2*n], block[2*n:]
	a, p := s.cells[s.first], m.VarEps
	mean[s.first], vari[s.first] = a, p
	for t := s.first + 1; t < n; t++ {
		p += m.VarEta
		if y := s.cells[t]; !math.IsNaN(y) {
			if f := p + m.VarEps; f > 0 {
				k := p / f
				a += k * (y - a)
				p -= k * p
			}
		}
		mean[t], vari[t] = a, p
	}
	for t := n - 2; t >= s.first; t-- {
		predicted := vari[t] + m.VarEta
		j := 1.0 // a level that cannot move carries every revision back whole
		if predicted > 0 {
			j = vari[t] / predicted
		}
		pull[t] = j
		mean[t] += j * (mean[t+1] - mean[t])
		vari[t] += j * j * (vari[t+1] - predicted)
	}
	for t := s.first - 1; t >= 0; t-- {
		pull[t], mean[t], vari[t] = 1, mean[t+1], vari[t+1]+m.VarEta
	}
	return Level{Mean: mean, Var: vari, pull: pull}
}

func missing(n int) []float64 {
	x := make([]float64, n)
	for t := range x {
		x[t] = math.NaN()
	}
	return x
}
