package reliability

import "math"

// kernel is a column-normalised matrix of transition weights. Before normalising, a weight depends only on the
// distance between two cells, so it is kept as one half row and one factor for each column.
type kernel struct {
	weights []float64 // at distance 0, 1, ..., up to where they no longer count
	column  []float64 // 1 / column sum
	padded  []float64 // scratch: cells with zeros on both sides
}

// negligible is the weight, against that of staying, at which the kernel is cut off.
const negligible = 1e-16

func newKernel(points int, dx, sd float64) *kernel {
	if sd == 0 {
		return &kernel{}
	}
	at := func(d float64) float64 { return math.Exp(-.5 * (d * dx / sd) * (d * dx / sd)) }
	if sd < 2*dx {
		// The density at the points would be too coarse: integrate it over each cell.
		tail := func(d float64) float64 { return math.Erfc(d * dx / sd / math.Sqrt2) }
		at = func(d float64) float64 { return tail(d-.5) - tail(d+.5) }
	}
	k := &kernel{}
	for d := range points {
		weight := at(float64(d))
		if d > 0 && weight < negligible*k.weights[0] {
			break
		}
		k.weights = append(k.weights, weight)
	}
	ones := make([]float64, points)
	for i := range ones {
		ones[i] = 1
	}
	k.padded = make([]float64, points+2*len(k.weights)+4)
	k.column = make([]float64, points)
	k.spread(k.column, ones)
	for i, sum := range k.column {
		k.column[i] = 1 / sum
	}
	return k
}

// forward carries a belief over the gap.
func (k *kernel) forward(v []float64) {
	if k.weights == nil {
		return
	}
	for i, c := range k.column {
		v[i] *= c
	}
	k.spread(v, v)
}

// backward carries a likelihood back over the gap: the transpose of forward.
func (k *kernel) backward(v []float64) {
	if k.weights == nil {
		return
	}
	k.spread(v, v)
	for i, c := range k.column {
		v[i] *= c
	}
}

// spread sets each cell of to to the weighted sum of the cells of from around it. They may be the same slice.
//
// Nearly all the time of a curve is spent here. Four neighbouring cells are summed at once: going one step
// further out, each takes over its neighbour's value and only the outermost two are read anew.
func (k *kernel) spread(to, from []float64) {
	reach := len(k.weights)
	copy(k.padded[reach:], from)
	for i := 0; i < len(from); i += 4 {
		c := k.padded[i:][: 2*reach+4 : 2*reach+4] // the first of the four is c[reach]
		l0, l1, l2, l3 := c[reach], c[reach+1], c[reach+2], c[reach+3]
		r0, r1, r2, r3 := l0, l1, l2, l3
		w := k.weights[0]
		s0, s1, s2, s3 := w*l0, w*l1, w*l2, w*l3
		for d := 1; d < reach; d++ {
			l0, l1, l2, l3 = c[reach-d], l0, l1, l2
			r0, r1, r2, r3 = r1, r2, r3, c[reach+3+d]
			w = k.weights[d]
			s0 += w * (l0 + r0)
			s1 += w * (l1 + r1)
			s2 += w * (l2 + r2)
			s3 += w * (l3 + r3)
		}
		if i+4 > len(to) {
			copy(to[i:], []float64{s0, s1, s2, s3})
			return
		}
		t := to[i : i+4 : i+4]
		t[0], t[1], t[2], t[3] = s0, s1, s2, s3
	}
}
