package disk_test

import (
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"

	"kept/ledger"
	"kept/ledger/disk"
	"kept/ledger/disk/platter"
)

func TestAnOlderCopyIsNoticedAndWaitsForAYes(t *testing.T) {
	for name, later := range map[string]func(*disk.Store){
		"one entry more": func(s *disk.Store) { add(t, s, 1, "b") },
		"a newer head":   func(s *disk.Store) { turned(t, s, 2, 1, false) },
		"a newer head and entries, the old ones forgotten": func(s *disk.Store) {
			turned(t, s, 2, 2, true)
			add(t, s, 2, "c", "d")
		},
	} {
		p := platter.New()
		s := founded(t, on(p))
		add(t, s, 1, "a")
		older := p.Bytes()
		later(s)
		noError(t, "close", s.Close())
		older["/state/mark"] = p.Bytes()["/state/mark"]
		newest := p.Bytes()

		p.Load(older)
		s = open(t, on(p))
		if h := healthOf(t, s); !h.Older || h.Unmarked || len(h.Notes) == 0 {
			t.Fatalf("%s elsewhere: got %+v, want an older copy, said", name, h)
		}
		wantError(t, "append", s.Append(ctx, 1, []byte("no")), ledger.ErrOlder)
		wantError(t, "commit", s.Commit(ctx, turning(2, 1, true)), ledger.ErrOlder)
		noError(t, "close", s.Close())
		if !reflect.DeepEqual(p.Bytes(), older) {
			t.Fatalf("%s elsewhere: something was changed before a yes", name)
		}
		s = open(t, on(p))
		noError(t, "accept", s.AcceptOlder(ctx))
		add(t, s, 1, "yes")
		noError(t, "close", s.Close())
		s = open(t, on(p))
		if h := healthOf(t, s); h.Older || framesOf(t, s, 1) != "a yes" {
			t.Errorf("%s elsewhere: after the yes got %+v and %q", name, h, framesOf(t, s, 1))
		}
		turned(t, s, 2, 1, false)

		p.Load(newest)
		if h := healthOf(t, open(t, on(p))); h.Older {
			t.Errorf("%s: the newest copy is called older", name)
		}
	}
}

func TestAnotherCopyOfTheSameAgeIsNoticed(t *testing.T) {
	p := platter.New()
	s := founded(t, on(p))
	fork := p.Bytes()
	turned(t, s, 2, 1, false)
	here := p.Bytes()
	p.Load(fork)
	c := turning(2, 1, false)
	c.Payload = []byte("the other branch")
	noError(t, "commit", open(t, on(p)).Commit(ctx, c))
	content := p.Bytes()
	here["/state/mark"] = content["/state/mark"]
	p.Load(here)
	if h := healthOf(t, open(t, on(p))); !h.Older {
		t.Errorf("got %+v, want the difference noticed", h)
	}
}

func TestARecordWithoutItsMarkWaitsForAYes(t *testing.T) {
	p := platter.New()
	s := founded(t, on(p))
	add(t, s, 1, "a")
	content := p.Bytes()
	delete(content, "/state/mark")
	p.Load(content)
	s = open(t, on(p))
	if h := healthOf(t, s); !h.Older || !h.Unmarked {
		t.Fatalf("got %+v, want older because unmarked", h)
	}
	wantError(t, "append", s.Append(ctx, 1, []byte("no")), ledger.ErrOlder)
	noError(t, "accept", s.AcceptOlder(ctx))
	add(t, s, 1, "b")
	if h := healthOf(t, open(t, on(p))); h.Older || h.Unmarked {
		t.Errorf("after the yes: got %+v", h)
	}
}

func TestAnUnreadableRecordIsNotTouched(t *testing.T) {
	for name, spoil := range map[string]func(map[string][]byte){
		"both heads altered": func(c map[string][]byte) { c["/record/head.a"][30] ^= 1; c["/record/head.b"][30] ^= 1 },
		"both heads cut": func(c map[string][]byte) {
			c["/record/head.a"] = c["/record/head.a"][:9]
			c["/record/head.b"] = []byte{1}
		},
		"both heads gone": func(c map[string][]byte) { delete(c, "/record/head.a"); delete(c, "/record/head.b") },
		"heads and mark gone": func(c map[string][]byte) {
			delete(c, "/record/head.a")
			delete(c, "/record/head.b")
			delete(c, "/state/mark")
		},
	} {
		p := platter.New()
		add(t, founded(t, on(p)), 1, "a")
		content := p.Bytes()
		spoil(content)
		p.Load(content)
		s := open(t, on(p))
		_, err := s.Head(ctx)
		wantError(t, name+": head", err, ledger.ErrUnreadable)
		if errors.Is(err, ledger.ErrMissing) {
			t.Errorf("%s: got missing, want unreadable", name)
		}
		wantError(t, name+": commit", s.Commit(ctx, turning(1, 1, true)), ledger.ErrUnreadable)
		wantError(t, name+": append", s.Append(ctx, 1, []byte("no")), ledger.ErrUnreadable)
		wantError(t, name+": accept", s.AcceptOlder(ctx), ledger.ErrUnreadable)
		noError(t, "close", s.Close())
		if !reflect.DeepEqual(p.Bytes(), content) {
			t.Errorf("%s: the folder was changed", name)
		}
	}
}

func TestAVanishedRecordIsSaidAndANewOneNeedsAYes(t *testing.T) {
	p := platter.New()
	add(t, founded(t, on(p)), 1, "a")
	content := p.Bytes()
	maps.DeleteFunc(content, func(name string, _ []byte) bool { return strings.HasPrefix(name, "/record/") })
	p.Load(content)
	s := open(t, on(p))
	_, err := s.Head(ctx)
	wantError(t, "head", err, ledger.ErrMissing)
	wantError(t, "commit", s.Commit(ctx, turning(1, 1, true)), ledger.ErrMissing)
	noError(t, "accept", s.AcceptOlder(ctx))
	_, err = s.Head(ctx)
	wantError(t, "head after the yes", err, ledger.ErrEmpty)
	turned(t, s, 1, 1, true)
	add(t, s, 1, "anew")
}

func TestANewerProgramsHeadIsRefusedUntouched(t *testing.T) {
	p := platter.New()
	add(t, founded(t, on(p)), 1, "a")
	content := p.Bytes()
	disk.MakeNewer(content["/record/head.b"])
	p.Load(content)
	s := open(t, on(p))
	_, err := s.Head(ctx)
	wantError(t, "head", err, ledger.ErrNewerFormat)
	wantError(t, "append", s.Append(ctx, 1, []byte("no")), ledger.ErrNewerFormat)
	wantError(t, "commit", s.Commit(ctx, turning(3, 1, true)), ledger.ErrNewerFormat)
	noError(t, "close", s.Close())
	if !reflect.DeepEqual(p.Bytes(), content) {
		t.Errorf("the folder was changed")
	}
}

func TestTheCopyBeforeStaysReadableUntilTheNextAppend(t *testing.T) {
	p := platter.New()
	s := founded(t, on(p))
	add(t, s, 1, "a")
	turned(t, s, 2, 2, false) // drops file 1
	content := p.Bytes()
	content["/record/head.b"][30] ^= 1
	p.Load(content)
	fallen := open(t, on(p))
	if h := healthOf(t, fallen); !h.FellBack || !h.Older || framesOf(t, fallen, 1) != "a" {
		t.Errorf("with the newest copy damaged: got %+v, want the one before, whole", h)
	}
	content["/record/head.b"][30] ^= 1
	p.Load(content)
	s = open(t, on(p))
	add(t, s, 2, "b")
	if _, isThere := p.Bytes()["/record/0000000000000001"]; isThere {
		t.Errorf("after an append: the dropped file is still there")
	}
}
