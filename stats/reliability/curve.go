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
