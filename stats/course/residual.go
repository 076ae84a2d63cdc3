package course

import "math"

// Residuals are the auxiliary residuals of the local level: how many standard errors each day's scatter and each step of the
// level lie from zero, given all answers. NaN where no answer tells anything. A second reading of a change that package
// signs has found; never a detector.
type Residuals struct {
	Eps []float64 // of the answer of day t
	Eta []float64 // of the step from day t to t+1
}

// Residuals computes E(x|Y) / sqrt(var x - var(x|Y)) for every disturbance x.
func (m LocalLevel) Residuals(s Series) Residuals {
	n := len(s.cells)
	out := Residuals{missing(n), missing(n)}
	if s.answers == 0 {
		return out
	}
	v, f := m.OneStep(s)
	r, w := 0.0, 0.0 // Durbin and Koopman's r and N
	for t := n - 1; t > s.first; t-- {
		if w > 0 {
			out.Eta[t] = r / math.Sqrt(w)
		}
		if math.IsNaN(v[t]) {
			continue
		}
		k := 1 - m.VarEps/f[t]
		u := v[t]/f[t] - k*r
		d := 1/f[t] + k*k*w
		out.Eps[t] = u / math.Sqrt(d)
		r += u
		w += d - 2*k*w
	}
	if w > 0 {
		// The first answer is taken whole, so its residual is what the later ones revise.
		out.Eta[s.first], out.Eps[s.first] = r/math.Sqrt(w), -r/math.Sqrt(w)
	}
	return out
}
