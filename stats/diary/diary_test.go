package diary

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"kept/stats/course"
)

var (
	columns = Columns{ID: "who", Date: "day", Items: []string{"calm", "close"}}
	ten     = Scale{Low: 0, High: 10}
)

func TestReadTakesWhatRealFilesHold(t *testing.T) {
	want := Diary{Persons: []Person{
		{ID: "a", First: 1, Last: 3, Items: [][]course.Answer{{{Day: 3, Value: 7}, {Day: 1, Value: 2.5}}, {{Day: 1, Value: 4}}}},
		{ID: "b", First: 2, Last: 2, Items: [][]course.Answer{{{Day: 2, Value: 0}}, nil}},
	}}
	for name, text := range map[string]string{
		"plain":                  "who,day,calm,close\na,3,7,\nb,2,0,NA\na,1,2.5,4\n",
		"byte-order mark, CRLF":  "\ufeffwho,day,calm,close\r\na,3,7,\r\nb,2,0,.\r\na,1,2.5,4\r\n",
		"tabs and other columns": "day\tx\tclose\tcalm\twho\n3\t\tnan\t7\ta\n2\t\t-\t0\tb\n1\t9\t4\t2.5\ta",
		"semicolons, comma":      "who;day;calm;close\na;3;7;null\nb;2;0;\na;1;2,5;4\n",
		"quotes and blanks":      "\"who\",\"day\",\"calm\",\"close\"\n\"a\", 3,7.0,n/a\n\n b ,2.0,0,NaN\na,1,2.5,4\n",
	} {
		got, err := Read(strings.NewReader(text), columns, ten)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, error %v, want %+v", name, got, err, want)
		}
	}
}

func TestReadMapsTheScale(t *testing.T) {
	for _, c := range []struct {
		scale Scale
		in    string
		want  float64
	}{{Scale{0, 4, false}, "1", 2.5}, {Scale{1, 5, false}, "5", 10}, {Scale{0, 4, true}, "1", 7.5}, {Scale{-3, 3, false}, "-3", 0}, {Scale{0, 3, false}, "0.3", 1}} {
		got, err := Read(strings.NewReader("day,x\n1,"+c.in), Columns{Date: "day", Items: []string{"x"}}, c.scale)
		if err != nil {
			t.Fatal(err)
		}
		if v := got.Persons[0].Items[0][0].Value; v-c.want > 1e-12 || c.want-v > 1e-12 {
			t.Errorf("%s on %+v became %g, want %g", c.in, c.scale, v, c.want)
		}
	}
}

func TestReadNamesTheLineOfWhatItCannotRead(t *testing.T) {
	secret := "mango"
	for name, c := range map[string]struct {
		text, says string
		want       error
	}{
		"empty":         {"", "empty", ErrFile},
		"no column":     {"who,day,calm\n", "item 2", ErrColumn},
		"two columns":   {"who,day,day,calm,close\n", "more than one column for the day", ErrColumn},
		"ragged":        {"who,day,calm,close\na,1,2,3\na,2,3\n", "line 3", ErrFile},
		"bad day":       {"who,day,calm,close\na,mango,2,3\n", "line 2", ErrFile},
		"a half day":    {"who,day,calm,close\na,1.5,2,3\n", "line 2", ErrFile},
		"no such date":  {"who,day,calm,close\na,2026-02-30,2,3\n", "line 2", ErrFile},
		"mixed days":    {"who,day,calm,close\na,1,2,3\na,2026-02-03,2,3\n", "line 3", ErrFile},
		"a word":        {"who,day,calm,close\na,1,mango,3\n", "line 2", ErrFile},
		"off the scale": {"who,day,calm,close\na,1,2,3\n\na,2,11,3\n", "line 4", ErrFile},
		"infinite":      {"who,day,calm,close\na,1,Inf,3\n", "line 2", ErrFile},
		"a quote":       {"who,day,calm,close\na,1,\"mango,3\n", "line 2", ErrFile},
		"not UTF-8":     {"who,day,calm,close\na,1,2,3\na\xff,1,2,3\n", "line 3", ErrFile},
		"UTF-16":        {"\xff\xfew\x00h\x00o\x00\n\x00", "line 1", ErrFile},
	} {
		_, err := Read(strings.NewReader(c.text), columns, ten)
		if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) || strings.Contains(fmt.Sprint(err), secret) {
			t.Errorf("%s: got error %q, want %q saying %q and nothing of the file", name, err, c.want, c.says)
		}
	}
}

func TestDaysAreLabelledAsTheyCame(t *testing.T) {
	for _, day := range []string{"2026-11-22", "1969-12-31", "2024-02-29", "17", "-4", "0"} {
		d, err := Read(strings.NewReader("day,x\n"+day+",1\n"), Columns{Date: "day", Items: []string{"x"}}, ten)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Label(d.Persons[0].First); got != day {
			t.Errorf("day %s is labelled %s", day, got)
		}
	}
}

// print writes a diary in the plainest form.
func print(d Diary, items int) string {
	var b strings.Builder
	b.WriteString("who,day")
	for i := range items {
		b.WriteString(",i" + strconv.Itoa(i))
	}
	b.WriteString("\n")
	row := func(p Person, day, item int, value string) {
		b.WriteString(`"` + strings.ReplaceAll(p.ID, `"`, `""`) + `",` + d.Label(day))
		for i := range items {
			b.WriteString(",")
			if i == item {
				b.WriteString(value)
			}
		}
		b.WriteString("\n")
	}
	for _, p := range d.Persons {
		row(p, p.First, -1, "")
		row(p, p.Last, -1, "")
		for i, answers := range p.Items {
			for _, a := range answers {
				row(p, a.Day, i, strconv.FormatFloat(a.Value, 'g', -1, 64))
			}
		}
	}
	return b.String()
}

func FuzzWhatIsReadPrintsBackTheSame(f *testing.F) {
	seeds, err := filepath.Glob("testdata/fuzz/FuzzWhatIsReadPrintsBackTheSame/*")
	if err != nil || len(seeds) < 5 {
		f.Fatalf("%d seeds in testdata, error %v, want at least 5", len(seeds), err)
	}
	if _, err := os.Stat(seeds[0]); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Read(strings.NewReader(text), Columns{ID: "who", Date: "day", Items: []string{"i0", "i1"}}, ten)
		if err != nil {
			if !errors.Is(err, ErrFile) && !errors.Is(err, ErrColumn) {
				t.Fatalf("%q: error %v is neither %v nor %v", text, err, ErrFile, ErrColumn)
			}
			return
		}
		again, err := Read(strings.NewReader(print(d, 2)), Columns{ID: "who", Date: "day", Items: []string{"i0", "i1"}}, ten)
		if err != nil {
			t.Fatalf("%q: printed as %q, not read again: %v", text, print(d, 2), err)
		}
		if len(d.Persons) == 0 {
			return
		}
		if !reflect.DeepEqual(d, again) {
			t.Fatalf("%q: read as %+v, printed and read as %+v", text, d, again)
		}
	})
}

// Real diaries of other people are not part of this project. Where they lie beside it they are read; elsewhere the small ones above must do.
func TestRealDiariesAreReadWhole(t *testing.T) {
	folder := os.Getenv("KEPT_SHARED")
	if folder == "" {
		folder = "../../../shared"
	}
	for _, c := range []struct {
		file             string
		columns          Columns
		scale            Scale
		persons, answers int
		first            string
	}{
		{"couples-diary.csv", Columns{"ID", "DIARYDAY", []string{"M_Con.", "W_Anx."}}, Scale{0, 4, false}, 80, 0, "0"},
		{"long-diary.tsv", Columns{"id", "date", []string{"anxiety"}}, Scale{0, 3, true}, 43, 3969, "2021-05-19"},
	} {
		f, err := os.Open(filepath.Join(folder, "data", c.file))
		if errors.Is(err, os.ErrNotExist) {
			t.Logf("%s is not here: only the small files above were read", c.file)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read(f, c.columns, c.scale)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", c.file, err)
		}
		answers := 0
		for _, p := range d.Persons {
			answers += len(p.Items[0])
		}
		if len(d.Persons) != c.persons || c.answers > 0 && answers != c.answers || d.Label(d.Persons[0].First) != c.first {
			t.Errorf("%s: %d persons, %d answers, first day %s; want %d, %d, %s", c.file, len(d.Persons), answers,
				d.Label(d.Persons[0].First), c.persons, c.answers, c.first)
		}
	}
}
