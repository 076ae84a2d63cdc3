package signs

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The evidence of every look is that of a process that takes, from the start, what had been given by the end of that day.
func TestEvidenceIsOfWhatWasKnownThatDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := source(rapid.Uint64().Draw(t, "seed"))
		s := diary(r, 0, 100, 0.8, 1.5, rise(3, 7, 60))
		for i := range s.Answers {
			s.Answers[i].Given += r.IntN(3)
			if r.IntN(5) == 0 {
				a := s.Answers[i]
				s.Answers = append(s.Answers, Answer{a.Day, a.Day + r.IntN(3), float64(r.IntN(11))})
			}
		}
		sh, err := newSheet(s)
		if err != nil {
			t.Fatal(err)
		}
		tr := newTrack(sh, 0, 56)
		for day := 56; day < 100; day++ {
			tr.look(day)
			p := NewProcess(56)
			for d := 0; d <= day; d++ {
				if d == 56 {
					p.SetOut()
				}
				sum, n := 0.0, 0.0
				for _, a := range s.Answers {
					if a.Day == d && a.Given <= day {
						sum += a.Value
						n++
					}
				}
				if n > 0 {
					p.Answer(d, sum/n)
				}
			}
			_, up, down := tr.evidence()
			if wantUp, wantDown := p.Look(); math.Abs(up/wantUp-1) > 1e-9 || math.Abs(down/wantDown-1) > 1e-9 {
				t.Fatalf("day %d: evidence up %g, down %g, want %g, %g", day, up, down, wantUp, wantDown)
			}
		}
	})
}

// anyFamily draws up to three signs over up to 330 days, with late and double answers and real changes.
func anyFamily(t *rapid.T) ([]Sign, int) {
	days := rapid.IntRange(1, 330).Draw(t, "days")
	r := source(rapid.Uint64().Draw(t, "seed"))
	signs := make([]Sign, rapid.IntRange(1, 3).Draw(t, "signs"))
	for i := range signs {
		share, step := r.Float64(), 6*r.Float64()-3
		s := diary(r, r.IntN(40), days, share, 1.2, func(day int) float64 { return rise(5, 5+step, 90)(day) - rise(0, step, 200)(day) })
		for j := range s.Answers {
			s.Answers[j].Given += max(0, r.IntN(8)-4)
			if r.IntN(10) == 0 {
				a := s.Answers[j]
				a.Value, a.Given = float64(r.IntN(11)), a.Day+r.IntN(4)
				s.Answers = append(s.Answers, a)
			}
		}
		s.Weekly = r.IntN(4) == 0
		signs[i] = s
	}
	return signs, days
}

func mustWatch(t *rapid.T, signs []Sign, today int) Record {
	f, err := New(signs, OneOfUs)
	if err != nil {
		t.Fatal(err)
	}
	return f.Watch(today)
}

func TestWhatWasShownStaysWhatWasShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		signs, days := anyFamily(t)
		earlier := rapid.IntRange(0, days).Draw(t, "earlier")
		// What a device knew then: only answers given by then.
		var knew []Sign
		for _, s := range signs {
			then := Sign{Weekly: s.Weekly}
			for _, a := range s.Answers {
				if max(a.Given, a.Day) <= earlier {
					then.Answers = append(then.Answers, a)
				}
			}
			knew = append(knew, then)
		}
		whole, then, cut := mustWatch(t, signs, days), mustWatch(t, knew, earlier), mustWatch(t, signs, earlier)
		if !reflect.DeepEqual(then, cut) {
			t.Fatalf("day %d: with what was known %+v, looking back %+v", earlier, then, cut)
		}
		for i := range signs {
			var until []Shown
			for _, s := range whole.Signs[i].States {
				if s.Day <= earlier {
					until = append(until, s)
				}
			}
			if !reflect.DeepEqual(until, cut.Signs[i].States) {
				t.Fatalf("sign %d: shown up to day %d as %v, later said to have been %v", i, earlier, cut.Signs[i].States, until)
			}
		}
	})
}

func TestOrderOfAnswersAndCountOfDaysDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		signs, days := anyFamily(t)
		shift := rapid.IntRange(-1000, 1000).Draw(t, "shift")
		var other []Sign
		for _, s := range signs {
			o := Sign{Weekly: s.Weekly}
			for _, a := range s.Answers {
				o.Answers = append(o.Answers, Answer{a.Day + shift, a.Given + shift, a.Value})
			}
			slices.Reverse(o.Answers)
			other = append(other, o)
		}
		a, b := mustWatch(t, signs, days), mustWatch(t, other, days+shift)
		for i := range a.Signs {
			if !slices.Equal(states(a.Signs[i]), states(b.Signs[i])) || a.Signs[i].Answers != b.Signs[i].Answers {
				t.Fatalf("shifted by %d and reversed: %+v became %+v", shift, a.Signs[i], b.Signs[i])
			}
		}
	})
}

func TestTurningTheScaleTurnsTheDirection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		signs, days := anyFamily(t)
		var turned []Sign
		for _, s := range signs {
			o := Sign{Weekly: s.Weekly}
			for _, a := range s.Answers {
				o.Answers = append(o.Answers, Answer{a.Day, a.Given, 10 - a.Value})
			}
			turned = append(turned, o)
		}
		a, b := mustWatch(t, signs, days), mustWatch(t, turned, days)
		// Up to the first crossing the two are mirror images; what follows a crossing up differs from what follows one down.
		if len(a.Crossings) == 0 != (len(b.Crossings) == 0) {
			t.Fatalf("crossings %+v turned into %+v", a.Crossings, b.Crossings)
		}
		if len(a.Crossings) > 0 {
			x, y := a.Crossings[0], b.Crossings[0]
			if x.Day != y.Day || x.Sign != y.Sign || x.Up == y.Up || math.Abs(x.Evidence/y.Evidence-1) > 1e-6 {
				t.Fatalf("first crossing %+v turned into %+v, want the same with the other direction", x, y)
			}
		}
	})
}
