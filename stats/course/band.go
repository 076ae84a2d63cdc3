package course

import "math"

// Quantiles of the standard normal distribution for bands of 50, 80 and 95 %.
const (
	z50 = 0.67448975019608174320
	z80 = 1.28155156554460046697
	z95 = 1.95996398454005423552
)

// Band holds the ends of the three bands of one day's level, clipped to the scale. They are for the level and not for
// single answers, which scatter more.
type Band struct {
	Lo50, Hi50, Lo80, Hi80, Lo95, Hi95 float64
}

// Bands returns one band per day.
func (l Level) Bands() []Band {
	bands := make([]Band, len(l.Mean))
	clip := func(x float64) float64 { return min(ScaleHigh, max(ScaleLow, x)) }
	for t, m := range l.Mean {
		sd := math.Sqrt(l.Var[t])
		bands[t] = Band{
			clip(m - z50*sd), clip(m + z50*sd),
			clip(m - z80*sd), clip(m + z80*sd),
			clip(m - z95*sd), clip(m + z95*sd),
		}
	}
	return bands
}

// Change is how far the level of the last day lies above that of an earlier day. It describes the level; as an alarm it
// would speak in most couples in whom nothing changed (see docs/statistics.md).
type Change struct {
	Mean, SD   float64
	Higher     float64 // probability that the level is higher now
	WindowDays int     // how far back the earlier day lies; less than asked for in a shorter history
	Enough     bool    // false: too little for any statement
}

// Change compares the last day with the day window days before it, or with day 0 in a shorter history.
func (l Level) Change(s Series, window int) Change {
	last := len(l.Mean) - 1
	if last < 0 {
		return Change{}
	}
	from := max(0, last-window)
	shared := l.Var[last] // covariance of the two days' levels given all answers
	for t := from; t < last; t++ {
		shared *= l.pull[t]
	}
	c := Change{
		Mean:       l.Mean[last] - l.Mean[from],
		SD:         math.Sqrt(max(0, l.Var[last]+l.Var[from]-2*shared)),
		WindowDays: last - from,
		Enough:     len(s.cells)-s.first >= changeMinDays && s.answers >= changeMinAnswers,
	}
	c.Higher = 0.5
	if c.SD > 0 {
		c.Higher = 0.5 * math.Erfc(-c.Mean/c.SD/math.Sqrt2)
	}
	return c
}
