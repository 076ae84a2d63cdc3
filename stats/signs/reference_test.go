package signs

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

type reference struct {
	Program string
	Series  []struct {
		Name     string
		Baseline int
		Cells    []*float64
		Trace    [][2]float64
	}
	Student []struct {
		Nu     int
		X      float64
		LogCDF float64
	}
	Closed []struct{ E, Adjusted []float64 }
}

func readReference(t *testing.T) reference {
	t.Helper()
	b, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatal(err)
	}
	if r.Program == "" || len(r.Series) < 8 || len(r.Student) < 100 || len(r.Closed) < 7 {
		t.Fatalf("reference.json holds %d series, %d tails, %d families from program %q; want at least 8, 100, 7 and a program",
			len(r.Series), len(r.Student), len(r.Closed), r.Program)
	}
	return r
}

func TestEvidenceAgreesWithDenseMatrices(t *testing.T) {
	for _, r := range readReference(t).Series {
		p := NewProcess(r.Baseline)
		for day, y := range r.Cells {
			if day == r.Baseline {
				p.SetOut()
			}
			if y != nil {
				p.Answer(day, *y)
			}
			if day < r.Baseline {
				continue
			}
			up, down := p.Look()
			for i, got := range []float64{math.Log(up), math.Log(down)} {
				if want := r.Trace[day-r.Baseline][i]; math.Abs(got-want) > 1e-7*max(1, math.Abs(want)) {
					t.Fatalf("%s day %d, up and down number %d: got log e = %.12g, want %.12g within 1e-7", r.Name, day, i, got, want)
				}
			}
		}
	}
}

func TestTailsOfStudentAgreeWithScipy(t *testing.T) {
	table := millsOnce()
	for _, r := range readReference(t).Student {
		nu := float64(r.Nu)
		got := math.Log(table.at(r.Nu, r.X/math.Sqrt(nu+r.X*r.X))) - nu/2*math.Log1p(r.X*r.X/nu)
		if math.Abs(got-r.LogCDF) > 1e-9*max(1, math.Abs(r.LogCDF)) {
			t.Errorf("nu %d, x %g: got log P(T < -x) = %.12g, want %.12g within 1e-9", r.Nu, r.X, got, r.LogCDF)
		}
	}
}

func TestAdjustIsTheSmallestMeanOverAllGroups(t *testing.T) {
	for _, r := range readReference(t).Closed {
		got := Adjust(r.E)
		for i, want := range r.Adjusted {
			if math.Abs(got[i]-want) > 1e-12 {
				t.Errorf("e %v: adjusted[%d] is %g, want %g", r.E, i, got[i], want)
			}
		}
	}
}

func BenchmarkProcess(b *testing.B) {
	for b.Loop() {
		p := NewProcess(56)
		for day := range 147 {
			if day == 56 {
				p.SetOut()
			}
			if day%4 != 0 {
				p.Answer(day, float64((day*7)%11))
			}
			if day >= 56 {
				p.Look()
			}
		}
	}
}
