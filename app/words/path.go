package words

import (
	"fmt"
	"math"
)

// Path shows what was done, with its uncertainty.
const (
	PathTitle    = "Path"
	PathEmpty    = "Here stands how often it was done, once something was due. Before that there is nothing to say."
	PathHow      = "How this is computed"
	TooEarly     = "Too early to tell."
	TooEarlyText = "A few more times, and something can be said."
	CurveTitle   = "Over the weeks"
	CurveSays    = "The line is the best guess, the bands say how unsure it is. Each week stands in the table."
	TableTitle   = "The same as a table"
	ColWeek      = "Week of"
	ColLow       = "from"
	ColMid       = "about"
	ColHigh      = "to"
	ColDone      = "done"
	ColNot       = "not kept"
	ColMoved     = "moved"

	HowTitle = "How this is computed"
	How1     = "Each time something was due counts once: done as agreed, or not kept. What was moved beforehand counts for neither. Where no word was given yet, Kept shows both ends: as if it was done, and as if it was not."
	How2     = "What was done lately weighs more. After 30 days a time counts half, after 60 days a quarter."
	How3     = "A few cases say little. So Kept shows a range, not one number. In about eight cases out of ten the true share lies in that range. Below three full cases it says: too early to tell."
	How4     = "The line over the weeks lets the habit drift slowly and looks at the days before and after. For things done every day or every other day, the range comes from the line's last point. It is a description, not a forecast, and it says what was done, not why."
	How5     = "Nothing here measures trust, and nothing is added up across agreements."
	How6     = "In the words of the trade: a beta distribution with a flat prior and a half-life of 30 days; for the line a Bernoulli model whose logit walks at random, 0.01 a day. The program's pages tell where both come from."
)

// Range says a share as times in ten, the way people say it; a narrow one as times in a hundred. Never one number, and
// never all or none: no count makes that certain. lo and hi are fractions.
func Range(lo, hi float64) string {
	of := 10.0
	if math.Round(10*lo) == math.Round(10*hi) {
		of = 100
	}
	from, to := math.Floor(of*lo+.5), math.Floor(of*hi+.5)
	if of == 100 {
		from, to = min(from, 98), max(min(to, 99), 1)
	}
	if from == to {
		from = to - 1
	}
	return fmt.Sprintf("between %.0f and %.0f times in %.0f", from, to, of)
}

// Cases says on how much that rests.
func Cases(done, not, moved int) string {
	s := fmt.Sprintf("%d done, %d not kept", done, not)
	if moved > 0 {
		s += fmt.Sprintf(", %d moved beforehand", moved)
	}
	return s + ". The last 30 days weigh most."
}

// WithoutWord says how many have no word yet.
func WithoutWord(n int) string {
	if n == 1 {
		return "One time has no word yet."
	}
	return fmt.Sprintf("%d times have no word yet.", n)
}

// IfNoneIfAll says what those would change, as ranges.
func IfNoneIfAll(none, all string) string {
	return fmt.Sprintf("If none of them was done: %s. If all were: %s.", none, all)
}
