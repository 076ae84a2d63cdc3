package reliability

import (
	"errors"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

// Two ways of adding the same numbers differ in the last digits; a law about order or shift holds exactly.
const lawTolerance = 1e-10

var drawEvents = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Event {
	return Event{rapid.IntRange(-30, 200).Draw(t, "day"), Outcome(rapid.IntRange(1, 3).Draw(t, "outcome"))}
}), 0, 40)

var drawToday = rapid.IntRange(100, 260) // some events are dated after it

func draw(t *rapid.T) ([]Event, int) { return drawEvents.Draw(t, "events"), drawToday.Draw(t, "today") }

func history(t interface{ Fatal(...any) }, events []Event, today int) History {
	h, err := NewHistory(events, today)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// everyBand returns all that a history shows as bands.
func everyBand(h History) []Bands {
	c := h.Curve(Screen)
	all := []Bands{h.Belief().Bands, c.Today}
	for _, p := range c.Points {
		all = append(all, p.Bands)
	}
	return all
}

func TestOrderOfEventsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		shuffled := rapid.Permutation(events).Draw(t, "shuffled")
		a, b := history(t, events, today), history(t, shuffled, today)
		if a.Belief() != b.Belief() || !slices.Equal(everyBand(a), everyBand(b)) {
			t.Fatalf("%v and %v: got different answers", events, shuffled)
		}
	})
}

func TestOnlyDistancesBetweenDaysMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		by := rapid.IntRange(-1e6, 1e6).Draw(t, "by")
		moved := slices.Clone(events)
		for i := range moved {
			moved[i].Day += by
		}
		if a, b := history(t, events, today), history(t, moved, today+by); !slices.Equal(everyBand(a), everyBand(b)) {
			t.Fatalf("%v shifted by %d days: got a different answer", events, by)
		}
	})
}

func TestSwappingKeptAndMissedMirrorsTheAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		swapped := slices.Clone(events)
		for i, e := range swapped {
			if e.Outcome != Moved {
				swapped[i].Outcome = Kept + Missed - e.Outcome
			}
		}
		a, b := everyBand(history(t, events, today)), everyBand(history(t, swapped, today))
		for i := range a {
			m := Bands{1 - b[i].Median, 1 - b[i].Hi50, 1 - b[i].Lo50, 1 - b[i].Hi80, 1 - b[i].Lo80, 1 - b[i].Hi95, 1 - b[i].Lo95}
			if !near(a[i], m) {
				t.Fatalf("%v: got %v, want the mirror %v", events, a[i], m)
			}
		}
	})
}

func TestIntervalsNestAndAreNeverCertain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		for _, b := range everyBand(history(t, events, today)) {
			rising := []float64{0, b.Lo95, b.Lo80, b.Lo50, b.Median, b.Hi50, b.Hi80, b.Hi95, 1}
			for i := 1; i < len(rising); i++ {
				if !(rising[i-1] < rising[i]) {
					t.Fatalf("%v: got %v, want each inside the next", events, b)
				}
			}
		}
	})
}

func TestKeptInsteadOfMissedNeverLowersAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		day := rapid.IntRange(-30, 260).Draw(t, "day")
		without := append(slices.Clone(events), Event{day, Missed})
		with := append(slices.Clone(events), Event{day, Kept})
		a, b := everyBand(history(t, without, today)), everyBand(history(t, with, today))
		for i := range a {
			low, high := figuresOf(a[i]), figuresOf(b[i])
			for j := range low {
				if low[j] > high[j]+lawTolerance {
					t.Fatalf("%v on day %d: got %v kept, %v not kept", events, day, b[i], a[i])
				}
			}
		}
	})
}

func TestMovedEventsAreNeutral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		still := slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return e.Outcome == Moved })
		a, b := history(t, events, today), history(t, still, today)
		if !slices.Equal(everyBand(a), everyBand(b)) {
			t.Fatalf("%v: got a different answer without the moved ones", events)
		}
		if _, _, moved := a.Counts(); moved != len(events)-len(still) {
			t.Fatalf("%v: got %d moved, want %d", events, moved, len(events)-len(still))
		}
	})
}

func TestAnEventDatedAfterTodayCountsAsOfToday(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		held := slices.Clone(events)
		for i := range held {
			held[i].Day = min(held[i].Day, today)
		}
		if a, b := history(t, events, today), history(t, held, today); !slices.Equal(everyBand(a), everyBand(b)) {
			t.Fatalf("%v, today %d: got a different answer with the later ones held to today", events, today)
		}
	})
}

func TestThirtyDaysHalveTheCases(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, _ := draw(t)
		now, later := history(t, events, 200).Belief().Effective, history(t, events, 230).Belief().Effective
		if math.Abs(later-now/2) > lawTolerance {
			t.Fatalf("%v: got %v cases after 30 days, want half of %v", events, later, now)
		}
	})
}

func TestQuantilesLeaveTheirShareBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kept := rapid.Float64Range(0, 500).Draw(t, "kept")
		missed := rapid.Float64Range(0, 500).Draw(t, "missed")
		b, err := Estimate(kept, missed)
		if err != nil {
			t.Fatal(err)
		}
		share := figures{.5, .25, .75, .1, .9, .025, .975}
		for i, q := range figuresOf(b.Bands) {
			if got := mathext.RegIncBeta(1+kept, 1+missed, q); math.Abs(got-share[i]) > lawTolerance {
				t.Fatalf("kept %v, missed %v: %v leaves %v below, want %v", kept, missed, q, got, share[i])
			}
		}
	})
}

func TestRangeMarksEveryUnmarkedAsMissedOrAsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		unmarked := rapid.SliceOfN(rapid.IntRange(-30, 260), 0, 5).Draw(t, "unmarked")
		h := history(t, events, today)
		allMissed, allKept := h.Range(unmarked)
		marked := func(o Outcome) Belief {
			all := slices.Clone(events)
			for _, day := range unmarked {
				all = append(all, Event{day, o})
			}
			return history(t, all, today).Belief()
		}
		if !near(allMissed.Bands, marked(Missed).Bands) || !near(allKept.Bands, marked(Kept).Bands) {
			t.Fatalf("%v, unmarked %v: got %v and %v", events, unmarked, allMissed, allKept)
		}
		if len(unmarked) > 0 && !(allMissed.Median < h.Belief().Median && h.Belief().Median < allKept.Median) {
			t.Fatalf("%v, unmarked %v: the headline lies outside the range", events, unmarked)
		}
	})
}

func TestEnoughFromThreeCases(t *testing.T) {
	for _, c := range []struct {
		kept, missed float64
		want         bool
	}{{0, 0, false}, {2.9, 0, false}, {3, 0, true}, {1.5, 1.5, true}, {0, 2.999, false}} {
		if b, err := Estimate(c.kept, c.missed); err != nil || b.Enough() != c.want {
			t.Errorf("kept %v, missed %v: got %v, %v, want %v", c.kept, c.missed, b.Enough(), err, c.want)
		}
	}
}

func TestBadInputIsRefused(t *testing.T) {
	for _, c := range [][2]float64{{-1, 0}, {0, -1e-9}, {math.NaN(), 1}, {1, math.Inf(1)}, {2e6, 0}} {
		if _, err := Estimate(c[0], c[1]); !errors.Is(err, ErrCount) {
			t.Errorf("kept %v, missed %v: got %v, want ErrCount", c[0], c[1], err)
		}
	}
	for _, o := range []Outcome{0, 4, 255} {
		if _, err := NewHistory([]Event{{1, o}}, 2); !errors.Is(err, ErrOutcome) {
			t.Errorf("outcome %d: got %v, want ErrOutcome", o, err)
		}
	}
}

func TestNoHistoryBreaksTheFigures(t *testing.T) {
	many := func(n int, day int, o Outcome) []Event { return slices.Repeat([]Event{{day, o}}, n) }
	for name, events := range map[string][]Event{
		"the whole range of days":     {{math.MinInt, Kept}, {0, Missed}, {math.MaxInt, Kept}},
		"thousands of contradictions": slices.Concat(many(5000, 1, Kept), many(5000, 2, Missed), many(5000, 3, Kept)),
		"thousands on one day":        slices.Concat(many(5000, 1, Kept), many(5000, 1, Missed)),
		"a thousand kept":             many(1000, 1, Kept),
	} {
		for _, today := range []int{3, math.MaxInt} {
			for _, b := range everyBand(history(t, events, today)) {
				if !(0 < b.Lo95 && b.Lo95 < b.Hi95 && b.Hi95 < 1 && b.Lo95 <= b.Median && b.Median <= b.Hi95) {
					t.Errorf("%s, today %d: got %v", name, today, b)
				}
			}
		}
	}
	if got := history(t, []Event{{math.MinInt, Kept}}, math.MaxInt).Belief().Effective; got != 0 {
		t.Errorf("an event of the first day on the last: got %v cases, want 0", got)
	}
}

func TestNoQuantileLeavesTheGrid(t *testing.T) {
	w := newWalk(Screen.points())
	last := make([]float64, len(w.x))
	last[len(last)-1] = 1
	// Half of a cell's mass lies before its point: Lo95 stands a twentieth of the way from the point before.
	end := logistic(gridEnd)
	want := Bands{
		Lo95: logistic(gridEnd - .95*w.dx), Lo80: logistic(gridEnd - .8*w.dx), Lo50: logistic(gridEnd - .5*w.dx),
		Median: end, Hi50: end, Hi80: end, Hi95: end,
	}
	if got := w.bands(last); !near(got, want) {
		t.Errorf("all in the last cell: got %v, want %v", got, want)
	}
}

func TestTheEventsGivenStayAsTheyWere(t *testing.T) {
	events := []Event{{9, Kept}, {3, Missed}}
	history(t, events, 5)
	if want := []Event{{9, Kept}, {3, Missed}}; !slices.Equal(events, want) {
		t.Errorf("got %v, want %v", events, want)
	}
}

func TestTheScreenGridIsCloseToTheFineOne(t *testing.T) {
	const promised = .02 // stands on Screen
	rapid.Check(t, func(t *rapid.T) {
		events, today := draw(t)
		h := history(t, events, today)
		fine, screen := h.Curve(Fine), h.Curve(Screen)
		if far(fine.Today, screen.Today) > promised {
			t.Fatalf("%v: got %v, want %v", events, screen.Today, fine.Today)
		}
		for i, p := range fine.Points {
			if far(p.Bands, screen.Points[i].Bands) > promised {
				t.Fatalf("%v: got %v, want %v", events, screen.Points[i], p)
			}
		}
	})
}

func near(a, b Bands) bool { return far(a, b) <= lawTolerance }

func far(a, b Bands) float64 {
	most := 0.0
	x, y := figuresOf(a), figuresOf(b)
	for i := range x {
		most = max(most, math.Abs(x[i]-y[i]))
	}
	return most
}
