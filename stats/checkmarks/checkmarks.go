// Package checkmarks reads the check marks of a habit tracker, so that statistics can be tried on a life that is
// already written down.
//
// In the ordinary case call [Read] with an open file and count Kept, Missed and Moved of each [Habit].
//
// In: comma-separated text in UTF-8 (a byte-order mark is fine), rows in any order, dates 2024-06-16 or 06-16-24,
// in one of two forms:
//   - Loop: an export of Loop Habit Tracker, `Date,name,name,...`, one row a day, one mark a cell, as numbers or as
//     the words of newer exports. 2 YES_MANUAL is kept; 0 NO and -1 UNKNOWN are missed, but only between the first
//     and the last mark of 0 or more in that column; 1 YES_AUTO and 3 SKIP are neutral.
//   - Plain: `date,name,kept|missed|renegotiated`, one row an occurrence, with or without a heading.
//
// Out: days as numbers from 1970-01-01, rising. A day with no row says nothing. In the Plain form several rows of
// one name and day are several occurrences.
// Errors: every fault of the file is an [*Error] with its line; it carries no word of the file. What is wrong with
// one column alone leaves out that column, by name and with the reason. Nothing is guessed.
package checkmarks

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Form is how the file is laid out.
type Form uint8

const (
	Loop  Form = iota + 1 // a column a habit, a row a day
	Plain                 // a row an occurrence
)

// Sheet is what a file says.
type Sheet struct {
	Form    Form
	Newest  int     // the newest day of any row
	Habits  []Habit // in the order of the file
	LeftOut []LeftOut
}

// Habit is one thing somebody meant to do. The days rise; one day may stand there several times.
type Habit struct {
	Name                string
	Kept, Missed, Moved []int
}

// LeftOut is a column that cannot be counted. Reason is a clause that a person can read.
type LeftOut struct{ Name, Reason string }

// Error says which line of the file cannot be read, and why. Line is 0 when the fault is of the whole file.
type Error struct {
	Line int
	Err  error // one of the errors below
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Err.Error()
	}
	return fmt.Sprintf("line %d: %v", e.Line, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

var (
	ErrTooLarge  = errors.New("the file is over 16 MB, too large for check marks")
	ErrEmpty     = errors.New("the file is empty")
	ErrEncoding  = errors.New("this is not UTF-8 text; save the file as CSV in UTF-8")
	ErrQuote     = errors.New("a quotation mark stands where none can be; a name that has one needs quotation marks around it and its own doubled")
	ErrNoComma   = errors.New("there is only one cell; cells are parted by commas")
	ErrNoHeading = errors.New("the first line must name the columns")
	ErrNoRows    = errors.New("there is a heading and nothing under it")
	ErrNoName    = errors.New("a name is missing")
	ErrTwoNames  = errors.New("two columns have the same name")
	ErrTooMany   = errors.New("there are more than 1,000 names")
	ErrCellSize  = errors.New("a cell holds more than 1,000 bytes")
	ErrCellCount = errors.New("this line has not as many cells as the heading; a name with a comma in it needs quotation marks around it")
	ErrDate      = errors.New("the date is of neither form: 2024-06-16 or 06-16-24 (month, day, year)")
	ErrTwoDates  = errors.New("this date was there before; one of the two lines must go")
	ErrOutcome   = errors.New("the third cell must be kept, missed or renegotiated")
)

const (
	maxBytes     = 16 << 20 // some forty years of a hundred habits
	maxCellBytes = 1000
	maxNames     = 1000 // bounds the work of whoever computes with them
)

// Read reads a whole file of either form. An error of r is returned wrapped; every other one is an [*Error].
func Read(r io.Reader) (Sheet, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return Sheet{}, fmt.Errorf("read check marks: %w", err)
	}
	if len(text) > maxBytes {
		return Sheet{}, &Error{0, ErrTooLarge}
	}
	rows, err := split(text)
	if err != nil {
		return Sheet{}, err
	}
	if isPlain(rows) {
		return readPlain(rows)
	}
	return readLoop(rows)
}

// row is one line of the file: its number and its trimmed cells.
type row struct {
	line  int
	cells []string
}

// split checks the text and cuts it into rows, at least one. Lines of nothing but commas are passed over.
func split(text []byte) ([]row, error) {
	if line := firstBadLine(text); line > 0 {
		return nil, &Error{line, ErrEncoding}
	}
	c := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	c.FieldsPerRecord = -1
	var rows []row
	for {
		cells, err := c.Read()
		if err == io.EOF {
			break
		}
		if fault := (*csv.ParseError)(nil); errors.As(err, &fault) {
			return nil, &Error{fault.StartLine, ErrQuote} // with FieldsPerRecord -1 quotes are all that can be wrong
		}
		if err != nil {
			return nil, fmt.Errorf("split check marks: %w", err)
		}
		line, _ := c.FieldPos(0)
		for i, cell := range cells {
			if len(cell) > maxCellBytes {
				return nil, &Error{line, ErrCellSize}
			}
			// A line end inside a cell is a plain one; the csv reader turns only some of the others into it.
			cells[i] = strings.TrimSpace(strings.ReplaceAll(cell, "\r", ""))
		}
		if strings.Join(cells, "") != "" {
			rows = append(rows, row{line, cells})
		}
	}
	if len(rows) == 0 {
		return nil, &Error{0, ErrEmpty}
	}
	return rows, nil
}

// firstBadLine returns the first line that is not UTF-8 or holds a zero byte, as UTF-16 does; 0 if there is none.
func firstBadLine(text []byte) int {
	line := 0
	for part := range bytes.Lines(text) {
		line++
		if !utf8.Valid(part) || bytes.IndexByte(part, 0) >= 0 {
			return line
		}
	}
	return 0
}

// underHeading returns the rows under the first one. Two exports put together repeat the heading.
func underHeading(rows []row) []row {
	return slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return slices.Equal(r.cells, rows[0].cells) })
}

// fit returns the first n cells if every further one is empty: exports and spreadsheets end lines with spare commas.
func (r row) fit(n int) ([]string, bool) {
	if len(r.cells) < n || strings.Join(r.cells[n:], "") != "" {
		return nil, false
	}
	return r.cells[:n], true
}
