package ledger

import (
	"context"
	"fmt"

	"kept/entry"
	"kept/seal"
)

// Verify reads everything again: frames, ids, tags, parents, depths, bodies and schemas of unlocked halves, their
// spaces' signatures and their finished files' sums; of locked halves what can be checked without a key. Nothing is
// changed. Damage is in the report; an error means that it could not be looked at.
func (l *Ledger) Verify(ctx context.Context) (Report, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var total Report
	for h, it := range l.halves {
		if it == nil {
			continue
		}
		r, err := l.verifyHalf(ctx, seal.Half(h), it)
		if err != nil {
			return Report{}, fmt.Errorf("verify: %w", err)
		}
		total.Entries += r.Entries
		total.Damaged += r.Damaged
		total.Missing += r.Missing
		total.Notes = append(total.Notes, r.Notes...)
	}
	for _, f := range l.files {
		if l.isUnlocked(f.ID) {
			continue
		}
		frames, err := l.store.Frames(ctx, f.ID)
		if err != nil {
			return Report{}, fmt.Errorf("verify: %w", err)
		}
		for _, frame := range frames {
			if frame.Damaged {
				total.Damaged++
			}
		}
	}
	return l.withHealth(ctx, total)
}

func (l *Ledger) isUnlocked(id FileID) bool {
	for _, it := range l.halves {
		if it != nil && it.has(id) {
			return true
		}
	}
	return false
}

// verifyHalf reads a half as unlocking does and holds it against what stands in memory.
func (l *Ledger) verifyHalf(ctx context.Context, h seal.Half, it *half) (Report, error) {
	again := &half{space: it.space, lost: it.lost, isKnown: map[entry.ID]bool{}}
	for _, f := range it.files {
		f.ids = nil
		again.files = append(again.files, f)
	}
	found, err := l.readFiles(ctx, h, again, again.files)
	if err != nil {
		return Report{}, err
	}
	r := l.fill(again, found)
	for i, f := range again.files {
		if !f.isOpen && found[i].damaged == 0 && sumOf(found[i].sealed) != f.sum {
			r.Notes = append(r.Notes, "a finished file does not hold what it was finished with")
		}
	}
	if it.space.Verify() != nil {
		r.Notes = append(r.Notes, "the signatures of a half's keys do not hold")
	}
	if n := again.wrongDepths(); n > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d entries do not stand where the ones before them say", n))
	}
	if missing := len(it.entries) - len(again.entries); missing > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d entries that were readable before are not any more", missing))
	}
	return r, nil
}

// wrongDepths counts entries whose depth is not 1 + the greatest of their parents. Where a parent cannot be read, it
// must only be greater than those that can.
func (it *half) wrongDepths() (wrong int) {
	depth := map[entry.ID]uint64{}
	for _, e := range it.entries {
		depth[e.ID] = e.Core.Depth
	}
	for _, e := range it.entries {
		least, isWhole := uint64(1), true
		for _, p := range e.Core.Parents {
			d, isKnown := depth[p]
			isWhole = isWhole && isKnown
			least = max(least, d+1)
		}
		if e.Core.Depth < least || isWhole && e.Core.Depth != least {
			wrong++
		}
	}
	return wrong
}
