package ledger_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk/platter"
	"kept/ledger/memory"
	"kept/seal"
)

// opens says whether any of the keys opens any frame of any file of a saved copy, wherever the frame may have stood.
func opens(t *testing.T, keys map[ledger.FileID]seal.FileKey, v seal.VaultID, saved map[ledger.FileID][]ledger.Frame) bool {
	t.Helper()
	for id, frames := range saved {
		for _, f := range frames {
			for _, key := range keys {
				for _, h := range []seal.Half{seal.Main, seal.Mine} {
					at := seal.Place{Vault: v, Half: h, File: uint64(id), Index: f.Index}
					if _, err := key.OpenFrame(at, f.Payload); err == nil {
						return true
					}
				}
			}
		}
	}
	return false
}

// savedFiles is a copy of some files as a thief or a backup may have it.
func savedFiles(t *testing.T, s ledger.Store, ids ...ledger.FileID) map[ledger.FileID][]ledger.Frame {
	t.Helper()
	saved := map[ledger.FileID][]ledger.Frame{}
	for _, id := range ids {
		frames, err := s.Frames(ctx, id)
		noError(t, "frames", err)
		saved[id] = frames
	}
	return saved
}

// eachCopy opens the record through each copy of the head alone.
func eachCopy(t *testing.T, content map[string][]byte, do func(copy string, p *platter.Disk)) {
	t.Helper()
	for _, other := range []string{"/record/head.a", "/record/head.b"} {
		one := maps.Clone(content)
		delete(one, other)
		p := platter.New()
		p.Load(one)
		do("without "+other, p)
	}
}

func TestNoKeyInEitherHeadOpensASavedCopyOfDestroyedContent(t *testing.T) {
	for _, where := range []struct {
		name string
		at   int
	}{{"in a finished file", 2}, {"in the open file", maxFrames + 2}} {
		p := platter.New()
		store := on(t, p)
		k := newKeys()
		l := create(t, store, k)
		texts := numbered(maxFrames + 5)
		texts[where.at] = "the canary"
		ids := write(t, l, seal.Main, texts...)
		keys := ledger.FileKeys(l, seal.Main)
		saved := savedFiles(t, store, slices.Collect(maps.Keys(keys))...)
		if !opens(t, keys, l.Vault().ID, saved) {
			t.Fatalf("the keys before do not open the saved copy: this test would see nothing")
		}
		oldHead := p.Bytes()

		noError(t, "destroy", l.Destroy(ctx, seal.Main, ids[where.at]))
		if e := l.Entries(seal.Main)[where.at]; !e.Destroyed || e.ID != ids[where.at] || e.Body.Content != nil {
			t.Errorf("%s: the entry in memory still has its content", where.name)
		}
		noError(t, "destroy again", l.Destroy(ctx, seal.Main, ids[where.at]))
		noError(t, "close", l.Close())

		eachCopy(t, p.Bytes(), func(name string, p *platter.Disk) {
			l, reports := reopen(t, on(t, p), k)
			if r := reports[seal.Main]; r.Entries != len(texts) || r.Damaged != 0 || r.Missing != 0 {
				t.Errorf("%s, %s: got %+v, want every entry", where.name, name, r)
			}
			want := slices.Clone(texts)
			want[where.at] = ""
			if got := textsOf(l, seal.Main); !slices.Equal(got, want) {
				t.Errorf("%s, %s: the others are not as they were", where.name, name)
			}
			stale := ledger.FileKeys(l, seal.Main)
			for id := range stale {
				if keys[id] == stale[id] {
					delete(saved, id) // a file that held nothing of it stays as it is
				}
			}
			if len(saved) != 1 {
				t.Errorf("%s: %d files were replaced, want the one", where.name, len(saved))
			}
			if opens(t, stale, l.Vault().ID, saved) {
				t.Errorf("%s, %s: a key opens the saved copy", where.name, name)
			}
		})
		for name, b := range p.Bytes() {
			old := bytes.TrimRight(oldHead[name], "\x00")
			if strings.HasPrefix(name, "/record/head") && bytes.Contains(b, old[len(old)-80:]) {
				t.Errorf("%s: bytes of the head before are left in %s", where.name, name)
			}
		}
	}
}

func TestAfterNewKeysTheOldOnesOpenNothing(t *testing.T) {
	p := platter.New()
	store := on(t, p)
	k := newKeys()
	l := create(t, store, k)
	texts := numbered(3*maxFrames + 2)
	write(t, l, seal.Main, texts...)
	write(t, l, seal.Mine, "private")
	old := ledger.FileKeys(l, seal.Main)
	oldMine := ledger.FileKeys(l, seal.Mine)
	saved := savedFiles(t, store, slices.Collect(maps.Keys(old))...)
	words := seal.NewWords().Lock()
	own := true
	next := newKeys()
	next[seal.Mine] = nil
	l.Lock(seal.Mine) // a locked half is carried as it is
	noError(t, "rekey", l.Rekey(ctx, l.Vault(), next, ledger.Change{Words: &words, OwnPassphrase: &own}))
	if got := l.WordsLock(); got == nil || *got != words || !l.OwnPassphrase() {
		t.Errorf("after the change: the words' lock or the own passphrase is not what was given")
	}
	write(t, l, seal.Main, "after")
	noError(t, "close", l.Close())

	eachCopy(t, p.Bytes(), func(name string, p *platter.Disk) {
		store := on(t, p)
		l, err := ledger.Open(ctx, store, newClock())
		noError(t, "open", err)
		_, err = l.Unlock(ctx, seal.Main, k[seal.Main])
		wantError(t, name+": unlock with the old key", err, ledger.ErrKey)
		r, err := l.Unlock(ctx, seal.Main, next[seal.Main])
		noError(t, "unlock with the new key", err)
		if r.Damaged != 0 || !slices.Equal(textsOf(l, seal.Main), append(slices.Clone(texts), "after")) {
			t.Errorf("%s: got %+v, want every entry", name, r)
		}
		if got := l.WordsLock(); got == nil || *got != words || !l.OwnPassphrase() {
			t.Errorf("%s: the words' lock or the own passphrase is not what was given", name)
		}
		if opens(t, ledger.FileKeys(l, seal.Main), l.Vault().ID, saved) {
			t.Errorf("%s: a new key opens an old file", name)
		}
		if opens(t, old, l.Vault().ID, savedFiles(t, store, slices.Collect(maps.Keys(ledger.FileKeys(l, seal.Main)))...)) {
			t.Errorf("%s: an old key opens a new file", name)
		}
		if _, err := l.Unlock(ctx, seal.Mine, k[seal.Mine]); err != nil || textsOf(l, seal.Mine)[0] != "private" {
			t.Errorf("%s: the other half was not carried: %v", name, err)
		}
		if !maps.Equal(ledger.FileKeys(l, seal.Mine), oldMine) {
			t.Errorf("%s: the other half's files were sealed again", name)
		}
	})
}

func TestAChangeBesideKeysNeedsMainUnlocked(t *testing.T) {
	l := create(t, memory.New(t), newKeys())
	l.Lock(seal.Main)
	own := true
	err := l.Rekey(ctx, l.Vault(), seal.Keys{nil, newKey()}, ledger.Change{OwnPassphrase: &own})
	wantError(t, "rekey", err, ledger.ErrLocked)
	wantError(t, "rekey without a key", l.Rekey(ctx, l.Vault(), seal.Keys{}, ledger.Change{}), ledger.ErrKey)
	other := l.Vault()
	other.ID[0] ^= 1
	wantError(t, "rekey to another record's vault", l.Rekey(ctx, other, seal.Keys{nil, newKey()}, ledger.Change{}), ledger.ErrKey)
}

func TestDestroyingWhatIsNotThereChangesNothing(t *testing.T) {
	s := memory.New(t)
	l := create(t, s, newKeys())
	ids := write(t, l, seal.Main, "a")
	s.Set(memory.Fault{})
	wantError(t, "destroy", l.Destroy(ctx, seal.Main, ids[0], entry.ID{9}), ledger.ErrUnknown)
	noError(t, "destroy nothing", l.Destroy(ctx, seal.Main))
	if s.Operations() != 0 || l.Entries(seal.Main)[0].Destroyed {
		t.Errorf("got %d changes, want none", s.Operations())
	}
}

func TestErasingWorksOnAFullDisk(t *testing.T) {
	p := platter.New()
	k := newKeys()
	l := create(t, on(t, p), k)
	ids := write(t, l, seal.Mine, numbered(maxFrames+3)...)
	p.Limit(p.Used())
	_, err := l.Append(ctx, seal.Mine, noted("no room"))
	wantError(t, "append", err, ledger.ErrFull)
	noError(t, "destroy", l.Destroy(ctx, seal.Mine, ids[1], ids[maxFrames+1]))
	p.Limit(0)
	write(t, l, seal.Mine, "room again")
	l, reports := reopen(t, on(t, p), k)
	if all := l.Entries(seal.Mine); !all[1].Destroyed || !all[maxFrames+1].Destroyed || reports[seal.Mine].Damaged != 0 {
		t.Errorf("after reopening: got %+v, want both destroyed", reports[seal.Mine])
	}
}
