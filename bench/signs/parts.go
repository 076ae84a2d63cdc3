package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
)

// study repeats the false alarms of STATISTICS.md on its own schedule: every sign joins.
func study(o options, all []person) error {
	bars := []float64{1.78, 2.2, 3, 20}
	steps := [][2]float64{{2.2, 3}}
	fmt.Println("false alarms in % of unchanged couples, any of five signs, a look every day")
	fmt.Printf("days 1-91, bars %v | days 92-182, bars %v\n", bars, steps)
	for i, w := range worlds(all) {
		if !strings.HasPrefix(w.name, o.only) {
			continue
		}
		us := repeat(o.reps, o.workers, o.seed, uint64(i), func(r *rand.Rand) unchanged {
			return simulateUnchanged(r, w, studySchedule, everySignJoins, false, false, false)
		})
		printUnchanged(os.Stdout, w.name, us, bars, steps)
	}
	return nil
}

// kept sets the bars for what Kept asks and shows.
func kept(o options, all []person) error {
	bars := []float64{2.2, 2.5, 3, 3.5, 4, 5, 6}
	steps := [][2]float64{{2.2, 3}, {3, 3.5}, {3, 4}, {3.5, 4}, {3.5, 5}, {4, 5}, {4, 6}, {4, 7}, {4, 8}, {5, 8}}
	fmt.Printf("bars in days 1-91: %v | days 92-182: %v\n", bars, steps)
	for i, w := range worlds(all) {
		if !strings.HasPrefix(w.name, o.only) {
			continue
		}
		us := repeat(o.reps, o.workers, o.seed, 100+uint64(i), func(r *rand.Rand) unchanged {
			return simulateUnchanged(r, w, keptSchedule, keptJoins, o.groups, true, o.independent)
		})
		var joined [6]int
		for _, u := range us {
			joined[u.joined[0]]++
		}
		fmt.Printf("%s: signs that joined 0..5: %v\n", w.name, joined)
		printUnchanged(os.Stdout, "  one person", us, bars, steps)
		printPartners(os.Stdout, "  either/ten", us, bars, steps)
		printKept(os.Stdout, "  Kept's bars", us)
		if !o.groups {
			continue
		}
		printGroups(os.Stdout, "  bars, one", us, keptSchedule, 1)
		printGroups(os.Stdout, "  bars, two", us, keptSchedule, 2)
	}
	return nil
}
