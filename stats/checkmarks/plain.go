package checkmarks

import (
	"slices"
	"strings"
)

// isPlain reports whether rows have the Plain form. Both forms may have three columns: then a mark in the first row
// under the heading says Loop, an outcome says Plain, and if there is neither the heading decides.
func isPlain(rows []row) bool {
	names, ok := rows[0].fit(3)
	if !ok {
		return false
	}
	if _, err := ParseDay(names[0]); err == nil { // no heading
		_, isMark := parseMark(names[1])
		return isOutcome(names[2]) || !isMark
	}
	if len(rows) == 1 || len(rows[1].cells) < 2 {
		return false
	}
	cells := rows[1].cells
	_, isMark := parseMark(cells[1])
	return len(cells) >= 3 && isOutcome(cells[2]) || strings.EqualFold(names[1], "name") && !isMark
}

func isOutcome(cell string) bool {
	switch strings.ToLower(cell) {
	case "kept", "missed", "renegotiated":
		return true
	}
	return false
}

func readPlain(rows []row) (Sheet, error) {
	s := Sheet{Form: Plain}
	if _, err := ParseDay(rows[0].cells[0]); err != nil {
		rows = underHeading(rows)
	}
	place := map[string]int{}
	for i, r := range rows {
		cells, ok := r.fit(3)
		if !ok {
			return Sheet{}, &Error{r.line, ErrCellCount}
		}
		day, err := ParseDay(cells[0])
		if err != nil {
			return Sheet{}, &Error{r.line, err}
		}
		name := cells[1]
		if name == "" {
			return Sheet{}, &Error{r.line, ErrNoName}
		}
		at, known := place[name]
		if !known {
			at = len(s.Habits)
			if at == maxNames {
				return Sheet{}, &Error{r.line, ErrTooMany}
			}
			place[name] = at
			s.Habits = append(s.Habits, Habit{Name: name})
		}
		switch h := &s.Habits[at]; strings.ToLower(cells[2]) {
		case "kept":
			h.Kept = append(h.Kept, day)
		case "missed":
			h.Missed = append(h.Missed, day)
		case "renegotiated":
			h.Moved = append(h.Moved, day)
		default:
			return Sheet{}, &Error{r.line, ErrOutcome}
		}
		if i == 0 || day > s.Newest {
			s.Newest = day
		}
	}
	for _, h := range s.Habits {
		slices.Sort(h.Kept)
		slices.Sort(h.Missed)
		slices.Sort(h.Moved)
	}
	return s, nil
}
