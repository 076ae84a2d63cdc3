package signs

import (
	"math"

	"kept/stats/course"
)

// story is what becomes of a crossing: it holds, it settles back, or the sign turns down again. It goes on when a new epoch
// opens, until another crossing of the same sign takes its place or half a year has passed.
type story struct {
	crossing int // index into the record
	up       bool
	state    State
	begins   int       // first day of the baseline the change is measured against
	baseline int       // its length
	cells    []float64 // from begins on, as known
	noise    course.LocalLevel
	holding  int // days in a row on which the level was beyond the baseline's
	fading   int // days in a row on which it hardly was
	again    *track
	since    int // day of the crossing
}

// cross records a crossing and begins to follow it. Its baseline begins on the given day.
func (w *watching) cross(c Crossing, begins int) {
	s := &story{
		crossing: len(w.record.Crossings), up: c.Up, state: Slipping, begins: begins, since: c.Day, baseline: w.baseline,
	}
	if c.Up {
		s.state = Emerging
		s.again = newTrack(w.sheets[c.Sign], c.Day-w.baseline+1, w.baseline)
	}
	w.record.Crossings = append(w.record.Crossings, c)
	w.stories[c.Sign] = s
}

// follow brings the story of one sign to the end of a day.
func (w *watching) follow(i, day int) {
	s := w.stories[i]
	c := &w.record.Crossings[s.crossing]
	if day-s.since >= followDays {
		w.stories[i] = nil
		return
	}
	if s.again != nil && day > s.since {
		// A turn down after a crossing up: one sign, one direction, evidence that began anew.
		s.again.look(day)
		if bar := Bar(w.asked, 1, day-s.since); 2*s.again.most >= bar {
			if _, _, down := s.again.evidence(); down >= bar {
				w.cross(Crossing{Sign: i, Day: day, Evidence: down, Again: true}, s.again.begins)
				return
			}
		}
	}
	beyond := s.beyond(w.sheets[i], day)
	if beyond < holds {
		s.holding = 0
	} else if s.holding++; s.holding > holdsDays && !c.HasHeld {
		if n, _ := w.sheets[i].known(day-holdsDays+1, day+1, day); n >= holdsAnswers {
			c.Held, c.HasHeld = day, true
			if s.up {
				s.state = Steady
			}
		}
	}
	if beyond >= settles {
		s.fading = 0
	} else if s.fading++; s.fading >= settlesDays {
		c.Settled, c.HasSettled = day, true
		w.stories[i] = nil
	}
}

// beyond is the probability that the level now lies beyond the mean level of the baseline, in the direction of the change.
func (s *story) beyond(answers sheet, day int) float64 {
	at := day - s.begins
	fresh := s.cells == nil || answers.news(day)
	for d := max(0, len(s.cells)-mostLateDays); d <= at; d++ {
		y := answers.cell(s.begins+d, day)
		if d < len(s.cells) {
			s.cells[d] = y
		} else {
			s.cells = append(s.cells, y)
		}
	}
	series, err := course.NewSeries(s.cells)
	if err != nil {
		panic(err) // every answer was checked by New, and an epoch is short
	}
	if fresh {
		s.noise = course.FitMAP(series)
	}
	p := s.noise.AgainstBaseline(series, s.baseline)
	if !s.up {
		p = 1 - p
	}
	if math.IsNaN(p) {
		return 0.5
	}
	return p
}

// settledSince says whether a change that crossed in the epoch that opened on a day has held so long that the days after it
// make a clean baseline.
func (s *story) settledSince(opened, day int) bool {
	return s.since >= opened && s.holding > holdsDays && day-s.since >= settledAfterDays
}
