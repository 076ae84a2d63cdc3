package view

import (
	"fmt"
	"strings"
	"testing"

	"kept/entry"
)

// Each rule of occurrences as a short story: a daily agreement in Berlin from 23 November (UTC+1) unless it says otherwise.
func TestOccurrencesFollowTheRules(t *testing.T) {
	weekly := func(a *entry.Agreement) { a.Repeat, a.Weekdays = "weekly", 0b0010000 } // Fridays
	once := func(a *entry.Agreement) { a.Repeat, a.Start = "once", "2026-11-27" }
	atNine := func(a *entry.Agreement) { a.At = "09:00" }
	for _, c := range []struct {
		rule   string
		terms  func(*entry.Agreement)
		then   func(s *story, a entry.ID)
		now    string
		want   string
		counts Counts
		events string
	}{
		{"before it begins, the first is the next",
			nil, nil,
			"2026-11-20 12:00", "11-23 open", Counts{}, ""},
		{"today is open until its local day ends",
			nil, nil,
			"2026-11-23 22:59", "11-23 open, 11-24 open", Counts{}, ""},
		{"from then on there is no word yet",
			nil, nil,
			"2026-11-23 23:00", "11-23 no word, 11-24 open, 11-25 open", Counts{NoWord: 1}, ""},
		{"a time of day ends it sooner",
			atNine, nil,
			"2026-11-23 08:00", "11-23 no word, 11-24 open", Counts{NoWord: 1}, ""},
		{"done, not kept, and no word in between",
			nil, func(s *story, a entry.ID) {
				s.mark("2026-11-23 20:00", a, "2026-11-23", "kept", "")
				s.mark("2026-11-25 20:00", a, "2026-11-25", "missed", "")
			},
			"2026-11-26 08:00", "11-23 done, 11-24 no word, 11-25 not kept, 11-26 open, 11-27 open",
			Counts{Done: 1, NotKept: 1, NoWord: 1}, "23+ 25-"},
		{"marked within 24 hours of being due is not noted later",
			nil, func(s *story, a entry.ID) { s.mark("2026-11-24 23:00", a, "2026-11-23", "kept", "") },
			"2026-11-25 08:00", "11-23 done, 11-24 no word, 11-25 open, 11-26 open", Counts{Done: 1, NoWord: 1}, "23+"},
		{"marked after more than 24 hours is noted later",
			nil, func(s *story, a entry.ID) { s.mark("2026-11-24 23:01", a, "2026-11-23", "missed", "") },
			"2026-11-25 08:00", "11-23 not kept noted later, 11-24 no word, 11-25 open, 11-26 open", Counts{NotKept: 1, NoWord: 1}, "23-"},
		{"the latest mark is in force, whatever its clock says",
			nil, func(s *story, a entry.ID) {
				s.mark("2026-11-23 20:00", a, "2026-11-23", "missed", "")
				s.mark("2026-11-23 19:00", a, "2026-11-23", "kept", "")
			},
			"2026-11-23 21:00", "11-23 done, 11-24 open", Counts{Done: 1}, "23+"},
		{"taking a mark back gives the earlier one back",
			nil, func(s *story, a entry.ID) {
				s.mark("2026-11-23 19:00", a, "2026-11-23", "kept", "")
				s.withdraw("2026-11-23 20:30", s.mark("2026-11-23 20:00", a, "2026-11-23", "missed", ""))
			},
			"2026-11-23 21:00", "11-23 done, 11-24 open", Counts{Done: 1}, "23+"},
		{"taking the only mark back leaves no word",
			nil, func(s *story, a entry.ID) {
				s.withdraw("2026-11-24 20:30", s.mark("2026-11-23 20:00", a, "2026-11-23", "missed", ""))
			},
			"2026-11-24 21:00", "11-23 no word, 11-24 open, 11-25 open", Counts{NoWord: 1}, ""},
		{"a withdrawal cannot be taken back",
			nil, func(s *story, a entry.ID) {
				m := s.mark("2026-11-23 20:00", a, "2026-11-23", "kept", "")
				s.withdraw("2026-11-23 20:40", s.withdraw("2026-11-23 20:30", m))
			},
			"2026-11-23 21:00", "11-23 open, 11-24 open", Counts{}, ""},
		{"moved beforehand, it is to be done on the new day",
			weekly, func(s *story, a entry.ID) { s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "2026-11-29") },
			"2026-11-28 08:00", "11-29 open (for 11-27), 12-04 open", Counts{Moved: 1}, "27~"},
		{"moved far ahead, it is there all the same",
			weekly, func(s *story, a entry.ID) { s.mark("2026-11-26 20:00", a, "2026-12-11", "moved", "2026-12-20") },
			"2026-11-26 21:00", "11-27 open, 12-20 open (for 12-11)", Counts{Moved: 1}, "11~"},
		{"moved beforehand and done is done on the new day; the move itself is neutral",
			weekly, func(s *story, a entry.ID) {
				s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "2026-11-29")
				s.mark("2026-11-29 20:00", a, "2026-11-27", "kept", "")
			},
			"2026-11-30 08:00", "11-29 done (for 11-27), 12-04 open", Counts{Done: 1, Moved: 1}, "27~ 29+"},
		{"moved and then nothing said",
			weekly, func(s *story, a entry.ID) { s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "2026-11-29") },
			"2026-12-01 08:00", "11-29 no word (for 11-27), 12-04 open", Counts{Moved: 1, NoWord: 1}, "27~"},
		{"a second move starts from the new day",
			weekly, func(s *story, a entry.ID) {
				s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "2026-11-29")
				s.mark("2026-11-29 20:00", a, "2026-11-27", "moved", "2026-11-30")
				s.mark("2026-11-30 20:00", a, "2026-11-27", "missed", "")
			},
			"2026-12-01 08:00", "11-30 not kept (for 11-27) after 2 moves, 12-04 open", Counts{NotKept: 1, Moved: 2}, "27~ 27~ 30-"},
		{"taking the second move back gives the first one's day back",
			weekly, func(s *story, a entry.ID) {
				s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "2026-11-29")
				s.withdraw("2026-11-28 21:00", s.mark("2026-11-28 20:00", a, "2026-11-27", "moved", "2026-11-30"))
			},
			"2026-11-29 08:00", "11-29 open (for 11-27), 12-04 open", Counts{Moved: 1}, "27~"},
		{"moved at the moment it is due is not kept",
			weekly, func(s *story, a entry.ID) { s.mark("2026-11-27 23:00", a, "2026-11-27", "moved", "2026-11-29") },
			"2026-11-28 08:00", "11-27 not kept, 12-04 open", Counts{NotKept: 1}, "27-"},
		{"moved a minute before is neutral",
			weekly, func(s *story, a entry.ID) { s.mark("2026-11-27 22:59", a, "2026-11-27", "moved", "2026-11-29") },
			"2026-11-30 08:00", "11-29 no word (for 11-27), 12-04 open", Counts{Moved: 1, NoWord: 1}, "27~"},
		{"moved beforehand without a new day, it falls away",
			weekly, func(s *story, a entry.ID) { s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "") },
			"2026-11-28 08:00", "11-27 moved away, 12-04 open", Counts{Moved: 1}, "27~"},
		{"a thing agreed once cannot fall away by moving",
			once, func(s *story, a entry.ID) { s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "") },
			"2026-11-27 08:00", "11-27 open", Counts{}, ""},
		{"a thing agreed once can move to a day",
			once, func(s *story, a entry.ID) { s.mark("2026-11-26 20:00", a, "2026-11-27", "moved", "2026-11-26") },
			"2026-11-26 21:00", "11-26 open (for 11-27)", Counts{Moved: 1}, "27~"},
		{"a mark for a day that is not scheduled means nothing",
			weekly, func(s *story, a entry.ID) {
				s.mark("2026-11-26 20:00", a, "2026-11-26", "missed", "")
				s.mark("2026-11-26 20:00", a, "2026-11-20", "kept", "") // a Friday, before the start
			},
			"2026-11-28 08:00", "11-27 no word, 12-04 open", Counts{NoWord: 1}, ""},
		{"done ahead of its day is done, and the one after is next",
			weekly, func(s *story, a entry.ID) { s.mark("2026-11-25 20:00", a, "2026-11-27", "kept", "") },
			"2026-11-25 21:00", "11-27 done, 12-04 open", Counts{Done: 1}, "27+"},
		{"after the end nothing more is owed, and what was past due stays",
			nil, func(s *story, a entry.ID) { s.add("2026-11-25 12:00", entry.End{}, a) },
			"2026-12-24 08:00", "11-23 no word, 11-24 no word", Counts{NoWord: 2}, ""},
		{"what is past due at the moment of the end stays",
			nil, func(s *story, a entry.ID) { s.add("2026-11-24 23:00", entry.End{}, a) },
			"2026-12-24 08:00", "11-23 no word, 11-24 no word", Counts{NoWord: 2}, ""},
		{"what was done on the last day stays done",
			nil, func(s *story, a entry.ID) {
				s.mark("2026-11-25 11:00", a, "2026-11-25", "kept", "")
				s.add("2026-11-25 12:00", entry.End{}, a)
			},
			"2026-12-24 08:00", "11-23 no word, 11-24 no word, 11-25 done", Counts{Done: 1, NoWord: 2}, "25+"},
		{"the first end ends it, and taking it back begins it again",
			nil, func(s *story, a entry.ID) {
				end := s.add("2026-11-24 12:00", entry.End{}, a)
				s.add("2026-11-26 12:00", entry.End{}, a)
				s.withdraw("2026-11-26 13:00", end)
			},
			"2026-11-27 08:00", "11-23 no word, 11-24 no word, 11-25 no word", Counts{NoWord: 3}, ""},
		{"it begins at its start, also before it was made",
			func(a *entry.Agreement) { a.Start = "2026-11-21" }, nil,
			"2026-11-22 12:00", "11-21 no word, 11-22 open, 11-23 open", Counts{NoWord: 1}, ""},
	} {
		s := &story{}
		a := s.agree("2026-11-22 12:00", "2026-11-23", c.terms)
		if c.then != nil {
			c.then(s, a)
		}
		o := ours(s.entries...)
		expect(t, c.rule, told(o.Occurrences(a, clock(c.now))), c.want)
		expect(t, c.rule+": counts", fmt.Sprintf("%+v", o.Counts(a, clock(c.now))), fmt.Sprintf("%+v", c.counts))
		expect(t, c.rule+": events", events(o.Events(a, clock(c.now))), c.events)
	}
}

// events writes events by the day of the month: "23+ 24- 25~" is kept, missed, moved.
func events(list []Event) string {
	var parts []string
	for _, e := range list {
		parts = append(parts, fmt.Sprintf("%02d%c", e.Day.Day, "+-~"[e.Outcome]))
	}
	return strings.Join(parts, " ")
}

// TestAMarkNamesWhatCanBeTakenBack takes back MarkID again and again: each time the state before comes back.
func TestAMarkNamesWhatCanBeTakenBack(t *testing.T) {
	s := &story{}
	a := s.agree("2026-11-22 12:00", "2026-11-23", func(a *entry.Agreement) { a.Repeat = "once" })
	s.mark("2026-11-23 10:00", a, "2026-11-23", "moved", "2026-11-24")
	s.mark("2026-11-24 10:00", a, "2026-11-23", "kept", "")
	s.mark("2026-11-24 11:00", a, "2026-11-23", "missed", "")
	o, now := ours(s.entries...), clock("2026-11-24 12:00")
	for _, want := range []string{"11-24 not kept (for 11-23)", "11-24 done (for 11-23)", "11-24 open (for 11-23)", "11-23 no word"} {
		list := o.Occurrences(a, now)
		expect(t, "after taking back what went before", told(list), want)
		if list[0].MarkID == (entry.ID{}) {
			break
		}
		s.withdraw("2026-11-24 12:00", list[0].MarkID)
		o.Apply(s.entries[len(s.entries)-1])
	}
	if c := o.Occurrences(a, now)[0]; c.MarkID != (entry.ID{}) {
		t.Errorf("with nothing left to take back: got mark %x, want none", c.MarkID)
	}
}

func TestTodayShowsWhatIsOpenAndAWeekWithoutAWord(t *testing.T) {
	s := &story{}
	weekly := s.agree("2026-11-01 12:00", "2026-11-02", func(a *entry.Agreement) { a.Repeat, a.What = "weekly", "call" })
	daily := s.agree("2026-11-01 12:00", "2026-11-21", func(a *entry.Agreement) { a.Zone, a.At = "Asia/Tokyo", "07:00" })
	s.mark("2026-11-21 20:00", daily, "2026-11-22", "kept", "")
	ended := s.agree("2026-11-01 12:00", "2026-11-01", nil)
	s.add("2026-11-10 12:00", entry.End{}, ended)
	s.withdraw("2026-11-20 12:00", s.agree("2026-11-01 12:00", "2026-11-20", nil))
	o := ours(s.entries...)
	for _, c := range []struct{ now, want string }{
		{"2026-11-22 12:00", "11-16 no word, 11-21 no word"},             // in Tokyo the 22nd is done
		{"2026-11-22 21:00", "11-16 no word, 11-21 no word, 11-23 open"}, // in Tokyo it is the 23rd, 6 o'clock
		{"2026-11-23 12:00", "11-16 no word, 11-21 no word, 11-23 no word, 11-23 open"},
		{"2026-11-23 23:01", "11-21 no word, 11-23 no word, 11-24 no word, 11-23 no word"}, // the 16th was over seven days ago
	} {
		expect(t, "on Today at "+c.now, told(o.Due(clock(c.now))), c.want)
	}
	if got := o.Due(clock("2026-11-23 12:00")); got[0].Agreement != weekly || got[2].Agreement != daily {
		t.Errorf("agreements of what is due: got %x and %x, want %x and %x", got[0].Agreement, got[2].Agreement, weekly, daily)
	}
}

func TestTodayShowsWhatWasMovedThereFromLongAgo(t *testing.T) {
	s := &story{}
	a := s.agree("2026-10-01 12:00", "2026-10-02", func(a *entry.Agreement) { a.Repeat = "once" })
	s.mark("2026-10-02 12:00", a, "2026-10-02", "moved", "2026-11-22")
	o := ours(s.entries...)
	expect(t, "the day before", told(o.Due(clock("2026-11-21 12:00"))), "")
	expect(t, "on the day", told(o.Due(clock("2026-11-22 12:00"))), "11-22 open (for 10-02)")
	expect(t, "the day after", told(o.Due(clock("2026-11-23 12:00"))), "11-22 no word (for 10-02)")
}

func TestLinksReachNoFurtherThanTheirSpace(t *testing.T) {
	s := &story{}
	a := s.agree("2026-11-22 12:00", "2026-11-23", nil)
	m := s.mark("2026-11-23 12:00", a, "2026-11-23", "kept", "")
	stranger := &story{space: 1}
	stranger.mark("2026-11-23 13:00", a, "2026-11-23", "missed", "")
	stranger.add("2026-11-23 13:00", entry.End{}, a)
	stranger.withdraw("2026-11-23 13:00", a, m)
	o := ours(append(s.entries, stranger.entries...)...)
	expect(t, "what another space says about it", told(o.Occurrences(a, clock("2026-11-23 20:00"))), "11-23 done, 11-24 open")
	if found, _ := o.Agreement(a); found.Ended {
		t.Error("an end in another space ended the agreement")
	}
}

func TestAMarkWaitsForItsAgreement(t *testing.T) {
	s := &story{}
	a := s.agree("2026-11-22 12:00", "2026-11-23", nil)
	s.mark("2026-11-23 12:00", a, "2026-11-23", "kept", "")
	o := ours(s.entries[1])
	before := o.Hash()
	if list := o.Occurrences(a, clock("2026-11-23 20:00")); list != nil || before == NewOurs().Hash() {
		t.Errorf("a mark without its agreement: got %s and a hash of nothing %v, want no occurrence and a fact", told(list), before == NewOurs().Hash())
	}
	o.Apply(s.entries[0])
	expect(t, "when the agreement arrives", told(o.Occurrences(a, clock("2026-11-23 20:00"))), "11-23 done, 11-24 open")
}

func TestDestroyedAgreementsAndMarksMeanNothing(t *testing.T) {
	s := &story{}
	a := s.agree("2026-11-22 12:00", "2026-11-23", nil)
	s.mark("2026-11-23 12:00", a, "2026-11-23", "kept", "")
	o := ours(s.entries...)
	o.Apply(destroyed(s.entries[1]))
	expect(t, "with its mark destroyed", told(o.Occurrences(a, clock("2026-11-23 20:00"))), "11-23 open, 11-24 open")
	o.Apply(s.entries[1]) // an old copy of it arrives
	expect(t, "with its mark destroyed", told(o.Occurrences(a, clock("2026-11-23 20:00"))), "11-23 open, 11-24 open")
	o.Apply(destroyed(s.entries[0]))
	if _, ok := o.Agreement(a); ok || len(o.Agreements()) != 0 || len(o.Due(clock("2026-11-23 20:00"))) != 0 {
		t.Error("a destroyed agreement is still there")
	}
}

func TestClaimedClocksCannotReorder(t *testing.T) {
	s := &story{}
	s.add("2036-11-22 12:00", entry.Person{Name: "first"})
	s.add("2016-11-22 12:00", entry.Person{Name: "second"})
	expect(t, "the later entry with the earlier clock", ours(s.entries...).Person(), "second")
}

func TestNamesSettingsAndSpareWords(t *testing.T) {
	s := &story{}
	o := NewOurs()
	if got, want := o.Settings(), (entry.Settings{IdleMinutes: 10}); got != want || o.Person() != "" || o.Words() != (WordsState{}) {
		t.Errorf("nothing written: got %+v, %q, %+v", got, o.Person(), o.Words())
	}
	s.add("2026-11-22 12:00", entry.Person{Name: "Sam"})
	name := s.add("2026-11-22 12:01", entry.Person{Name: "Alex"})
	s.add("2026-11-22 12:02", entry.Settings{Zone: "Europe/Berlin", IdleMinutes: 5, Theme: "dark"})
	s.add("2026-11-22 12:03", entry.SpareWords{Event: "later", Day: "2026-11-22"})
	s.add("2026-11-23 12:00", entry.SpareWords{Event: "shown", Day: "2026-11-23"})
	s.add("2026-11-24 12:00", entry.SpareWords{Event: "confirmed", Day: "2026-11-24"})
	o = ours(s.entries...)
	expect(t, "the latest name", o.Person(), "Alex")
	expect(t, "the latest settings", fmt.Sprintf("%+v", o.Settings()), "{Zone:Europe/Berlin IdleMinutes:5 Theme:dark}")
	expect(t, "the words", fmt.Sprintf("%+v", o.Words()), "{Shown:2026-11-23 Confirmed:2026-11-24 Later:2026-11-22}")
	s.withdraw("2026-11-25 12:00", name)
	s.add("2026-11-25 12:00", entry.SpareWords{Event: "shown", Day: "2026-11-25"})
	o = ours(s.entries...)
	expect(t, "the name before the one taken back", o.Person(), "Sam")
	expect(t, "new words are not confirmed by the old", fmt.Sprintf("%+v", o.Words()), "{Shown:2026-11-25 Confirmed: Later:2026-11-22}")
}

func TestWhatIsMine(t *testing.T) {
	s := &story{}
	s.add("2026-11-22 12:00", entry.Role{Role: "hurt"})
	s.add("2026-11-22 12:00", entry.Role{Role: "both"})
	first := s.add("2026-11-22 23:00", entry.Note{Page: "tonight", Parts: []string{"one"}, Day: "2026-11-22"})
	second := s.add("2016-11-22 23:00", entry.Note{Page: "question", Parts: []string{"two"}, Day: "2026-11-22", Choice: "outline"})
	s.add("2026-11-22 23:10", entry.Feeling{Word: "numb", Strength: -1}, first)
	s.add("2026-11-22 23:11", entry.Feeling{Word: "sad", Strength: 4, Line: "since noon"})
	s.add("2026-11-22 23:12", entry.Check{Day: "2026-11-22", Question: "dread", Value: 7})
	s.add("2026-11-22 23:13", entry.Check{Day: "2026-11-22", Question: "dread", Value: 6})
	s.add("2026-11-22 23:14", entry.Check{Day: "2026-11-22", Question: "ease", Value: 0})
	s.add("2026-11-22 23:15", entry.Line{Day: "2026-11-22", Page: "line", Text: "long day"})
	late := s.add("2026-11-22 23:16", entry.Line{Day: "2026-11-22", Page: "line", Text: "longer day"})
	s.add("2026-11-22 23:17", entry.Line{Day: "2026-11-22", Page: "tomorrow", Text: "late home"})
	m := mine(s.entries...)
	expect(t, "role", m.Role(), "both")
	notes := m.Notes()
	if len(notes) != 2 || notes[0].ID != second || notes[1].ID != first || notes[0].Choice != "outline" {
		t.Errorf("notes: got %+v, want the second, then the first", notes)
	}
	feelings := m.Feelings()
	if len(feelings) != 2 || feelings[0].Word != "sad" || feelings[0].Note != (entry.ID{}) || feelings[1].Note != first {
		t.Errorf("feelings: got %+v, want sad about nothing, then numb about the first note", feelings)
	}
	expect(t, "checks", fmt.Sprint(m.Checks("2026-11-22")), "map[dread:6 ease:0]")
	expect(t, "checks of another day", fmt.Sprint(m.Checks("2026-11-23")), "map[]")
	expect(t, "the line", m.Line("2026-11-22", "line"), "longer day")
	expect(t, "tomorrow", m.Line("2026-11-22", "tomorrow"), "late home")

	s.withdraw("2026-11-23 12:00", late, second)
	m = mine(s.entries...)
	expect(t, "the line before the one taken back", m.Line("2026-11-22", "line"), "long day")
	if _, ok := m.Note(second); ok || len(m.Notes()) != 1 {
		t.Error("a note taken back is still there")
	}
	for _, e := range s.entries {
		m.Apply(destroyed(e))
	}
	if len(m.Notes()) != 0 || len(m.Feelings()) != 0 || m.Role() != "" || len(m.Checks("2026-11-22")) != 0 {
		t.Error("something destroyed still shows")
	}
}

// One tap gives the word, the next how strong it is, then a line: each says more about the same feeling.
func TestALaterFeelingTakesThePlaceOfTheOneItAnswers(t *testing.T) {
	s := &story{}
	note := s.add("2026-11-22 23:00", entry.Note{Page: "tonight", Parts: []string{"one"}, Day: "2026-11-22"})
	word := s.add("2026-11-22 23:10", entry.Feeling{Word: "numb", Strength: -1}, note)
	strong := s.add("2026-11-22 23:11", entry.Feeling{Word: "numb", Strength: 4}, word)
	full := s.add("2026-11-22 23:12", entry.Feeling{Word: "numb", Strength: 4, Line: "since noon"}, strong)
	got := mine(s.entries...).Feelings()
	if len(got) != 1 || got[0].ID != full || got[0].Note != note || got[0].Line != "since noon" {
		t.Errorf("got %+v, want the fullest one alone, with the note", got)
	}
	if got := mine(s.entries[:3]...).Feelings(); len(got) != 1 || got[0].ID != strong {
		t.Errorf("before the line: got %+v, want the one with its strength", got)
	}
}
