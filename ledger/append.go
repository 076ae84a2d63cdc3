package ledger

import (
	"context"
	"errors"
	"fmt"

	"kept/entry"
	"kept/seal"
)

// Append seals b as the newest entry of a half and returns once it is durable. answers are entries of the same half
// (ErrUnknown otherwise). ErrLocked, ErrOlder, ErrReadOnly, ErrFull: nothing was stored. Other errors: the entry may
// be there after the next opening.
func (l *Ledger) Append(ctx context.Context, h seal.Half, b entry.Body, answers ...entry.ID) (entry.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, err := l.append(ctx, h, b, answers)
	if err != nil {
		return entry.Entry{}, fmt.Errorf("append an entry: %w", err)
	}
	return e, nil
}

func (l *Ledger) append(ctx context.Context, h seal.Half, b entry.Body, answers []entry.ID) (entry.Entry, error) {
	it, err := l.writable(ctx, h)
	if err != nil {
		return entry.Entry{}, err
	}
	for _, id := range answers {
		if !it.isKnown[id] {
			return entry.Entry{}, ErrUnknown
		}
	}
	core := entry.Core{Answers: answers, Depth: 1, Clock: l.clock.Now().UnixMilli()}
	for _, head := range it.heads {
		core.Parents = append(core.Parents, head.id)
		core.Depth = max(core.Depth, head.depth+1)
	}
	sealed, err := entry.Seal(it.space, core, b)
	if err != nil {
		return entry.Entry{}, err
	}
	plain, err := sealed.MarshalBinary()
	if err != nil {
		return entry.Entry{}, err
	}
	// What is stored is what reads back: an entry that would not is refused now, not found later.
	e, err := openEntry(it.space, plain)
	if err != nil {
		return entry.Entry{}, err
	}
	if err := l.keep(ctx, h, plain); err != nil {
		return entry.Entry{}, err
	}
	l.halves[h].add(e)
	return e, nil
}

// add takes an acknowledged entry, which is deeper than all others.
func (it *half) add(e entry.Entry) {
	it.entries = append(it.entries, e)
	it.isKnown[e.ID] = true
	f := &it.files[len(it.files)-1]
	f.ids = append(f.ids, e.ID)
	it.heads = []head{{e.ID, e.Core.Depth}} // every head before is its parent
}

// keep stores one frame in the open file, beginning another file when this one is full or failed. When that fails
// too, nothing more is written until the record is opened again.
func (l *Ledger) keep(ctx context.Context, h seal.Half, plain []byte) error {
	if err := l.turn(ctx, h); err != nil {
		return err
	}
	err := l.storeFrame(ctx, h, plain)
	if l.halves[h].tail.state != uncertain {
		return err
	}
	if turned := l.turn(ctx, h); turned != nil {
		if !errors.Is(turned, ErrFull) {
			l.broken = ErrReadOnly
		}
		return err
	}
	if err = l.storeFrame(ctx, h, plain); l.halves[h].tail.state == uncertain {
		l.broken = ErrReadOnly
	}
	return err
}

// storeFrame appends to the open file.
func (l *Ledger) storeFrame(ctx context.Context, h seal.Half, plain []byte) error {
	it := l.halves[h]
	f := &it.files[len(it.files)-1]
	sealed := f.key.SealFrame(f.place(l.vault.ID, h, f.count), plain)
	err := l.store.Append(ctx, f.id, sealed)
	switch {
	case err == nil:
		f.count++
		it.tail.plain, it.tail.sealed = append(it.tail.plain, plain), append(it.tail.sealed, sealed)
		return nil
	case errors.Is(err, ErrFull), errors.Is(err, ErrOlder), errors.Is(err, ErrReadOnly),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		// Nothing was stored.
	default:
		it.tail.state = uncertain
	}
	return err
}

// turn begins a new open file when the one there takes no more.
func (l *Ledger) turn(ctx context.Context, h seal.Half) error {
	it := l.halves[h]
	last := len(it.files) - 1
	if it.tail.state == growing && int(it.files[last].count) < maxFrames {
		return nil
	}
	d := l.draft()
	it = d.change(h)
	if it.tail.state != uncertain {
		it.files[last].isOpen, it.files[last].sum = false, sumOf(it.tail.sealed)
		d.openTail(h, nil, nil)
	} else {
		old := it.files[last]
		it.files = it.files[:last]
		d.openTail(h, old.ids, it.tail.plain)
	}
	if err := l.commit(ctx, d, false); err != nil {
		return fmt.Errorf("begin a new file: %w", err)
	}
	return nil
}
