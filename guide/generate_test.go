package guide

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"slices"
	"strings"
	"testing"
)

// After editing helplines.json: go test ./guide -run Generated -update
var update = flag.Bool("update", false, "write helplines_data.go and helplines.md from helplines.json")

func TestGeneratedFilesFollowFromHelplines(t *testing.T) {
	file := readHelplines(t)
	for name, want := range map[string][]byte{"helplines_data.go": goSource(t, file), "helplines.md": gaps(file)} {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s does not follow from helplines.json; run: go test ./guide -run Generated -update", name)
		}
	}
}

// goSource is the file the program carries: what may be shown, as Go values, so that nothing has to be decoded at run time.
func goSource(t *testing.T, file []fileCountry) []byte {
	var b bytes.Buffer
	b.WriteString("// Code generated from helplines.json by go test ./guide -run Generated -update. DO NOT EDIT.\n\npackage guide\n\nvar countries = []Country{\n")
	slices.SortFunc(file, func(a, c fileCountry) int { return strings.Compare(a.Name, c.Name) })
	for _, c := range file {
		fmt.Fprintf(&b, "{Code: %q, Name: %q, Emergency: %s,\nEmergencyCheck: %s", c.Code, c.Name, numbers(c.Emergency), check(c.Emergency))
		lines := 0
		for _, class := range Classes() {
			for _, l := range c.Lines {
				if l.Grade == GradeC || !slices.Contains(l.For, class) {
					continue
				}
				if lines++; lines == 1 {
					b.WriteString(",\nLines: []Line{\n")
				}
				fmt.Fprintf(&b, "{Class: %q, Name: %q, Numbers: %s", class, l.Name, numbers(l))
				for _, f := range []struct{ name, value string }{{"Hours", l.Hours}, {"Languages", l.Languages}, {"Web", l.Web}, {"Note", l.Note}} {
					if f.value != "" {
						fmt.Fprintf(&b, ", %s: %q", f.name, f.value)
					}
				}
				fmt.Fprintf(&b, ",\nCheck: %s},\n", check(l))
			}
		}
		if lines > 0 {
			b.WriteString("}")
		}
		b.WriteString("},\n")
	}
	b.WriteString("}\n")
	src, err := format.Source(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func numbers(e fileEntry) string {
	var list []string
	for _, n := range e.Numbers {
		s := fmt.Sprintf("{Show: %q", n.Show)
		if n.By != "" {
			s += fmt.Sprintf(", By: %q", n.By)
		}
		if n.Note != "" {
			s += fmt.Sprintf(", Note: %q", n.Note)
		}
		list = append(list, s+"}")
	}
	return "[]Number{" + strings.Join(list, ", ") + "}"
}

func check(e fileEntry) string {
	var list []string
	for _, s := range e.Sources {
		list = append(list, fmt.Sprintf("{%q, %q}", s.Page, s.Date))
	}
	s := fmt.Sprintf("Check{Sources: []Source{%s}, Date: %q, Grade: %q", strings.Join(list, ", "), e.Date, e.Grade)
	if e.Verifier != "" {
		s += fmt.Sprintf(", Verifier: %q", e.Verifier)
	}
	return s + "}"
}

// gaps is the table of what is missing, for the people who verify.
func gaps(file []fileCountry) []byte {
	var b bytes.Buffer
	b.WriteString(`# Helplines: what is there and what is missing

Made from helplines.json by ` + "`go test ./guide -run Generated -update`" + `. Not edited by hand.

Grade A: the operator's, a government's or a UN page, or a check against one. B: a named press or partner page, or two
sources that do not depend on each other. C: one source that names none; held back, never shown.

To verify an entry, a person calls the line or asks its operator, then sets the grade, the date and the verifier in
helplines.json and makes the files anew. Until then the entry shows its date, and from 180 days on a warning.

| country | emergency | crisis | danger | worried |
|---|---|---|---|---|
`)
	with, total := map[Class]int{}, map[Grade]int{}
	verified := 0
	var held, old []string
	for _, c := range file {
		fmt.Fprintf(&b, "| %s %s | %s", c.Name, c.Code, c.Emergency.Grade)
		for _, class := range Classes() {
			var grades []string
			back := 0
			for _, l := range c.Lines {
				switch {
				case !slices.Contains(l.For, class):
				case l.Grade == GradeC:
					back++
				default:
					grades = append(grades, string(l.Grade))
				}
			}
			cell := strings.Join(grades, " ")
			if cell != "" {
				with[class]++
			} else if cell = "**none**"; back > 0 {
				cell += fmt.Sprintf(" (%d held back)", back)
			}
			b.WriteString(" | " + cell)
		}
		b.WriteString(" |\n")
		for _, l := range c.Lines {
			total[l.Grade]++
			if l.Verifier != "" {
				verified++
			}
			if l.Grade == GradeC {
				held = append(held, fmt.Sprintf("- %s: %s (%s)", c.Name, l.Name, l.Sources[0].Page))
			} else if newest := newestSource(l); newest == "" {
				old = append(old, fmt.Sprintf("- %s: %s (no source carries a date)", c.Name, l.Name))
			} else if newest < "2021-11-22" { // five years before the list was made
				old = append(old, fmt.Sprintf("- %s: %s (newest source: %s)", c.Name, l.Name, newest))
			}
		}
	}
	fmt.Fprintf(&b, "\n%d countries. With a line that may be shown: crisis %d, danger %d, worried %d. Lines: %d of grade A, %d of grade B, %d held back. Verified by a person: %d.\n",
		len(file), with[Crisis], with[Danger], with[Worried], total[GradeA], total[GradeB], total[GradeC], verified)
	fmt.Fprintf(&b, "\n## Held back until a person has checked them\n\n%s\n", strings.Join(held, "\n"))
	fmt.Fprintf(&b, "\n## Shown, with sources of 2021 or before, or without a date: check these first\n\n%s\n", strings.Join(old, "\n"))
	return b.Bytes()
}

func newestSource(e fileEntry) string {
	newest := ""
	for _, s := range e.Sources {
		newest = max(newest, s.Date)
	}
	return newest
}
