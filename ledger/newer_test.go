package ledger_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk/platter"
	"kept/seal"
)

// newer is a record with two entries in each half and, behind those of one half, one that a newer program wrote there:
// whole, in its place, sealed with the right key.
func newer(t *testing.T, h seal.Half, plain []byte) (*platter.Disk, seal.Keys) {
	t.Helper()
	p, k := platter.New(), newKeys()
	store := on(t, p)
	l := create(t, store, k)
	write(t, l, seal.Main, "one", "two")
	write(t, l, seal.Mine, "one", "two")
	for id, key := range ledger.FileKeys(l, h) { // the one file
		at := seal.Place{Vault: l.Vault().ID, Half: h, File: uint64(id), Index: 2}
		noError(t, "append what a newer program wrote", store.Append(ctx, id, key.SealFrame(at, plain)))
	}
	noError(t, "close", l.Close())
	return p, k
}

// newerEntries are entries of version 2 as a newer program might write them.
func newerEntries(t *testing.T) map[string][]byte {
	space, err := seal.NewSpace(seal.KindSelf)
	noError(t, "new space", err)
	sealed, err := entry.Seal(space, entry.Core{Depth: 1}, said("from a later year"))
	noError(t, "seal", err)
	same, err := sealed.MarshalBinary()
	noError(t, "marshal", err)
	if !bytes.HasPrefix(same, []byte{0xa3, 1, 0xa8, 1, 1}) {
		t.Fatalf("an entry begins with %x, want its version at byte 4", same[:5])
	}
	same[4] = 2
	return map[string][]byte{
		"with the fields of today":      same,
		"with fields nobody here knows": {0xa2, 1, 0xa2, 1, 2, 9, 0x61, 'x', 7, 0x40},
	}
}

func TestAnEntryOfANewerProgramIsToldAndNothingIsWritten(t *testing.T) {
	for name, plain := range newerEntries(t) {
		for _, h := range []seal.Half{seal.Main, seal.Mine} {
			p, k := newer(t, h, plain)
			before := p.Bytes()
			l, reports := reopen(t, on(t, p), k)
			if r := reports[h]; !r.ReadOnly || r.Entries != 2 || !saysNewer(r) {
				t.Errorf("%s, half %d: got %+v, want two entries, for reading only, and why", name, h, r)
			}
			refusesToWrite(t, l)
			if r, err := l.Verify(ctx); err != nil || !r.ReadOnly || r.Entries != 4 || !saysNewer(r) {
				t.Errorf("%s, half %d: verify got %+v, %v", name, h, r, err)
			}
			refusesToWrite(t, l)
			for half := range k {
				if got := textsOf(l, seal.Half(half)); !slices.Equal(got, []string{"one", "two"}) {
					t.Errorf("%s, half %d: half %d shows %q, want what was readable", name, h, half, got)
				}
			}
			noError(t, "close", l.Close())
			if after := p.Bytes(); !reflect.DeepEqual(after, before) {
				t.Errorf("%s, half %d: the files were changed", name, h)
			}
		}
	}
}

// TestALockedHalfOfANewerProgramIsCarriedUntouched: nobody can know of it, so the other half goes on.
func TestALockedHalfOfANewerProgramIsCarriedUntouched(t *testing.T) {
	for name, plain := range newerEntries(t) {
		p, k := newer(t, seal.Mine, plain)
		before := p.Bytes()
		l, _ := reopen(t, on(t, p), seal.Keys{k[seal.Main], nil})
		ids := write(t, l, seal.Main, numbered(maxFrames)...) // turns to a new file
		noError(t, "destroy", l.Destroy(ctx, seal.Main, ids[0]))
		k[seal.Main] = newKey()
		noError(t, "rekey", l.Rekey(ctx, l.Vault(), seal.Keys{k[seal.Main], nil}, ledger.Change{}))
		wantError(t, "rekey the locked half", l.Rekey(ctx, l.Vault(), newKeys(), ledger.Change{}), ledger.ErrLocked)

		r, err := l.Unlock(ctx, seal.Mine, k[seal.Mine])
		if err != nil || r.Entries != 2 || !r.ReadOnly || !saysNewer(r) {
			t.Errorf("%s: unlock got %+v, %v, want it told", name, r, err)
		}
		refusesToWrite(t, l)
		const file = "/record/0000000000000002" // mine's
		if after := p.Bytes(); len(before[file]) == 0 || !bytes.Equal(after[file], before[file]) {
			t.Errorf("%s: the locked half's file was changed", name)
		}
	}
}

func saysNewer(r ledger.Report) bool {
	return slices.ContainsFunc(r.Notes, func(note string) bool { return strings.Contains(note, "newer program") })
}

// refusesToWrite tries every change of a record.
func refusesToWrite(t *testing.T, l *ledger.Ledger) {
	t.Helper()
	for _, h := range []seal.Half{seal.Main, seal.Mine} {
		_, err := l.Append(ctx, h, body(h, "no"))
		wantError(t, "append", err, ledger.ErrNewerFormat)
		wantError(t, "destroy", l.Destroy(ctx, h, l.Entries(h)[0].ID), ledger.ErrNewerFormat)
		var k seal.Keys
		k[h] = newKey()
		wantError(t, "rekey", l.Rekey(ctx, l.Vault(), k, ledger.Change{}), ledger.ErrNewerFormat)
	}
	own := true
	wantError(t, "change", l.Rekey(ctx, l.Vault(), seal.Keys{}, ledger.Change{OwnPassphrase: &own}), ledger.ErrNewerFormat)
	if health, err := l.Health(ctx); err != nil || !health.ReadOnly {
		t.Errorf("health: got %+v, %v, want read only", health, err)
	}
}
