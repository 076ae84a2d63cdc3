package ledger_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk/platter"
	"kept/ledger/memory"
	"kept/seal"
)

func TestEntriesComeBackInOrderAfterReopening(t *testing.T) {
	s := memory.New(t)
	k := newKeys()
	l := create(t, s, k)
	texts := numbered(600) // three files
	write(t, l, seal.Main, texts...)
	write(t, l, seal.Mine, "private one", "private two")
	live := slices.Clone(l.Entries(seal.Main))

	l, reports := reopen(t, s.Reopen(), k)
	if got := textsOf(l, seal.Main); !slices.Equal(got, texts) {
		t.Errorf("entries of main: got %d, want the %d written, in order", len(got), len(texts))
	}
	if got := textsOf(l, seal.Mine); !slices.Equal(got, []string{"private one", "private two"}) {
		t.Errorf("entries of mine: got %d, want the two written", len(got))
	}
	if r := reports[seal.Main]; r.Entries != 600 || r.Damaged != 0 || r.Missing != 0 || len(r.Notes) != 0 {
		t.Errorf("report: got %+v, want 600 entries and nothing else", r)
	}
	for i, e := range l.Entries(seal.Main) {
		if e.ID != live[i].ID || e.Core.Clock != live[i].Core.Clock {
			t.Fatalf("entry %d: read back another id or clock than Append returned", i)
		}
	}
}

func TestEveryEntryNamesTheOneBefore(t *testing.T) {
	l := create(t, memory.New(t), newKeys())
	write(t, l, seal.Main, "a", "b", "c")
	for i, e := range l.Entries(seal.Main) {
		var want []entry.ID
		if i > 0 {
			want = []entry.ID{l.Entries(seal.Main)[i-1].ID}
		}
		if e.Core.Depth != uint64(i+1) || !slices.Equal(e.Core.Parents, want) {
			t.Errorf("entry %d: got depth %d and %d parents, want depth %d and the entry before",
				i, e.Core.Depth, len(e.Core.Parents), i+1)
		}
	}
}

func TestCreateRefusesAKeptRecord(t *testing.T) {
	s := memory.New(t)
	k := newKeys()
	write(t, create(t, s, k), seal.Main, "here first")
	s = s.Reopen()
	_, err := ledger.Create(ctx, s, newClock(), newVault(t), newKeys())
	wantError(t, "create again", err, ledger.ErrExists)
	l, _ := reopen(t, s, k)
	if got := textsOf(l, seal.Main); len(got) != 1 {
		t.Errorf("after the refusal: got %d entries, want 1", len(got))
	}
}

func TestALockedHalfGivesNothingAndTakesNothing(t *testing.T) {
	s := memory.New(t)
	k := newKeys()
	l := create(t, s, k)
	ids := write(t, l, seal.Mine, "private")
	l.Lock(seal.Mine)
	if l.Unlocked(seal.Mine) || l.Key(seal.Mine) != nil || len(l.Entries(seal.Mine)) != 0 {
		t.Errorf("locked half: got something, want nothing")
	}
	_, err := l.Append(ctx, seal.Mine, noted("more"))
	wantError(t, "append", err, ledger.ErrLocked)
	wantError(t, "destroy", l.Destroy(ctx, seal.Mine, ids...), ledger.ErrLocked)
	wantError(t, "rekey", l.Rekey(ctx, l.Vault(), seal.Keys{nil, newKey()}, ledger.Change{}), ledger.ErrLocked)
	write(t, l, seal.Main, numbered(300)...) // main goes on, across a head that carries mine as it is
	_, err = l.Unlock(ctx, seal.Mine, newKey())
	wantError(t, "unlock with another key", err, ledger.ErrKey)
	_, err = l.Unlock(ctx, seal.Mine, k[seal.Main])
	wantError(t, "unlock with main's key", err, ledger.ErrKey)
	if r, err := l.Unlock(ctx, seal.Mine, k[seal.Mine]); err != nil || r.Entries != 1 {
		t.Errorf("unlock again: got %+v and %v, want one entry", r, err)
	}
}

func TestAppendRefusesAnswersItDoesNotKnow(t *testing.T) {
	l := create(t, memory.New(t), newKeys())
	mine := write(t, l, seal.Mine, "private")
	_, err := l.Append(ctx, seal.Main, entry.Of(entry.Withdraw{}), mine[0])
	wantError(t, "answer an entry of the other half", err, ledger.ErrUnknown)
	_, err = l.Append(ctx, seal.Mine, entry.Of(entry.Withdraw{}), entry.ID{1})
	wantError(t, "answer an unknown entry", err, ledger.ErrUnknown)
	e, err := l.Append(ctx, seal.Mine, entry.Of(entry.Withdraw{}), mine[0])
	noError(t, "answer a known entry", err)
	if !slices.Equal(e.Core.Answers, mine) {
		t.Errorf("answers: got %d, want the one given", len(e.Core.Answers))
	}
}

func TestARefusedEntryLeavesNoTrace(t *testing.T) {
	s := memory.New(t)
	k := newKeys()
	l := create(t, s, k)
	s.Set(memory.Fault{})
	if _, err := l.Append(ctx, seal.Main, entry.Of(entry.Agreement{})); err == nil {
		t.Errorf("append an empty agreement: got no error")
	}
	if _, err := l.Append(ctx, seal.Main, noted("a page of mine in the other half")); err == nil {
		t.Errorf("append a private page to main: got no error")
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	_, err := l.Append(ended, seal.Main, said("too late"))
	wantError(t, "append after the end of its call", err, context.Canceled)
	if s.Operations() != 0 || len(l.Entries(seal.Main)) != 0 {
		t.Errorf("after refusals: got %d changes and %d entries, want none", s.Operations(), len(l.Entries(seal.Main)))
	}
	write(t, l, seal.Main, "goes on")
}

func TestEntriesOnceReturnedDoNotChange(t *testing.T) {
	l := create(t, memory.New(t), newKeys())
	ids := write(t, l, seal.Main, "a", "b")
	before := l.Entries(seal.Main)
	write(t, l, seal.Main, "c")
	noError(t, "destroy", l.Destroy(ctx, seal.Main, ids[0]))
	if len(before) != 2 || textOf(before[0]) != "a" || before[0].Destroyed {
		t.Errorf("the slice returned before changed")
	}
	if _ = append(before, entry.Entry{}); textOf(l.Entries(seal.Main)[2]) != "c" {
		t.Errorf("appending to a returned slice reached the ledger")
	}
}

func TestKeysAndWordsAreInTheOpenNowhere(t *testing.T) {
	p := platter.New()
	k := newKeys()
	l := create(t, on(t, p), k)
	write(t, l, seal.Main, "canary-main")
	write(t, l, seal.Mine, "canary-mine")
	for name, b := range p.Bytes() {
		for _, secret := range [][]byte{[]byte("canary"), k[0][:], k[1][:]} {
			if bytes.Contains(b, secret) {
				t.Errorf("file %s holds a secret in the open", name)
			}
		}
	}
}

func TestVerifyFindsNothingInAWholeRecord(t *testing.T) {
	s := memory.New(t)
	k := newKeys()
	l := create(t, s, k)
	ids := write(t, l, seal.Main, numbered(300)...)
	write(t, l, seal.Mine, "private")
	noError(t, "destroy", l.Destroy(ctx, seal.Main, ids[7], ids[299]))
	for _, act := range []string{"both halves unlocked", "mine locked", "both locked"} {
		r, err := l.Verify(ctx)
		noError(t, "verify", err)
		if r.Damaged != 0 || r.Missing != 0 || len(r.Notes) != 0 {
			t.Errorf("%s: got %+v, want nothing found", act, r)
		}
		l.Lock(map[string]seal.Half{"both halves unlocked": seal.Mine, "mine locked": seal.Main, "both locked": 0}[act])
	}
}
