package diary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// table is rows under a header, read one by one.
type table struct {
	header []string
	rows   *csv.Reader
}

func openTable(r io.Reader) (*table, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the diary: %w", err)
	}
	if len(text) > mostBytes {
		return nil, fmt.Errorf("the file is larger than %d MiB: %w", mostBytes>>20, ErrFile)
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, fmt.Errorf("line %d: the text is not UTF-8: %w", firstOddLine(text), ErrFile)
	}
	rows := csv.NewReader(bytes.NewReader(text))
	rows.Comma = separator(text)
	rows.ReuseRecord = true
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("the file is empty: %w", ErrFile)
	}
	if err != nil {
		return nil, lineError(err)
	}
	t := &table{rows: rows}
	for _, name := range header {
		t.header = append(t.header, strings.TrimSpace(name))
	}
	return t, nil
}

func firstOddLine(text []byte) int {
	for i, line := range bytes.Split(text, []byte("\n")) {
		if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
			return i + 1
		}
	}
	return 1
}

// separator is the one of tab, semicolon and comma that the header holds most of.
func separator(text []byte) rune {
	header, _, _ := bytes.Cut(text, []byte("\n"))
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(header, []byte(string(c))) > bytes.Count(header, []byte(string(best))) {
			best = c
		}
	}
	return best
}

// next returns the next row and its line. The row is overwritten by the next call.
func (t *table) next() ([]string, int, error) {
	row, err := t.rows.Read()
	if err != nil {
		return nil, 0, lineError(err)
	}
	line, _ := t.rows.FieldPos(0)
	return row, line, nil
}

// lineError names the line of a damaged row without repeating any of it.
func lineError(err error) error {
	var p *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return io.EOF
	case !errors.As(err, &p):
		return fmt.Errorf("read the diary: %w", err)
	case errors.Is(err, csv.ErrFieldCount):
		return fmt.Errorf("line %d: it has more or fewer cells than the header: %w", p.Line, ErrFile)
	}
	return fmt.Errorf("line %d: a quotation mark stands where none can: %w", p.Line, ErrFile)
}

// farthestDay is about 2,800 years from the beginning of the count in either direction.
const farthestDay = 1 << 20

// parseDay reads an ISO date as days since 1970-01-01, or a whole number, which other programs like to write as 3.0.
func parseDay(s string) (day int, dated, ok bool) {
	s = strings.TrimSpace(s)
	if d, err := time.Parse(time.DateOnly, s); err == nil {
		day = int(math.Floor(float64(d.Unix()) / 86_400))
		return day, true, day > -farthestDay && day < farthestDay
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || x != math.Trunc(x) || math.Abs(x) >= farthestDay {
		return 0, false, false
	}
	return int(x), false, true
}

// parseAnswer reads a number, with a decimal comma too. given is false for the signs of no answer.
func parseAnswer(s string) (x float64, given, ok bool) {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "", "na", "n/a", "nan", "null", ".", "-":
		return 0, false, true
	}
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, true, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}
