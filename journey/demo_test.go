package journey

import (
	"net/url"
	"strconv"
	"testing"
	"time"

	"kept/app/apptest"
	"kept/app/words"
)

// demo is a record such as somebody has after a few months: seventeen weeks after hidden debts came out, written by the
// one who hid them. Everything in it is invented. It goes through the app like anything else, with a clock that is
// moved from day to day.
type demo struct {
	*apptest.Person
	evening, balance string // addresses of two agreements
}

func newDemo(t testing.TB) *demo {
	t.Helper()
	d := &demo{Person: apptest.Start(t)}
	now := d.Clock.T
	day := func(back int, hour int) {
		n := now.AddDate(0, 0, -back)
		d.Clock.T = time.Date(n.Year(), n.Month(), n.Day(), hour, 40, 0, 0, n.Location())
	}
	day(119, 22)
	did := words.Pages["did"].Fields
	d.Follow(words.DoorStart).Press(words.StartDid).Follow(words.DidSay)
	for _, text := range []string{
		"I took out two loans and told you it was one. I paid the second from my own account so that you would not see it.",
		"Robin. She planned the move with money that was not there.",
		"That the bank had made a mistake. Twice.",
		"",
	}[:len(did)] {
		d.Fill("text", text)
	}
	d.Press(words.Pages["did"].Save).Follow(words.BeforeYouDo).Fill("passphrase", passphrase).Press(words.KeepDo).Go("/5")
	d.Post("/5", url.Values{"person": {"Robin"}, "zone": {"Europe/Berlin"}, "theme": {""}, "role": {"repairing"}})

	d.evening = d.agree("Say what I spent today before Robin asks.", "days", "2026-08-03")
	d.balance = d.agree("Open the statements of both accounts together.", "weekly", "2026-08-02", "6")
	paper := d.agree("Bring the papers of the second loan.", "once", "2026-08-14")
	for back := 112; back > 0; back-- {
		day(back, 21)
		date := d.Clock.T
		if date.Format(time.DateOnly) >= "2026-08-03" {
			d.mark(d.evening, date, wasDone(back))
		}
		if date.Weekday() == time.Sunday {
			d.mark(d.balance, date, back%35 != 14)
		}
		if date.Format(time.DateOnly) == "2026-08-14" {
			d.mark(paper, date, true)
		}
		for page, texts := range written {
			if text, ok := texts[back]; ok {
				d.Post(page, url.Values{"text": {text}})
			}
		}
		if back < 20 && back%3 != 0 {
			d.Post("/1/2", url.Values{"asked": {"weight"}, "value": {strconv.Itoa(3 + back%4)}})
		}
	}
	d.Clock.T = now
	return d
}

// wasDone is invented: often not at first, then most of the time.
func wasDone(back int) bool {
	switch {
	case back > 90:
		return back%5 < 2
	case back > 55:
		return back%3 != 0
	default:
		return back%9 != 4
	}
}

// written are pages of Mine by how many days ago they were written.
var written = map[string]map[int]string{
	"/p/1": {
		87: "She asked about the car and I felt the old sentence ready in my mouth. I said the number instead. It was worse for ten minutes and then it was quiet.",
		33: "Her birthday. She was kind, and I could not look at her.",
		1:  "We sat with the statements for an hour. Nobody shouted. I kept waiting for it.",
	},
	"/p/4": {
		61: "When the phone rings in the evening she still stops talking.",
		12: "She left her bag on the chair in the hall again, like before.",
	},
}

func (d *demo) agree(what, repeat, start string, weekdays ...string) string {
	d.Post("/2/n", url.Values{"what": {what}, "repeat": {repeat}, "every": {"1"}, "start": {start}, "zone": {"Europe/Berlin"}, "weekday": weekdays})
	return d.Path
}

// mark says what came of the occurrence of a day.
func (d *demo) mark(agreement string, day time.Time, done bool) {
	outcome := "missed"
	if done {
		outcome = "kept"
	}
	d.Post(agreement+"/"+strconv.Itoa(dayNumber(day)), url.Values{"outcome": {outcome}})
}

// dayNumber counts from 1970-01-01, as addresses do.
func dayNumber(day time.Time) int {
	return int(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
