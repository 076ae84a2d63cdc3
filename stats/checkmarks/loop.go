package checkmarks

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// mark is one cell of the Loop form.
type mark int8

const (
	unknown mark = -1
	no      mark = 0
	auto    mark = 1 // implied by a target that is not daily
	yes     mark = 2
	skip    mark = 3
	amount  mark = 4 // any number above 3: the column is no yes-or-no habit
)

// markWords are what newer exports write for the numbers.
var markWords = map[string]mark{"UNKNOWN": unknown, "NO": no, "YES_AUTO": auto, "YES_MANUAL": yes, "SKIP": skip}

// parseMark reads a number or a word. A spreadsheet may have made 2 into 2.0; that is the same mark.
func parseMark(cell string) (mark, bool) {
	if m, ok := markWords[cell]; ok {
		return m, true
	}
	v, err := strconv.ParseFloat(cell, 64)
	switch m := mark(min(max(v, -2), 4)); {
	case err != nil:
		return 0, false
	case v > 3:
		return amount, true
	case float64(m) == v && m >= unknown:
		return m, true
	default:
		return 0, false
	}
}

// day is one row of the Loop form.
type day struct {
	number int
	marks  []mark
}

// column is what keeps a column from being counted, if anything does.
type column struct {
	name    string
	amounts bool
	badLine int // the first line with something that is no mark; 0 if there is none
}

func readLoop(rows []row) (Sheet, error) {
	columns, err := readHeading(rows[0])
	if err != nil {
		return Sheet{}, err
	}
	days, err := readDays(rows, columns)
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{Form: Loop, Newest: days[len(days)-1].number}
	for i, c := range columns {
		h, marked := readHabit(c.name, days, i)
		switch {
		case c.amounts:
			s.LeftOut = append(s.LeftOut, LeftOut{c.name, "it holds numbers above 3: amounts, not check marks"})
		case c.badLine > 0:
			reason := fmt.Sprintf("line %d holds something that is not a check mark", c.badLine)
			s.LeftOut = append(s.LeftOut, LeftOut{c.name, reason})
		case !marked:
			s.LeftOut = append(s.LeftOut, LeftOut{c.name, "it has no mark yet"})
		default:
			s.Habits = append(s.Habits, h)
		}
	}
	return s, nil
}

// readHeading returns a column for each name after the first cell, whatever that cell is called.
func readHeading(r row) ([]column, error) {
	fault := func(err error) ([]column, error) { return nil, &Error{r.line, err} }
	names := r.cells
	for len(names) > 1 && names[len(names)-1] == "" {
		names = names[:len(names)-1]
	}
	if len(names) == 1 {
		return fault(ErrNoComma)
	}
	if _, err := ParseDay(names[0]); err == nil {
		return fault(ErrNoHeading)
	}
	if len(names) > maxNames+1 {
		return fault(ErrTooMany)
	}
	seen := map[string]bool{}
	var columns []column
	for _, name := range names[1:] {
		if name == "" {
			return fault(ErrNoName)
		}
		if seen[name] {
			return fault(ErrTwoNames)
		}
		seen[name] = true
		columns = append(columns, column{name: name})
	}
	return columns, nil
}

// readDays returns the rows under the heading by day, at least one, and notes in columns what cannot be counted.
func readDays(rows []row, columns []column) ([]day, error) {
	var days []day
	lines := map[int]bool{}
	for _, r := range underHeading(rows) {
		cells, ok := r.fit(len(columns) + 1)
		if !ok {
			return nil, &Error{r.line, ErrCellCount}
		}
		number, err := ParseDay(cells[0])
		if err != nil {
			return nil, &Error{r.line, err}
		}
		if lines[number] {
			return nil, &Error{r.line, ErrTwoDates}
		}
		lines[number] = true
		d := day{number, make([]mark, len(columns))}
		for i, cell := range cells[1:] {
			m, ok := parseMark(cell)
			if c := &columns[i]; m == amount {
				c.amounts = true
			} else if !ok && c.badLine == 0 {
				c.badLine = r.line
			}
			d.marks[i] = m
		}
		days = append(days, d)
	}
	if len(days) == 0 {
		return nil, &Error{rows[0].line, ErrNoRows}
	}
	slices.SortFunc(days, func(a, b day) int { return cmp.Compare(a.number, b.number) })
	return days, nil
}

// readHabit counts column i between its first and its last mark. The tracker writes nothing for a plain "no",
// so within that span a day without a mark is missed.
func readHabit(name string, days []day, i int) (h Habit, marked bool) {
	isMark := func(d day) bool { return d.marks[i] >= no }
	first := slices.IndexFunc(days, isMark)
	if first < 0 {
		return Habit{}, false
	}
	last := len(days) - 1
	for !isMark(days[last]) {
		last--
	}
	h.Name = name
	for _, d := range days[first : last+1] {
		switch d.marks[i] {
		case yes:
			h.Kept = append(h.Kept, d.number)
		case no, unknown:
			h.Missed = append(h.Missed, d.number)
		}
	}
	return h, true
}
