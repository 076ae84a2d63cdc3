package main

import (
	"fmt"
	"strings"

	"kept/stats/course"
	"kept/stats/diary"
	"kept/stats/signs"
)

// told is everything that is said about one item of one person.
type told struct {
	diary    diary.Diary
	person   diary.Person
	item     string
	number   int
	first    int
	series   course.Series
	course   course.Estimated
	record   signs.Record
	baseline int
	turned   bool
}

// stateWords are the words of the states as people meet them.
var stateWords = map[signs.State]string{
	signs.NotEnough: "Too early to tell",
	signs.NoChange:  "Nothing clear yet",
	signs.Emerging:  "Something is changing",
	signs.Steady:    "It has held",
	signs.Slipping:  "Harder again",
}

// text is the item for people: a line for every seventh day and the last.
func (t told) text() string {
	var b strings.Builder
	level, n := t.course.Level, len(t.course.Level.Mean)
	fmt.Fprintf(&b, "  %s: %d answers on %d days", t.item, t.series.Answers(), t.series.Days())
	if t.turned {
		fmt.Fprint(&b, ", turned so that up is better")
	}
	fmt.Fprintln(&b)
	if n == 0 {
		fmt.Fprintf(&b, "    no answers, so nothing to say\n")
		return b.String()
	}
	fmt.Fprintf(&b, "    %-12s %5s  %-11s  %-11s  %s\n", "day", "level", "50 %", "80 %", "95 %")
	for day := range n {
		if day%7 != 0 && day != n-1 {
			continue
		}
		w := t.course.Bands[day]
		fmt.Fprintf(&b, "    %-12s %5.1f  %s  %s  %s\n", t.diary.Label(t.first+day), level.Mean[day],
			span(w.Lo50, w.Hi50), span(w.Lo80, w.Hi80), span(w.Lo95, w.Hi95))
	}
	fmt.Fprintf(&b, "    %s\n", changeWords(t.course.Change))
	if t.course.Ceiling {
		fmt.Fprintf(&b, "    Many answers stand at an end of the scale, where a level can move no further.\n")
	}
	if days := t.course.Unusual; len(days) > 0 {
		labels := make([]string, len(days))
		for i, day := range days {
			labels[i] = t.diary.Label(t.first + day)
		}
		fmt.Fprintf(&b, "    Stood out from the days before: %s\n", strings.Join(labels, ", "))
	}
	sign := t.record.Signs[t.number]
	for _, s := range sign.States {
		fmt.Fprintf(&b, "    from %s: %s\n", t.diary.Label(s.Day), stateWords[s.State])
	}
	fmt.Fprintf(&b, "    (%d answers over %d days stand behind the last)\n", sign.Answers, sign.Days)
	return b.String()
}

func span(low, high float64) string { return fmt.Sprintf("%4.1f to %-4.1f", low, high) }

// changeWords says the six-week change with its window. Between four and six in ten it says neither higher nor lower.
func changeWords(c course.Change) string {
	if !c.Enough {
		return "Too early to compare with an earlier day."
	}
	where, p := "higher than", c.Higher
	if p < 0.5 {
		where, p = "lower than", 1-p
	}
	if p < 0.6 {
		return fmt.Sprintf("The level is about where it was %d days ago.", c.WindowDays)
	}
	return fmt.Sprintf("The level is probably %s %d days ago (%.0f %%). This describes the level and is no evidence of a change.",
		where, c.WindowDays, min(99, 100*p))
}

// courseData is the item for programs. Arrays have one number for each of days.
type courseData struct {
	ID     string     `json:"id"`
	Item   string     `json:"item"`
	Days   []any      `json:"days"` // as in the file: dates or numbers
	Level  []float64  `json:"level"`
	Lo50   []float64  `json:"lo50"`
	Hi50   []float64  `json:"hi50"`
	Lo80   []float64  `json:"lo80"`
	Hi80   []float64  `json:"hi80"`
	Lo95   []float64  `json:"lo95"`
	Hi95   []float64  `json:"hi95"`
	Change changeData `json:"change"`
	Signs  signData   `json:"signs"`
}

type changeData struct {
	Mean       float64 `json:"mean"`
	SD         float64 `json:"sd"`
	Higher     float64 `json:"higher"`
	WindowDays int     `json:"windowDays"`
	Enough     bool    `json:"enough"`
}

type signData struct {
	State     string         `json:"state"`
	States    []stateData    `json:"states"`
	Crossings []crossingData `json:"crossings"`
	Answers   int            `json:"answers"`
	Days      int            `json:"days"`
	Baseline  int            `json:"baselineDays"`
	Promise   bool           `json:"withinPromise"`
}

type stateData struct {
	Day   any    `json:"day"`
	State string `json:"state"`
}

type crossingData struct {
	Day      any     `json:"day"`
	Up       bool    `json:"up"`
	Evidence float64 `json:"evidence"`
	Held     any     `json:"held"` // a day, or null
	Settled  any     `json:"settledBack"`
}

// day is a day as it stood in the file.
func (t told) day(day int) any {
	if t.diary.Dated {
		return t.diary.Label(day)
	}
	return day
}

func (t told) data() courseData {
	n := len(t.course.Level.Mean)
	c, sign := t.course.Change, t.record.Signs[t.number]
	d := courseData{
		ID: t.person.ID, Item: t.item, Days: make([]any, n), Level: append([]float64{}, t.course.Level.Mean...),
		Lo50: make([]float64, n), Hi50: make([]float64, n), Lo80: make([]float64, n), Hi80: make([]float64, n),
		Lo95: make([]float64, n), Hi95: make([]float64, n),
		Change: changeData{c.Mean, c.SD, c.Higher, c.WindowDays, c.Enough},
		Signs: signData{
			State: sign.State.String(), States: []stateData{}, Crossings: []crossingData{}, Answers: sign.Answers, Days: sign.Days,
			Baseline: t.baseline, Promise: t.baseline == signs.BaselineDays,
		},
	}
	for i, b := range t.course.Bands {
		d.Days[i] = t.day(t.first + i)
		d.Lo50[i], d.Hi50[i], d.Lo80[i], d.Hi80[i], d.Lo95[i], d.Hi95[i] = b.Lo50, b.Hi50, b.Lo80, b.Hi80, b.Lo95, b.Hi95
	}
	for _, s := range sign.States {
		d.Signs.States = append(d.Signs.States, stateData{t.day(s.Day), s.State.String()})
	}
	for _, x := range t.record.Crossings {
		if x.Sign != t.number {
			continue
		}
		held := func(day int, yes bool) any {
			if !yes {
				return nil
			}
			return t.day(day)
		}
		d.Signs.Crossings = append(d.Signs.Crossings, crossingData{
			t.day(x.Day), x.Up, x.Evidence, held(x.Held, x.HasHeld), held(x.Settled, x.HasSettled),
		})
	}
	return d
}
