package view

import (
	"slices"
	"sort"
	"time"

	"kept/entry"
	"kept/schedule"
)

// history is what was said about one agreement, and what follows from it. What follows is kept between questions;
// it depends on the entries and the questions' now alone, never on which questions came before.
type history struct {
	marks, ends []*record

	stale  bool         // an entry about this agreement came: marked must be made again
	marked []Occurrence // those with a mark in force, by Date; Open where they were moved and nothing more was said

	days     []day // the scheduled days from first to last
	from, to schedule.Date
}

// day is one scheduled day and the moment it is past due.
type day struct {
	date schedule.Date
	due  time.Time
}

// said is a mark and the scheduled day it names.
type said struct {
	date schedule.Date
	mark *record
}

// settle works out the marked occurrences of a from the marks that count, earliest first.
func (h *history) settle(a Agreement, marks []*record) {
	all := make([]said, 0, len(marks))
	for _, r := range marks {
		if d, err := schedule.ParseDate(r.content.(entry.Mark).Occurrence); err == nil {
			all = append(all, said{d, r})
		}
	}
	byDate := func(a, b said) int { return a.date.Compare(b.date) }
	if !slices.IsSortedFunc(all, byDate) { // people mostly mark one day after another
		slices.SortStableFunc(all, byDate)
	}
	h.marked = make([]Occurrence, 0, len(all))
	for _, of := range scheduled(a.Schedule, all) {
		if c := outcome(a, of); c.MarkID != (entry.ID{}) {
			h.marked = append(h.marked, c)
		}
	}
	h.stale = false
}

// scheduled groups marks, ascending by day, by those of the days on which s falls. It asks for them in long stretches,
// so that many days cost little, and days far apart do not cost all the days between them.
func scheduled(s schedule.Schedule, all []said) [][]said {
	var falls [][]said
	for len(all) > 0 {
		last := all[0].date.AddDays(schedule.MaxBetween - 1)
		if end := all[len(all)-1].date; end.Before(last) {
			last = end
		}
		between := s.Between(all[0].date, last)
		for len(all) > 0 && !last.Before(all[0].date) {
			d, n := all[0].date, 1
			for n < len(all) && all[n].date == d {
				n++
			}
			for len(between) > 0 && between[0].Before(d) {
				between = between[1:]
			}
			if len(between) > 0 && between[0] == d {
				falls = append(falls, all[:n])
			}
			all = all[n:]
		}
	}
	return falls
}

// outcome tells what the marks of one scheduled day, earliest first, come to.
func outcome(a Agreement, marks []said) Occurrence {
	d := marks[0].date
	c := Occurrence{Agreement: a.ID, Date: d, On: d, Due: a.Schedule.Due(d)}
	for _, s := range marks {
		m, at := s.mark.content.(entry.Mark), moment(s.mark.clock)
		switch {
		case m.Outcome == "kept":
			c.State = Done
		case m.Outcome == "missed", !at.Before(c.Due):
			c.State = NotKept
		case m.To != "":
			to, err := schedule.ParseDate(m.To)
			if err != nil {
				continue
			}
			c.State, c.On, c.Due = Open, to, a.Schedule.Due(to)
			c.Moves++
		case a.Schedule.Repeat == schedule.Once:
			continue
		default:
			c.State = Moved
			c.Moves++
		}
		c.MarkID = s.mark.id
		c.NotedLater = (c.State == Done || c.State == NotKept) && at.Sub(c.Due) > laterThan
	}
	return c
}

// since lists the occurrences up to now, those marked whatever their day, and the next one without a mark; of all these,
// the ones to be done on the given day or later.
func (h *history) since(from schedule.Date, a Agreement, now time.Time) []Occurrence {
	today := schedule.DateIn(now, a.Schedule.Zone)
	begin := today.AddDays(-reachDays)
	if begin.Before(a.Schedule.Start) {
		begin = a.Schedule.Start
	}
	h.reach(a.Schedule, begin, today)
	if from.Before(begin) {
		from = begin
	}

	days := h.days[h.daysFrom(from):h.daysFrom(today.AddDays(1))]
	list := make([]Occurrence, 0, len(days)+8)
	add := func(c Occurrence) {
		if a.Ended && c.Due.After(moment(a.EndedAt)) && c.State != Done && c.State != NotKept {
			return
		}
		if c.State == Open && !now.Before(c.Due) {
			c.State = NoWord
		}
		list = append(list, c)
	}
	earlier, marked := h.markedFrom(begin), h.marked[h.markedFrom(from):]
	for _, c := range h.marked[earlier : len(h.marked)-len(marked)] {
		if !c.On.Before(from) { // moved to a day within
			add(c)
		}
	}
	for _, d := range days {
		if len(marked) > 0 && marked[0].Date == d.date {
			add(marked[0])
			marked = marked[1:]
			continue
		}
		add(Occurrence{Agreement: a.ID, Date: d.date, On: d.date, Due: d.due})
	}
	for _, c := range marked { // those scheduled after today
		add(c)
	}
	if d, ok := h.unmarkedAfter(a.Schedule, today); ok {
		add(Occurrence{Agreement: a.ID, Date: d, On: d, Due: a.Schedule.Due(d)})
	}
	if !slices.IsSortedFunc(list, compareOccurrence) {
		slices.SortStableFunc(list, compareOccurrence)
	}
	return list
}

func compareOccurrence(a, b Occurrence) int {
	if c := a.On.Compare(b.On); c != 0 {
		return c
	}
	return a.Date.Compare(b.Date)
}

// reach makes days hold every scheduled day from begin to today.
func (h *history) reach(s schedule.Schedule, begin, today schedule.Date) {
	from := h.to.AddDays(1)
	if h.days == nil || begin.Before(h.from) || from.Before(begin) {
		h.days, h.from, from = []day{}, begin, begin
	} else if !h.to.Before(today) {
		return
	}
	for _, d := range s.Between(from, today) {
		h.days = append(h.days, day{d, s.Due(d)})
	}
	h.to = today
}

// unmarkedAfter returns the first scheduled day after today that has no mark.
func (h *history) unmarkedAfter(s schedule.Schedule, today schedule.Date) (schedule.Date, bool) {
	d, ok := s.Next(today)
	for ok {
		if i := h.markedFrom(d); i == len(h.marked) || h.marked[i].Date != d {
			return d, true
		}
		d, ok = s.Next(d)
	}
	return schedule.Date{}, false
}

// daysFrom and markedFrom return the index of the first that is not before d.
func (h *history) daysFrom(d schedule.Date) int {
	return sort.Search(len(h.days), func(i int) bool { return !h.days[i].date.Before(d) })
}

func (h *history) markedFrom(d schedule.Date) int {
	return sort.Search(len(h.marked), func(i int) bool { return !h.marked[i].Date.Before(d) })
}
