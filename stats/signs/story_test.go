package signs

import (
	"slices"
	"testing"
)

func TestAClearRiseEmergesThenHolds(t *testing.T) {
	r := source(2)
	got := watch(t, 230,
		diary(r, 0, 231, .9, 1, rise(2, 8, 70)), diary(r, 0, 231, .9, 1, flat(5)), diary(r, 0, 231, .9, 1, flat(5)))
	if s := states(got.Signs[0]); !slices.Contains(s, Emerging) || !slices.Contains(s, Steady) || slices.Contains(s, Slipping) {
		t.Errorf("a rise of six points: states %v, want emerging and then steady, never slipping", s)
	}
	c := got.Crossings[0]
	if c.Sign != 0 || !c.Up || c.Day <= 70 {
		t.Errorf("first crossing %+v, want sign 0 upwards after day 70", c)
	}
	if c.Held != c.Day+28 {
		t.Errorf("crossed on day %d and said to have held on day %d, want 28 days between", c.Day, c.Held)
	}
	for i := 1; i < 3; i++ {
		if s := states(got.Signs[i]); !slices.Equal(s, []State{NotEnough, NoChange}) {
			t.Errorf("sign %d did not move: states %v, want not enough yet, then no change", i, s)
		}
	}
}

func TestAClearFallIsHarderAgain(t *testing.T) {
	r := source(3)
	fall := func(day int) float64 {
		if day < 80 {
			return 8
		}
		return 3
	}
	got := watch(t, 180, diary(r, 0, 181, .9, 1, fall), diary(r, 0, 181, .9, 1, flat(5)))
	if got.Signs[0].State != Slipping || len(got.Crossings) == 0 || got.Crossings[0].Up {
		t.Errorf("a fall of five points: state %v, crossings %+v, want slipping by a crossing downwards", got.Signs[0].State, got.Crossings)
	}
}

func TestARiseThatFallsBackIsHarderAgainAndStaysRecorded(t *testing.T) {
	r := source(4)
	level := func(day int) float64 {
		if day > 190 {
			return 2
		}
		return rise(2, 8, 70)(day)
	}
	got := watch(t, 260, diary(r, 0, 261, .95, .8, level), diary(r, 0, 261, .9, 1, flat(5)))
	s := states(got.Signs[0])
	if !slices.Contains(s, Steady) || !slices.Contains(s, Slipping) {
		t.Errorf("up and down again: states %v, want steady and later slipping", s)
	}
	if len(got.Crossings) < 2 || !got.Crossings[0].Up || got.Crossings[1].Up {
		t.Errorf("crossings %+v, want one up and then one down, both kept", got.Crossings)
	}
}

func TestAFallSoonAfterARiseIsFoundByEvidenceThatBeganAnew(t *testing.T) {
	r := source(4)
	level := func(day int) float64 {
		if day > 120 {
			return 1
		}
		return rise(3, 9, 60)(day)
	}
	got := watch(t, 200, diary(r, 0, 201, .95, .8, level))
	if len(got.Crossings) != 2 || !got.Crossings[0].Up || got.Crossings[1].Up || !got.Crossings[1].Again {
		t.Errorf("crossings %+v, want one up and then one down by evidence that began anew", got.Crossings)
	}
	if s := states(got.Signs[0]); !slices.Equal(s, []State{NotEnough, NoChange, Emerging, Slipping}) {
		t.Errorf("states %v, want emerging and then slipping", s)
	}
}

func TestABumpSettlesBackToNoChange(t *testing.T) {
	r := source(2)
	level := func(day int) float64 {
		if day > 125 {
			return max(3, 8-float64(day-125)*0.1)
		}
		return rise(3, 8, 60)(day)
	}
	got := watch(t, 250, diary(r, 0, 251, .9, 1, level))
	if len(got.Crossings) != 1 || !got.Crossings[0].Up || !got.Crossings[0].HasSettled {
		t.Fatalf("up and slowly back: crossings %+v, want one upwards that settled back", got.Crossings)
	}
	last := got.Signs[0].States[len(got.Signs[0].States)-1]
	if want := (Shown{got.Crossings[0].Settled, NoChange}); last != want {
		t.Errorf("last state %+v, want %+v", last, want)
	}
}

func TestASettledChangeOpensANewEpochEarly(t *testing.T) {
	r := source(2)
	got := watch(t, 240, diary(r, 0, 241, .9, 1, rise(2, 8, 70)))
	c := got.Crossings[0]
	if len(got.Epochs) != 2 || got.Epochs[0].Closed != c.Day+56 {
		t.Errorf("epochs %+v after crossing %+v, want a second one as soon as the change has held and 56 days have passed", got.Epochs, c)
	}
	if got.Signs[0].State != Steady {
		t.Errorf("state %v in the new epoch, want steady to go on", got.Signs[0].State)
	}
}

func TestAChangeIsSaidToHoldOnlyWithAnswers(t *testing.T) {
	s := diary(source(2), 0, 241, .9, 1, rise(2, 8, 70))
	first := watch(t, 240, s).Crossings[0].Day
	var until Sign
	for _, a := range s.Answers {
		if a.Day <= first {
			until.Answers = append(until.Answers, a)
		}
	}
	if c := watch(t, first+60, until).Crossings[0]; c.HasHeld {
		t.Errorf("no answer after the crossing on day %d: said to have held on day %d, want never", c.Day, c.Held)
	}
}

func TestAStoryEndsAfterHalfAYear(t *testing.T) {
	got := watch(t, 420, diary(source(2), 0, 421, .9, 1, rise(2, 8, 70)))
	c, last := got.Crossings[0], got.Signs[0].States[len(got.Signs[0].States)-1]
	if want := (Shown{c.Day + 182, NoChange}); last != want {
		t.Errorf("crossing %+v that holds: last state %+v, want %+v, because the level is an old one by then", c, last, want)
	}
}

func TestASignCrossesOnceInAnEpoch(t *testing.T) {
	r := source(13)
	s := diary(r, 0, 145, 1, .7, rise(2, 9, 57))
	for day := 145; day < 236; day += 3 { // few answers: the level is known to be back long before the evidence is gone
		s.Answers = append(s.Answers, Answer{day, day, float64(2 + day%2)})
	}
	got := watch(t, 200, s)
	up := 0
	for _, c := range got.Crossings {
		if c.Up && c.Day < got.Epochs[0].Closed {
			up++
		}
	}
	if up != 1 || len(got.Crossings) < 2 && !got.Crossings[0].HasSettled {
		t.Errorf("up and back at once: crossings %+v in epochs %+v, want one upwards and then its end", got.Crossings, got.Epochs)
	}
}

func TestALevelThatIsOnlyLikelyBeyondTheBaselineNeitherHoldsNorFades(t *testing.T) {
	var s Sign
	for day := range 62 {
		y := 4 + 2*float64(day%2)
		if day >= 56 {
			y += 0.8
		}
		s.Answers = append(s.Answers, Answer{day, day, y})
	}
	f, err := New([]Sign{s}, OneOfUs)
	if err != nil {
		t.Fatal(err)
	}
	w := watching{Family: f, record: Record{Signs: make([]Told, 1)}, stories: make([]*story, 1)}
	w.cross(Crossing{Sign: 0, Day: 61, Up: true}, 0)
	for day := 61; day < 85; day++ {
		w.follow(0, day)
		p := w.stories[0].beyond(f.sheets[0], day)
		if p < 0.71 || p > 0.89 {
			t.Fatalf("day %d: the level is beyond the baseline with probability %.3f, and this test is about .71 to .89", day, p)
		}
	}
	if got := w.stories[0]; got.holding != 0 || got.fading != 0 || w.record.Crossings[0].HasHeld {
		t.Errorf("24 days between the two bounds: %d days of holding and %d of fading, want none", got.holding, got.fading)
	}
}
