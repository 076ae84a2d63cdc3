// Package view folds entries into what a person sees: the product's rules live here and nowhere else.
//
// In the ordinary case make one [Ours] and one [Mine], call Apply for every entry of that half as it comes, in any
// order, and ask when a page needs something. Queries that depend on the time take now; nothing here reads a clock.
//
// In: opened entries. Out: facts, that is text, whole numbers and dates; no fractions. "Latest" always means greatest
// by (depth, id), never by a claimed clock, so a wrong clock cannot reorder anything.
// Errors: none. What has no meaning (a mark for a day nothing was due, an entry of the other half) changes nothing.
//
// The rules every fold obeys:
//   - The same entries in any order, any of them twice, give the same facts and the same Hash.
//   - A withdrawal takes back entries of its own author, that is of its own space; it may arrive before them.
//     A withdrawal cannot itself be taken back.
//   - A destroyed entry contributes its id and nothing else, also when it was seen whole before.
//
// A fold may be asked from several goroutines at once; Apply too may be called at any time.
package view

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"kept/entry"
)

// record is one entry as a fold keeps it.
type record struct {
	id        entry.ID
	space     [32]byte
	depth     uint64
	clock     int64 // unix milliseconds, claimed
	answers   []entry.ID
	content   entry.Content // nil when destroyed
	destroyed bool
}

// about returns the entry that r, a mark or an end, answers.
func (r *record) about() entry.ID { return r.answers[0] }

// order is the one order of entries.
func order(a, b *record) int {
	return cmp.Or(cmp.Compare(a.depth, b.depth), bytes.Compare(a.id[:], b.id[:]))
}

// withdrawal is something taken back: an entry, by the author of a space.
type withdrawal struct {
	target entry.ID
	space  [32]byte
}

// fold is what both folds share: the set of entries, and what was taken back or destroyed.
type fold struct {
	mu        sync.Mutex
	records   map[entry.ID]*record
	withdrawn map[withdrawal][]*record // to the withdrawals that say so
}

func newFold() fold {
	return fold{records: map[entry.ID]*record{}, withdrawn: map[withdrawal][]*record{}}
}

// take keeps e. It returns the new record, or nil if there is none, and the known records, beside that one, that may
// mean something else now.
func (f *fold) take(e entry.Entry) (arrived *record, touched []*record) {
	if known := f.records[e.ID]; known != nil {
		if !e.Destroyed || known.destroyed {
			return nil, nil
		}
		touched = append(f.targets(known), known)
		known.destroyed, known.content = true, nil
		return nil, touched
	}
	r := &record{id: e.ID, space: e.Core.Space, depth: e.Core.Depth, clock: e.Core.Clock, answers: e.Core.Answers}
	r.destroyed = e.Destroyed
	if !e.Destroyed {
		r.content = e.Body.Content
	}
	f.records[e.ID] = r
	if _, ok := r.content.(entry.Withdraw); ok {
		for _, target := range r.answers {
			w := withdrawal{target, r.space}
			f.withdrawn[w] = append(f.withdrawn[w], r)
		}
	}
	return r, f.targets(r)
}

// targets returns the known records that r takes back.
func (f *fold) targets(r *record) []*record {
	if _, ok := r.content.(entry.Withdraw); !ok {
		return nil
	}
	var known []*record
	for _, id := range r.answers {
		if target := f.records[id]; target != nil {
			known = append(known, target)
		}
	}
	return known
}

// counts says whether r, which is no withdrawal, has a meaning: it is not destroyed and was not taken back.
func (f *fold) counts(r *record) bool {
	return !r.destroyed && !f.takenBack(withdrawal{r.id, r.space})
}

func (f *fold) takenBack(w withdrawal) bool {
	return slices.ContainsFunc(f.withdrawn[w], func(r *record) bool { return !r.destroyed })
}

// inOrder returns those of rs that count, earliest first. Entries mostly come in order, and sorting what is
// sorted costs one pass.
func (f *fold) inOrder(rs []*record) []*record {
	var live []*record
	for _, r := range rs {
		if f.counts(r) {
			live = append(live, r)
		}
	}
	slices.SortFunc(live, order)
	return live
}

// latest returns the content of the latest of rs that counts.
func latest[C entry.Content](f *fold, rs []*record) (content C, ok bool) {
	var last *record
	for _, r := range rs {
		if f.counts(r) && (last == nil || order(last, r) < 0) {
			last = r
		}
	}
	if last == nil {
		return content, false
	}
	return last.content.(C), true
}
