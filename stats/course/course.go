// Package course follows one thing a person answers about day by day: where it stands, how sure that is, and what
// changed over six weeks.
//
// In the ordinary case build a [Series] with [Daily] and call [Estimate]. Draw Level with its bands, say [Change] only
// when it is Enough and only with its window, and mark Unusual days without a claim. A level is a description. It is not
// evidence that anything changed: that is decided by package signs alone. No page shows a forecast.
//
// In: one cell per calendar day, NaN where nothing was answered; answers 0 to 10, fractions allowed.
// Out: levels and bands on the same scale, one per day; variances in squared points; probabilities in [0, 1].
// Errors: [ErrNotFinite] and [ErrSpan] from the two constructors. Everything else is total: with no answers there is
// nothing, with one answer a dot with the prior's width.
// Sources: Harvey 1989 (local level, local linear trend); Durbin & Koopman 2012 (exact start, smoothing); Harvey &
// Koopman 1992 (auxiliary residuals); Jackson et al. 2005 (optimal partitioning). Equations and priors in MODEL.md.
package course

// Estimated is what one series says, as far as it says anything.
type Estimated struct {
	Noise   LocalLevel // the fitted variances
	Level   Level      // one mean and variance for each day
	Bands   []Band     // one for each day, clipped to the scale
	Change  Change     // against six weeks before the last day
	Unusual []int      // days that stood more than three standard errors from what the days before suggested
	Ceiling bool       // so many answers at an end of the scale that the level cannot move further
}

// The window of the change, and the least it needs to be put into words.
const (
	ChangeDays       = 42
	changeMinDays    = 14
	changeMinAnswers = 6
)

// Estimate fits the local level by its posterior mode and reads everything a page may show from it.
// With no answers every slice is empty.
func Estimate(s Series) Estimated {
	if s.answers == 0 {
		return Estimated{Noise: FitMAP(s)}
	}
	noise := FitMAP(s)
	level := noise.Smooth(s)
	return Estimated{
		Noise:   noise,
		Level:   level,
		Bands:   level.Bands(),
		Change:  level.Change(s, min(ChangeDays, len(s.cells)-1-s.first)), // days before the first answer are no history
		Unusual: noise.Unusual(s),
		Ceiling: s.AtTheEnd(),
	}
}

// Unusual returns the days whose answer lay more than three standard errors from the forecast of the day before.
// About one real day in a hundred does. It marks a day and claims nothing.
func (m LocalLevel) Unusual(s Series) []int {
	v, f := m.OneStep(s)
	var days []int
	for t := range v {
		if v[t]*v[t] > 9*f[t] { // false for NaN: a day without an answer is never unusual
			days = append(days, t)
		}
	}
	return days
}
