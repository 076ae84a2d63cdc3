package app

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"kept/app/page"
	"kept/app/words"
	"kept/schedule"
)

// How much of Mine one page shows; older pages stay where they are.
const (
	shownNotes = 100
	shownDays  = 28
	beginsWith = 140 // runes of a page in the list
)

func (c *call) minePage() {
	m := page.Mine{Lead: words.MineLead}
	if c.a.ledger.OwnPassphrase() {
		m.Lead = words.MineLeadOwn
	}
	notes := c.a.mine.Notes()
	from, ok := number(c.r.PathValue("more"), 0, len(notes)/shownNotes)
	if !ok {
		from = 0
	}
	for i, n := range notes[from*shownNotes:] {
		if i == shownNotes {
			m.Older = "/o/" + strconv.Itoa(from+1)
			break
		}
		m.Notes = append(m.Notes, page.NoteLine{ID: short(n.ID), Name: words.NamesOfPages[n.Page], Day: c.dayText(n.Day), Begins: begins(n.Parts)})
	}
	for _, f := range c.a.mine.Feelings() {
		if len(m.Feelings) == shownNotes {
			break
		}
		m.Feelings = append(m.Feelings, page.FeelingLine{Day: c.at(f.At), Word: f.Word, Line: strings.TrimPrefix(feelingText(f), f.Word)})
	}
	for i := range shownDays {
		if d, ok := c.dayLine(c.today().AddDays(-i)); ok {
			m.Days = append(m.Days, d)
		}
	}
	c.page(page.MinePage(c.frame(words.Mine, "mine"), m))
}

// dayLine says one day's two minutes.
func (c *call) dayLine(d schedule.Date) (page.DayLine, bool) {
	day := d.String()
	line := page.DayLine{Day: c.day(d)}
	checks := c.a.mine.Checks(day)
	for _, name := range []string{"dread", "closeness", "ease", "weight"} {
		if v, ok := checks[name]; ok {
			line.Answers = append(line.Answers, words.Questions(name, c.person()).Ask+" "+words.OutOfTen(int(v)))
		}
	}
	for _, name := range []string{"line", "tomorrow"} {
		if text := c.a.mine.Line(day, name); text != "" {
			line.Lines = append(line.Lines, text)
		}
	}
	return line, len(line.Answers)+len(line.Lines) > 0
}

// begins is how a page starts, for the list.
func begins(parts []string) string {
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		if utf8.RuneCountInString(p) <= beginsWith {
			return p
		}
		return string([]rune(p)[:beginsWith]) + "…"
	}
	return ""
}

// dayText says a day that stands in an entry.
func (c *call) dayText(day string) string {
	d, err := schedule.ParseDate(day)
	if err != nil {
		return day
	}
	return c.day(d)
}
