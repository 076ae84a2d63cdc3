package view

import (
	"slices"
	"time"

	"kept/entry"
	"kept/schedule"
)

// Ours folds the main half: the other person's name, settings, spare words, agreements and what came of them.
type Ours struct {
	fold
	persons, settings, words, agreements []*record
	histories                            map[entry.ID]*history // by agreement, known or not yet
}

// NewOurs returns a fold of no entries.
func NewOurs() *Ours { return &Ours{fold: newFold(), histories: map[entry.ID]*history{}} }

// Apply takes in one entry. A repetition changes nothing.
func (o *Ours) Apply(e entry.Entry) {
	o.mu.Lock()
	defer o.mu.Unlock()
	arrived, touched := o.take(e)
	if arrived != nil {
		o.place(arrived)
		o.doubt(arrived)
	}
	for _, r := range touched {
		o.doubt(r)
	}
}

// doubt has the history that r speaks about worked out again when it is next asked for.
func (o *Ours) doubt(r *record) {
	if len(r.answers) != 1 {
		return // neither a mark nor an end
	}
	if h := o.histories[r.about()]; h != nil {
		h.stale = true
	}
}

// place puts a new record where queries look for it.
func (o *Ours) place(r *record) {
	switch r.content.(type) {
	case entry.Person:
		o.persons = append(o.persons, r)
	case entry.Settings:
		o.settings = append(o.settings, r)
	case entry.SpareWords:
		o.words = append(o.words, r)
	case entry.Agreement:
		o.agreements = append(o.agreements, r)
	case entry.Mark:
		h := o.history(r.about())
		h.marks = append(h.marks, r)
	case entry.End:
		h := o.history(r.about())
		h.ends = append(h.ends, r)
	}
}

// Person returns the latest name chosen for the other person, or "".
func (o *Ours) Person() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.person()
}

func (o *Ours) person() string {
	p, _ := latest[entry.Person](&o.fold, o.persons)
	return p.Name
}

// Settings returns the latest settings, or the ones Kept begins with.
func (o *Ours) Settings() entry.Settings {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.chosen()
}

func (o *Ours) chosen() entry.Settings {
	s, ok := latest[entry.Settings](&o.fold, o.settings)
	if !ok {
		return entry.Settings{IdleMinutes: 10}
	}
	return s
}

// WordsState is what was done about the twelve spare words: the day of each step, or "".
type WordsState struct {
	Shown     string // the last time words were shown: each time they are new ones
	Confirmed string // the last time they were typed back, for the words shown last
	Later     string // the last time the person asked to be asked later
}

// Words returns what was done about the spare words.
func (o *Ours) Words() WordsState {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.spareWords()
}

func (o *Ours) spareWords() WordsState {
	var s WordsState
	for _, r := range o.inOrder(o.words) {
		switch w := r.content.(entry.SpareWords); w.Event {
		case "shown":
			s.Shown, s.Confirmed = w.Day, ""
		case "confirmed":
			s.Confirmed = w.Day
		case "later":
			s.Later = w.Day
		}
	}
	return s
}

// Agreement is something agreed, as it was made.
type Agreement struct {
	ID       entry.ID
	What     string
	Schedule schedule.Schedule
	MadeAt   int64 // unix milliseconds, claimed
	Ended    bool
	EndedAt  int64 // unix milliseconds, claimed; 0 unless Ended
}

// Agreements returns all agreements, ended ones too, in the order they were made.
func (o *Ours) Agreements() []Agreement {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.all()
}

func (o *Ours) all() []Agreement {
	var all []Agreement
	for _, r := range o.inOrder(o.agreements) {
		all = append(all, o.agreement(r))
	}
	return all
}

// Agreement returns one agreement; false if there is none by that id, or it was taken back.
func (o *Ours) Agreement(id entry.ID) (Agreement, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.find(id)
}

func (o *Ours) find(id entry.ID) (Agreement, bool) {
	r := o.records[id]
	if r == nil || !o.counts(r) {
		return Agreement{}, false
	}
	if _, ok := r.content.(entry.Agreement); !ok {
		return Agreement{}, false
	}
	return o.agreement(r), true
}

// agreement reads r, an agreement that counts. The earliest end ends it: a later one ends nothing more.
func (o *Ours) agreement(r *record) Agreement {
	terms := r.content.(entry.Agreement)
	a := Agreement{ID: r.id, What: terms.What, Schedule: ScheduleOf(terms), MadeAt: r.clock}
	if ends := o.sameSpace(r.id, o.inOrder(o.history(r.id).ends)); len(ends) > 0 {
		a.Ended, a.EndedAt = true, ends[0].clock
	}
	return a
}

// sameSpace returns those of rs that stand in the space of the agreement: links reach no further.
func (o *Ours) sameSpace(agreement entry.ID, rs []*record) []*record {
	space := o.records[agreement].space
	return slices.DeleteFunc(rs, func(r *record) bool { return r.space != space })
}

// ScheduleOf returns the schedule an agreement's fields state.
func ScheduleOf(a entry.Agreement) schedule.Schedule {
	start, err := schedule.ParseDate(a.Start)
	if err != nil {
		start = schedule.Date{} // no entry has such a start; a schedule with it falls on no day
	}
	return schedule.Schedule{
		Repeat:   schedule.Repeat(a.Repeat),
		Every:    int(a.Every),
		Weekdays: schedule.Weekdays(a.Weekdays),
		Start:    start,
		Zone:     a.Zone,
		At:       a.At,
	}
}

// AgreementOf returns the content that states what and s. Check s first: a value out of range is cut to fit.
func AgreementOf(what string, s schedule.Schedule) entry.Agreement {
	return entry.Agreement{
		What:     what,
		Repeat:   string(s.Repeat),
		Every:    uint16(min(max(s.Every, 0), schedule.MaxEvery+1)),
		Weekdays: uint8(s.Weekdays),
		Start:    s.Start.String(),
		Zone:     s.Zone,
		At:       s.At,
	}
}

// history returns the history of an agreement, known or not yet.
func (o *Ours) history(agreement entry.ID) *history {
	h := o.histories[agreement]
	if h == nil {
		h = &history{stale: true}
		o.histories[agreement] = h
	}
	return h
}

// moment is a claimed clock as a time.
func moment(clock int64) time.Time { return time.UnixMilli(clock) }
