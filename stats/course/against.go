package course

import "math"

// AgainstBaseline compares the level of the last day with the mean level of the first days days, counted from the first
// answer on: the probability that the last is higher. It is 1/2 where the baseline holds no answer.
func (m LocalLevel) AgainstBaseline(s Series, days int) float64 {
	if s.first >= min(days, len(s.cells)) {
		return 0.5
	}
	days = min(days, len(s.cells))
	a, p := s.cells[s.first], m.VarEps // the level
	sum, v, c := 0.0, 0.0, 0.0         // the sum of the baseline's levels: mean, variance, covariance with the level
	for t := s.first; t < len(s.cells); t++ {
		if t > s.first {
			p += m.VarEta
			if y := s.cells[t]; !math.IsNaN(y) {
				f := p + m.VarEps
				e := (y - a) / f
				a, sum = a+p*e, sum+c*e
				v -= c * c / f
				c -= c * p / f
				p -= p * p / f
			}
		}
		if t < days {
			sum += a
			v += 2*c + p
			c += p
		}
	}
	n := float64(days - s.first)
	mean, variance := a-sum/n, p-2*c/n+v/(n*n)
	if variance <= 0 {
		return 0.5
	}
	return 0.5 * math.Erfc(-mean/math.Sqrt(2*variance))
}
