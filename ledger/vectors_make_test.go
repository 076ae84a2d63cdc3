package ledger

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"kept/entry"
	"kept/seal"
)

const lifePassphrase = "eleven herons over the weir"

// kept is as little of a store as a life without faults needs. Package memory cannot be imported from here.
type kept struct {
	Store
	head  Head
	files map[FileID][][]byte
}

func (s *kept) Head(context.Context) (Head, error) { return Head{}, ErrEmpty }

func (s *kept) Health(context.Context) (Health, error) { return Health{}, nil }

func (s *kept) Append(_ context.Context, id FileID, frame []byte) error {
	s.files[id] = append(s.files[id], frame)
	return nil
}

func (s *kept) Commit(_ context.Context, c Commit) error {
	s.head = Head{Generation: c.Generation, Payload: c.Payload, Files: c.Files}
	maps.Copy(s.files, c.Write)
	return nil
}

func (s *kept) Frames(_ context.Context, id FileID) (frames []Frame, err error) {
	for i, b := range s.files[id] {
		frames = append(frames, Frame{Index: uint32(i), Payload: b})
	}
	return frames, nil
}

type stopped struct{}

func (stopped) Now() time.Time { return time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC) }

// lifeOfARecord writes a little: main has a finished file with one entry destroyed and an open one, a words' lock and a
// count of lost entries; mine is as it was founded, three generations ago, with one entry. It runs under
// cryptotest.SetGlobalRandom.
func lifeOfARecord(t *testing.T) (*Ledger, *kept) {
	before := maxFrames
	maxFrames = 2
	t.Cleanup(func() { maxFrames = before })
	ctx := context.Background()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	words := seal.NewWords().Lock()
	vault, keys, err := seal.NewVault(seal.Slots{Passphrase: lifePassphrase, Words: &words})
	check(err)
	s := &kept{files: map[FileID][][]byte{}}
	l, err := Create(ctx, s, stopped{}, vault, keys)
	check(err)
	_, err = l.Append(ctx, seal.Mine, entry.Of(entry.Role{Role: "writing"}))
	check(err)
	var first entry.Entry
	for i, name := range []string{"Robin", "Sam", "Kim"} {
		e, err := l.Append(ctx, seal.Main, entry.Of(entry.Person{Name: name}))
		check(err)
		if i == 0 {
			first = e
		}
	}
	check(l.Destroy(ctx, seal.Main, first.ID))
	l.halves[seal.Main].lost = 2
	own := false
	check(l.Rekey(ctx, vault, seal.Keys{}, Change{Words: &words, OwnPassphrase: &own}))
	return l, s
}

// Places in the payload that the hostile ones below change: a4 01 01 02 59 4e32 <vault> 03 <next> 04 82 82 ...
const vaultAt = 7

func (v *vectors) refusedPayloads(p payload) {
	good := v.Payload.Bytes
	bad := func(why string, b []byte) *refusedVector {
		r := refusedVector{Why: why}
		r.At, r.Cut, r.Put = edited(good, b)
		v.RefusedPayloads = append(v.RefusedPayloads, r)
		return &v.RefusedPayloads[len(v.RefusedPayloads)-1]
	}
	changed := func(change func(*payload)) []byte {
		q := p
		q.Vault = bytes.Clone(p.Vault)
		change(&q)
		return must(encoder.Marshal(q))
	}
	bad("nothing", nil)
	bad("one byte short", good[:len(good)-1])
	bad("a byte after the end", append(bytes.Clone(good), 0))
	bad("version 0", changed(func(q *payload) { q.Version = 0 }))
	bad("version 2", changed(func(q *payload) { q.Version = 2 })).Newer = true
	bad("version 2, with a field unknown here", splice(good, 0, 3, 0xa5, 0, 0, 1, 2)).Newer = true
	bad("version 2 and nothing else", []byte{0xa1, 1, 2}).Newer = true
	bad("version 2 and nothing else, and a byte after the end", []byte{0xa1, 1, 2, 0})
	bad("a number in two bytes where one will do", splice(good, 2, 3, 0x18, 1))
	bad("a map's size in two bytes where one will do", splice(good, 0, 1, 0xb8, 4))
	bad("a length in five bytes where three will do", splice(good, 4, 5, 0x5a, 0, 0))
	bad("an unknown field", splice(good, 0, 1, 0xa5, 0, 0))
	bad("a field twice", splice(good, 0, 1, 0xa5, 1, 1))
	bad("a missing field", splice(good, 0, 3, 0xa3))
	bad("a tag", splice(good, 2, 3, 0xc1, 1))
	bad("a float for a number", splice(good, 2, 3, 0xf9, 0x3c, 0))
	bad("null for the next number", splice(good, vaultAt+len(p.Vault)+1, vaultAt+len(p.Vault)+2, 0xf6))
	bad("a negative next number", splice(good, vaultAt+len(p.Vault)+1, vaultAt+len(p.Vault)+2, 0x20))
	bad("text for the vault", splice(good, 4, 5, 0x79))
	bad("a vault one byte short", changed(func(q *payload) { q.Vault = slices.Delete(q.Vault, 17, 18) }))
	bad("a vault one byte long", changed(func(q *payload) { q.Vault = slices.Insert(q.Vault, 17, 0) }))
	bad("a slot block of version 2", changed(func(q *payload) { q.Vault[16] = 2 })).Newer = true
	bad("another slot block of version 2", changed(func(q *payload) { q.Vault[16+10001] = 2 })).Newer = true
	parts := vaultAt + len(p.Vault) + 3 // 82, the list of parts: 82, the first
	bad("three parts", splice(good, parts, parts+1, 0x83, 0x82, 1, 0x40))
	bad("one part", splice(good, parts, parts+1+len(must(encoder.Marshal(p.Parts[0]))), 0x81))
	bad("a third value in a part", splice(good, parts+1, parts+3, 0x83, good[parts+2], 0x40))
	bad("a map for a part", splice(good, parts+1, parts+2, 0xa1))
}

// refusedEncodings are bytes that no encoder of a part writes, made from mine's: it is the shorter one, and ends with
// 04 00 05 40 06 f4, its fields 4 to 6.
func (v *vectors) refusedEncodings() {
	good := v.Parts[seal.Mine].Plain
	end := len(good) - 4
	bad := func(why string, b []byte) *refusedVector { return v.refusePart(seal.Mine, why, b) }
	bad("fields in another order", append(bytes.Clone(good[:end]), 6, 0xf4, 5, 0x40))
	bad("a number for no", append(bytes.Clone(good[:end]), 5, 0x40, 6, 0))
	bad("null for no", append(bytes.Clone(good[:end]), 5, 0x40, 6, 0xf6))
	bad("undefined for no", append(bytes.Clone(good[:end]), 5, 0x40, 6, 0xf7))
	bad("no in two bytes", append(bytes.Clone(good[:end]), 5, 0x40, 6, 0xf8, 20))
	bad("text for no lock", append(bytes.Clone(good[:end]), 5, 0x60, 6, 0xf4))
	bad("null for no lock", append(bytes.Clone(good[:end]), 5, 0xf6, 6, 0xf4))
	bad("a field left out where it would be empty", append(splice(good[:end], 0, 1, 0xa5), 6, 0xf4))
	bad("nothing", nil)
	bad("one byte short", good[:len(good)-1])
	bad("a byte after the end", append(bytes.Clone(good), 0))
	bad("a number in two bytes where one will do", splice(good, 2, 3, 0x18, 1))
	bad("a map's size in two bytes where one will do", splice(good, 0, 1, 0xb8, 6))
	bad("a map without a stated end", append(splice(good, 0, 1, 0xbf), 0xff))
	bad("an unknown field", append(splice(good, 0, 1, 0xa7), 7, 0))
	bad("a field twice", splice(good, 0, 3, 0xa7, 1, 1, 1, 1))
	bad("a tag", splice(good, 2, 3, 0xc1, 1))
	bad("a missing field", splice(good, 0, 3, 0xa5))
	bad("only nested lists", bytes.Repeat([]byte{0x81}, 200))
	bad("version 2, with a field unknown here", append(splice(good, 0, 3, 0xa7, 1, 2), 7, 0)).Newer = true
}

// refusedContents are parts of main that are well encoded and say what no part says.
func (v *vectors) refusedContents(t *testing.T) {
	for _, c := range []struct {
		why    string
		change func(*part)
	}{
		{"version 0", func(p *part) { p.Version = 0 }},
		{"version 2", func(p *part) { p.Version = 2 }},
		{"no space", func(p *part) { p.Space = nil }},
		{"a space of version 2", func(p *part) { p.Space[2] = 2 }},
		{"a space with a byte after the end", func(p *part) { p.Space = append(p.Space, 0) }},
		{"no files", func(p *part) { p.Files = nil }},
		{"no open file", func(p *part) { p.Files = p.Files[:1] }},
		{"an open file before the last", func(p *part) { p.Files = []partFile{p.Files[1], p.Files[1]} }},
		{"a key one byte short", func(p *part) { p.Files[0].Key = p.Files[0].Key[1:] }},
		{"a key one byte long", func(p *part) { p.Files[1].Key = append(p.Files[1].Key, 0) }},
		{"a sum one byte short", func(p *part) { p.Files[0].Sum = p.Files[0].Sum[1:] }},
		{"frames counted in the open file", func(p *part) { p.Files[1].Count = 1 }},
		{"a sum of the open file", func(p *part) { p.Files[1].Sum = p.Files[0].Sum }},
		{"a words' lock one byte short", func(p *part) { p.Words = p.Words[:len(p.Words)-1] }},
		{"a words' lock of one byte", func(p *part) { p.Words = p.Words[:1] }},
	} {
		var p part
		if err := decode(v.Parts[seal.Main].Plain, &p); err != nil {
			t.Fatal(err)
		}
		c.change(&p)
		r := v.refusePart(seal.Main, c.why, must(encoder.Marshal(p)))
		r.Newer = c.why == "version 2" || c.why == "a space of version 2"
	}
}

func (v *vectors) refusePart(h seal.Half, why string, b []byte) *refusedVector {
	r := refusedVector{Why: why, Half: h}
	r.At, r.Cut, r.Put = edited(v.Parts[h].Plain, b)
	v.RefusedParts = append(v.RefusedParts, r)
	return &v.RefusedParts[len(v.RefusedParts)-1]
}

// splice returns data with data[from:to] replaced.
func splice(data []byte, from, to int, by ...byte) []byte {
	return slices.Concat(data[:from], by, data[to:])
}
