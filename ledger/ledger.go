// Package ledger keeps the record of one person: two halves of sealed entries in a [Store], each half an append-only
// chain in which every entry names the ones before it.
//
// In the ordinary case call [Open] ([Create] the first time), [Ledger.Unlock] with the key of a half, then
// [Ledger.Append] and [Ledger.Entries]. [Ledger.Destroy] takes the content of entries away, [Ledger.Rekey] puts a half
// behind another key. The inside of the head is described in FORMAT.md.
//
// In: keys and bodies; out: entries in (depth, id) order. Clocks are unix milliseconds, as the author's device claimed.
// What returned without an error is durable.
// Errors: the sentinels in store.go, each with what it means for what is stored. An error never holds content.
package ledger

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"kept/entry"
	"kept/seal"
)

// Clock tells the time that new entries claim.
type Clock interface{ Now() time.Time }

// Report is what a reading of the record found.
type Report struct {
	Entries  int      // entries that are readable, destroyed ones among them
	Damaged  int      // entries that were kept and cannot be read (an unreadable end counts as one)
	Missing  int      // ids that readable entries name as their parents and that are not readable
	Older    bool     // see Health
	Unmarked bool     // see Health
	FellBack bool     // see Health
	ReadOnly bool     // see Health
	Notes    []string // plain sentences for `kept verify`, without content
}

// Change is what a [Ledger.Rekey] alters besides keys. The zero Change alters nothing else.
type Change struct {
	Words         *seal.WordsLock // nil: as it was
	OwnPassphrase *bool           // Mine has a passphrase of its own from now on, or has it no longer; nil: as it was
}

// Ledger is one open record. Its methods may be called from several goroutines.
type Ledger struct {
	mu         sync.Mutex
	store      Store
	clock      Clock
	vault      seal.Vault
	generation uint64
	head       payload
	files      []FileInfo // every file the head names, of locked halves too
	halves     [2]*half   // indexed by seal.Half; nil while locked
	broken     error      // not nil: nothing is written any more
}

// Create founds a record in an empty store: both spaces, both halves, nothing in them. Both halves are unlocked
// afterwards. ErrExists when something is kept there; the store's error when it cannot be read.
func Create(ctx context.Context, s Store, c Clock, v seal.Vault, k seal.Keys) (*Ledger, error) {
	if _, err := s.Head(ctx); err == nil {
		return nil, ErrExists
	} else if !errors.Is(err, ErrEmpty) {
		return nil, fmt.Errorf("found the record: %w", err)
	}
	l := &Ledger{store: s, clock: c, vault: v, head: payload{Version: headVersion, Next: 1}}
	d := l.draft()
	for h, kind := range [2]seal.SpaceKind{seal.Main: seal.KindSelf, seal.Mine: seal.KindMine} {
		space, err := seal.NewSpace(kind)
		if err != nil {
			return nil, fmt.Errorf("found the record: %w", err)
		}
		if k[h] == nil {
			return nil, fmt.Errorf("found the record: %w", ErrLocked)
		}
		key := *k[h]
		d.halves[h] = &half{key: &key, space: space, isKnown: map[entry.ID]bool{}}
		d.change(seal.Half(h))
		d.openTail(seal.Half(h), nil, nil)
	}
	if err := l.commit(ctx, d, true); err != nil {
		return nil, fmt.Errorf("found the record: %w", err)
	}
	return l, nil
}

// Open reads the head; nothing is decrypted. Errors are those of [Store.Head].
func Open(ctx context.Context, s Store, c Clock) (*Ledger, error) {
	l := &Ledger{store: s, clock: c}
	if err := l.load(ctx); err != nil {
		return nil, fmt.Errorf("open the record: %w", err)
	}
	return l, nil
}

// Vault is the public part of the head: what a passphrase is tried against.
func (l *Ledger) Vault() seal.Vault {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.vault
}

// Health says what the store noticed; it needs no key.
func (l *Ledger) Health(ctx context.Context) (Health, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.health(ctx)
}

func (l *Ledger) health(ctx context.Context) (Health, error) {
	h, err := l.store.Health(ctx)
	h.ReadOnly = h.ReadOnly || l.broken != nil
	return h, err
}

// Lock drops the key and the entries of a half from the ledger. Copies may remain in memory until the process ends.
func (l *Ledger) Lock(h seal.Half) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if it := l.halves[h]; it != nil {
		*it.key = seal.Key{}
		for i := range it.files {
			it.files[i].key = seal.FileKey{}
		}
		l.halves[h] = nil
	}
}

// Unlocked says whether a half is unlocked.
func (l *Ledger) Unlocked(h seal.Half) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.halves[h] != nil
}

// Key returns a copy of the key of an unlocked half, nil when locked. It is for handing over to the next process only.
func (l *Ledger) Key(h seal.Half) *seal.Key {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.halves[h] == nil {
		return nil
	}
	k := *l.halves[h].key
	return &k
}

// Entries returns the entries of a half in (depth, id) order; none while locked. The slice and what it holds are not
// changed by anyone: later entries are added behind it, and Destroy makes another slice.
func (l *Ledger) Entries(h seal.Half) []entry.Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.halves[h] == nil {
		return nil
	}
	all := l.halves[h].entries
	return all[:len(all):len(all)]
}

// WordsLock is the spare words' public lock, nil when there is none or Main is locked.
func (l *Ledger) WordsLock() *seal.WordsLock {
	l.mu.Lock()
	defer l.mu.Unlock()
	if it := l.halves[seal.Main]; it != nil {
		return it.words
	}
	return nil
}

// OwnPassphrase says whether Mine has a passphrase of its own; false while Main is locked.
func (l *Ledger) OwnPassphrase() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	it := l.halves[seal.Main]
	return it != nil && it.ownPassphrase
}

// AcceptOlder goes on with an older copy; the person has said yes.
func (l *Ledger) AcceptOlder(ctx context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.store.AcceptOlder(ctx); err != nil {
		return fmt.Errorf("go on with an older copy: %w", err)
	}
	return nil
}

// Close locks both halves and closes the store.
func (l *Ledger) Close() error {
	l.Lock(seal.Main)
	l.Lock(seal.Mine)
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.store.Close()
}

// writable returns the unlocked half, or why nothing may be written to it.
func (l *Ledger) writable(ctx context.Context, h seal.Half) (*half, error) {
	switch health, err := l.store.Health(ctx); {
	case err != nil:
		return nil, err
	case l.halves[h] == nil:
		return nil, ErrLocked
	case l.broken != nil:
		return nil, l.broken
	case health.ReadOnly:
		return nil, ErrReadOnly
	case health.Older:
		return nil, ErrOlder
	}
	return l.halves[h], nil
}
