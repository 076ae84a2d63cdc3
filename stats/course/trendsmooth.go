package course

import "math"

// Smooth runs filter and smoother given the unknown start, then lets the start be estimated by all answers (de Jong's
// augmented filter). No variance is inverted on the way back, so zero variances of level or slope do no harm.
// The answer is false when there are fewer answers than unknowns of the start.
func (m LocalTrend) Smooth(s Series) (Trend, bool) {
	x, u := m.begin()
	if s.answers < u.d {
		return Trend{}, false
	}
	from := 0
	if m.SlopePrior {
		from = s.first
	}
	cells := s.cells[from:]
	n := len(cells)
	r := Trend{
		FirstDay: from, offset: s.cells[s.first], varEps: m.VarEps, varLevelStep: m.VarEta, varSlope: m.VarZeta,
		Error: missing(n), ErrorVar: missing(n),
	}
	type passed struct {
		before trendState
		v, f   float64
		vd     [2]float64
	}
	path := make([]passed, n)
	seen := 0
	for t, y := range cells {
		if t > 0 {
			x.predict(m.VarEta, m.VarZeta)
		}
		here := passed{before: x, f: x.p[0] + m.VarEps}
		known := seen >= u.d
		var delta [2]float64
		if known {
			var cov [3]float64
			delta, cov, _ = u.determined()
			r.ErrorVar[t] = here.f + quad(x.A[0], cov)
		}
		if !math.IsNaN(y) {
			here.v, here.vd = x.answer(y-r.offset, here.f)
			if known {
				r.Error[t] = here.v + dot(here.vd, delta)
			}
			u.add(here.v, here.vd, here.f)
			r.LogLik -= 0.5 * (log2Pi + math.Log(here.f) + here.v*here.v/here.f)
			seen++
		}
		path[t] = here
	}
	delta, cov, logDet := u.determined()
	r.LogLik -= 0.5 * (logDet - dot(delta, u.h))
	r.end, r.start = x, u

	r.Level, r.Slope = make([]float64, n), make([]float64, n)
	r.VarLevel, r.VarSlope = make([]float64, n), make([]float64, n)
	r.ResidualEps, r.ResidualEta, r.ResidualZeta = missing(n), missing(n), missing(n)
	var back backward
	for t := n - 1; t >= 0; t-- {
		r.ResidualEta[t] = back.residual(0, delta, cov)
		r.ResidualZeta[t] = back.residual(1, delta, cov)
		p := path[t]
		if !math.IsNaN(cells[t]) {
			r.ResidualEps[t] = back.answered(p.before.p, p.v, p.vd, p.f, delta, cov)
		} else {
			back.skipped()
		}
		mean, variance := back.state(p.before, delta, cov)
		r.Level[t], r.Slope[t] = r.offset+mean[0], mean[1]
		r.VarLevel[t], r.VarSlope[t] = variance[0], variance[1]
	}
	return r, true
}

// backward is Durbin and Koopman's r and N, with R the dependence of r on the unknown start.
type backward struct {
	r [2]float64
	R [2][2]float64
	n [3]float64
}

func (b *backward) residual(i int, delta [2]float64, cov [3]float64) float64 {
	v := b.n[2*i] - quad(b.R[i], cov)
	if v <= 1e-12*b.n[2*i] {
		return math.NaN() // no later answer tells anything about this disturbance
	}
	return (b.r[i] + dot(b.R[i], delta)) / math.Sqrt(v)
}

// skipped passes over the transition of a day without an answer.
func (b *backward) skipped() {
	b.r[1] += b.r[0]
	b.R[1][0] += b.R[0][0]
	b.R[1][1] += b.R[0][1]
	b.n = [3]float64{b.n[0], b.n[0] + b.n[1], b.n[0] + 2*b.n[1] + b.n[2]}
}

// answered passes over a day with an answer and returns its standardised observation residual.
func (b *backward) answered(p [3]float64, v float64, vd [2]float64, f float64, delta [2]float64, cov [3]float64) float64 {
	b.skipped()
	k := [2]float64{p[0] / f, p[1] / f}
	u := v/f - k[0]*b.r[0] - k[1]*b.r[1]
	var ud [2]float64
	for j := range 2 {
		ud[j] = vd[j]/f - k[0]*b.R[0][j] - k[1]*b.R[1][j]
	}
	spread := 1/f + quad(k, b.n)
	eps := math.NaN()
	if v := spread - quad(ud, cov); v > 1e-12*spread {
		eps = (u + dot(ud, delta)) / math.Sqrt(v)
	}
	b.r[0] += u
	b.R[0][0] += ud[0]
	b.R[0][1] += ud[1]
	b.n[0] += spread - 2*(k[0]*b.n[0]+k[1]*b.n[1])
	b.n[1] -= k[0]*b.n[1] + k[1]*b.n[2]
	return eps
}

// state joins the forecast made before a day with what came after it.
func (b *backward) state(x trendState, delta [2]float64, cov [3]float64) (mean, variance [2]float64) {
	rows := [2][2]float64{{x.p[0], x.p[1]}, {x.p[1], x.p[2]}}
	own := [2]float64{x.p[0], x.p[2]}
	for i, row := range rows {
		g := [2]float64{
			x.A[i][0] + row[0]*b.R[0][0] + row[1]*b.R[1][0],
			x.A[i][1] + row[0]*b.R[0][1] + row[1]*b.R[1][1],
		}
		mean[i] = x.a[i] + dot(row, b.r) + dot(g, delta)
		variance[i] = own[i] - quad(row, b.n) + quad(g, cov)
	}
	return mean, variance
}
