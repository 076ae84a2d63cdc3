// Package diary reads a file of answers: one row per person and day, one column per question, commas, semicolons or tabs between.
//
// In the ordinary case call [Read] with the names of the columns and the scale the questions were answered on.
//
// In: UTF-8 text with a header row. Days are ISO dates (2026-03-01) or whole numbers, one form in the whole file. An empty cell,
// NA, NaN, null, a point or a dash is no answer; fractions are answers. Rows may come in any order; two rows about a day both count.
// Out: for each person, in order of first appearance, the answers to each item as fractions of the scale times ten, turned so that up
// is better.
// Errors: [ErrColumn] and [ErrFile]; the text names the line and never repeats what stands there.
package diary

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"kept/stats/course"
)

var (
	// ErrColumn says that the file has no column of a wanted name, or two.
	ErrColumn = errors.New("a column is missing")
	// ErrFile says that the file cannot be read as a diary.
	ErrFile = errors.New("this is not a diary that can be read")
)

// mostBytes is far above any diary (a person's century is a few megabytes) and keeps a wrong file from filling the memory.
const mostBytes = 64 << 20

// Scale is what the questions were answered on.
type Scale struct {
	Low, High float64
	WorseUp   bool // a high answer is a bad one
}

// apply maps an answer to 0..10 with up better; false if it lies outside the scale.
func (s Scale) apply(x float64) (float64, bool) {
	y := 10 * (x - s.Low) / (s.High - s.Low)
	if !(y >= -1e-9 && y <= 10+1e-9) {
		return 0, false
	}
	if y = min(10, max(0, y)); s.WorseUp {
		y = 10 - y
	}
	return y, true
}

// Columns are the names of the columns to read. Without ID every row is about the same person.
type Columns struct {
	ID, Date string
	Items    []string
}

// Person is what one person answered.
type Person struct {
	ID          string
	First, Last int               // days of the first and last row, answered or not
	Items       [][]course.Answer // one for each item, in order of rows
}

// Diary is a whole file.
type Diary struct {
	Persons []Person
	Dated   bool // days count from 1970-01-01; otherwise they are the file's own numbers
}

// Label is how a day of this diary is written: an ISO date, or its number.
func (d Diary) Label(day int) string {
	if !d.Dated {
		return fmt.Sprint(day)
	}
	return time.Unix(int64(day)*86_400, 0).UTC().Format(time.DateOnly)
}

// Read reads a diary. The error is ErrColumn or ErrFile, or what reading r returned.
func Read(r io.Reader, columns Columns, scale Scale) (Diary, error) {
	if !(scale.High > scale.Low) || math.IsInf(scale.High-scale.Low, 0) {
		return Diary{}, fmt.Errorf("the scale is empty: %w", ErrFile)
	}
	t, err := openTable(r)
	if err != nil {
		return Diary{}, err
	}
	at, err := t.find(columns)
	if err != nil {
		return Diary{}, err
	}
	d := Diary{}
	known := map[string]int{}
	seen := false
	for {
		row, line, err := t.next()
		if errors.Is(err, io.EOF) {
			return d, nil
		}
		if err != nil {
			return Diary{}, err
		}
		day, dated, ok := parseDay(row[at.date])
		if !ok {
			return Diary{}, fmt.Errorf("line %d: the day is neither a date like 2026-03-01 nor a whole number: %w", line, ErrFile)
		}
		if seen && dated != d.Dated {
			return Diary{}, fmt.Errorf("line %d: the days are dates in some lines and numbers in others: %w", line, ErrFile)
		}
		seen, d.Dated = true, dated
		id := ""
		if at.id >= 0 {
			id = strings.TrimSpace(row[at.id])
		}
		i, ok := known[id]
		if !ok {
			i = len(d.Persons)
			known[id] = i
			d.Persons = append(d.Persons, Person{ID: id, First: day, Last: day, Items: make([][]course.Answer, len(at.items))})
		}
		p := &d.Persons[i]
		p.First, p.Last = min(p.First, day), max(p.Last, day)
		for k, column := range at.items {
			x, given, ok := parseAnswer(row[column])
			if ok && given {
				x, ok = scale.apply(x)
			}
			if !ok {
				return Diary{}, fmt.Errorf("line %d, item %d: the answer is not a number on the scale: %w", line, k+1, ErrFile)
			}
			if given {
				p.Items[k] = append(p.Items[k], course.Answer{Day: day, Value: x})
			}
		}
	}
}

// places are the positions of the wanted columns; id is -1 if there is none.
type places struct {
	id, date int
	items    []int
}

func (t *table) find(c Columns) (places, error) {
	one := func(what, name string) (int, error) {
		i := slices.Index(t.header, name)
		switch {
		case i < 0:
			return 0, fmt.Errorf("the header has no %s of that name: %w", what, ErrColumn)
		case slices.Contains(t.header[i+1:], name):
			return 0, fmt.Errorf("the header has more than one %s of that name: %w", what, ErrColumn)
		}
		return i, nil
	}
	p := places{id: -1}
	var err error
	if c.ID != "" {
		if p.id, err = one("column for the person", c.ID); err != nil {
			return p, err
		}
	}
	if p.date, err = one("column for the day", c.Date); err != nil {
		return p, err
	}
	for i, name := range c.Items {
		at, err := one(fmt.Sprintf("column for item %d", i+1), name)
		if err != nil {
			return p, err
		}
		p.items = append(p.items, at)
	}
	return p, nil
}
