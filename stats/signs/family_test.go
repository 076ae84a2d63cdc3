package signs

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// diary makes a sign answered on the days from..to-1 with the given share, at level(day) with some scatter.
func diary(r *rand.Rand, from, to int, share, scatter float64, level func(day int) float64) Sign {
	var s Sign
	for day := from; day < to; day++ {
		if r.Float64() < share {
			y := math.Round(level(day) + scatter*r.NormFloat64())
			s.Answers = append(s.Answers, Answer{day, day, min(10, max(0, y))})
		}
	}
	return s
}

func flat(at float64) func(int) float64 { return func(int) float64 { return at } }

// rise goes from low to high in the days begin..begin+56.
func rise(low, high float64, begin int) func(int) float64 {
	return func(day int) float64 { return low + (high-low)*min(1, max(0, float64(day-begin)/56)) }
}

func watch(t *testing.T, today int, signs ...Sign) Record {
	t.Helper()
	f, err := New(signs, OneOfUs)
	if err != nil {
		t.Fatal(err)
	}
	return f.Watch(today)
}

func states(told Told) []State {
	var s []State
	for _, shown := range told.States {
		s = append(s, shown.State)
	}
	return s
}

func source(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 6)) }

func TestNothingIsSaidBeforeTheBaselineEnds(t *testing.T) {
	r := source(1)
	got := watch(t, 155, diary(r, 100, 156, 1, 1, flat(5)))
	if s := states(got.Signs[0]); !slices.Equal(s, []State{NotEnough}) || len(got.Epochs) != 0 {
		t.Errorf("56 days of answers: states %v in %d epochs, want [not enough yet] in none", s, len(got.Epochs))
	}
	got = watch(t, 156, diary(r, 100, 157, 1, 1, flat(5)))
	want := []Shown{{100, NotEnough}, {156, NoChange}}
	if !reflect.DeepEqual(got.Signs[0].States, want) {
		t.Errorf("one day more: states %v, want %v", got.Signs[0].States, want)
	}
}

func TestWithoutAnswersThereIsNothing(t *testing.T) {
	got := watch(t, 500, Sign{}, Sign{Weekly: true})
	if got.Signs[0].State != NotEnough || got.Signs[0].Answers != 0 || len(got.Signs[0].States) != 0 {
		t.Errorf("no answers: got %+v, want not enough yet and no history", got.Signs[0])
	}
}

func TestASignWithTooFewAnswersIsLeftOutOfTheWholeEpoch(t *testing.T) {
	r := source(6)
	thin := Sign{Answers: []Answer{{3, 3, 5}, {9, 9, 5}, {20, 20, 5}, {25, 25, 5}, {30, 30, 5}, {41, 41, 5}, {50, 50, 5}}}
	for day := 56; day < 150; day++ {
		thin.Answers = append(thin.Answers, Answer{day, day, 9})
	}
	got := watch(t, 150, diary(r, 0, 151, .9, 1, flat(5)), thin)
	if s := got.Signs[1].State; s != NotEnough {
		t.Errorf("seven answers in the baseline: state %v, want not enough yet", s)
	}
	thin.Weekly = true
	got = watch(t, 150, diary(r, 0, 151, .9, 1, flat(5)), thin)
	if s := got.Signs[1].State; s == NotEnough {
		t.Errorf("seven answers of a weekly sign: state %v, want it watched", s)
	}
}

func TestALateFirstAnswerKeepsASignOutOfTheEpoch(t *testing.T) {
	r := source(7)
	for begin, want := range map[int]bool{28: true, 29: false} {
		late := diary(r, begin, 100, 1, 1, flat(5))
		if got := watch(t, 99, diary(r, 0, 100, 1, 1, flat(5)), late); got.Epochs[0].Joined[1] != want {
			t.Errorf("first answer on day %d, epoch on day 56: joined is %v, want %v", begin, got.Epochs[0].Joined[1], want)
		}
	}
}

func TestASilentSignKeepsItsState(t *testing.T) {
	r := source(8)
	got := watch(t, 200, diary(r, 0, 60, 1, 1, flat(5)), diary(r, 0, 201, .8, 1, flat(5)))
	if s := states(got.Signs[0]); !slices.Equal(s, []State{NotEnough, NoChange}) {
		t.Errorf("silent since day 60: states %v, want no change to stay", s)
	}
}

func TestAnEpochLastsHalfAYearAndTheNextBeginsFromItsLastDays(t *testing.T) {
	r := source(9)
	got := watch(t, 300, diary(r, 0, 301, .9, 1, flat(5)))
	want := []Epoch{{Opened: 56, Closed: 237, Joined: []bool{true}, joined: 1}, {Opened: 238, Closed: 300, Joined: []bool{true}, joined: 1}}
	if !reflect.DeepEqual(got.Epochs, want) {
		t.Errorf("epochs %+v, want %+v", got.Epochs, want)
	}
}

func TestLateAnswersAreNotEvidence(t *testing.T) {
	r := source(10)
	plain := diary(r, 0, 150, .7, 1, flat(5))
	late := Sign{Answers: slices.Clone(plain.Answers)}
	for day := 60; day < 150; day++ {
		late.Answers = append(late.Answers, Answer{day, day + 3, 10})
	}
	if a, b := watch(t, 149, plain), watch(t, 149, late); !reflect.DeepEqual(a, b) {
		t.Errorf("answers three days late changed the record from %+v to %+v", a, b)
	}
}

func TestBarsRiseInTheSecondQuarterWithFewerSignsAndForTwo(t *testing.T) {
	for _, asked := range []Asked{OneOfUs, BothOfUs} {
		for joined := 1; joined <= 10; joined++ {
			a, b := Bar(asked, joined, 91), Bar(asked, joined, 92)
			if !(a < b) || Bar(asked, joined, 1) != a || Bar(asked, joined, 182) != b {
				t.Errorf("%d signs: bar %g on day 91, %g on day 92, want a step up there and nowhere else", joined, a, b)
			}
			if joined > 1 && Bar(asked, joined, 1) > Bar(asked, joined-1, 1) {
				t.Errorf("bar of %d signs is %g, above the %g of one sign fewer", joined, a, Bar(asked, joined-1, 1))
			}
			if Bar(BothOfUs, joined, 91) <= Bar(OneOfUs, joined, 91) || Bar(BothOfUs, joined, 92) <= Bar(OneOfUs, joined, 92) {
				t.Errorf("%d signs: the bars for two are not above those for one", joined)
			}
		}
	}
}

func TestAnEpochOpensByTheDayTheFirstAnswerWasGiven(t *testing.T) {
	s := diary(source(12), 13, 120, 1, 1, flat(5))
	s.Answers = append(s.Answers, Answer{Day: 11, Given: 13, Value: 5})
	got := watch(t, 119, s)
	if got.Epochs[0].Opened != 13+56 || got.Signs[0].States[0].Day != 13 {
		t.Errorf("first answer given on day 13 about day 11: states %+v, epoch opened on day %d, want them from days 13 and 69",
			got.Signs[0].States, got.Epochs[0].Opened)
	}
}

func TestNewRefusesWhatItCannotWatch(t *testing.T) {
	for name, c := range map[string]struct {
		signs []Sign
		want  error
	}{
		"no sign":         {nil, ErrFamily},
		"eleven signs":    {make([]Sign, 11), ErrFamily},
		"above scale":     {[]Sign{{Answers: []Answer{{0, 0, 10.5}}}}, ErrAnswer},
		"not a number":    {[]Sign{{Answers: []Answer{{0, 0, math.NaN()}}}}, ErrAnswer},
		"a day too far":   {[]Sign{{Answers: []Answer{{math.MaxInt, 0, 5}}}}, ErrAnswer},
		"a day too early": {[]Sign{{Answers: []Answer{{math.MinInt, 0, 5}}}}, ErrAnswer},
	} {
		if _, err := New(c.signs, OneOfUs); !errors.Is(err, c.want) {
			t.Errorf("%s: got error %v, want %v", name, err, c.want)
		}
	}
	if _, err := NewWithBaseline(make([]Sign, 1), OneOfUs, 13); !errors.Is(err, ErrFamily) {
		t.Errorf("baseline of 13 days: got error %v, want %v", err, ErrFamily)
	}
}
