package app

import (
	"math"

	"kept/app/page"
	"kept/app/words"
	"kept/schedule"
	"kept/stats/reliability"
	"kept/view"
)

func (c *call) pathPage() {
	var patterns []page.Pattern
	for _, a := range c.a.ours.Agreements() {
		if p, ok := c.pattern(a); ok {
			patterns = append(patterns, p)
		}
	}
	c.page(page.PathPage(c.frame(words.Path, "main"), patterns))
}

func (c *call) patternPage() {
	a, ok := c.findAgreement()
	if !ok {
		c.missing("/4")
		return
	}
	p, _ := c.pattern(a)
	h := c.history(a)
	p.Chart, p.Weeks = c.curve(a, h)
	c.page(page.PatternPage(c.frame(words.Path, "main"), p))
}

// history is what reliability computes from: finished occurrences by day.
func (c *call) history(a view.Agreement) reliability.History {
	var events []reliability.Event
	for _, e := range c.a.ours.Events(a.ID, c.now) {
		o := reliability.Moved
		switch e.Outcome {
		case view.OutcomeKept:
			o = reliability.Kept
		case view.OutcomeMissed:
			o = reliability.Missed
		}
		events = append(events, reliability.Event{Day: e.Day.Days(), Outcome: o})
	}
	h, err := reliability.NewHistory(events, c.dateIn(a).Days())
	if err != nil {
		panic(err) // an outcome that is none of the three above: a mistake in our own code
	}
	return h
}

// pattern is the headline of one agreement: how often it was done, with its uncertainty; false before anything was due.
func (c *call) pattern(a view.Agreement) (page.Pattern, bool) {
	p := page.Pattern{ID: short(a.ID), What: a.What, Rhythm: c.rhythm(a.Schedule)}
	n := c.a.ours.Counts(a.ID, c.now)
	p.Cases = words.Cases(n.Done, n.NotKept, n.Moved)
	h := c.history(a)
	b := h.Belief()
	p.Early = !b.Enough()
	if !p.Early {
		shown := b.Bands
		if a.Schedule.Repeat == schedule.Days && a.Schedule.Every <= nearlyDaily {
			shown = h.Curve(reliability.Screen).Today // so many cases hide a drift from the Beta: see MODEL.md
		}
		p.Range = words.Begin(words.Range(shown.Lo80, shown.Hi80))
	}
	if n.NoWord > 0 {
		var open []int
		for _, o := range c.a.ours.Occurrences(a.ID, c.now) {
			if o.State == view.NoWord {
				open = append(open, o.On.Days())
			}
		}
		missed, kept := h.Range(open)
		p.NoWord = words.WithoutWord(n.NoWord)
		if !p.Early {
			p.NoWord += " " + words.IfNoneIfAll(words.Range(missed.Lo80, missed.Hi80), words.Range(kept.Lo80, kept.Hi80))
		}
	}
	return p, n.Done+n.NotKept+n.Moved+n.NoWord > 0
}

// nearlyDaily is the number of days between occurrences up to which the drifting model gives the range.
const nearlyDaily = 2

func percent(p float64) int { return int(math.Round(100 * p)) }

// curve is how it went over the weeks, and the table behind it.
func (c *call) curve(a view.Agreement, h reliability.History) (page.Chart, []page.Week) {
	points := h.Curve(reliability.Screen).Points
	if len(points) == 0 {
		return page.Chart{}, nil
	}
	first, last := points[0].Day, points[len(points)-1].Day
	chart := page.Chart{
		Label: words.CurveTitle + ". " + words.CurveSays,
		First: c.day(schedule.DateOfDays(first)), Last: c.day(schedule.DateOfDays(last)),
	}
	rows := map[int]*page.Week{}
	var order []int
	for _, p := range points {
		x := 1.0
		if last > first {
			x = float64(p.Day-first) / float64(last-first)
		}
		chart.Points = append(chart.Points, page.ChartPoint{X: x, Mid: p.Median,
			Low: [3]float64{p.Lo95, p.Lo80, p.Lo50}, High: [3]float64{p.Hi95, p.Hi80, p.Hi50}})
		monday := weekOf(p.Day)
		if rows[monday] == nil {
			rows[monday] = &page.Week{Of: c.day(schedule.DateOfDays(monday))}
			order = append(order, monday)
		}
		w := rows[monday] // the week's last day counts
		w.Low, w.Mid, w.High = percent(p.Lo80), percent(p.Median), percent(p.Hi80)
	}
	for _, e := range c.a.ours.Events(a.ID, c.now) {
		w := rows[weekOf(e.Day.Days())]
		if w == nil {
			continue // a week in which things were only moved has no point on the curve
		}
		switch e.Outcome {
		case view.OutcomeKept:
			w.Done++
		case view.OutcomeMissed:
			w.Not++
		default:
			w.Moved++
		}
	}
	weeks := make([]page.Week, 0, len(order))
	for i := len(order) - 1; i >= 0; i-- { // newest first
		weeks = append(weeks, *rows[order[i]])
	}
	return chart, weeks
}

// weekOf is the Monday of a day, both counted from 1970-01-01, which was a Thursday.
func weekOf(day int) int {
	return day - int((schedule.DateOfDays(day).Weekday()+6)%7)
}
