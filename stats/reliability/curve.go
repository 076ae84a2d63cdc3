package reliability

// The walk: the log odds of keeping change by N(0, stepVariance) a day and begin at N(0, firstSD²).
const (
	stepVariance = .01
	firstSD      = 1.6
	gridEnd      = 8.0
)

// Grid says how finely the curve is computed.
type Grid uint8

const (
	Fine   Grid = iota // 401 points: for reference
	Screen             // 161 points: for pictures, within .02 of Fine
)

func (g Grid) points() int {
	if g == Screen {
		return 161
	}
	return 401
}

// Curve is how often it was kept over time.
type Curve struct {
	Points []Point // one for each day with something kept or missed, by day
	Today  Bands   // as of today, after the time that has passed since the last point
}

// Point is the belief about one day, in the light of everything before and after it.
type Point struct {
	Day int
	Bands
}

// floor keeps every cell of a normalised belief above nothing, so that a product of two is never all zero
// however surprising the events. It is too small to move any figure.
const floor = 1e-150

// Curve lets the rate of keeping drift and returns it day by day: an exact forward and backward pass over a grid.
// With nothing kept or missed there are no points, and Today is the prior.
func (h History) Curve(g Grid) Curve {
	w := newWalk(g.points())
	days := h.days()
	n := len(w.x)
	now := w.first()
	if len(days) == 0 {
		return Curve{Today: w.bands(now)}
	}

	// Forward: row t of filtered is the belief on day t after its events.
	filtered := make([]float64, len(days)*n)
	for t, d := range days {
		if t > 0 {
			w.kernel(days[t-1].day, d.day).forward(now)
		}
		w.learn(now, d)
		normalise(now)
		copy(filtered[t*n:], now)
	}
	last := len(days) - 1
	w.kernel(days[last].day, h.today).forward(now)
	c := Curve{Points: make([]Point, len(days)), Today: w.bands(now)}

	// Backward: later is the likelihood of everything after day t.
	later := make([]float64, n)
	for i := range later {
		later[i] = 1
	}
	for t := last; ; t-- {
		smoothed := filtered[t*n : (t+1)*n]
		multiply(smoothed, later)
		c.Points[t] = Point{days[t].day, w.bands(smoothed)}
		if t == 0 {
			return c
		}
		w.learn(later, days[t])
		w.kernel(days[t-1].day, days[t].day).backward(later)
		normalise(later)
	}
}

// dayCount is what was kept and missed on one day; moved events do not stand in the way of the walk.
type dayCount struct{ day, kept, missed int }

func (h History) days() []dayCount {
	var days []dayCount
	for _, e := range h.events {
		if e.Outcome == Moved {
			continue
		}
		if len(days) == 0 || days[len(days)-1].day != e.Day {
			days = append(days, dayCount{day: e.Day})
		}
		if d := &days[len(days)-1]; e.Outcome == Kept {
			d.kept++
		} else {
			d.missed++
		}
	}
	return days
}

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

// levels are the quantiles of [Bands], rising.
var levels = [7]float64{.025, .1, .25, .5, .75, .9, .975}

// bands reads the quantiles off a belief, normalised or not: each cell's mass lies half on either side of its point.
func (w *walk) bands(v []float64) Bands {
	var q [7]float64
	next, total := 0, sum(v)
	wanted := levels[next] * total
	below, cell := 0.0, 0.0 // the centred cumulative sum at the previous point, and that point's mass
	for i, mass := range v {
		here := below + (cell+mass)/2
		for wanted <= here {
			x := w.x[i]
			if i > 0 {
				x -= w.dx * (here - wanted) / (here - below)
			}
			q[next] = logistic(x)
			if next++; next == len(levels) {
				return Bands{Lo95: q[0], Lo80: q[1], Lo50: q[2], Median: q[3], Hi50: q[4], Hi80: q[5], Hi95: q[6]}
			}
			wanted = levels[next] * total
		}
		below, cell = here, mass
	}
	for ; next < len(levels); next++ {
		q[next] = logistic(gridEnd) // more than half of the tail beyond it lies in the last cell
	}
	return Bands{Lo95: q[0], Lo80: q[1], Lo50: q[2], Median: q[3], Hi50: q[4], Hi80: q[5], Hi95: q[6]}
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
