package checkmarks

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestLoopMarksCountBetweenTheFirstAndTheLast(t *testing.T) {
	const head = "Date,a\n"
	for name, c := range map[string]struct {
		marks        string // newest last, from 2024-01-01
		kept, missed []int  // days of January
	}{
		"kept and missed":              {"2 0 2", []int{1, 3}, []int{2}},
		"no mark counts between marks": {"2 -1 2", []int{1, 3}, []int{2}},
		"no mark before the first":     {"-1 -1 2", []int{3}, nil},
		"no mark after the last":       {"2 -1 -1", []int{1}, nil},
		"a neutral mark opens":         {"1 -1 2", []int{3}, []int{2}},
		"a neutral mark closes":        {"2 -1 3", []int{1}, []int{2}},
		"a no opens and closes":        {"-1 0 -1 0 -1", nil, []int{2, 3, 4}},
		"neutral alone":                {"1 3 1", nil, nil},
		"words":                        {"YES_MANUAL UNKNOWN NO SKIP YES_AUTO YES_MANUAL", []int{1, 6}, []int{2, 3}},
		"numbers out of a spreadsheet": {"2.0 -1.0 0.0 1.0 3.0 2.0", []int{1, 6}, []int{2, 3}},
	} {
		var rising []string
		for i, m := range strings.Fields(c.marks) {
			rising = append(rising, fmt.Sprintf("2024-01-%02d,%s\n", i+1, m))
		}
		falling := slices.Clone(rising)
		slices.Reverse(falling)
		for order, rows := range map[string][]string{"rising": rising, "falling": falling} {
			s, err := Read(strings.NewReader(head + strings.Join(rows, "")))
			if err != nil || len(s.Habits) != 1 {
				t.Fatalf("%s, %s: got %v, %v", name, order, s, err)
			}
			h := s.Habits[0]
			if kept, missed := january(h.Kept), january(h.Missed); !slices.Equal(kept, c.kept) || !slices.Equal(missed, c.missed) {
				t.Errorf("%s, %s: got kept %v, missed %v, want %v, %v", name, order, kept, missed, c.kept, c.missed)
			}
			if s.Form != Loop || FormatDay(s.Newest) != fmt.Sprintf("2024-01-%02d", len(rows)) {
				t.Errorf("%s, %s: got form %d and newest %s", name, order, s.Form, FormatDay(s.Newest))
			}
		}
	}
}

func TestAColumnThatCannotBeCountedIsLeftOutAlone(t *testing.T) {
	for name, c := range map[string]struct{ cells, reason string }{
		"numbers":              {"2,7000", "numbers above 3"},
		"four":                 {"4,-1", "numbers above 3"},
		"a fraction above":     {"2,3.5", "numbers above 3"},
		"numbers and words":    {"see note,7000", "numbers above 3"},
		"no mark":              {"-1,-1", "no mark yet"},
		"a note":               {"2,went well", "line 3 holds"},
		"two notes":            {"well,badly", "line 2 holds"},
		"an empty cell":        {",2", "line 2 holds"},
		"below -1":             {"-2,2", "line 2 holds"},
		"a fraction of a mark": {"2,1.5", "line 3 holds"},
		"not a number":         {"NaN,2", "line 2 holds"},
	} {
		cells := strings.Split(c.cells, ",")
		s, err := Read(strings.NewReader(fmt.Sprintf("Date,good,odd\n2024-01-01,2,%s\n2024-01-02,0,%s\n", cells[0], cells[1])))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(s.Habits) != 1 || s.Habits[0].Name != "good" || len(s.LeftOut) != 1 || s.LeftOut[0].Name != "odd" {
			t.Fatalf("%s: got %+v", name, s)
		}
		if got := s.LeftOut[0].Reason; !strings.Contains(got, c.reason) {
			t.Errorf("%s: got reason %q, want %q", name, got, c.reason)
		}
	}
}

func TestTheSameFileInAnyDressReadsAlike(t *testing.T) {
	want := readText(t, "Date,a,\"b, c\"\n2024-06-15,2,0\n2024-06-16,-1,2\n")
	for name, text := range map[string]string{
		"byte-order mark":         "\ufeffDate,a,\"b, c\"\n2024-06-15,2,0\n2024-06-16,-1,2\n",
		"mark and quoted heading": "\ufeff\"Date\",\"a\",\"b, c\"\n2024-06-15,2,0\n2024-06-16,-1,2\n",
		"carriage returns":        "Date,a,\"b, c\"\r\n2024-06-15,2,0\r\n2024-06-16,-1,2\r\n",
		"no last line end":        "Date,a,\"b, c\"\n2024-06-15,2,0\n2024-06-16,-1,2",
		"short dates":             "Date,a,\"b, c\"\n06-15-24,2,0\n06-16-24,-1,2\n",
		"newest first":            "Date,a,\"b, c\"\n2024-06-16,-1,2\n2024-06-15,2,0\n",
		"spare commas":            "Date,a,\"b, c\",\n2024-06-15,2,0,\n2024-06-16,-1,2,\n,,,\n",
		"spare commas in rows":    "Date,a,\"b, c\"\n2024-06-15,2,0,,\n2024-06-16,-1,2,,\n",
		"spaces":                  "Date , a ,\"b, c\"\n 2024-06-15, 2,0 \n\n2024-06-16,-1 ,2\n",
		"two exports":             "Date,a,\"b, c\"\n2024-06-16,-1,2\nDate,a,\"b, c\"\n2024-06-15,2,0\n",
	} {
		if got := readText(t, text); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestPlainRowsAreOccurrences(t *testing.T) {
	rows := "2024-01-02,call,kept\n01-01-24,call,missed\n2024-01-02,call,kept\n2024-01-05,\"pay, Friday\",Renegotiated\n"
	for name, text := range map[string]string{
		"no heading":      rows,
		"heading":         "date,name,outcome\n" + rows,
		"other heading":   "When,What,How\n" + rows,
		"repeated":        "date,name,outcome\n" + rows[:21] + "date,name,outcome\n" + rows[21:],
		"spare commas":    strings.ReplaceAll(rows, "\n", ",,\n"),
		"byte-order mark": "\ufeff" + rows,
	} {
		s := readText(t, text)
		got := fmt.Sprintf("%d %s %d", s.Form, FormatDay(s.Newest), len(s.LeftOut))
		for _, h := range s.Habits {
			got += fmt.Sprintf(" %s %v %v %v", h.Name, january(h.Kept), january(h.Missed), january(h.Moved))
		}
		if want := "2 2024-01-05 0 call [2 2] [1] [] pay, Friday [] [] [5]"; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestALoopFileOfTwoHabitsIsNotPlain(t *testing.T) {
	for _, text := range []string{
		"Date,Name,Swim\n2024-01-01,2,2\n",
		"Date,Name,Swim,\n2024-01-01,UNKNOWN,YES_MANUAL,\n",
		"Date,Value,Notes\n2024-01-01,2,2\n",
	} {
		if s := readText(t, text); s.Form != Loop || len(s.Habits) == 0 {
			t.Errorf("%q: got %+v", text, s)
		}
	}
}

func TestAFaultNamesItsLine(t *testing.T) {
	long := strings.Repeat("x", maxCellBytes+1)
	names := strings.Repeat(",n", maxNames+1)
	for name, c := range map[string]struct {
		text string
		line int
		want error
	}{
		"nothing":                    {"", 0, ErrEmpty},
		"only a byte-order mark":     {"\ufeff", 0, ErrEmpty},
		"only line ends and commas":  {"\r\n\n,,\n", 0, ErrEmpty},
		"too large":                  {strings.Repeat(" ", maxBytes+1), 0, ErrTooLarge},
		"Latin-1":                    {"Date,a\n2024-01-01,2\n2024-01-02,2\xe9\n", 3, ErrEncoding},
		"UTF-16":                     {"\xff\xfeD\x00a\x00", 1, ErrEncoding},
		"UTF-16 without a mark":      {"D\x00a\x00t\x00e\x00", 1, ErrEncoding},
		"an open quotation mark":     {"Date,a\n2024-01-01,\"2\n2024-01-02,2\n", 2, ErrQuote},
		"a stray quotation mark":     {"Date,a \"b\" c\n2024-01-01,2\n", 1, ErrQuote},
		"semicolons":                 {"Date;a\n2024-01-01;2\n", 1, ErrNoComma},
		"dates alone":                {"Date\n2024-01-01\n", 1, ErrNoComma},
		"no heading":                 {"2024-01-01,2\n2024-01-02,2\n", 1, ErrNoHeading},
		"only a heading":             {"Date,a\n", 1, ErrNoRows},
		"only a heading of three":    {"date,name,outcome\n", 1, ErrNoRows},
		"only headings":              {"Date,a\nDate,a\n", 1, ErrNoRows},
		"a nameless column":          {"Date,,b\n2024-01-01,2,2\n", 1, ErrNoName},
		"two columns of one name":    {"Date,a, a \n2024-01-01,2,2\n", 1, ErrTwoNames},
		"too many columns":           {"Date" + names + "\n", 1, ErrTooMany},
		"a giant cell":               {"Date,a\n2024-01-01,2\n2024-01-02," + long + "\n", 3, ErrCellSize},
		"a giant name":               {"Date," + long + "\n", 1, ErrCellSize},
		"a short row":                {"Date,a,b\n2024-01-01,2,2\n2024-01-02,2\n", 3, ErrCellCount},
		"a long row":                 {"Date,a\n2024-01-01,2,2\n", 2, ErrCellCount},
		"a name with a comma":        {"Date,a, b,c\n2024-01-01,2,2\n", 2, ErrCellCount},
		"day before month":           {"Date,a\n16-06-24,2\n", 2, ErrDate},
		"no such day":                {"Date,a\n2024-02-30,2\n", 2, ErrDate},
		"slashes":                    {"Date,a\n06/16/24,2\n", 2, ErrDate},
		"a time of day":              {"Date,a\n2024-01-01 08:00,2\n", 2, ErrDate},
		"no date":                    {"Date,a\n2024-01-01,2\n,2\n", 3, ErrDate},
		"one date twice":             {"Date,a\n2024-01-01,2\n2024-01-02,2\n01-01-24,0\n", 4, ErrTwoDates},
		"after a name of two lines":  {"Date,\"a\nb\"\n2024-01-01,2\nyesterday,2\n", 4, ErrDate},
		"plain, unknown outcome":     {"date,name,outcome\n2024-01-01,a,kept\n2024-01-02,a,done\n", 3, ErrOutcome},
		"plain, first outcome":       {"date,name,outcome\n2024-01-02,a,done\n", 2, ErrOutcome},
		"plain, no heading, outcome": {"2024-01-02,a,done\n", 1, ErrOutcome},
		"plain, no outcome":          {"date,name,outcome\n2024-01-01,a,kept\n2024-01-02,a\n", 3, ErrCellCount},
		"plain, no name":             {"2024-01-01,a,kept\n2024-01-02,,kept\n", 2, ErrNoName},
		"plain, bad date":            {"2024-01-01,a,kept\n2024-13-02,a,kept\n", 2, ErrDate},
		"plain, too many names":      {manyNames(), maxNames + 1, ErrTooMany},
	} {
		_, err := Read(strings.NewReader(c.text))
		var fault *Error
		if !errors.As(err, &fault) || fault.Line != c.line || !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want line %d: %v", name, err, c.line, c.want)
		}
	}
}

func TestNoFaultRepeatsAWordOfTheFile(t *testing.T) {
	const secret = "canary"
	for _, text := range []string{
		"Date,canary\ncanary,2\n", "Date,canary,canary\n2024-01-01,2,2\n", "Date,\"canary\" canary\n",
		"date,name,outcome\n2024-01-01,canary,canary\n", "canary\n", "Date,canary\n2024-01-01,2,canary\n",
		"Date,canary\n2024-01-01,\"canary\n",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%q: got %v, want an error without the word", text, err)
		}
	}
}

func TestAReadErrorIsPassedOn(t *testing.T) {
	broken := errors.New("disk gone")
	if _, err := Read(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
}

func readText(t *testing.T, text string) Sheet {
	t.Helper()
	s, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return s
}

// january turns day numbers into days of January 2024.
func january(days []int) []int {
	var of []int
	for _, d := range days {
		of = append(of, d-19722) // 2023-12-31
	}
	return of
}

func manyNames() string {
	var b strings.Builder
	for i := range maxNames + 1 {
		fmt.Fprintf(&b, "2024-01-01,n%d,kept\n", i)
	}
	return b.String()
}
