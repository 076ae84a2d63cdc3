package main

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestTheNumberOfWorkersChangesNothing(t *testing.T) {
	w := worlds([]person{{5, 1.5, .3, .6}, {6, 1, .98, .35}})[1]
	one := func(workers int) []unchanged {
		return repeat(6, workers, 1, 2, func(r *rand.Rand) unchanged {
			return simulateUnchanged(r, w, keptSchedule, keptJoins, true, true, false)
		})
	}
	if a, b := one(1), one(3); !reflect.DeepEqual(a, b) {
		t.Errorf("one worker gave %+v, three gave %+v", a, b)
	}
}

func TestDrawnAnswersHaveTheMeanTheSpreadAndTheScheduleAskedFor(t *testing.T) {
	r := rand.New(rand.NewChaCha8(key(3)))
	w := world{draw: func(*rand.Rand) person { return person{5, 1.65, 0, 0} }}
	rows := draw(r, w, keptSchedule, 7*3000, change{}, 0)
	for i, ask := range keptSchedule {
		n, mean, variance := moments(rows[i])
		asked := 7 * 3000.0
		if ask.weekly {
			asked /= 7
		}
		// Rounding to whole points adds 1/12; each tolerance is about five standard errors of the rarest schedule.
		if math.Abs(n/asked-ask.share) > 0.04 || math.Abs(mean-5) > 0.17 || math.Abs(variance-1.65*1.65-1./12) > 0.4 {
			t.Errorf("sign %d: share %.3f, mean %.3f, variance %.3f; want %.2f, 5, %.3f", i, n/asked, mean, variance, ask.share, 1.65*1.65+1./12)
		}
	}
}
