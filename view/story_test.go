package view

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/entry"
)

// story writes entries one after another, as a ledger would.
type story struct {
	space   byte
	entries []entry.Entry
}

// add writes one entry, its clock claiming at ("2026-11-22 20:00", UTC).
func (s *story) add(at string, c entry.Content, answers ...entry.ID) entry.ID {
	depth := uint64(len(s.entries) + 1)
	e := entry.Entry{
		ID:   sha256.Sum256(binary.BigEndian.AppendUint64([]byte{s.space}, depth)),
		Core: entry.Core{Version: entry.Version, Depth: depth, Clock: clock(at).UnixMilli(), Answers: answers},
		Body: entry.Of(c),
	}
	e.Core.Space[0] = s.space
	s.entries = append(s.entries, e)
	return e.ID
}

// agree writes a daily agreement in Berlin, as change would have it otherwise.
func (s *story) agree(at, start string, change func(*entry.Agreement)) entry.ID {
	a := entry.Agreement{What: "ten minutes", Repeat: "days", Every: 1, Start: start, Zone: "Europe/Berlin"}
	if change != nil {
		change(&a)
	}
	return s.add(at, a)
}

func (s *story) mark(at string, agreement entry.ID, occurrence, outcome, to string) entry.ID {
	return s.add(at, entry.Mark{Occurrence: occurrence, Outcome: outcome, To: to}, agreement)
}

func (s *story) withdraw(at string, ids ...entry.ID) entry.ID {
	return s.add(at, entry.Withdraw{}, ids...)
}

// destroyed returns e as it is when its content was destroyed.
func destroyed(e entry.Entry) entry.Entry {
	e.Body, e.Destroyed = entry.Body{}, true
	return e
}

func ours(entries ...entry.Entry) *Ours {
	o := NewOurs()
	for _, e := range entries {
		o.Apply(e)
	}
	return o
}

func mine(entries ...entry.Entry) *Mine {
	m := NewMine()
	for _, e := range entries {
		m.Apply(e)
	}
	return m
}

// clock reads "2026-11-22 20:00" in UTC.
func clock(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", s)
	if err != nil {
		panic(err) // a mistake in a test
	}
	return t
}

// told writes occurrences as people would read them: "11-23 done, 11-24 no word".
func told(list []Occurrence) string {
	names := map[State]string{Open: "open", NoWord: "no word", Done: "done", NotKept: "not kept", Moved: "moved away"}
	var parts []string
	for _, c := range list {
		s := c.On.String()[5:] + " " + names[c.State]
		if c.On != c.Date {
			s += " (for " + c.Date.String()[5:] + ")"
		}
		if c.Moves > 1 {
			s += fmt.Sprintf(" after %d moves", c.Moves)
		}
		if c.NotedLater {
			s += " noted later"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}
