package schedule

import (
	"bufio"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// reference reads the rows of a file that testdata/reference.py wrote.
func reference(t *testing.T, name string, columns, atLeast int) [][]string {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows [][]string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if line := lines.Text(); !strings.HasPrefix(line, "#") {
			row := strings.Split(line, "\t")
			if len(row) != columns {
				t.Fatalf("%s: row %q has %d columns, want %d", name, line, len(row), columns)
			}
			rows = append(rows, row)
		}
	}
	if len(rows) < atLeast {
		t.Fatalf("%s: %d rows, want at least %d", name, len(rows), atLeast)
	}
	return rows
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDaysAgreeWithDateutil(t *testing.T) {
	for _, row := range reference(t, "dates.tsv", 7, 600) {
		s := Schedule{Repeat: Repeat(row[0]), Every: number(t, row[1]), Weekdays: Weekdays(number(t, row[2])), Start: date(t, row[3]), Zone: "UTC"}
		if err := s.Check(); err != nil {
			t.Fatalf("%v: %v", row, err)
		}
		var want []Date
		for _, d := range strings.Fields(row[6]) {
			want = append(want, date(t, d))
		}
		if got := s.Between(date(t, row[4]), date(t, row[5])); !slices.Equal(got, want) {
			t.Errorf("%+v from %s to %s:\n got %v\nwant %v", s, row[4], row[5], got, want)
		}
	}
}

func TestMomentsAgreeWithZoneinfoAcrossClockChanges(t *testing.T) {
	for _, row := range reference(t, "due.tsv", 4, 5000) {
		d := date(t, row[1])
		s := Schedule{Repeat: Once, Every: 1, Start: d, Zone: row[0], At: row[2]}
		if err := s.Check(); err != nil {
			t.Fatalf("%v: %v", row, err)
		}
		if got, want := s.Due(d).Unix(), int64(number(t, row[3])); got != want {
			t.Errorf("%s, %s at %q: got %d, want %d (%d s later)", row[0], d, row[2], got, want, got-want)
		}
	}
}
