package app

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kept/app/page"
	"kept/app/words"
	"kept/entry"
	"kept/guide"
	"kept/schedule"
	"kept/view"
)

func (c *call) oursPage() {
	o := page.Ours{Due: c.dueCards("/2")}
	for _, a := range c.a.ours.Agreements() {
		line := c.agreementLine(a)
		if a.Ended {
			o.Ended = append(o.Ended, line)
		} else {
			o.Active = append(o.Active, line)
		}
	}
	c.page(page.OursPage(c.frame(words.Ours, "main"), o))
}

func (c *call) agreementLine(a view.Agreement) page.AgreementLine {
	line := page.AgreementLine{ID: short(a.ID), What: a.What, Rhythm: c.rhythm(a.Schedule)}
	if o, ok := c.next(a); ok {
		line.Next = words.ByWhen(c.day(o.On), a.Schedule.At)
	}
	return line
}

// next is the open occurrence that comes first.
func (c *call) next(a view.Agreement) (view.Occurrence, bool) {
	for _, o := range c.a.ours.Occurrences(a.ID, c.now) {
		if o.State == view.Open {
			return o, true
		}
	}
	return view.Occurrence{}, false
}

func (c *call) rhythm(s schedule.Schedule) string {
	var days []string
	if s.Repeat == schedule.Weekly {
		for i, name := range words.Weekdays {
			if s.Weekdays&(1<<i) != 0 {
				days = append(days, name)
			}
		}
	}
	r := words.Rhythm(string(s.Repeat), s.Every, days)
	if s.At != "" {
		r += ", " + s.At
	}
	if s.Zone != c.zone() {
		r += " (" + s.Zone + ")"
	}
	return r
}

func (c *call) agreementForm() {
	if c.stopsHere() {
		return
	}
	n := page.NewAgreement{Repeat: "once", Start: c.today().String(), Every: "1", Zone: c.zone(), Unkept: c.a.ledger == nil}
	for _, cause := range guide.Causes() {
		if ideas := guide.Ideas(cause); len(ideas) > 0 {
			n.Ideas = append(n.Ideas, page.IdeaGroup{Name: words.Causes[string(cause)], Ideas: ideas})
		}
	}
	if f := c.filled(); f != nil {
		n.What, n.Repeat, n.Start, n.Every, n.At, n.Zone = f.Get("what"), f.Get("repeat"), f.Get("start"), f.Get("every"), f.Get("at"), f.Get("zone")
		for _, d := range f["weekday"] {
			if i, ok := number(d, 0, 6); ok {
				n.Weekdays[i] = true
			}
		}
	}
	c.page(page.NewAgreementPage(c.frame(c.place(words.Ours), "main"), n))
}

// stopsHere sends away who may not begin an agreement: a record is here, and this browser has not opened it.
func (c *call) stopsHere() bool {
	if c.a.ledger != nil && !c.opened() || c.a.broken != nil {
		c.to("/")
		return true
	}
	return false
}

// agree keeps a new agreement with oneself.
func (c *call) agree() {
	if c.a.broken != nil {
		c.to("/")
		return
	}
	a, err := c.agreement(c.r.PostForm)
	if err != nil {
		c.problem("/2/n", c.sentenceOfForm(err))
		return
	}
	c.keep("/2/{}", inMain(a))
}

// agreement reads the form.
func (c *call) agreement(form url.Values) (a entry.Agreement, err error) {
	a.What = strings.TrimSpace(lines(form.Get("what")))
	s := schedule.Schedule{Repeat: schedule.Repeat(form.Get("repeat")), Every: 1, Zone: strings.TrimSpace(form.Get("zone")), At: form.Get("at")}
	if s.Zone == "" {
		s.Zone = c.zone()
	}
	if s.Start, err = schedule.ParseDate(form.Get("start")); err != nil {
		return a, err
	}
	if every := strings.TrimSpace(form.Get("every")); every != "" && s.Repeat != schedule.Once {
		n, ok := number(every, 1, schedule.MaxEvery)
		if !ok {
			return a, schedule.ErrEvery
		}
		s.Every = n
	}
	if s.Repeat == schedule.Weekly {
		for _, d := range form["weekday"] {
			if i, ok := number(d, 0, 6); ok {
				s.Weekdays |= 1 << i
			}
		}
		if s.Weekdays == 0 {
			return a, schedule.ErrWeekdays
		}
	}
	if err := s.Check(); err != nil {
		return a, err
	}
	a.Repeat, a.Every, a.Weekdays = string(s.Repeat), uint16(s.Every), uint8(s.Weekdays)
	a.Start, a.Zone, a.At = s.Start.String(), s.Zone, s.At
	return a, entry.Of(a).Check()
}

// sentenceOfForm says what is wrong with the agreement's own words, where the general sentence would be too general.
func (c *call) sentenceOfForm(err error) string {
	var f *entry.FieldError
	if errors.As(err, &f) && f.Field == "what" {
		switch {
		case errors.Is(err, entry.ErrEmpty):
			return words.NoWhat
		case errors.Is(err, entry.ErrTooLong):
			return words.WhatLong
		}
	}
	return c.sentence(err)
}

func (c *call) findAgreement() (view.Agreement, bool) {
	for _, a := range c.a.ours.Agreements() {
		if short(a.ID) == c.r.PathValue("id") {
			return a, true
		}
	}
	return view.Agreement{}, false
}

func (c *call) agreementPage() {
	a, ok := c.findAgreement()
	if !ok {
		c.missing("/2")
		return
	}
	here := "/2/" + short(a.ID)
	v := page.Agreement{ID: short(a.ID), What: a.What, Rhythm: c.rhythm(a.Schedule), Since: c.at(a.MadeAt)}
	if a.Ended {
		v.Ended = c.at(a.EndedAt)
	}
	if o, ok := c.next(a); ok {
		v.Next = words.ByWhen(c.day(o.On), a.Schedule.At)
	}
	for _, o := range c.a.ours.Occurrences(a.ID, c.now) {
		if c.waits(a, o) {
			due := c.dueCard(a, o, here)
			due.What = "" // it is the page's heading
			v.Due = append(v.Due, due)
		}
		if o.State != view.Open || o.Moves > 0 {
			v.Marks = append(v.Marks, c.markLine(a, o))
		}
	}
	slices.Reverse(v.Marks)
	v.Marks = v.Marks[:min(len(v.Marks), shownMarks)]
	c.page(page.AgreementPage(c.frame(words.Ours, "main"), v))
}

// shownMarks is as far back as the page of an agreement goes; Path goes further.
const shownMarks = 60

// waits says whether an occurrence can be marked on its agreement's page: what is open today or comes next once, and
// all that has no word yet.
func (c *call) waits(a view.Agreement, o view.Occurrence) bool {
	if a.Ended && o.State == view.Open {
		return false
	}
	return o.State == view.NoWord || o.State == view.Open && (a.Schedule.Repeat == schedule.Once || !c.dateIn(a).Before(o.On))
}

func (c *call) dateIn(a view.Agreement) schedule.Date { return schedule.DateIn(c.now, a.Schedule.Zone) }

func (c *call) dueCard(a view.Agreement, o view.Occurrence, back string) page.DueCard {
	return page.DueCard{
		What: a.What, When: words.Begin(words.ByWhen(c.day(o.On), a.Schedule.At)), Back: back,
		Path: markPath(a, o), Movable: c.now.Before(o.Due),
	}
}

// markPath names an occurrence by the number of its scheduled day.
func markPath(a view.Agreement, o view.Occurrence) string {
	return "/2/" + short(a.ID) + "/" + strconv.Itoa(o.Date.Days())
}

func (c *call) markLine(a view.Agreement, o view.Occurrence) page.MarkLine {
	m := page.MarkLine{Day: words.Begin(c.day(o.On))}
	switch o.State {
	case view.Done:
		m.Word, m.Shape = words.DoneAsAgreed, "kept"
	case view.NotKept:
		m.Word, m.Shape = words.NotKept, "missed"
	case view.Moved:
		m.Word, m.Shape = words.Moved, "moved"
	case view.NoWord:
		m.Word, m.Shape = words.NoWord, "noword"
	default: // open again on another day
		m.Word, m.Shape = words.Moved, "moved"
	}
	if o.NotedLater {
		m.Note = words.NotedLater
	}
	if o.MarkID != (entry.ID{}) {
		m.Undo = markPath(a, o) + "/u"
	}
	return m
}

// findOccurrence finds what a mark's address names.
func (c *call) findOccurrence() (a view.Agreement, o view.Occurrence, ok bool) {
	a, ok = c.findAgreement()
	days, err := strconv.Atoi(c.r.PathValue("day"))
	if !ok || err != nil {
		return a, o, false
	}
	for _, o := range c.a.ours.Occurrences(a.ID, c.now) {
		if o.Date.Days() == days {
			return a, o, true
		}
	}
	return a, o, false
}

func (c *call) movePage() {
	a, o, ok := c.findOccurrence()
	if !ok {
		c.missing("/2")
		return
	}
	back := "/2/" + short(a.ID)
	c.page(page.Move(c.frame(words.Ours, "main"), a.What, words.ByWhen(c.day(o.On), a.Schedule.At), markPath(a, o),
		back, a.Schedule.Repeat == schedule.Once, c.dateIn(a).String()))
}

// mark says what came of one occurrence. Moving asks for the new day first.
func (c *call) mark() {
	a, o, ok := c.findOccurrence()
	if !ok {
		c.missing("/2")
		return
	}
	back := safeBack(c.r.PostFormValue("back"), "/2/"+short(a.ID))
	m := entry.Mark{Occurrence: o.Date.String(), Outcome: c.r.PostFormValue("outcome")}
	once := a.Schedule.Repeat == schedule.Once
	switch {
	case m.Outcome != "moved" && o.State == view.Open && !once && c.dateIn(a).Before(o.On):
		c.problem(back, words.NotDueYet)
		return
	case m.Outcome == "moved" && !c.now.Before(o.Due):
		c.problem(back, words.MoveLate)
		return
	case m.Outcome == "moved" && c.r.PostFormValue("sure") == "":
		c.to(markPath(a, o))
		return
	case m.Outcome == "moved":
		if problem := c.newDay(a, &m); problem != "" {
			c.problem(markPath(a, o), problem)
			return
		}
	}
	if problem := c.badContent(entry.Of(m)); problem != "" {
		c.problem(back, problem)
		return
	}
	c.keep(back, inMain(m, a.ID))
	if c.visit.problem == "" {
		c.visit.said = words.Noted
		if m.Outcome == "missed" {
			c.visit.said = words.ToldTitle + " " + c.afterNotKept()
		}
	}
}

// afterNotKept asks the one who repairs whether to tell before being asked; everybody else is asked nothing.
func (c *call) afterNotKept() string {
	if c.person() != "" && c.a.mine != nil && (c.a.mine.Role() == "repairing" || c.a.mine.Role() == "both") {
		return words.Tell(c.person())
	}
	return words.ToldTomorrow
}

// newDay reads the day something is moved to.
func (c *call) newDay(a view.Agreement, m *entry.Mark) string {
	typed := c.r.PostFormValue("to")
	if typed == "" {
		if a.Schedule.Repeat == schedule.Once {
			return words.NoMoveDay
		}
		return ""
	}
	d, err := schedule.ParseDate(typed)
	switch {
	case err != nil:
		return words.NoDay
	case d.Before(c.dateIn(a)):
		return words.MoveBack
	}
	m.To = d.String()
	return ""
}

// undoMark takes a slip back: what stood before stands again.
func (c *call) undoMark() {
	a, o, ok := c.findOccurrence()
	if !ok || o.MarkID == (entry.ID{}) {
		c.missing("/2")
		return
	}
	c.keep("/2/"+short(a.ID), inMain(entry.Withdraw{}, o.MarkID))
	if c.visit.problem == "" {
		c.visit.said = words.Undone
	}
}

func (c *call) askEnd() {
	a, ok := c.findAgreement()
	if !ok {
		c.missing("/2")
		return
	}
	here := "/2/" + short(a.ID)
	c.page(page.Sure(c.frame(words.Ours, "main"), words.EndTitle, words.EndText, here+"/e", words.EndDo, here))
}

func (c *call) end() {
	a, ok := c.findAgreement()
	if !ok {
		c.missing("/2")
		return
	}
	c.keep("/2/"+short(a.ID), inMain(entry.End{}, a.ID))
	if c.visit.problem == "" {
		c.visit.said = words.Ended
	}
}

// safeBack takes only addresses of Today and Ours from a form.
func safeBack(typed, otherwise string) string {
	if typed == "/1" || typed == "/2" {
		return typed
	}
	return otherwise
}
