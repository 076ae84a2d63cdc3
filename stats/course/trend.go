package course

import "math"

// LocalTrend is the local linear trend, a level with a wandering slope:
//
//	l[t+1] = l[t] + b[t] + eta[t];  b[t+1] = b[t] + zeta[t];  y[t] = l[t] + e[t].
//
// On real diaries it forecasts worse than a person's plain mean, so no page uses it. It is here as an independent check of the
// local level (no slope is a special case) and for study. VarEps must be positive.
//
// Level and slope of day 0 are unknown (both diffuse). With SlopePrior the days begin at the first answer and the slope
// of that day is N(0, 0.1^2).
type LocalTrend struct {
	VarEps, VarEta, VarZeta float64
	SlopePrior              bool
}

// Trend is the result of one pass: what all answers together say about each day.
type Trend struct {
	FirstDay               int // the day the arrays begin with: 0, or the first answer with a slope prior
	LogLik                 float64
	Level, Slope           []float64
	VarLevel, VarSlope     []float64
	Error, ErrorVar        []float64 // one-step; NaN while the start is unknown, Error also on days without an answer
	ResidualEps            []float64 // auxiliary residuals, standardised; NaN where nothing can be said
	ResidualEta            []float64
	ResidualZeta           []float64
	end                    trendState
	start                  unknowns
	varEps, offset         float64
	varLevelStep, varSlope float64
}

// trendState is the filter given the unknown start delta: state = a + A delta, variance P.
type trendState struct {
	a [2]float64
	A [2][2]float64 // columns belong to delta; the second is zero with a slope prior
	p [3]float64    // P00, P01, P11
}

func (x *trendState) predict(varEta, varZeta float64) {
	x.a[0] += x.a[1]
	x.A[0][0] += x.A[1][0]
	x.A[0][1] += x.A[1][1]
	x.p = [3]float64{x.p[0] + 2*x.p[1] + x.p[2] + varEta, x.p[1] + x.p[2], x.p[2] + varZeta}
}

// unknowns gathers the normal equations of delta.
type unknowns struct {
	d int
	s [3]float64 // S00, S01, S11
	h [2]float64
}

func (u *unknowns) add(v float64, vd [2]float64, f float64) {
	u.s[0] += vd[0] * vd[0] / f
	u.s[1] += vd[0] * vd[1] / f
	u.s[2] += vd[1] * vd[1] / f
	u.h[0] -= vd[0] * v / f
	u.h[1] -= vd[1] * v / f
}

// determined returns the estimate of delta, its covariance and log |S|.
func (u *unknowns) determined() (delta [2]float64, cov [3]float64, logDet float64) {
	if u.d == 1 {
		return [2]float64{u.h[0] / u.s[0]}, [3]float64{1 / u.s[0]}, math.Log(u.s[0])
	}
	det := u.s[0]*u.s[2] - u.s[1]*u.s[1]
	cov = [3]float64{u.s[2] / det, -u.s[1] / det, u.s[0] / det}
	return [2]float64{cov[0]*u.h[0] + cov[1]*u.h[1], cov[1]*u.h[0] + cov[2]*u.h[1]}, cov, math.Log(det)
}

func quad(x [2]float64, m [3]float64) float64 {
	return x[0]*x[0]*m[0] + 2*x[0]*x[1]*m[1] + x[1]*x[1]*m[2]
}

func dot(x, y [2]float64) float64 { return x[0]*y[0] + x[1]*y[1] }

// begin sets up the state of the first day and what is unknown about it.
func (m LocalTrend) begin() (trendState, unknowns) {
	if m.SlopePrior {
		return trendState{A: [2][2]float64{{1, 0}, {0, 0}}, p: [3]float64{0, 0, slopePriorSD * slopePriorSD}}, unknowns{d: 1}
	}
	return trendState{A: [2][2]float64{{1, 0}, {0, 1}}}, unknowns{d: 2}
}

// LogLik is the exact diffuse log-likelihood; false when there are fewer answers than unknowns of the start.
func (m LocalTrend) LogLik(s Series) (float64, bool) {
	x, u := m.begin()
	if s.answers < u.d {
		return 0, false
	}
	from := 0
	if m.SlopePrior {
		from = s.first
	}
	offset := s.cells[s.first]
	ll := 0.0
	for t := from; t < len(s.cells); t++ {
		if t > from {
			x.predict(m.VarEta, m.VarZeta)
		}
		if y := s.cells[t]; !math.IsNaN(y) {
			f := x.p[0] + m.VarEps
			v, vd := x.answer(y-offset, f)
			u.add(v, vd, f)
			ll -= 0.5 * (log2Pi + math.Log(f) + v*v/f)
		}
	}
	delta, _, logDet := u.determined()
	return ll - 0.5*(logDet-dot(delta, u.h)), true
}

// answer updates the state with one answer and returns its error and the error's dependence on delta.
func (x *trendState) answer(y, f float64) (v float64, vd [2]float64) {
	v, vd = y-x.a[0], [2]float64{-x.A[0][0], -x.A[0][1]}
	k := [2]float64{x.p[0] / f, x.p[1] / f}
	for i := range 2 {
		x.a[i] += k[i] * v
		x.A[i][0] += k[i] * vd[0]
		x.A[i][1] += k[i] * vd[1]
	}
	x.p[2] -= k[1] * x.p[1]
	x.p[1] -= k[0] * x.p[1]
	x.p[0] -= k[0] * x.p[0]
	return v, vd
}

// Forecast returns mean and variance of an answer h days after the last day. No page shows it.
func (r Trend) Forecast(h int) (mean, variance float64) {
	x := r.end
	for range h {
		x.predict(r.varLevelStep, r.varSlope)
	}
	delta, cov, _ := r.start.determined()
	return r.offset + x.a[0] + dot(x.A[0], delta), x.p[0] + quad(x.A[0], cov) + r.varEps
}
