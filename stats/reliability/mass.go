package reliability

// floor keeps every cell of a normalised belief above nothing, so that a product of two is never all zero
// however surprising the events. It is too small to move any figure.
const floor = 1e-150

// normalise makes v sum to 1 with no cell under the floor.
func normalise(v []float64) {
	scale := 1 / sum(v)
	for i, x := range v {
		x *= scale
		if x < floor {
			x = floor
		}
		v[i] = x
	}
}

// sum adds up v in two halves: one addition need not wait for the one before it.
func sum(v []float64) float64 {
	half := len(v) / 2
	low, high := v[:half], v[half:][:half]
	a, b := 0.0, 0.0
	for i, x := range low {
		a += x
		b += high[i]
	}
	for _, x := range v[2*half:] {
		b += x
	}
	return a + b
}

func multiply(v, by []float64) {
	by = by[:len(v)]
	for i, x := range by {
		v[i] *= x
	}
}
