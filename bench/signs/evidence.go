package main

import (
	"math"

	"kept/stats/signs"
)

// evidence is e of one sign for every day watched, and whether the direction was up.
type evidence struct {
	e      []float64
	up     []bool
	joined bool
}

// leastAnswers is what a sign needs in the baseline to be watched in this run.
type leastAnswers func(r rhythm) int

func everySignJoins(rhythm) int { return 1 }

func keptJoins(r rhythm) int {
	if r.weekly {
		return 6
	}
	return 8
}

func watch(cells []float64, ask rhythm, least leastAnswers) evidence {
	p := signs.NewProcess(baselineDays)
	answers, first := 0, -1
	for day, y := range cells[:baselineDays] {
		if !math.IsNaN(y) {
			p.Answer(day, y)
			answers++
			if first < 0 {
				first = day
			}
		}
	}
	watched := len(cells) - baselineDays
	ev := evidence{e: make([]float64, watched), up: make([]bool, watched)}
	if answers < least(ask) || first > 28 {
		return ev
	}
	ev.joined = true
	p.SetOut()
	e, up := 1.0, true
	for i := range watched {
		if y := cells[baselineDays+i]; !math.IsNaN(y) {
			p.Answer(baselineDays+i, y)
			u, d := p.Look()
			e, up = (u+d)/2, u >= d
		}
		ev.e[i], ev.up[i] = e, up
	}
	return ev
}

// watchAll watches every sign of a couple.
func watchAll(rows [][]float64, schedule []rhythm, least leastAnswers) []evidence {
	all := make([]evidence, len(rows))
	for i, cells := range rows {
		all[i] = watch(cells, schedule[i], least)
	}
	return all
}

// adjusted is e* of each sign of a family for each day; signs that did not join have none.
func adjusted(family []evidence) [][]float64 {
	var members []int
	for i, ev := range family {
		if ev.joined {
			members = append(members, i)
		}
	}
	out := make([][]float64, len(family))
	if len(members) == 0 {
		return out
	}
	days := len(family[members[0]].e)
	for _, i := range members {
		out[i] = make([]float64, days)
	}
	now := make([]float64, len(members))
	var star []float64
	for day := range days {
		same := day > 0
		for k, i := range members {
			same = same && now[k] == family[i].e[day]
			now[k] = family[i].e[day]
		}
		if !same {
			star = signs.Adjust(now)
		}
		for k, i := range members {
			out[i][day] = star[k]
		}
	}
	return out
}

// highest is the largest e* of each sign over the days from..to-1 of the watch, 0 for a sign that did not join.
func highest(star [][]float64, from, to int) []float64 {
	out := make([]float64, len(star))
	for i, days := range star {
		for _, e := range days[min(from, len(days)):min(to, len(days))] {
			out[i] = max(out[i], e)
		}
	}
	return out
}
