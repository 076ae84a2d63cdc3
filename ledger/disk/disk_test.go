package disk_test

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kept/ledger"
	"kept/ledger/disk"
	"kept/ledger/disk/platter"
	"kept/ledger/ledgertest"
)

var ctx = context.Background()

func TestDiskPassesTheSuite(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) func() ledger.Store {
		o := folders(t)
		return func() ledger.Store { return open(t, o) }
	})
}

func TestDiskOnASimulatedPlatterPassesTheSuite(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) func() ledger.Store {
		p := platter.New()
		return func() ledger.Store { return open(t, on(p)) }
	})
}

func folders(t *testing.T) disk.Options {
	return disk.Options{Dir: filepath.Join(t.TempDir(), "record"), State: filepath.Join(t.TempDir(), "state")}
}

func on(p *platter.Disk) disk.Options { return disk.Options{Dir: "/record", State: "/state", FS: p} }

func open(t *testing.T, o disk.Options) *disk.Store {
	t.Helper()
	s, err := disk.Open(o)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// founded is a store with one open file, 1, in generation 1.
func founded(t *testing.T, o disk.Options) *disk.Store {
	t.Helper()
	s := open(t, o)
	noError(t, "found", s.Commit(ctx, ledger.Commit{Generation: 1, Payload: []byte("one"),
		Files: []ledger.FileInfo{{ID: 1, Open: true}}, Write: map[ledger.FileID][][]byte{1: nil}, Forget: true}))
	return s
}

// turned commits generation g: file g-1 is finished and file g is open. Files are named from first on.
func turned(t *testing.T, s *disk.Store, g uint64, first ledger.FileID, forget bool) {
	t.Helper()
	noError(t, "commit", s.Commit(ctx, turning(g, first, forget)))
}

func turning(g uint64, first ledger.FileID, forget bool) ledger.Commit {
	c := ledger.Commit{Generation: g, Payload: []byte{byte(g)}, Forget: forget,
		Write: map[ledger.FileID][][]byte{ledger.FileID(g): nil}}
	for id := first; id <= ledger.FileID(g); id++ {
		c.Files = append(c.Files, ledger.FileInfo{ID: id, Open: id == ledger.FileID(g)})
	}
	return c
}

func add(t *testing.T, s *disk.Store, id ledger.FileID, frames ...string) {
	t.Helper()
	for _, f := range frames {
		noError(t, "append", s.Append(ctx, id, []byte(f)))
	}
}

func framesOf(t *testing.T, s *disk.Store, id ledger.FileID) string {
	t.Helper()
	frames, err := s.Frames(ctx, id)
	noError(t, "frames", err)
	var all []string
	for _, f := range frames {
		if f.Damaged {
			all = append(all, "?")
		} else {
			all = append(all, string(f.Payload))
		}
	}
	return strings.Join(all, " ")
}

func healthOf(t *testing.T, s *disk.Store) ledger.Health {
	t.Helper()
	h, err := s.Health(ctx)
	noError(t, "health", err)
	return h
}

func noError(t *testing.T, act string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: got %v, want no error", act, err)
	}
}

func wantError(t *testing.T, act string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("%s: got %v, want %v", act, got, want)
	}
}

func TestFilesAndFoldersAreReadableByTheirOwnerOnly(t *testing.T) {
	o := folders(t)
	s := founded(t, o)
	add(t, s, 1, "x")
	noError(t, "close", s.Close())
	for _, dir := range []string{o.Dir, o.State} {
		noError(t, "walk", filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if want := map[bool]fs.FileMode{true: 0o700, false: 0o600}[d.IsDir()]; err == nil && info.Mode().Perm() != want {
				t.Errorf("%s: got mode %o, want %o", d.Name(), info.Mode().Perm(), want)
			}
			return err
		}))
	}
}

func TestWhatIsAcknowledgedIsReadableThroughEitherCopyOfTheHead(t *testing.T) {
	for _, lost := range []string{"/record/head.a", "/record/head.b"} {
		for g := uint64(1); g < 5; g++ {
			p := platter.New()
			s := founded(t, on(p))
			for next := uint64(2); next <= g; next++ {
				turned(t, s, next, 1, false)
			}
			add(t, s, ledger.FileID(g), "acknowledged")
			noError(t, "close", s.Close())
			content := p.Bytes()
			content[lost][40] ^= 1
			p.Load(content)
			s = open(t, on(p))
			h, err := s.Head(ctx)
			noError(t, "head", err)
			if !healthOf(t, s).FellBack || h.Generation != g || framesOf(t, s, ledger.FileID(g)) != "acknowledged" {
				t.Errorf("%s damaged at generation %d: got generation %d, %+v", lost, g, h.Generation, healthOf(t, s))
			}
			add(t, s, ledger.FileID(g), "goes on")
			if s = open(t, on(p)); healthOf(t, s).FellBack {
				t.Errorf("after the next append: got one damaged copy, want two whole ones")
			}
		}
	}
}

func TestATornEndIsCutAndDamageIsLeftAsItIs(t *testing.T) {
	const name = "/record/0000000000000001"
	p := platter.New()
	s := founded(t, on(p))
	add(t, s, 1, "one", "two")
	before := p.Bytes()
	add(t, s, 1, "three")
	after := p.Bytes()
	whole, long := len(before[name]), len(after[name])
	for cut := whole; cut < long; cut++ {
		before[name] = after[name][:cut]
		p.Load(before)
		s := open(t, on(p))
		if got := framesOf(t, s, 1); got != "one two" || healthOf(t, s).Older {
			t.Fatalf("cut at %d: got %q, %+v", cut, got, healthOf(t, s))
		}
		add(t, s, 1, "3")
		if got := framesOf(t, open(t, on(p)), 1); got != "one two 3" {
			t.Fatalf("cut at %d and appended: got %q", cut, got)
		}
	}
	before["/state/mark"] = after["/state/mark"] // from here on all three frames were acknowledged
	for at := range long {
		before[name] = slices.Clone(after[name])
		before[name][at] ^= 0x10
		p.Load(before)
		s := open(t, on(p))
		frames := framesOf(t, s, 1)
		if strings.Count(frames, "?") != 1 {
			t.Fatalf("byte %d altered: got %q, want one damaged frame", at, frames)
		}
		wantError(t, "append to a damaged file", s.Append(ctx, 1, []byte("no")), ledger.ErrUncertain)
		turned(t, s, 2, 1, false)
		add(t, s, 2, "goes on")
		if got := p.Bytes()[name]; !slices.Equal(got, before[name]) {
			t.Fatalf("byte %d altered: the damaged file was changed", at)
		}
		if got := framesOf(t, s, 1); got != frames {
			t.Fatalf("byte %d altered: got %q, then %q", at, frames, got)
		}
	}
}

func TestASaveThatThePowerCutOffIsNotCalledDamage(t *testing.T) {
	for at := range 30 {
		p := platter.New()
		s := founded(t, on(p))
		add(t, s, 1, "a", "b")
		acknowledged := len(p.Bytes()["/record/0000000000000001"])
		mark := p.Bytes()["/state/mark"]
		add(t, s, 1, "long enough to be cut anywhere")
		content := p.Bytes()
		content["/state/mark"] = mark
		content["/record/0000000000000001"][acknowledged+at] ^= 1
		p.Load(content)
		s = open(t, on(p))
		if got := framesOf(t, s, 1); got != "a b" || len(healthOf(t, s).Notes) != 1 {
			t.Fatalf("byte %d: got %q and %+v, want what was acknowledged, and a note", at, got, healthOf(t, s))
		}
		wantError(t, "append to that file", s.Append(ctx, 1, []byte("no")), ledger.ErrUncertain)
		if !slices.Equal(p.Bytes()["/record/0000000000000001"], content["/record/0000000000000001"]) {
			t.Fatalf("byte %d: the unreadable end was changed", at)
		}
	}
}
