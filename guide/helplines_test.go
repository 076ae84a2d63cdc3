package guide

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"pgregory.net/rapid"
)

// The file a person edits. Lines of every grade stand in it; what the program carries is made from it (generate_test.go).
type fileNumber struct {
	Show string  `json:"show"`
	By   Channel `json:"by"`
	Note string  `json:"note"`
}

type fileSource struct {
	Page string `json:"page"`
	Date string `json:"date"`
}

type fileEntry struct {
	For       []Class      `json:"for"`
	Name      string       `json:"name"`
	Numbers   []fileNumber `json:"numbers"`
	Hours     string       `json:"hours"`
	Languages string       `json:"languages"`
	Web       string       `json:"web"`
	Note      string       `json:"note"`
	Sources   []fileSource `json:"sources"`
	Date      string       `json:"date"`
	Grade     Grade        `json:"grade"`
	Verifier  string       `json:"verifier"`
}

type fileCountry struct {
	Code      string      `json:"code"`
	Name      string      `json:"name"`
	Emergency fileEntry   `json:"emergency"`
	Lines     []fileEntry `json:"lines"`
}

func readHelplines(t *testing.T) []fileCountry {
	b, err := os.ReadFile("helplines.json")
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var file []fileCountry
	if err := d.Decode(&file); err != nil {
		t.Fatal(err)
	}
	return file
}

var (
	sourceDate = regexp.MustCompile(`^(\d{4}(-\d\d(-\d\d)?)?)?$`)
	webAddress = regexp.MustCompile(`^[a-z0-9.-]+\.[a-z]{2,}$`)
	numberText = regexp.MustCompile(`^[+*0-9][0-9 *#-]*$`)
	ownAddress = regexp.MustCompile(`(?i)stored|https?://`)
)

// faults says what is wrong with an entry that is to be shown (SR-4), in a few words each.
func (e fileEntry) faults() []string {
	var f []string
	no := func(bad bool, what string) {
		if bad {
			f = append(f, what)
		}
	}
	no(len(e.Sources) == 0, "no source")
	for _, s := range e.Sources {
		no(strings.TrimSpace(s.Page) == "", "a source without a page")
		no(ownAddress.MatchString(s.Page), "a source that is no public page")
		no(!sourceDate.MatchString(s.Date), "a source date that is none")
		no(s.Date > e.Date, "a source newer than the check")
	}
	_, err := time.Parse(time.DateOnly, e.Date)
	no(err != nil, "no date")
	no(e.Grade != GradeA && e.Grade != GradeB, "a grade that is not shown")
	no(len(e.Numbers) == 0, "no number")
	for _, n := range e.Numbers {
		no(!numberText.MatchString(n.Show), "a number that is none")
		no(!slices.Contains([]Channel{ByCall, ByText, ByWhatsApp, ByTTY}, n.By), "a channel that is none")
	}
	no(e.Web != "" && !webAddress.MatchString(e.Web), "a web address that is no plain name")
	return f
}

func TestEveryShownEntryHasSourceAndDateAndGrade(t *testing.T) {
	for _, c := range readHelplines(t) {
		for _, f := range c.Emergency.faults() {
			t.Errorf("%s emergency: %s", c.Code, f)
		}
		for _, l := range c.Lines {
			shown := l
			if l.Grade == GradeC {
				shown.Grade = GradeB // held back for its grade alone; the rest must be in order all the same
			}
			for _, f := range shown.faults() {
				t.Errorf("%s %s: %s", c.Code, l.Name, f)
			}
			if l.Name == "" || len(l.For) == 0 {
				t.Errorf("%s %q is for %q, want a name and a class", c.Code, l.Name, l.For)
			}
			for _, class := range l.For {
				if !slices.Contains(Classes(), class) {
					t.Errorf("%s %s: class %q", c.Code, l.Name, class)
				}
			}
		}
	}
}

func TestTheCheckFindsEachFault(t *testing.T) {
	good := fileEntry{Numbers: []fileNumber{{Show: "112"}}, Sources: []fileSource{{Page: "example.org", Date: "2024-01"}},
		Date: "2026-11-22", Grade: GradeB, Web: "example.org"}
	if f := good.faults(); f != nil {
		t.Fatalf("a good entry: %q", f)
	}
	for want, change := range map[string]func(*fileEntry){
		"no source":                           func(e *fileEntry) { e.Sources = nil },
		"a source without a page":             func(e *fileEntry) { e.Sources = []fileSource{{Page: " "}} },
		"a source that is no public page":     func(e *fileEntry) { e.Sources = []fileSource{{Page: "https://example.org"}} },
		"a source date that is none":          func(e *fileEntry) { e.Sources = []fileSource{{Page: "example.org", Date: "undated"}} },
		"a source newer than the check":       func(e *fileEntry) { e.Sources = []fileSource{{Page: "example.org", Date: "2026-12"}} },
		"no date":                             func(e *fileEntry) { e.Date = "2026" },
		"a grade that is not shown":           func(e *fileEntry) { e.Grade = GradeC },
		"no number":                           func(e *fileEntry) { e.Numbers = nil },
		"a number that is none":               func(e *fileEntry) { e.Numbers = []fileNumber{{Show: "112 (police)"}} },
		"a channel that is none":              func(e *fileEntry) { e.Numbers = []fileNumber{{Show: "112", By: "fax"}} },
		"a web address that is no plain name": func(e *fileEntry) { e.Web = "https://example.org" },
	} {
		e := good
		change(&e)
		if f := e.faults(); !slices.Contains(f, want) {
			t.Errorf("%s: got %q", want, f)
		}
	}
}

func TestWhatIsGivenOutKeepsTheRules(t *testing.T) {
	all := Countries()
	if !slices.IsSortedFunc(all, func(a, b Country) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("countries are not sorted by name")
	}
	seen := map[string]bool{}
	for _, c := range all {
		if seen[c.Code] {
			t.Errorf("%s stands twice", c.Code)
		}
		seen[c.Code] = true
		if len(c.Emergency) == 0 || len(c.EmergencyCheck.Sources) == 0 || c.EmergencyCheck.Grade == GradeC {
			t.Errorf("%s: emergency numbers %v, check %v", c.Code, c.Emergency, c.EmergencyCheck)
		}
		got := 0
		for _, class := range Classes() {
			got += len(c.Of(class))
		}
		if got != len(c.Lines) {
			t.Errorf("%s: the classes hold %d of %d lines", c.Code, got, len(c.Lines))
		}
		for _, l := range c.Lines {
			if l.Grade != GradeA && l.Grade != GradeB || l.Date == "" || len(l.Sources) == 0 || len(l.Numbers) == 0 {
				t.Errorf("%s %s is given out with grade %q, date %q, %d sources, %d numbers", c.Code, l.Name, l.Grade, l.Date, len(l.Sources), len(l.Numbers))
			}
		}
		found, ok := CountryOf(c.Code)
		if !ok || found.Name != c.Name {
			t.Errorf("CountryOf(%q): got %q, %v", c.Code, found.Name, ok)
		}
	}
	for _, code := range []string{"", "au", "XX"} {
		if c, ok := CountryOf(code); ok || c.Of(Crisis) != nil {
			t.Errorf("CountryOf(%q): got %q, want nothing", code, c.Name)
		}
	}
}

func TestCountryCodesAndNamesAreThoseOfTheStandard(t *testing.T) {
	// Where the everyday name and the one of the Unicode data differ, ours is meant.
	ours := map[string]string{"TR": "Türkiye"}
	for _, c := range Countries() {
		r, err := language.ParseRegion(c.Code)
		if err != nil || !r.IsCountry() {
			t.Errorf("%q is no country code: %v", c.Code, err)
			continue
		}
		want := display.English.Regions().Name(r)
		if o, ok := ours[c.Code]; ok {
			want = o
		}
		if c.Name != want {
			t.Errorf("%s: got %q, want %q", c.Code, c.Name, want)
		}
	}
}

func TestStaleGoesFromDateToWarningAndNeverBack(t *testing.T) {
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		verifier string
		days     int
		want     Staleness
	}{
		{"", -1, ShowDate}, {"", 0, ShowDate}, {"", 90, ShowDate}, {"", 180, ShowDate}, {"", 181, Warn},
		{"R.", -1, Fresh}, {"R.", 0, Fresh}, {"R.", 90, Fresh}, {"R.", 91, ShowDate}, {"R.", 180, ShowDate}, {"R.", 181, Warn},
	} {
		got := Check{Date: "2026-11-22", Verifier: c.verifier}.Stale(day.AddDate(0, 0, c.days))
		if got != c.want {
			t.Errorf("verifier %q, %d days: got %v, want %v", c.verifier, c.days, got, c.want)
		}
	}
	if got := (Check{Date: "soon", Verifier: "R."}).Stale(day); got != Warn {
		t.Errorf("a date that is none: got %v, want a warning", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		c := Check{Date: "2026-11-22", Verifier: rapid.SampledFrom([]string{"", "R."}).Draw(t, "verifier")}
		a := rapid.Int64Range(-1e9, 1e9).Draw(t, "seconds")
		b := a + rapid.Int64Range(0, 1e9).Draw(t, "later")
		at := func(s int64) Staleness { return c.Stale(day.Add(time.Duration(s) * time.Second)) }
		if at(a) > at(b) {
			t.Fatalf("%v at %d s, %v at %d s", at(a), a, at(b), b)
		}
		if c.Verifier == "" && at(a) == Fresh {
			t.Fatal("fresh, and nobody verified it")
		}
	})
}

func TestDialKeepsDigitsAndSignsOnlyInOrder(t *testing.T) {
	for show, want := range map[string]string{"1-800-799-7233": "18007997233", "+54 9 11 2771-6463": "+5491127716463", "*120*7867#": "*120*7867#"} {
		if got := (Number{Show: show}).Dial(); got != want {
			t.Errorf("%q: got %q, want %q", show, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		show := rapid.String().Draw(t, "show")
		got := Number{Show: show}.Dial()
		if strings.Trim(got, "0123456789+*#") != "" || (Number{Show: got}).Dial() != got || (Number{Show: show + "1"}).Dial() != got+"1" {
			t.Fatalf("%q: got %q", show, got)
		}
	})
}

// The facts were gathered once, in a file beside the repository. What is not from there names a source of its own.
func TestNumbersAndGradesAreThoseOfTheGatheredFacts(t *testing.T) {
	b, ok := shared(t, "data", "helplines.json")
	if !ok {
		return
	}
	var facts struct {
		Countries []struct {
			Code      string `json:"iso2"`
			Emergency string `json:"emergency"`
			Services  []struct {
				Phone   string                 `json:"phone"`
				Text    string                 `json:"text"`
				Note    string                 `json:"note"`
				Grade   Grade                  `json:"grade"`
				Sources []struct{ URL string } `json:"sources"`
			} `json:"services"`
		} `json:"countries"`
	}
	if err := json.Unmarshal(b, &facts); err != nil {
		t.Fatal(err)
	}
	run := regexp.MustCompile(`[+*]?\d(?:[\d *-]*[\d#])?`)
	dial := func(s string) string { return Number{Show: s}.Dial() }
	// Two number plans that do not depend on each other agree on other numbers than the gathered one.
	replaced := map[string]bool{"EG 112": true, "UG 112": true, "PE 911": true}
	file := readHelplines(t)
	if len(file) != len(facts.Countries) {
		t.Errorf("%d countries, the facts have %d", len(file), len(facts.Countries))
	}
	for _, f := range facts.Countries {
		i := slices.IndexFunc(file, func(c fileCountry) bool { return c.Code == f.Code })
		if i < 0 {
			t.Errorf("%s is left out", f.Code)
			continue
		}
		c := file[i]
		known, pages := map[string]Grade{}, map[string]bool{}
		for _, n := range run.FindAllString(f.Emergency, -1) {
			known[dial(n)] = GradeA
			if !replaced[f.Code+" "+dial(n)] && !hasNumber(c.Emergency, dial(n)) {
				t.Errorf("%s: emergency number %s is left out", f.Code, n)
			}
		}
		for _, s := range f.Services {
			for _, src := range s.Sources {
				pages[src.URL] = true
			}
			for _, n := range run.FindAllString(s.Text+" "+s.Note, -1) {
				known[dial(n)] = s.Grade
			}
			for _, n := range run.FindAllString(s.Phone, -1) {
				known[dial(n)] = s.Grade
				if n == "1" { // "079 option 1"
					continue
				}
				if !slices.ContainsFunc(c.Lines, func(l fileEntry) bool { return hasNumber(l, dial(n)) }) {
					t.Errorf("%s: number %s is left out", f.Code, n)
				}
			}
		}
		for _, e := range append([]fileEntry{c.Emergency}, c.Lines...) {
			own := slices.ContainsFunc(e.Sources, func(s fileSource) bool { return !pages[s.Page] && !strings.Contains(s.Page, "queer.guide") })
			for _, n := range e.Numbers {
				if g, ok := known[dial(n.Show)]; !ok && !own {
					t.Errorf("%s %s: number %s is not among the facts and has no source of its own", c.Code, e.Name, n.Show)
				} else if ok && e.Grade < g && !own {
					t.Errorf("%s %s: grade %s, the facts say %s", c.Code, e.Name, e.Grade, g)
				}
			}
		}
	}
}

func hasNumber(e fileEntry, dial string) bool {
	return slices.ContainsFunc(e.Numbers, func(n fileNumber) bool { return Number{Show: n.Show}.Dial() == dial })
}

// String makes the levels readable in a message.
func (s Staleness) String() string { return [...]string{"fresh", "date", "warning"}[s] }
