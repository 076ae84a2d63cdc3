package course

import "math"

// VariabilityDays is the length of each of the two windows that are set side by side.
const VariabilityDays = 56

// Scatter is how much answers scatter around their level within one window: the SD, with the middle 80 % of what is
// believed about it. It has no state and no words about change.
type Scatter struct {
	SD, Lo80, Hi80 float64
	Answers        int
	Enough         bool // at least eight answers
}

// Variability returns the scatter of the last 56 days and of the 56 before.
func Variability(s Series) (recent, before Scatter) {
	n := len(s.cells)
	return scatter(s.Window(n-VariabilityDays, n)), scatter(s.Window(n-2*VariabilityDays, n-VariabilityDays))
}

// scatterSteps and driftSteps make the grid over which the level's own wandering is integrated out. Twice as many change
// the ends by less than a hundredth of a point.
const (
	scatterSteps = 24
	driftSteps   = 8
	leastScatter = 8 // answers
)

func scatter(s Series) Scatter {
	fit := FitMAP(s)
	answers := compact(s)
	best := math.Log(fit.VarEps) / 2
	drift := math.Log(fit.VarEta) / 2
	// The grid reaches as far as the answers or the prior leave anything worth counting.
	width := 4 / math.Sqrt(1/(logEpsSD*logEpsSD)+float64(s.answers))
	low, high := max(math.Log(floorEps), best-width), best+width
	step := (high - low) / scatterSteps
	var weight [scatterSteps]float64
	peak := answers.posterior([2]float64{best, drift}).value
	total := 0.0
	for i := range weight {
		e := low + (float64(i)+0.5)*step
		for j := range driftSteps {
			h := drift + (float64(j)+0.5-driftSteps/2)*6*logEtaSD/driftSteps
			weight[i] += math.Exp(answers.posterior([2]float64{e, h}).value - peak)
		}
		total += weight[i]
	}
	at := func(share float64) float64 {
		sum := 0.0
		for i, w := range weight {
			if sum+w >= share*total {
				return math.Exp(low + (float64(i)+(share*total-sum)/w)*step)
			}
			sum += w
		}
		return math.Exp(high)
	}
	return Scatter{
		SD: math.Exp(best), Lo80: at(0.1), Hi80: at(0.9),
		Answers: s.answers, Enough: s.answers >= leastScatter,
	}
}
