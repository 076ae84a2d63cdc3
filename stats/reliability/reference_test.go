package reliability

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"
)

// How far a figure may lie from that of scipy and numpy. Both sides compute in float64; see MODEL.md.
const (
	betaTolerance  = 1e-12
	curveTolerance = 1e-11
)

// figures are the seven of [Bands] in the order of testdata/reference.py.
type figures [7]float64

func figuresOf(b Bands) figures {
	return figures{b.Median, b.Lo50, b.Hi50, b.Lo80, b.Hi80, b.Lo95, b.Hi95}
}

type reference struct {
	Estimates []struct {
		Kept, Missed, Above80 float64
		Bands                 figures
	}
	Histories []struct {
		Name        string
		Events      [][2]int
		Today       int
		Effective   float64
		Bands       figures
		Above80     float64
		OneStepMean []float64 `json:"one_step_mean"`
		Fine        referenceCurve
		Screen      referenceCurve
	}
}

type referenceCurve struct {
	Points [][8]float64 // the day, then the figures
	Today  figures
}

func readReference(t *testing.T) reference {
	t.Helper()
	text, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Estimates) < 14 || len(r.Histories) < 11 {
		t.Fatalf("testdata/reference.json: got %d estimates and %d histories, want 14 and 11", len(r.Estimates), len(r.Histories))
	}
	return r
}

func TestEstimateAgreesWithScipy(t *testing.T) {
	for _, r := range readReference(t).Estimates {
		b, err := Estimate(r.Kept, r.Missed)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("kept %g, missed %g", r.Kept, r.Missed)
		checkFigures(t, name, figuresOf(b.Bands), r.Bands, betaTolerance)
		checkFigure(t, name+", above 80 %", b.Above80, r.Above80, betaTolerance)
	}
}

func TestHistoryAgreesWithScipy(t *testing.T) {
	for _, r := range readReference(t).Histories {
		h := historyOf(t, r.Events, r.Today)
		b := h.Belief()
		checkFigures(t, r.Name, figuresOf(b.Bands), r.Bands, betaTolerance)
		checkFigure(t, r.Name+", above 80 %", b.Above80, r.Above80, betaTolerance)
		checkFigure(t, r.Name+", effective", b.Effective, r.Effective, betaTolerance)
		means := h.OneStepMeans()
		if len(means) != len(r.OneStepMean) {
			t.Fatalf("%s: got %d one-step means, want %d", r.Name, len(means), len(r.OneStepMean))
		}
		for i, want := range r.OneStepMean {
			checkFigure(t, fmt.Sprintf("%s, one-step mean %d", r.Name, i), means[i], want, betaTolerance)
		}
	}
}

func TestCurveAgreesWithFullMatrices(t *testing.T) {
	for _, r := range readReference(t).Histories {
		h := historyOf(t, r.Events, r.Today)
		checkCurve(t, r.Name+", fine", h.Curve(Fine), r.Fine)
		checkCurve(t, r.Name+", screen", h.Curve(Screen), r.Screen)
	}
}

func historyOf(t *testing.T, events [][2]int, today int) History {
	t.Helper()
	var list []Event
	for _, e := range events {
		list = append(list, Event{Day: e[0], Outcome: Outcome(e[1])})
	}
	h, err := NewHistory(list, today)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func checkCurve(t *testing.T, name string, got Curve, want referenceCurve) {
	t.Helper()
	if len(got.Points) != len(want.Points) {
		t.Fatalf("%s: got %d points, want %d", name, len(got.Points), len(want.Points))
	}
	for i, w := range want.Points {
		if got.Points[i].Day != int(w[0]) {
			t.Errorf("%s, point %d: got day %d, want %g", name, i, got.Points[i].Day, w[0])
		}
		checkFigures(t, fmt.Sprintf("%s, day %g", name, w[0]), figuresOf(got.Points[i].Bands), figures(w[1:]), curveTolerance)
	}
	checkFigures(t, name+", today", figuresOf(got.Today), want.Today, curveTolerance)
}

func checkFigures(t *testing.T, name string, got, want figures, tolerance float64) {
	t.Helper()
	for i := range want {
		checkFigure(t, fmt.Sprintf("%s, figure %d", name, i), got[i], want[i], tolerance)
	}
}

func checkFigure(t *testing.T, name string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %.15g, want %.15g", name, got, want)
	}
}
