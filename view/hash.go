package view

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"

	"kept/entry"
)

// digest hashes facts one after another. Every value is preceded by its length, so that no two lists of facts
// read the same.
type digest struct{ h hash.Hash }

func newDigest(of string) digest {
	d := digest{sha256.New()}
	d.text("kept/v1/state")
	d.text(of)
	return d
}

func (d digest) bytes(b []byte) {
	d.number(int64(len(b)))
	d.h.Write(b)
}

func (d digest) text(s string) { d.bytes([]byte(s)) }

func (d digest) number(n int64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	d.h.Write(b[:])
}

func (d digest) flag(b bool) {
	if b {
		d.number(1)
	} else {
		d.number(0)
	}
}

func (d digest) sum() [32]byte { return [32]byte(d.h.Sum(nil)) }

// gone writes what was taken back and what was destroyed.
func (d digest) gone(f *fold) {
	var back []withdrawal
	for w := range f.withdrawn {
		if f.takenBack(w) {
			back = append(back, w)
		}
	}
	slices.SortFunc(back, func(a, b withdrawal) int {
		return cmp.Or(bytes.Compare(a.target[:], b.target[:]), bytes.Compare(a.space[:], b.space[:]))
	})
	d.number(int64(len(back)))
	for _, w := range back {
		d.bytes(w.target[:])
		d.bytes(w.space[:])
	}
	d.ids(f, func(r *record) bool { return r.destroyed })
}

// ids writes the ids of the records that are so, in order.
func (d digest) ids(f *fold, so func(*record) bool) {
	var ids []entry.ID
	for id, r := range f.records {
		if so(r) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b entry.ID) int { return bytes.Compare(a[:], b[:]) })
	d.number(int64(len(ids)))
	for _, id := range ids {
		d.bytes(id[:])
	}
}

// Hash returns the hash of all facts that do not depend on the time of asking. Marks that mean nothing, or wait for
// their agreement, are facts too.
func (o *Ours) Hash() [32]byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	settings, words := o.chosen(), o.spareWords()
	d := newDigest("main")
	d.text(o.person())
	d.text(settings.Zone)
	d.number(int64(settings.IdleMinutes))
	d.text(settings.Theme)
	for _, day := range []string{words.Shown, words.Confirmed, words.Later} {
		d.text(day)
	}
	all := o.all()
	d.number(int64(len(all)))
	for _, a := range all {
		d.agreement(a)
	}
	d.histories(o)
	d.gone(&o.fold)
	return d.sum()
}

func (d digest) agreement(a Agreement) {
	d.bytes(a.ID[:])
	d.text(a.What)
	d.text(string(a.Schedule.Repeat))
	d.number(int64(a.Schedule.Every))
	d.number(int64(a.Schedule.Weekdays))
	d.text(a.Schedule.Start.String())
	d.text(a.Schedule.Zone)
	d.text(a.Schedule.At)
	d.number(a.MadeAt)
	d.flag(a.Ended)
	d.number(a.EndedAt)
}

// histories writes, for each agreement that is marked, known or not, its marks that count, in order.
func (d digest) histories(o *Ours) {
	var ids []entry.ID
	for id, h := range o.histories {
		if slices.ContainsFunc(h.marks, o.counts) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b entry.ID) int { return bytes.Compare(a[:], b[:]) })
	d.number(int64(len(ids)))
	for _, id := range ids {
		d.bytes(id[:])
		marks := o.inOrder(o.histories[id].marks)
		d.number(int64(len(marks)))
		for _, r := range marks {
			m := r.content.(entry.Mark)
			d.bytes(r.id[:])
			d.bytes(r.space[:])
			d.text(m.Occurrence)
			d.text(m.Outcome)
			d.text(m.To)
			d.number(r.clock)
		}
	}
}

// Hash returns the hash of all facts.
func (m *Mine) Hash() [32]byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	notes, feelings := m.newestNotes(), m.newestFeelings()
	d := newDigest("mine")
	d.text(m.role())
	d.number(int64(len(notes)))
	for _, n := range notes {
		d.bytes(n.ID[:])
		d.text(n.Page)
		d.number(int64(len(n.Parts)))
		for _, p := range n.Parts {
			d.text(p)
		}
		d.text(n.Day)
		d.text(n.Choice)
		d.number(n.At)
	}
	d.number(int64(len(feelings)))
	for _, f := range feelings {
		d.bytes(f.ID[:])
		d.bytes(f.Note[:])
		d.text(f.Word)
		d.number(int64(f.Strength))
		d.text(f.Line)
		d.number(f.At)
	}
	for _, answers := range [2]map[dayKey][]*record{m.checks, m.lines} {
		d.days(&m.fold, answers)
	}
	d.gone(&m.fold)
	return d.sum()
}

// days writes what counts of each day, by day and what it answers.
func (d digest) days(f *fold, by map[dayKey][]*record) {
	var keys []dayKey
	for k, rs := range by {
		if slices.ContainsFunc(rs, f.counts) {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b dayKey) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.what, b.what)) })
	d.number(int64(len(keys)))
	for _, k := range keys {
		d.text(k.day)
		d.text(k.what)
		if c, ok := latest[entry.Content](f, by[k]); ok {
			switch c := c.(type) {
			case entry.Check:
				d.number(int64(c.Value))
			case entry.Line:
				d.text(c.Text)
			}
		}
	}
}
