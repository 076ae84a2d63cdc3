package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"kept/entry"
	"kept/seal"
)

// maxFrames is how many frames a file takes before a new one is begun (CRYPTO.md 4). Tests set it lower.
var maxFrames = 256

// half is one unlocked half. Its map is only ever added to.
type half struct {
	key           *seal.Key
	space         *seal.Space
	files         []file // in the order of the record; the last one is open
	lost          uint64
	words         *seal.WordsLock
	ownPassphrase bool

	entries []entry.Entry // by depth and id
	heads   []head        // see findHeads
	isKnown map[entry.ID]bool
	tail    tail
}

// file is one file of a half.
type file struct {
	id     FileID
	key    seal.FileKey
	isOpen bool
	count  uint32     // frames, damaged ones among them
	sum    [32]byte   // of a finished file: see sumOf
	ids    []entry.ID // of its readable frames, in order
}

// tail is what is known of the open file besides its entry in files: the frames acknowledged in it, opened. They are
// kept so that they can be written elsewhere when the file fails: what a disk gives back after a failed sync is not
// believed.
type tail struct {
	plain  [][]byte
	sealed [][]byte
	state  tailState
}

type tailState int

const (
	growing   tailState = iota // takes appends
	damaged                    // something in it cannot be read: it is finished as it is
	uncertain                  // an append was not confirmed: its acknowledged frames are written elsewhere
)

// sumOf is what a finished file is told by: the SHA-256 of its readable frames as stored, each after its length.
func sumOf(sealed [][]byte) (sum [32]byte) {
	h := sha256.New()
	for _, b := range sealed {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	h.Sum(sum[:0])
	return sum
}

// reading is what was found in one file.
type reading struct {
	entries []entry.Entry
	plain   [][]byte // of each readable frame, in order
	sealed  [][]byte
	frames  uint32 // highest index + 1
	damaged int
	isNewer bool // a newer program wrote some of it
}

// Unlock reads and opens a half. ErrKey when k does not open it. Damage is not an error: it is in the report, and the
// rest is readable. Unlocking an unlocked half reads it again.
func (l *Ledger) Unlock(ctx context.Context, h seal.Half, k *seal.Key) (Report, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for try := 0; ; try++ {
		before := l.generation
		it, report, err := l.readHalf(ctx, h, k)
		if err == nil && report.Damaged == 0 || try == 2 || l.broken != nil {
			return l.unlocked(ctx, h, it, report, err)
		}
		// Beside a running writer the files may have changed under the reading.
		if l.load(ctx) != nil || l.generation == before {
			return l.unlocked(ctx, h, it, report, err)
		}
	}
}

func (l *Ledger) unlocked(ctx context.Context, h seal.Half, it *half, r Report, err error) (Report, error) {
	if err != nil {
		return Report{}, fmt.Errorf("unlock: %w", err)
	}
	l.halves[h] = it
	return l.withHealth(ctx, r)
}

func (l *Ledger) withHealth(ctx context.Context, r Report) (Report, error) {
	health, err := l.health(ctx)
	r.Older, r.Unmarked, r.FellBack, r.ReadOnly = health.Older, health.Unmarked, health.FellBack, health.ReadOnly
	r.Notes = append(r.Notes, health.Notes...)
	return r, err
}

// readHalf opens the part of a half and all its files.
func (l *Ledger) readHalf(ctx context.Context, h seal.Half, k *seal.Key) (*half, Report, error) {
	sealed := l.head.Parts[h]
	plain, err := k.OpenHead(l.vault.ID, h, sealed.Generation, sealed.Sealed)
	if err != nil {
		return nil, Report{}, ErrKey
	}
	key := *k
	it := &half{key: &key, isKnown: map[entry.ID]bool{}}
	if err := it.decodePart(plain); err != nil {
		return nil, Report{}, err
	}
	found, err := l.readFiles(ctx, h, it, it.files)
	if err != nil {
		return nil, Report{}, err
	}
	return it, l.fill(it, found), nil
}

// readFiles reads files one after the other and opens what is in them on all cores.
func (l *Ledger) readFiles(ctx context.Context, h seal.Half, it *half, files []file) ([]reading, error) {
	found := make([]reading, len(files))
	room := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	defer all.Wait()
	for i, f := range files {
		frames, err := l.store.Frames(ctx, f.id)
		if err != nil {
			return nil, err
		}
		room <- struct{}{}
		all.Go(func() {
			found[i] = l.openFile(h, it.space, f, frames)
			<-room
		})
	}
	all.Wait()
	return found, nil
}

// openFile opens the frames of one file. A frame that does not open is damage, and costs itself.
func (l *Ledger) openFile(h seal.Half, space *seal.Space, f file, frames []Frame) reading {
	r := reading{entries: make([]entry.Entry, 0, len(frames))}
	good := 0
	for _, frame := range frames {
		if !f.isOpen && frame.Index >= f.count {
			break // was never acknowledged
		}
		r.frames = frame.Index + 1
		if frame.Damaged {
			continue
		}
		plain, err := f.key.OpenFrame(f.place(l.vault.ID, h, frame.Index), frame.Payload)
		if err != nil {
			continue
		}
		e, err := openEntry(space, plain)
		if errors.Is(err, entry.ErrVersion) || errors.Is(err, seal.ErrVersion) {
			r.isNewer = true
		}
		if err != nil {
			continue
		}
		good++
		r.entries = append(r.entries, e)
		r.plain, r.sealed = append(r.plain, plain), append(r.sealed, frame.Payload)
	}
	if !f.isOpen {
		r.frames = f.count
	}
	r.damaged = int(r.frames) - good
	return r
}

func (f file) place(v seal.VaultID, h seal.Half, index uint32) seal.Place {
	return seal.Place{Vault: v, Half: h, File: uint64(f.id), Index: index}
}

// openEntry opens and checks one stored entry.
func openEntry(space *seal.Space, plain []byte) (entry.Entry, error) {
	s, err := entry.UnmarshalSealed(plain)
	if err != nil {
		return entry.Entry{}, err
	}
	body, err := entry.Open(space, s)
	isDestroyed := errors.Is(err, entry.ErrDestroyed)
	if err != nil && !isDestroyed {
		return entry.Entry{}, err
	}
	return entry.Entry{ID: s.ID(), Core: s.Core, Body: body, Destroyed: isDestroyed}, nil
}

// fill puts what was found into the half.
func (l *Ledger) fill(it *half, found []reading) Report {
	report := Report{Damaged: int(it.lost)}
	for i, r := range found {
		report.Damaged += r.damaged
		if r.isNewer {
			l.broken = ErrNewerFormat
			report.Notes = append(report.Notes, "a newer program wrote some of this; nothing is written")
		}
		for _, e := range r.entries {
			it.files[i].ids = append(it.files[i].ids, e.ID)
			if !it.isKnown[e.ID] {
				it.isKnown[e.ID] = true
				it.entries = append(it.entries, e)
			}
		}
	}
	isParent := make(map[entry.ID]bool, len(it.entries))
	for _, e := range it.entries {
		for _, p := range e.Core.Parents {
			isParent[p] = true
		}
	}
	slices.SortFunc(it.entries, order)
	it.findHeads(isParent)
	last := found[len(found)-1]
	it.files[len(it.files)-1].count = last.frames
	it.tail = tail{plain: last.plain, sealed: last.sealed}
	if last.damaged > 0 {
		it.tail.state = damaged
	}
	report.Entries = len(it.entries)
	for p := range isParent {
		if !it.isKnown[p] {
			report.Missing++
		}
	}
	return report
}

func order(a, b entry.Entry) int {
	if a.Core.Depth != b.Core.Depth {
		if a.Core.Depth < b.Core.Depth {
			return -1
		}
		return 1
	}
	return bytes.Compare(a.ID[:], b.ID[:])
}

// head is an entry that the next one names as a parent.
type head struct {
	id    entry.ID
	depth uint64
}

// findHeads finds the entries that no other names as a parent, newest first, at most as many as an entry may name.
// More than one stands only behind damage.
func (it *half) findHeads(isParent map[entry.ID]bool) {
	it.heads = nil
	for _, e := range slices.Backward(it.entries) {
		if !isParent[e.ID] && len(it.heads) < entry.MaxLinks {
			it.heads = append(it.heads, head{e.ID, e.Core.Depth})
		}
	}
}
