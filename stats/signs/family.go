package signs

import (
	"fmt"
	"math"
)

// Family is the signs of one person that are looked at together. It does not change once made.
type Family struct {
	sheets   []sheet
	asked    Asked
	baseline int
}

// New takes the signs of one person with the baseline of the promise. The error is ErrAnswer or ErrFamily.
func New(signs []Sign, asked Asked) (*Family, error) {
	return NewWithBaseline(signs, asked, BaselineDays)
}

// NewWithBaseline is New with a baseline of ShortestBaseline to LongestBaseline days. For any other than BaselineDays the promise about false signs has
// not been shown, and whoever shows its states must say so.
func NewWithBaseline(signs []Sign, asked Asked, baseline int) (*Family, error) {
	if len(signs) == 0 || len(signs) > mostSigns {
		return nil, fmt.Errorf("%d signs: %w", len(signs), ErrFamily)
	}
	if baseline < ShortestBaseline || baseline > LongestBaseline {
		return nil, fmt.Errorf("a baseline of %d days: %w", baseline, ErrFamily)
	}
	f := &Family{asked: asked, baseline: baseline}
	for i, s := range signs {
		sh, err := newSheet(s)
		if err != nil {
			return nil, fmt.Errorf("sign %d: %w", i, err)
		}
		f.sheets = append(f.sheets, sh)
	}
	return f, nil
}

// begins is the day on which the first answer to any sign was given. The day it is about may lie before, but nothing was known then.
func (f *Family) begins() (day int, any bool) {
	day = math.MaxInt
	for _, s := range f.sheets {
		for _, a := range s.answers {
			day, any = min(day, a.Given), true
		}
	}
	return day, any
}

// Watch returns what is and was shown up to the end of the day today.
func (f *Family) Watch(today int) Record {
	w := watching{Family: f, record: Record{Signs: make([]Told, len(f.sheets))}, today: today}
	w.stories = make([]*story, len(f.sheets))
	first, ok := f.begins()
	if !ok || first > today {
		return w.record
	}
	opens := first + f.baseline
	w.show(first, min(today, opens-1), nil)
	for opens <= today {
		opens = w.epoch(opens) + 1
	}
	for i := range w.record.Signs {
		w.tell(i)
	}
	return w.record
}

// watching is one run through the days.
type watching struct {
	*Family
	record  Record
	today   int
	stories []*story // what is being followed for each sign, nil for nothing
}

// joins says whether a sign can be watched in an epoch that opens on a day: by then its own first answer is old enough, and the
// baseline holds enough of them.
func (f *Family) joins(s sheet, opens int) bool {
	least, old := leastAnswers, min(leastOwnDays, f.baseline/2)
	if s.weekly {
		least = leastWeekly
	}
	first, ok := s.first(opens)
	n, _ := s.known(opens-f.baseline, opens, opens)
	return ok && opens-first >= old && n >= least
}

// epoch watches from the day it opens until it ends or today comes, and returns its last day.
func (w *watching) epoch(opens int) int {
	e := Epoch{Opened: opens, Joined: make([]bool, len(w.sheets))}
	tracks := make([]*track, len(w.sheets))
	for i, s := range w.sheets {
		if e.Joined[i] = w.joins(s, opens); e.Joined[i] {
			tracks[i] = newTrack(s, opens-w.baseline, w.baseline)
			e.joined++
		}
	}
	crossed := make([]bool, len(w.sheets))
	day := opens
	for ; ; day++ {
		bar, near := Bar(w.asked, e.joined, day-opens+1), false
		for i, t := range tracks {
			if t != nil {
				t.look(day)
				if t.most >= bar && !crossed[i] {
					own, _, _ := t.evidence()
					near = near || own >= bar
				}
			}
		}
		for i, star := range adjustedTracks(tracks, near) {
			if crossed[i] || star < bar {
				continue
			}
			crossed[i] = true
			_, gain, loss := tracks[i].evidence()
			up := gain >= loss
			if s := w.stories[i]; s != nil && s.up == up && s.since >= opens {
				continue // the evidence that began anew said so already
			}
			w.cross(Crossing{Sign: i, Day: day, Up: up, Evidence: star}, opens-w.baseline)
		}
		settled := false
		for i := range w.stories {
			if w.stories[i] == nil {
				continue
			}
			w.follow(i, day)
			if s := w.stories[i]; s != nil { // it may have ended, or turned into another
				settled = settled || s.settledSince(opens, day)
			}
		}
		w.show(day, day, e.Joined)
		if day == w.today || day-opens+1 == watchDays || settled {
			break
		}
	}
	e.Closed = day
	w.record.Epochs = append(w.record.Epochs, e)
	return day
}

// adjustedTracks is e* of each track, 0 where there is none. When no sign's own evidence reaches the bar, neither does e*, which
// is never larger: then there is nothing to compute.
func adjustedTracks(tracks []*track, near bool) []float64 {
	if !near {
		return nil
	}
	var e []float64
	for _, t := range tracks {
		if t != nil {
			either, _, _ := t.evidence()
			e = append(e, either)
		}
	}
	star := Adjust(e)
	out := make([]float64, len(tracks))
	for i, t := range tracks {
		if t != nil {
			out[i], star = star[0], star[1:]
		}
	}
	return out
}

// show notes the states of the days from..to.
func (w *watching) show(from, to int, joined []bool) {
	if to < from {
		return
	}
	for i := range w.record.Signs {
		state := NotEnough
		switch {
		case w.stories[i] != nil:
			state = w.stories[i].state
		case joined != nil && joined[i]:
			state = NoChange
		}
		told := &w.record.Signs[i]
		if n := len(told.States); n == 0 || told.States[n-1].State != state {
			told.States = append(told.States, Shown{from, state})
		}
		told.State = state
	}
}

// tell counts the answers that stand beside the state of today.
func (w *watching) tell(i int) {
	from := w.today + 1
	if first, ok := w.sheets[i].first(w.today); ok {
		from = first
	}
	if n := len(w.record.Epochs); n > 0 {
		from = max(from, w.record.Epochs[n-1].Opened-w.baseline)
	}
	if s := w.stories[i]; s != nil {
		from = s.begins
	}
	told := &w.record.Signs[i]
	told.Answers, _ = w.sheets[i].known(from, w.today+1, w.today)
	told.Days = w.today - from + 1
}
