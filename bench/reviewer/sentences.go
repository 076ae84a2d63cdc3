package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"kept/reviewer"
)

// A sample is one labelled sentence. Clean has no label; Tempts says what a careless rule would see in it.
type sample struct {
	Text   string           `json:"text"`
	Labels []reviewer.Label `json:"labels"`
	Tempts []reviewer.Label `json:"tempts"`
}

// readSentences reads "labels | sentence" lines, or JSON lines with text, labels and tempts.
func readSentences(path string) ([]sample, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if strings.HasSuffix(path, ".jsonl") {
		return readJSON(f)
	}
	var out []sample
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, text, ok := strings.Cut(line, " | ")
		if !ok {
			return nil, fmt.Errorf("line %d: no bar between labels and sentence", n)
		}
		s := sample{Text: text}
		for _, name := range strings.Split(head, ",") {
			switch tempting, ok := strings.CutPrefix(name, "~"); {
			case name == "-":
			case ok:
				s.Tempts = append(s.Tempts, reviewer.Label(tempting))
			default:
				s.Labels = append(s.Labels, reviewer.Label(name))
			}
		}
		out = append(out, s)
	}
	return out, lines.Err()
}

func readJSON(r io.Reader) ([]sample, error) {
	var out []sample
	d := json.NewDecoder(r)
	for {
		var s sample
		switch err := d.Decode(&s); err {
		case nil:
			out = append(out, s)
		case io.EOF:
			return out, nil
		default:
			return nil, err
		}
	}
}

// A tally counts, for one label, what was found and what should have been.
type tally struct{ hit, wrongly, missed int }

func (t tally) precision() float64 { return ratio(t.hit, t.hit+t.wrongly) }
func (t tally) recall() float64    { return ratio(t.hit, t.hit+t.missed) }

func (t tally) f1() float64 { return ratio(2*t.hit, 2*t.hit+t.wrongly+t.missed) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// figures are the table of a labelled set.
type figures struct {
	byLabel               map[reviewer.Label]*tally
	clean, cleanMarked    int
	tempting, tempted     int
	good, goodMarkedAvoid int
	confusions            map[[2]reviewer.Label]int
	wrong                 []string
	macroAvoid, macroGood float64
	microAvoid, microGood tally
}

// measure reviews every sentence. With looks, quiet findings count as well.
func measure(set []sample, looks bool) *figures {
	f := &figures{byLabel: map[reviewer.Label]*tally{}, confusions: map[[2]reviewer.Label]int{}}
	for _, l := range slices.Concat(reviewer.AvoidLabels, reviewer.GoodLabels) {
		f.byLabel[l] = &tally{}
	}
	for _, s := range set {
		f.add(s, found(s.Text, looks))
	}
	f.macroAvoid, f.microAvoid = f.group(reviewer.AvoidLabels)
	f.macroGood, f.microGood = f.group(reviewer.GoodLabels)
	return f
}

func found(text string, looks bool) []reviewer.Label {
	var out []reviewer.Label
	for _, x := range reviewer.Review(text, reviewer.Options{}).Findings {
		if (looks || x.Tier == reviewer.Sure) && !slices.Contains(out, x.Label) {
			out = append(out, x.Label)
		}
	}
	return out
}

func (f *figures) add(s sample, got []reviewer.Label) {
	for l, t := range f.byLabel {
		switch want, is := slices.Contains(s.Labels, l), slices.Contains(got, l); {
		case want && is:
			t.hit++
		case want:
			t.missed++
		case is:
			t.wrongly++
			for _, w := range s.Labels {
				f.confusions[[2]reviewer.Label{w, l}]++
			}
		}
	}
	avoid := slices.ContainsFunc(got, reviewer.Label.Avoid)
	if len(s.Labels) == 0 {
		f.clean++
		if len(got) > 0 {
			f.cleanMarked++
		}
		if len(s.Tempts) > 0 {
			f.tempting++
			if slices.ContainsFunc(s.Tempts, func(l reviewer.Label) bool { return slices.Contains(got, l) }) {
				f.tempted++
			}
		}
	} else if !slices.ContainsFunc(s.Labels, reviewer.Label.Avoid) {
		f.good++
		if avoid {
			f.goodMarkedAvoid++
		}
	}
	want, is := slices.Clone(s.Labels), slices.Clone(got)
	slices.Sort(want)
	slices.Sort(is)
	if !slices.Equal(want, is) {
		f.wrong = append(f.wrong, fmt.Sprintf("want %v got %v: %s", want, is, s.Text))
	}
}

// group averages the F1 of the labels that stand in the set, and adds up their counts.
func (f *figures) group(labels []reviewer.Label) (macro float64, micro tally) {
	n := 0
	for _, l := range labels {
		t := f.byLabel[l]
		micro.hit += t.hit
		micro.wrongly += t.wrongly
		micro.missed += t.missed
		if t.hit+t.missed > 0 {
			macro += t.f1()
			n++
		}
	}
	return macro / float64(max(n, 1)), micro
}

func (f *figures) print(w io.Writer) {
	fmt.Fprintf(w, "%-16s %5s %9s %7s %6s\n", "label", "n", "precision", "recall", "F1")
	for _, l := range slices.Concat(reviewer.AvoidLabels, reviewer.GoodLabels) {
		t := f.byLabel[l]
		fmt.Fprintf(w, "%-16s %5d %9.2f %7.2f %6.2f\n", l, t.hit+t.missed, t.precision(), t.recall(), t.f1())
	}
	fmt.Fprintf(w, "AVOID micro precision %.3f recall %.3f, macro-F1 %.3f\n", f.microAvoid.precision(), f.microAvoid.recall(), f.macroAvoid)
	fmt.Fprintf(w, "GOOD  micro precision %.3f recall %.3f, macro-F1 %.3f\n", f.microGood.precision(), f.microGood.recall(), f.macroGood)
	fmt.Fprintf(w, "clean or tempting sentences marked at all: %d of %d (%.1f %%)\n", f.cleanMarked, f.clean, 100*ratio(f.cleanMarked, f.clean))
	fmt.Fprintf(w, "tempting sentences given the tempting label: %d of %d (%.1f %%)\n", f.tempted, f.tempting, 100*ratio(f.tempted, f.tempting))
	fmt.Fprintf(w, "good sentences marked to reconsider: %d of %d (%.1f %%)\n", f.goodMarkedAvoid, f.good, 100*ratio(f.goodMarkedAvoid, f.good))
}

// printConfusions names the pairs that are mixed up most often.
func (f *figures) printConfusions(w io.Writer) {
	type pair struct {
		labels [2]reviewer.Label
		n      int
	}
	var pairs []pair
	for k, n := range f.confusions {
		pairs = append(pairs, pair{k, n})
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		if a.n != b.n {
			return b.n - a.n
		}
		return strings.Compare(string(a.labels[0]+a.labels[1]), string(b.labels[0]+b.labels[1]))
	})
	for _, p := range pairs[:min(len(pairs), 8)] {
		fmt.Fprintf(w, "  %s was also marked %s: %d\n", p.labels[0], p.labels[1], p.n)
	}
}
