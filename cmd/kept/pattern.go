package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/stats/checkmarks"
	"kept/stats/reliability"
)

// patternCommand says how often the things in a habit tracker's file were done.
//
// --today dates the answer. Marks dated after it are not dropped: each counts in full, as everywhere in Kept,
// and the table says how many there are.
type patternCommand struct {
	File  string  `arg:"" help:"CSV of Loop Habit Tracker, or lines of date,name,kept|missed|renegotiated. - reads standard input."`
	Today *dayArg `placeholder:"DATE" help:"Answer as of this day, like 2024-06-16. Otherwise the newest date in the file. Marks after it count in full."`
	JSON  bool    `name:"json" help:"Print JSON, with fractions of 1."`
}

// dayArg is a date on the command line.
type dayArg int

func (d *dayArg) UnmarshalText(text []byte) error {
	day, err := checkmarks.ParseDay(string(text))
	*d = dayArg(day)
	return err
}

func (c patternCommand) Run(s *streams) error {
	sheet, err := c.read(s.in)
	if err != nil {
		return err
	}
	p := pattern{sheet: sheet, today: sheet.Newest}
	if c.Today != nil {
		p.today = int(*c.Today)
	}
	for _, h := range sheet.Habits {
		if err := p.add(h); err != nil {
			return err
		}
	}
	if c.JSON {
		return p.writeJSON(s.out)
	}
	_, err = io.WriteString(s.out, p.table())
	return err
}

func (c patternCommand) read(in io.Reader) (checkmarks.Sheet, error) {
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return checkmarks.Sheet{}, plainly(err)
		}
		defer f.Close()
		in = f
	}
	sheet, err := checkmarks.Read(in)
	return sheet, plainly(err)
}

// plainly says that nothing was lost, and keeps the path out of the message: it may hold a name.
func plainly(err error) error {
	if fault := (*fs.PathError)(nil); errors.As(err, &fault) {
		return fmt.Errorf("%s the file: %w", fault.Op, fault.Err)
	}
	if fault := (*checkmarks.Error)(nil); errors.As(err, &fault) {
		return fmt.Errorf("%w (the file was only read; nothing in it has changed)", err)
	}
	return err
}

// pattern is what the command prints.
type pattern struct {
	sheet checkmarks.Sheet
	today int
	lines []line
	ahead int // marks dated after today
}

// line is one thing somebody meant to do.
type line struct {
	name                string
	history             reliability.History
	belief              reliability.Belief
	kept, missed, moved int
}

func (p *pattern) add(h checkmarks.Habit) error {
	var events []reliability.Event
	for _, of := range []struct {
		days    []int
		outcome reliability.Outcome
	}{{h.Kept, reliability.Kept}, {h.Missed, reliability.Missed}, {h.Moved, reliability.Moved}} {
		for _, day := range of.days {
			events = append(events, reliability.Event{Day: day, Outcome: of.outcome})
			if day > p.today {
				p.ahead++
			}
		}
	}
	history, err := reliability.NewHistory(events, p.today)
	if err != nil {
		return fmt.Errorf("order marks: %w", err)
	}
	l := line{name: h.Name, history: history, belief: history.Belief()}
	l.kept, l.missed, l.moved = history.Counts()
	p.lines = append(p.lines, l)
	return nil
}

// writeJSON prints the figures for other programs. The names and their order are fixed.
func (p *pattern) writeJSON(w io.Writer) error {
	type promise struct {
		Name         string  `json:"name"`
		Kept         int     `json:"kept"`
		Missed       int     `json:"missed"`
		Renegotiated int     `json:"renegotiated"`
		Effective    float64 `json:"n_eff"`
		Median       float64 `json:"median"`
		Lo50         float64 `json:"lo50"`
		Hi50         float64 `json:"hi50"`
		Lo80         float64 `json:"lo80"`
		Hi80         float64 `json:"hi80"`
		Lo95         float64 `json:"lo95"`
		Hi95         float64 `json:"hi95"`
	}
	type leftOut struct {
		Name   string `json:"name"`
		Reason string `json:"reason"`
	}
	out := struct {
		Today    string    `json:"today"`
		Promises []promise `json:"promises"`
		LeftOut  []leftOut `json:"left_out"`
	}{checkmarks.FormatDay(p.today), []promise{}, []leftOut{}}
	for _, l := range p.lines {
		b := l.belief
		out.Promises = append(out.Promises, promise{l.name, l.kept, l.missed, l.moved, b.Effective,
			b.Median, b.Lo50, b.Hi50, b.Lo80, b.Hi80, b.Lo95, b.Hi95})
	}
	for _, o := range p.sheet.LeftOut {
		out.LeftOut = append(out.LeftOut, leftOut(o))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// table is the same for people.
func (p *pattern) table() string {
	var b strings.Builder
	if len(p.lines) == 0 {
		b.WriteString("Nothing in this file can be counted.\n")
	} else {
		p.writeLines(&b)
	}
	if p.ahead > 0 {
		fmt.Fprintf(&b, "Marks dated after %s: %d. They count in full.\n", checkmarks.FormatDay(p.today), p.ahead)
	}
	if p.sheet.Form == checkmarks.Loop && len(p.lines) > 0 {
		b.WriteString("This tracker does not ask for a plain no. So a day without a mark counts as not kept, between the first\n" +
			"and the last mark of its column. Days that were skipped, or ticked by the tracker itself, do not count.\n")
	}
	if len(p.sheet.LeftOut) > 0 {
		b.WriteString("\nLeft out:\n")
	}
	for _, o := range p.sheet.LeftOut {
		fmt.Fprintf(&b, "  %s: %s\n", shownName(o.Name), o.Reason)
	}
	return b.String()
}

func (p *pattern) writeLines(b *strings.Builder) {
	wide := 0
	for _, l := range p.lines {
		wide = max(wide, utf8.RuneCountInString(shownName(l.name)))
	}
	fmt.Fprintf(b, "How often it was done, as of %s\n\n", checkmarks.FormatDay(p.today))
	fmt.Fprintf(b, "%*s  %-*s  %12s  %6s  %4s  %8s  %5s\n",
		wide, "", weeksShown, fmt.Sprint(weeksShown, " weeks"), "80 % range", "recent", "done", "not kept", "moved")
	for _, l := range p.lines {
		fmt.Fprintf(b, "%-*s  %s  %12s  %6.1f  %4d  %8d  %5d", wide, shownName(l.name), sparkline(l.history.Curve(reliability.Screen).Points, p.today),
			percent(l.belief.Lo80)+" to "+percent(l.belief.Hi80)+" %", l.belief.Effective, l.kept, l.missed, l.moved)
		if !l.belief.Enough() {
			b.WriteString("  too early to tell")
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(b, "\n%d weeks: one sign a week, the newest last, from ▁ hardly ever to █ nearly always; · nothing to count.\n", weeksShown)
	b.WriteString("80 % range: how often it is done now, with room for chance. Recent: how many cases that rests on, each\n" +
		"counting half after 30 days. Done means done as agreed. Moved means moved beforehand; it counts neither way.\n")
}

// percent never says 0 or 100: no number of cases makes anything certain.
func percent(fraction float64) string {
	switch whole := fmt.Sprintf("%.0f", 100*fraction); whole {
	case "0":
		return "<1"
	case "100":
		return ">99"
	default:
		return whole
	}
}

const weeksShown = 12

// sparkline draws the curve's last point in each of the weeks up to today.
func sparkline(points []reliability.Point, today int) string {
	signs := []rune(strings.Repeat("·", weeksShown))
	levels := []rune("▁▂▃▄▅▆▇█")
	for _, p := range points { // by day: a later point of the same week wins
		if ago := (today - p.Day) / 7; ago < weeksShown {
			signs[weeksShown-1-ago] = levels[int(p.Median*float64(len(levels)))]
		}
	}
	return string(signs)
}

// shownName keeps a name from steering the terminal, and from pushing the figures off the page.
func shownName(name string) string {
	const longest = 32
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, name))
	if len(runes) > longest {
		return string(runes[:longest-1]) + "…"
	}
	return string(runes)
}
