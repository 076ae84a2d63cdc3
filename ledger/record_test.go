package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/entry"
	"kept/ledger"
	"kept/ledger/disk"
	"kept/ledger/disk/platter"
	"kept/seal"
)

// Files are short here, so that a life of a record turns to a new one soon. Benchmarks use the real length.
const maxFrames = 8

func TestMain(m *testing.M) {
	ledger.SetMaxFrames(maxFrames)
	os.Exit(m.Run())
}

var ctx = context.Background()

// A vault costs a real Argon2id; the keys behind it are of no matter here, so tests share one and make keys freely.
var sharedVault = sync.OnceValues(func() (seal.Vault, error) {
	v, _, err := seal.NewVault(seal.Slots{Passphrase: "a passphrase of tests"})
	return v, err
})

func newVault(t testing.TB) seal.Vault {
	t.Helper()
	v, err := sharedVault()
	if err != nil {
		t.Fatalf("new vault: %v", err)
	}
	return v
}

func newKey() *seal.Key {
	k := seal.Key(seal.NewFileKey())
	return &k
}

func newKeys() seal.Keys { return seal.Keys{newKey(), newKey()} }

// clock is a time that goes on by a minute at each look.
type clock struct{ now time.Time }

func newClock() *clock { return &clock{time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.now = c.now.Add(time.Minute)
	return c.now
}

func said(text string) entry.Body { return entry.Of(entry.Person{Name: text}) }

func noted(text string) entry.Body {
	return entry.Of(entry.Note{Page: "blank", Parts: []string{text}, Day: "2026-11-22"})
}

func body(h seal.Half, text string) entry.Body {
	if h == seal.Main {
		return said(text)
	}
	return noted(text)
}

// textOf is the inverse of body; "" when destroyed.
func textOf(e entry.Entry) string {
	switch c := e.Body.Content.(type) {
	case entry.Person:
		return c.Name
	case *entry.Person:
		return c.Name
	case entry.Note:
		return strings.Join(c.Parts, "|")
	case *entry.Note:
		return strings.Join(c.Parts, "|")
	}
	return ""
}

func textsOf(l *ledger.Ledger, h seal.Half) []string {
	texts := []string{}
	for _, e := range l.Entries(h) {
		texts = append(texts, textOf(e))
	}
	return texts
}

func create(t testing.TB, s ledger.Store, k seal.Keys) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Create(ctx, s, newClock(), newVault(t), k)
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	return l
}

func reopen(t testing.TB, s ledger.Store, k seal.Keys) (*ledger.Ledger, [2]ledger.Report) {
	t.Helper()
	l, err := ledger.Open(ctx, s, newClock())
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	var reports [2]ledger.Report
	for h, key := range k {
		if key == nil {
			continue
		}
		if reports[h], err = l.Unlock(ctx, seal.Half(h), key); err != nil {
			t.Fatalf("unlock half %d: %v", h, err)
		}
	}
	return l, reports
}

func write(t testing.TB, l *ledger.Ledger, h seal.Half, texts ...string) (ids []entry.ID) {
	t.Helper()
	for _, text := range texts {
		e, err := l.Append(ctx, h, body(h, text))
		if err != nil {
			t.Fatalf("append: %v", err)
		}
		ids = append(ids, e.ID)
	}
	return ids
}

func numbered(n int) (texts []string) {
	for i := range n {
		texts = append(texts, fmt.Sprintf("entry %d", i))
	}
	return texts
}

func on(t testing.TB, p *platter.Disk) *disk.Store {
	t.Helper()
	s, err := disk.Open(disk.Options{Dir: "/record", State: "/state", FS: p})
	if err != nil {
		t.Fatalf("open the disk: %v", err)
	}
	return s
}

func wantError(t testing.TB, act string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("%s: got %v, want %v", act, got, want)
	}
}

func noError(t testing.TB, act string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: got %v, want no error", act, err)
	}
}
