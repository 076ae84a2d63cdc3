package app

import (
	"strconv"
	"strings"

	"kept/app/page"
	"kept/app/words"
	"kept/entry"
)

// step is one page of the two minutes: a question with a scale, or a line.
type step struct{ kind, name string }

// Steps of the two minutes by role: three taps at most, each one to be skipped (EXPERIENCE, 5.8). What is due is
// asked first of the one who repairs, on Today itself.
var steps = map[string][]step{
	"hurt":      {{"ask", "dread"}, {"ask", "closeness"}, {"ask", "ease"}, {"line", "line"}},
	"repairing": {{"line", "tomorrow"}, {"ask", "weight"}, {"line", "line"}},
	"both":      {{"ask", "dread"}, {"ask", "ease"}, {"ask", "weight"}, {"line", "line"}},
	"writing":   {{"ask", "weight"}, {"line", "line"}},
}

func (c *call) steps() []step {
	if c.a.mine != nil {
		if s, ok := steps[c.a.mine.Role()]; ok {
			return s
		}
	}
	return steps["writing"]
}

// step finds the step the address names, from 1.
func (c *call) step() (i int, s step, all []step, ok bool) {
	all = c.steps()
	i, ok = number(c.r.PathValue("step"), 1, len(all))
	if ok {
		s = all[i-1]
	}
	return i, s, all, ok
}

func after(i int, all []step) string {
	if i >= len(all) {
		return "/1"
	}
	return "/1/" + strconv.Itoa(i+1)
}

func (c *call) askStep() {
	i, s, all, ok := c.step()
	if !ok {
		c.missing("/1")
		return
	}
	f, day := c.frame(words.Today, "mine"), c.today().String()
	of := words.Of(i, len(all))
	switch {
	case s.kind == "ask":
		now := -1
		if v, answered := c.a.mine.Checks(day)[s.name]; answered {
			now = int(v)
		}
		c.page(page.AskedPage(f, page.Asked{Step: of, Name: s.name, Question: words.Questions(s.name, c.person()), Path: c.r.URL.Path, Next: after(i, all), Now: now}))
	case s.name == "tomorrow":
		c.page(page.LinePage(f, of, s.name, words.TomorrowTitle, words.TomorrowLead, words.TomorrowLabel, c.line(s.name, day), c.r.URL.Path, after(i, all), words.TomorrowNo))
	default:
		c.page(page.LinePage(f, of, s.name, words.LineTitle, "", words.LineLabel, c.line(s.name, day), c.r.URL.Path, after(i, all), ""))
	}
}

// line is what stands in a line's field: what was refused, or what was kept today.
func (c *call) line(name, day string) string {
	if f := c.filled(); f != nil {
		return f.Get("line")
	}
	return c.a.mine.Line(day, name)
}

// answerStep keeps one answer and goes on to the next question. An answer given again takes the place of the first.
// The form says what was asked, so that an answer given after Mine locked can wait like everything else.
func (c *call) answerStep() {
	what, problem := c.answer(c.r.PostFormValue("asked"))
	next := "/1"
	if i, _, all, ok := c.step(); ok && c.a.mine != nil {
		next = after(i, all)
	}
	switch {
	case problem != "":
		c.problem(c.r.URL.Path, problem)
	case what == nil:
		c.to(next)
	default:
		c.keep(next, inMine(what))
		if next == "/1" && c.visit.problem == "" && c.visit.waiting == nil {
			c.visit.said = words.DoneTwo + " " + words.DoneTwoText
		}
	}
}

// answer reads one answer; nil without a problem is an empty line, which is skipping.
func (c *call) answer(asked string) (what entry.Content, problem string) {
	day := c.today().String()
	if asked == "line" || asked == "tomorrow" {
		text := strings.TrimSpace(lines(c.r.PostFormValue("line")))
		if text == "" {
			return nil, ""
		}
		what = entry.Line{Day: day, Page: asked, Text: text}
	} else {
		n, ok := number(c.r.PostFormValue("value"), 0, 10)
		if !ok {
			return nil, words.PickOne
		}
		what = entry.Check{Day: day, Question: asked, Value: uint8(n)}
	}
	return what, c.badContent(entry.Of(what))
}

// answered says how many of today's questions have an answer.
func (c *call) answered() (have, of int) {
	day := c.today().String()
	for _, s := range c.steps() {
		if s.kind != "ask" {
			continue
		}
		of++
		if _, ok := c.a.mine.Checks(day)[s.name]; ok {
			have++
		}
	}
	return have, of
}

func (c *call) person() string {
	if c.a.ours == nil {
		return ""
	}
	return c.a.ours.Person()
}

// number reads a whole number from least to most.
func number(s string, least, most int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= least && n <= most
}
