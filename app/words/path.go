package words

import "fmt"

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
	How3     = "A few cases say little. So Kept shows a range, not one number. With eight cases in ten the truth lies in that range, if things went on as they were. Below three full cases it says: too early to tell."
	How4     = "The line over the weeks lets the habit drift slowly and looks at the days before and after. For things done every day or every other day, the range comes from the line's last point. It is a description, not a forecast, and it says what was done, not why."
	How5     = "Nothing here measures trust, and nothing is added up across agreements."
	How6     = "In the words of the trade: a beta distribution with a flat prior and a half-life of 30 days; for the line a Bernoulli model whose logit walks at random, 0.01 a day. The program's pages tell where both come from."
)

// InTen says a share as times in ten, the way people say it.
func InTen(lo, hi int) string {
	switch {
	case lo == hi && lo == 10:
		return "nearly every time"
	case lo == hi && lo == 0:
		return "hardly ever"
	case lo == hi:
		return fmt.Sprintf("about %d times in 10", lo)
	default:
		return fmt.Sprintf("between %d and %d times in 10", lo, hi)
	}
}

// Cases says on how much that rests.
func Cases(done, not, moved int) string {
	s := fmt.Sprintf("%d done, %d not kept", done, not)
	if moved > 0 {
		s += fmt.Sprintf(", %d moved beforehand", moved)
	}
	return s + "."
}

// WithoutWord says what the open ones would change.
func WithoutWord(n, lo, hi int) string {
	return fmt.Sprintf("%s yet for %s. If none of them was done: %d in 10. If all were: %d in 10.", "No word", Times(n), lo, hi)
}

// Times says a number of times.
func Times(n int) string {
	if n == 1 {
		return "one time"
	}
	return fmt.Sprintf("%d times", n)
}
