package ledger

import (
	"context"
	"errors"
	"slices"

	"kept/entry"
	"kept/seal"
)

// draft is a change of the record being put together. Halves that it changes are copies; the ledger takes them over
// when the store has committed.
type draft struct {
	vault     seal.Vault
	next      uint64
	halves    [2]*half
	isChanged [2]bool
	write     map[FileID][][]byte
}

func (l *Ledger) draft() *draft {
	return &draft{vault: l.vault, next: l.head.Next, halves: l.halves, write: map[FileID][][]byte{}}
}

// change makes a copy of the half that may be altered.
func (d *draft) change(h seal.Half) *half {
	if !d.isChanged[h] {
		it := *d.halves[h]
		it.files = slices.Clone(it.files)
		d.halves[h], d.isChanged[h] = &it, true
	}
	return d.halves[h]
}

// newFile seals frames, which hold the entries ids, under a new key for a new number.
func (d *draft) newFile(h seal.Half, ids []entry.ID, plain [][]byte, isOpen bool) (file, [][]byte) {
	f := file{id: FileID(d.next), key: seal.NewFileKey(), isOpen: isOpen, count: uint32(len(plain)), ids: ids}
	d.next++
	sealed := make([][]byte, len(plain))
	for i, b := range plain {
		sealed[i] = f.key.SealFrame(f.place(d.vault.ID, h, uint32(i)), b)
	}
	if !isOpen {
		f.sum = sumOf(sealed)
	}
	d.write[f.id] = sealed
	return f, sealed
}

// openTail puts a new open file with these frames at the end of a changed half.
func (d *draft) openTail(h seal.Half, ids []entry.ID, plain [][]byte) {
	f, sealed := d.newFile(h, ids, plain, true)
	it := d.halves[h]
	it.files = append(it.files, f)
	it.tail = tail{plain: plain, sealed: sealed}
}

// commit makes a draft the record. After ErrUncertain nobody knows which of the two is in force, so nothing more is
// written until the record is opened again.
func (l *Ledger) commit(ctx context.Context, d *draft, forget bool) error {
	generation := l.generation + 1
	p := payload{Version: headVersion, Vault: must(d.vault.MarshalBinary()), Next: d.next, Parts: l.head.Parts}
	files := slices.Clone(l.files)
	for h, it := range d.halves {
		if !d.isChanged[h] {
			continue
		}
		p.Parts[h] = sealedPart{
			Generation: generation,
			Sealed:     it.key.SealHead(d.vault.ID, seal.Half(h), generation, it.encodePart()),
		}
		if old := l.halves[h]; old != nil {
			files = slices.DeleteFunc(files, func(f FileInfo) bool { return old.has(f.ID) })
		}
		for _, f := range it.files {
			files = append(files, FileInfo{ID: f.id, Open: f.isOpen})
		}
	}
	slices.SortFunc(files, func(a, b FileInfo) int { return int(a.ID) - int(b.ID) })
	err := l.store.Commit(ctx, Commit{
		Generation: generation, Payload: must(encoder.Marshal(p)), Files: files, Write: d.write, Forget: forget,
	})
	if errors.Is(err, ErrUncertain) {
		l.broken = ErrReadOnly
	}
	if err != nil {
		return err
	}
	l.vault, l.generation, l.head, l.files, l.halves = d.vault, generation, p, files, d.halves
	return nil
}

func (it *half) has(id FileID) bool {
	return slices.ContainsFunc(it.files, func(f file) bool { return f.id == id })
}
