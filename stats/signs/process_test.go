package signs

import (
	"math"
	"testing"

	"kept/stats/course"

	"pgregory.net/rapid"
)

func TestMostBoundsEveryLook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := source(rapid.Uint64().Draw(t, "seed"))
		s := diary(r, 0, 238, 0.1+0.9*r.Float64(), 2*r.Float64(), rise(10*r.Float64(), 10*r.Float64(), r.IntN(150)))
		p, setOut := NewProcess(56), false
		for _, a := range s.Answers {
			if a.Day >= 56 && !setOut {
				p.SetOut()
				setOut = true
			}
			p.Answer(a.Day, a.Value)
			up, down := p.Look()
			if most := p.Most(); setOut && (up+down)/2 > most {
				t.Fatalf("day %d: e is %g, above its bound %g", a.Day, (up+down)/2, most)
			}
		}
	})
}

// Under a model drawn from the process's own prior the mean of e is 1: it is a ratio of two densities. Seeded; the tolerance is
// five standard errors of the mean.
func TestEvidenceHasMeanOneUnderItsOwnNull(t *testing.T) {
	r := source(20)
	var sum, square float64
	const n = 1500
	for range n {
		w := anyWander(r.Float64())
		// The variance from its prior (scaled inverse chi-squared), the mean anywhere: it is taken out.
		chi := 0.0
		for range 4 {
			z := r.NormFloat64()
			chi += z * z
		}
		sd := math.Sqrt(4 * 2.25 / chi)
		p := NewProcess(28)
		a, last := r.NormFloat64(), 0
		for day := 0; day < 70; day += 2 {
			keep := math.Pow(w.Phi, float64(day-last))
			a, last = keep*a+math.Sqrt(1-keep*keep)*r.NormFloat64(), day
			if day == 28 {
				p.SetOut()
			}
			p.Answer(day, 5+sd*(math.Sqrt(w.Rho)*a+math.Sqrt(1-w.Rho)*r.NormFloat64()))
		}
		up, down := p.Look()
		e := (up + down) / 2
		sum += e
		square += e * e
	}
	mean := sum / n
	err := math.Sqrt((square/n - mean*mean) / n)
	if math.Abs(mean-1) > 5*err || err > 0.1 {
		t.Errorf("mean of e over %d draws is %.3f with standard error %.3f, want 1 within five of them", n, mean, err)
	}
}

func TestShiftAndOrderOfDaysLeaveTheEvidence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := source(rapid.Uint64().Draw(t, "seed"))
		by := rapid.Float64Range(-50, 50).Draw(t, "by")
		s := diary(r, 0, 150, 0.6, 1.5, flat(5))
		p, q := NewProcess(56), NewProcess(56)
		setOut := false
		for _, a := range s.Answers {
			if a.Day >= 56 && !setOut {
				p.SetOut()
				q.SetOut()
				setOut = true
			}
			p.Answer(a.Day, a.Value)
			q.Answer(a.Day, a.Value+by)
		}
		up, down := p.Look()
		up2, down2 := q.Look()
		if math.Abs(math.Log(up/up2)) > 1e-8 || math.Abs(math.Log(down/down2)) > 1e-8 {
			t.Fatalf("shifted by %g: evidence %g, %g became %g, %g", by, up, down, up2, down2)
		}
	})
}

func anyWander(u float64) course.Wander {
	for _, w := range course.Wanders {
		if u -= w.Weight; u < 0 {
			return w
		}
	}
	return course.Wanders[len(course.Wanders)-1]
}
