package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"kept/stats/signs"
)

// changing is what one simulated couple with a true change gave: adjusted evidence of each sign for each day of the watch.
type changing struct {
	star   [][]float64
	up     [][]bool
	joined int
}

// barsForOne and barsForTwo stand for the bars of package signs, which know how many signs joined.
var (
	barsForOne = [2]float64{}
	barsForTwo = [2]float64{1, 1}
)

// crossing is the first day of the watch (1 is the first) on which a sign crosses the bars, 0 if none up to day last.
func (c changing) crossing(sign int, bars [2]float64, last int) (day int, up bool) {
	for i, e := range c.star[sign] {
		bar := bars[0]
		if i >= quarter {
			bar = bars[1]
		}
		switch bars {
		case barsForOne:
			bar = signs.Bar(signs.OneOfUs, c.joined, i+1)
		case barsForTwo:
			bar = signs.Bar(signs.BothOfUs, c.joined, i+1)
		}
		if i < last && e >= bar {
			return i + 1, c.up[sign][i]
		}
	}
	return 0, false
}

func simulateChange(r *rand.Rand, w world, schedule []rhythm, least leastAnswers, c change, days int) changing {
	rows := draw(r, w, schedule, baselineDays+days, c, 0)
	all := watchAll(rows, schedule, least)
	out := changing{star: adjusted(all)}
	for _, ev := range all {
		out.up = append(out.up, ev.up)
		if ev.joined {
			out.joined++
		}
	}
	return out
}

// trueChanges are those of STATISTICS.md.
var trueChanges = []struct {
	name string
	change
}{
	{"+1", change{points: 1, start: 4.5}},
	{"+2", change{points: 2, start: 4}},
	{"+3", change{points: 3, start: 3.5}},
	{"-2 at once", change{points: -2, start: 6, atOnce: true}},
}

// power prints how often a true change of all signs is seen, by kind of sign, and the median delay of a daily sign.
func power(o options, all []person) error {
	schedule, least := keptSchedule, leastAnswers(keptJoins)
	bars := [][2]float64{{2.2, 3}, barsForOne, barsForTwo}
	if o.study {
		schedule, least, bars = studySchedule, everySignJoins, [][2]float64{{1.78, 1.78}, {2.2, 3}, {3, 3}}
	}
	kinds := []rhythm{daily, irregular, weekly}
	fmt.Println("% of couples; a kind of sign: of its signs. delay: median days after onset, a daily sign that crossed")
	fmt.Println("world           change      days bars       any sign    daily irregular weekly  delay  wrong way")
	for i, w := range worlds(all)[:2] {
		for j, c := range trueChanges {
			if !strings.HasPrefix(c.name, o.only) {
				continue
			}
			cs := repeat(o.reps, o.workers, o.seed, 200+10*uint64(i)+uint64(j), func(r *rand.Rand) changing {
				return simulateChange(r, w, schedule, least, c.change, 2*quarter)
			})
			for _, days := range []int{quarter, 2 * quarter} {
				for _, b := range bars {
					printPower(w.name, c.name, c.points > 0, days, b, cs, schedule, kinds)
				}
			}
		}
	}
	return nil
}

func printPower(world, change string, rises bool, days int, bars [2]float64, cs []changing, schedule, kinds []rhythm) {
	any := count(cs, func(c changing) bool {
		return slices.ContainsFunc(indices(schedule), func(i int) bool { d, up := c.crossing(i, bars, days); return d > 0 && up == rises })
	})
	wrong := count(cs, func(c changing) bool {
		return slices.ContainsFunc(indices(schedule), func(i int) bool { d, up := c.crossing(i, bars, days); return d > 0 && up != rises })
	})
	var byKind [3]share
	var delays []int
	for k, kind := range kinds {
		for i, ask := range schedule {
			if ask != kind {
				continue
			}
			for _, c := range cs {
				byKind[k].of++
				if d, up := c.crossing(i, bars, days); d > 0 && up == rises {
					byKind[k].yes++
					if kind == daily {
						delays = append(delays, d)
					}
				}
			}
		}
	}
	delay := "-"
	if len(delays) > 0 {
		slices.Sort(delays)
		delay = fmt.Sprint(delays[len(delays)/2])
	}
	bar := fmt.Sprint(bars)
	switch bars {
	case barsForOne:
		bar = "for one"
	case barsForTwo:
		bar = "for two"
	}
	fmt.Printf("%-15s %-11s %4d %-10s %5.1f±%.1f  %5.1f    %5.1f  %5.1f  %5s  %5.2f\n", world, change, days, bar,
		any.percent(), any.err(), byKind[0].percent(), byKind[1].percent(), byKind[2].percent(), delay, wrong.percent())
}

func indices(schedule []rhythm) []int {
	out := make([]int, len(schedule))
	for i := range out {
		out[i] = i
	}
	return out
}
