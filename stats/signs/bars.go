package signs

// mostSigns is the largest family: twice the five signs of a person.
const mostSigns = 10

// Asked is how many of a couple answer the questions of the signs. Where both do, two people could see a false sign, and the bars are
// higher, so that the promise holds for the couple.
type Asked int

const (
	OneOfUs Asked = iota
	BothOfUs
)

// Bar is the adjusted evidence that a sign must reach on a day of the watch (1 is the first) when so many signs joined.
//
// The bars were set by simulation so that in any of seven kinds of unchanged couples who look every day, at most five in a
// hundred see any sign of change within a quarter (bench/signs; figures in docs/statistics.md). They lie below the bar of Ville's
// inequality, 20, which would leave hardly any true change to be seen. Fewer signs need a higher bar: the mean over a family
// dampens what one sign does by chance.
func Bar(asked Asked, joined, day int) float64 {
	quarter := 0
	if day > quarterDays {
		quarter = 1
	}
	of := 0
	if asked == BothOfUs {
		of = 1
	}
	row := bars[of][quarter]
	return row[min(max(joined, 1), len(row))-1]
}

// By who is asked, by the first quarter of an epoch and the second, and by the number of signs that joined, one to five; more signs
// share the last, which is on the safe side.
var bars = [2][2][5]float64{
	{{6.6, 5.5, 4.6, 3.9, 3.2}, {8.3, 7.8, 7, 5.6, 4.8}},
	{{8.6, 6.9, 6, 5, 4.2}, {13, 12, 11, 9.6, 7.5}},
}
