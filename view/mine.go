package view

import (
	"slices"

	"kept/entry"
)

// Mine folds the private half: pages, feelings, and the answers of the daily two minutes.
type Mine struct {
	fold
	roles, notes, feelings []*record
	checks                 map[dayKey][]*record // by day and question
	lines                  map[dayKey][]*record // by day and page
}

// dayKey is one thing a day has: a question, or a page.
type dayKey struct{ day, what string }

// Questions are the questions of the daily two minutes, as entry.Check names them.
var Questions = []string{"dread", "closeness", "ease", "weight"}

// NewMine returns a fold of no entries.
func NewMine() *Mine {
	return &Mine{fold: newFold(), checks: map[dayKey][]*record{}, lines: map[dayKey][]*record{}}
}

// Apply takes in one entry. A repetition changes nothing.
func (m *Mine) Apply(e entry.Entry) {
	m.mu.Lock()
	defer m.mu.Unlock()
	arrived, _ := m.take(e)
	if arrived == nil {
		return
	}
	switch c := arrived.content.(type) {
	case entry.Role:
		m.roles = append(m.roles, arrived)
	case entry.Note:
		m.notes = append(m.notes, arrived)
	case entry.Feeling:
		m.feelings = append(m.feelings, arrived)
	case entry.Check:
		k := dayKey{c.Day, c.Question}
		m.checks[k] = append(m.checks[k], arrived)
	case entry.Line:
		k := dayKey{c.Day, c.Page}
		m.lines[k] = append(m.lines[k], arrived)
	}
}

// Role returns the latest role, or "".
func (m *Mine) Role() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.role()
}

func (m *Mine) role() string {
	r, _ := latest[entry.Role](&m.fold, m.roles)
	return r.Role
}

// Note is a page somebody wrote for themselves.
type Note struct {
	ID     entry.ID
	Page   string
	Parts  []string // the caller must not change them
	Day    string   // the day it is about
	Choice string
	At     int64 // unix milliseconds, claimed
}

// Notes returns the notes, newest first.
func (m *Mine) Notes() []Note {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.newestNotes()
}

func (m *Mine) newestNotes() []Note {
	var notes []Note
	for _, r := range slices.Backward(m.inOrder(m.notes)) {
		notes = append(notes, note(r))
	}
	return notes
}

// Note returns one note; false if there is none by that id, or it was taken back or destroyed.
func (m *Mine) Note(id entry.ID) (Note, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.records[id]
	if r == nil || !m.counts(r) {
		return Note{}, false
	}
	if _, ok := r.content.(entry.Note); !ok {
		return Note{}, false
	}
	return note(r), true
}

func note(r *record) Note {
	n := r.content.(entry.Note)
	return Note{ID: r.id, Page: n.Page, Parts: n.Parts, Day: n.Day, Choice: n.Choice, At: r.clock}
}

// Feeling is one feeling somebody wrote down.
type Feeling struct {
	ID       entry.ID
	Note     entry.ID // the note it belongs to, or an earlier feeling that is gone; zero if none
	Word     string
	Strength int8 // 0..10, or -1: not given
	Line     string
	At       int64 // unix milliseconds, claimed
}

// Feelings returns the feelings, newest first.
func (m *Mine) Feelings() []Feeling {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.newestFeelings()
}

// newestFeelings leaves out each feeling that a later one says more about: one that answers it takes its place, and
// belongs to the same note.
func (m *Mine) newestFeelings() []Feeling {
	records := m.inOrder(m.feelings)
	byID := make(map[entry.ID]*record, len(records))
	replaced := map[entry.ID]bool{}
	for _, r := range records {
		byID[r.id] = r
		if len(r.answers) == 1 {
			replaced[r.answers[0]] = true
		}
	}
	var feelings []Feeling
	for _, r := range slices.Backward(records) {
		if replaced[r.id] {
			continue
		}
		c := r.content.(entry.Feeling)
		f := Feeling{ID: r.id, Word: c.Word, Strength: c.Strength, Line: c.Line, At: r.clock}
		for about := r; len(about.answers) == 1; {
			f.Note = about.answers[0]
			earlier := byID[f.Note]
			if earlier == nil || earlier.depth >= about.depth { // what is answered came before: this ends
				break
			}
			about = earlier
		}
		feelings = append(feelings, f)
	}
	return feelings
}

// Checks returns the latest answers of a day, by question. Questions without an answer are not in the map.
func (m *Mine) Checks(day string) map[string]uint8 {
	m.mu.Lock()
	defer m.mu.Unlock()
	answers := map[string]uint8{}
	for _, q := range Questions {
		if c, ok := latest[entry.Check](&m.fold, m.checks[dayKey{day, q}]); ok {
			answers[q] = c.Value
		}
	}
	return answers
}

// Line returns the latest line of a day on a page, "line" or "tomorrow"; or "".
func (m *Mine) Line(day, page string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, _ := latest[entry.Line](&m.fold, m.lines[dayKey{day, page}])
	return l.Text
}
