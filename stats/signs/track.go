package signs

import "math"

// track is the evidence of one sign as it was known day by day. Answers may come up to two days late: a day is settled once
// everything about it is known, and where the last days are not, a look goes on from a copy with what is known of them.
type track struct {
	sheet   sheet
	begins  int // first day of the baseline
	settled *Process
	next    int      // first day not settled, counted from begins
	now     *Process // what the last look saw
	most    float64  // no evidence is above it
	exact   bool     // up and down are those of now
	up      float64
	down    float64
}

func newTrack(s sheet, begins, baseline int) *track {
	return &track{sheet: s, begins: begins, settled: NewProcess(baseline)}
}

// look brings the evidence to the end of a day of the watch. It must be called for every day in turn, the first being that after
// the baseline.
func (t *track) look(day int) {
	if t.now != nil && !t.sheet.news(day) {
		return // a day without news changes nothing
	}
	for t.next <= day-t.begins && t.sheet.complete(t.begins+t.next, day) {
		t.take(t.settled, t.next, day)
		t.next++
	}
	t.now = t.settled
	if t.next <= day-t.begins {
		now := *t.settled
		for d := t.next; d <= day-t.begins; d++ {
			t.take(&now, d, day)
		}
		t.now = &now
	}
	t.most, t.exact = t.now.Most(), false
}

// take gives a process what is known about one day.
func (t *track) take(p *Process, d, known int) {
	if d == p.baseline {
		p.SetOut()
	}
	if y := t.sheet.cell(t.begins+d, known); !math.IsNaN(y) {
		p.Answer(d, y)
	}
}

// evidence is e for a change in either direction, and for one up and one down.
func (t *track) evidence() (either, up, down float64) {
	if !t.exact {
		t.up, t.down = t.now.Look()
		t.exact = true
	}
	return (t.up + t.down) / 2, t.up, t.down
}
