package reliability

import "math"

// walk is the grid of log odds and the kernels needed so far. It belongs to one computation.
type walk struct {
	dx           float64
	x            []float64 // log odds from -gridEnd to gridEnd
	kept, missed []float64 // likelihood of one kept, of one missed
	kernels      map[uint64]*kernel
}

func newWalk(points int) *walk {
	w := &walk{
		dx:      2 * gridEnd / float64(points-1),
		x:       make([]float64, points),
		kernels: map[uint64]*kernel{},
	}
	for i := range w.x {
		w.x[i] = -gridEnd + w.dx*float64(i)
	}
	w.kept, w.missed = w.likelihood(1, 0), w.likelihood(0, 1)
	return w
}

// likelihood of several events of one day, each point against the best one. It goes by logarithms: a product of
// thousands of probabilities would vanish.
func (w *walk) likelihood(kept, missed float64) []float64 {
	l := make([]float64, len(w.x))
	most := math.Inf(-1)
	for i, x := range w.x {
		l[i] = -kept*math.Log1p(math.Exp(-x)) - missed*math.Log1p(math.Exp(x))
		most = max(most, l[i])
	}
	for i := range l {
		l[i] = max(math.Exp(l[i]-most), floor)
	}
	return l
}

// first returns the belief before anything happened.
func (w *walk) first() []float64 {
	v := make([]float64, len(w.x))
	for i, x := range w.x {
		v[i] = math.Exp(-x * x / (2 * firstSD * firstSD))
	}
	normalise(v)
	return v
}

// learn multiplies v by the likelihood of one day's events.
func (w *walk) learn(v []float64, d dayCount) {
	switch {
	case d.kept == 1 && d.missed == 0:
		multiply(v, w.kept)
	case d.kept == 0 && d.missed == 1:
		multiply(v, w.missed)
	default:
		multiply(v, w.likelihood(float64(d.kept), float64(d.missed)))
	}
}

// kernel returns the change from one day to a later or the same one, built once for each distance.
func (w *walk) kernel(from, to int) *kernel {
	gap := uint64(to) - uint64(from) // right for any from ≤ to, where int could overflow
	k, ok := w.kernels[gap]
	if !ok {
		k = newKernel(len(w.x), w.dx, math.Sqrt(stepVariance*float64(gap)))
		w.kernels[gap] = k
	}
	return k
}

// levels are the quantiles of [Bands], rising.
var levels = [7]float64{.025, .1, .25, .5, .75, .9, .975}

// bands reads the quantiles off a belief, normalised or not: each cell's mass lies half on either side of its point,
// and between points the cumulative sum is straight.
func (w *walk) bands(v []float64) Bands {
	var q [len(levels)]float64
	total := sum(v)
	i, here, before := 0, v[0]/2, 0.0 // the cumulative sum at the middle of cell i, and of the one before
	for l, level := range levels {
		for here < level*total && i < len(v)-1 {
			before = here
			here += (v[i] + v[i+1]) / 2
			i++
		}
		x := w.x[i]
		if i > 0 && here >= level*total {
			x -= w.dx * (here - level*total) / (here - before)
		}
		q[l] = logistic(x)
	}
	return Bands{Lo95: q[0], Lo80: q[1], Lo50: q[2], Median: q[3], Hi50: q[4], Hi80: q[5], Hi95: q[6]}
}
