package ledger_test

import (
	"path/filepath"
	"testing"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk"
	"kept/ledger/memory"
	"kept/seal"
)

// fiveYears is how many entries five years of a space hold (ARCHITECTURE.md, Budgets).
const fiveYears = 40_000

func realLength(b *testing.B) {
	ledger.SetMaxFrames(256)
	b.Cleanup(func() { ledger.SetMaxFrames(maxFrames) })
}

func onRealDisk(b *testing.B) (*disk.Store, disk.Options) {
	b.Helper()
	o := disk.Options{Dir: filepath.Join(b.TempDir(), "record"), State: filepath.Join(b.TempDir(), "state")}
	s, err := disk.Open(o)
	noError(b, "open", err)
	return s, o
}

var line = entry.Of(entry.Line{Day: "2026-11-22", Page: "line", Text: "One line about a day, as long as a line about a day mostly is."})

// BenchmarkAppend is one durable append to a folder (TMPDIR says on which disk).
func BenchmarkAppend(b *testing.B) {
	realLength(b)
	s, _ := onRealDisk(b)
	l := create(b, s, newKeys())
	for b.Loop() {
		_, err := l.Append(ctx, seal.Mine, line)
		noError(b, "append", err)
	}
	noError(b, "close", l.Close())
}

// BenchmarkAppendInMemory is an append without the disk.
func BenchmarkAppendInMemory(b *testing.B) {
	realLength(b)
	l := create(b, memory.New(nil), newKeys())
	for b.Loop() {
		_, err := l.Append(ctx, seal.Mine, line)
		noError(b, "append", err)
	}
}

// filled is a folder with five years of entries; they are made in memory, since durable appends take their time.
func filled(b *testing.B) (disk.Options, seal.Keys) {
	b.Helper()
	k := newKeys()
	m := memory.New(nil)
	l := create(b, m, k)
	for range fiveYears {
		_, err := l.Append(ctx, seal.Mine, line)
		noError(b, "append", err)
	}
	s, o := onRealDisk(b)
	h, err := m.Head(ctx)
	noError(b, "head", err)
	c := ledger.Commit{Generation: 1, Payload: h.Payload, Files: h.Files, Write: map[ledger.FileID][][]byte{}, Forget: true}
	for _, f := range h.Files {
		frames, err := m.Frames(ctx, f.ID)
		noError(b, "frames", err)
		c.Write[f.ID] = nil
		for _, frame := range frames {
			c.Write[f.ID] = append(c.Write[f.ID], frame.Payload)
		}
	}
	noError(b, "commit", s.Commit(ctx, c))
	noError(b, "close", s.Close())
	return o, k
}

func BenchmarkOpenFiveYears(b *testing.B) {
	realLength(b)
	o, k := filled(b)
	for b.Loop() {
		s, err := disk.Open(o)
		noError(b, "open", err)
		l, reports := reopen(b, s, k)
		if reports[seal.Mine].Entries != fiveYears {
			b.Fatalf("got %d entries, want %d", reports[seal.Mine].Entries, fiveYears)
		}
		noError(b, "close", l.Close())
	}
}

func BenchmarkRekeyFiveYears(b *testing.B) {
	realLength(b)
	o, k := filled(b)
	s, err := disk.Open(o)
	noError(b, "open", err)
	l, _ := reopen(b, s, k)
	for b.Loop() {
		noError(b, "rekey", l.Rekey(ctx, l.Vault(), seal.Keys{nil, newKey()}, ledger.Change{}))
	}
	noError(b, "close", l.Close())
}

func BenchmarkVerifyFiveYears(b *testing.B) {
	realLength(b)
	o, k := filled(b)
	s, err := disk.Open(o)
	noError(b, "open", err)
	l, _ := reopen(b, s, k)
	for b.Loop() {
		r, err := l.Verify(ctx)
		noError(b, "verify", err)
		if r.Damaged != 0 || len(r.Notes) != 0 {
			b.Fatalf("got %+v", r)
		}
	}
}

func BenchmarkDestroyInFiveYears(b *testing.B) {
	realLength(b)
	o, k := filled(b)
	s, err := disk.Open(o)
	noError(b, "open", err)
	l, _ := reopen(b, s, k)
	all := l.Entries(seal.Mine)
	next := 0
	for b.Loop() {
		noError(b, "destroy", l.Destroy(ctx, seal.Mine, all[next%fiveYears].ID))
		next += 257
	}
}
