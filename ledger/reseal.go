package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kept/entry"
	"kept/seal"
)

// Destroy takes the content of entries away for good: headers and ids stay, the keys that opened the content are in no
// copy of the head afterwards. Destroying twice is a success. ErrUnknown, ErrLocked, ErrOlder, ErrReadOnly, ErrFull:
// nothing changed. ErrUncertain: all of it or nothing of it happened, which the next opening shows.
//
// What is damaged in a file that is sealed again cannot be carried over; it goes on being counted in reports.
func (l *Ledger) Destroy(ctx context.Context, h seal.Half, ids ...entry.ID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.destroy(ctx, h, ids); err != nil {
		return fmt.Errorf("destroy content: %w", err)
	}
	return nil
}

func (l *Ledger) destroy(ctx context.Context, h seal.Half, ids []entry.ID) error {
	it, err := l.writable(ctx, h)
	if err != nil {
		return err
	}
	wanted := map[entry.ID]bool{}
	for _, id := range ids {
		if !it.isKnown[id] {
			return ErrUnknown
		}
		wanted[id] = true
	}
	entries := slices.Clone(it.entries)
	for i, e := range entries {
		if wanted[e.ID] && e.Destroyed {
			delete(wanted, e.ID)
		} else if wanted[e.ID] {
			entries[i] = entry.Entry{ID: e.ID, Core: e.Core, Destroyed: true}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	d := l.draft()
	it = d.change(h)
	it.entries = entries
	for i, f := range it.files {
		if !slices.ContainsFunc(f.ids, func(id entry.ID) bool { return wanted[id] }) {
			continue
		}
		kept := it.tailAgain()
		if !f.isOpen {
			found, err := l.readFiles(ctx, h, it, []file{f})
			if err != nil {
				return err
			}
			if kept, err = f.again(found[0]); err != nil {
				return err
			}
		}
		for i, id := range kept.ids {
			if wanted[id] {
				kept.plain[i] = withoutContent(kept.plain[i])
			}
		}
		it.lost += uint64(kept.lost)
		if f.isOpen {
			it.files = it.files[:i]
			d.openTail(h, kept.ids, kept.plain)
		} else {
			it.files[i], _ = d.newFile(h, kept.ids, kept.plain, false)
		}
	}
	return l.commit(ctx, d, true)
}

// Rekey puts the vault v in the head and seals every file of the halves whose key is given anew, under new file keys;
// these halves must be unlocked (ErrLocked). Halves without a key are carried as they are, locked or not. What c
// alters stands in Main's part, which must be unlocked then. One commit: afterwards the keys before open nothing.
// Errors as in Destroy; ErrKey when no key is given or v is another record's vault.
func (l *Ledger) Rekey(ctx context.Context, v seal.Vault, k seal.Keys, c Change) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.rekey(ctx, v, k, c); err != nil {
		return fmt.Errorf("change the keys: %w", err)
	}
	return nil
}

func (l *Ledger) rekey(ctx context.Context, v seal.Vault, k seal.Keys, c Change) error {
	if v.ID != l.vault.ID {
		return ErrKey
	}
	d := l.draft()
	d.vault = v
	for h, key := range k {
		if key == nil {
			continue
		}
		if _, err := l.writable(ctx, seal.Half(h)); err != nil {
			return err
		}
		if err := l.rekeyHalf(ctx, d, seal.Half(h), *key); err != nil {
			return err
		}
	}
	if c != (Change{}) {
		if _, err := l.writable(ctx, seal.Main); err != nil {
			return err
		}
		it := d.change(seal.Main)
		if c.Words != nil {
			words := *c.Words
			it.words = &words
		}
		if c.OwnPassphrase != nil {
			it.ownPassphrase = *c.OwnPassphrase
		}
	}
	if !d.isChanged[seal.Main] && !d.isChanged[seal.Mine] {
		return ErrKey
	}
	return l.commit(ctx, d, true)
}

// rekeyHalf seals all files of a half anew, full files first.
func (l *Ledger) rekeyHalf(ctx context.Context, d *draft, h seal.Half, key seal.Key) error {
	it := d.change(h)
	var all again
	last := len(it.files) - 1
	found, err := l.readFiles(ctx, h, it, it.files[:last])
	if err != nil {
		return err
	}
	for i, f := range it.files {
		kept := it.tailAgain()
		if i < last {
			if kept, err = f.again(found[i]); err != nil {
				return err
			}
		}
		all.ids, all.plain = append(all.ids, kept.ids...), append(all.plain, kept.plain...)
		all.lost += kept.lost
	}
	it.key, it.files = &key, nil
	it.lost += uint64(all.lost)
	for len(all.plain) >= maxFrames {
		f, _ := d.newFile(h, all.ids[:maxFrames:maxFrames], all.plain[:maxFrames], false)
		it.files = append(it.files, f)
		all.ids, all.plain = all.ids[maxFrames:], all.plain[maxFrames:]
	}
	d.openTail(h, slices.Clone(all.ids), slices.Clone(all.plain))
	return nil
}

// again is what of a file can be sealed again.
type again struct {
	ids   []entry.ID
	plain [][]byte
	lost  int
}

// errChanged: a file does not read as it did when the half was unlocked.
var errChanged = errors.New("a file does not read as it did before")

// again is what of a finished file, just read, can be sealed again. A file that reads worse than at unlocking is not:
// that would lose what another reading may still give.
func (f file) again(r reading) (again, error) {
	if len(r.entries) != len(f.ids) {
		return again{}, errChanged
	}
	return again{ids: slices.Clone(f.ids), plain: r.plain, lost: r.damaged}, nil
}

// tailAgain is the same of the open file, whose acknowledged frames are at hand.
func (it *half) tailAgain() again {
	f, plain := it.files[len(it.files)-1], it.tail.plain
	return again{ids: slices.Clone(f.ids), plain: slices.Clone(plain), lost: int(f.count) - len(plain)}
}

// withoutContent takes the record out of a stored entry, whose bytes were read and checked before.
func withoutContent(plain []byte) []byte {
	s := must(entry.UnmarshalSealed(plain))
	s.Record = nil
	return must(s.MarshalBinary())
}
