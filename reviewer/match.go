package reviewer

import (
	"math/bits"
	"slices"
)

// Matching works on sets of positions held in one machine word: bit p means "before token p". A pattern
// turns the set of positions where it may begin into the set where it may end, so there is no backtracking
// and the cost of a pattern depends on its length only.

// The reach of a phrase in a class, in tokens.
const maxPhrase = 7

// facts is what is known about the tokens of one sentence: for every atom, where it matches.
type facts struct {
	n       int
	border  uint64
	filler  uint64 // words a pattern may step over
	all     uint64 // positions 0..n
	where   [][maxPhrase]uint64
	have    []uint64 // one bit per atom: it stands somewhere in the sentence
	long    []uint64 // one bit per atom: it stands there as a phrase of several words
	touched []atom
	steps   int // pieces of patterns tried, for the proof that time is linear
}

func (f *facts) reset(n, atoms int) {
	if len(f.where) < atoms {
		f.where = make([][maxPhrase]uint64, atoms)
		f.have, f.long = make([]uint64, atoms/64+1), make([]uint64, atoms/64+1)
	}
	for _, a := range f.touched {
		f.where[a] = [maxPhrase]uint64{}
	}
	clear(f.have)
	clear(f.long)
	f.touched = f.touched[:0]
	f.n, f.border, f.filler = n, 0, 0
	f.all = 1<<(n+1) - 1
}

// mark notes that atom a matches length tokens at position p.
func (f *facts) mark(a atom, p, length int) {
	if !f.present(a) {
		f.touched = append(f.touched, a)
		f.have[a/64] |= 1 << (a % 64)
	}
	if length > 1 {
		f.long[a/64] |= 1 << (a % 64)
	}
	f.where[a][length-1] |= 1 << p
}

func (f *facts) present(a atom) bool { return f.have[a/64]>>(a%64)&1 == 1 }

// A set is a set of atoms as bits, so that asking which of hundreds stand in a sentence costs a few steps.
type set []block

// A block is 64 neighbouring atoms.
type block struct {
	index uint16
	mask  uint64
}

func setOfAtoms(atoms []atom) set {
	var s set
	for _, a := range slices.Sorted(slices.Values(atoms)) {
		if n := len(s); n == 0 || s[n-1].index != uint16(a/64) {
			s = append(s, block{index: uint16(a / 64)})
		}
		s[len(s)-1].mask |= 1 << (a % 64)
	}
	return s
}

// any says whether one of the set stands in the sentence.
func (f *facts) any(s set) bool {
	for _, b := range s {
		if f.have[b.index]&b.mask != 0 {
			return true
		}
	}
	return false
}

// run returns the positions where n can end if it begins at one of the positions in s.
func (f *facts) run(n *node, s uint64) uint64 {
	f.steps++
	switch n.kind {
	case kindAtoms:
		var out uint64
		for _, b := range n.set {
			for rest := f.have[b.index] & b.mask; rest != 0; rest &= rest - 1 {
				a := int(b.index)*64 + bits.TrailingZeros64(rest)
				w := &f.where[a]
				out |= (s & w[0]) << 1
				if f.long[b.index]&(rest&-rest) != 0 {
					for i := 1; i < maxPhrase; i++ {
						out |= (s & w[i]) << (i + 1)
					}
				}
			}
		}
		if out != 0 && f.filler != 0 {
			out |= (out & f.filler) << 1
			out |= (out & f.filler) << 1
		}
		return out & f.all
	case kindSequence:
		for i := range n.parts {
			if s = f.run(&n.parts[i], s); s == 0 {
				return 0
			}
		}
		return s
	case kindChoice:
		var out uint64
		for i := range n.parts {
			out |= f.run(&n.parts[i], s)
		}
		return out
	case kindOptional:
		return s | f.run(&n.parts[0], s)
	case kindGap:
		return f.gap(n, s)
	case kindStart:
		return s & 1
	case kindEnd:
		return s & (1 << f.n)
	case kindBorder:
		return s & (f.border | 1 | 1<<f.n)
	case kindNext, kindNotNext:
		var out uint64
		for rest := s; rest != 0; rest &= rest - 1 {
			p := rest & -rest
			if (f.run(&n.parts[0], p) != 0) == (n.kind == kindNext) {
				out |= p
			}
		}
		return out
	case kindNotPrevious:
		return s &^ f.run(&n.parts[0], f.all)
	}
	return 0
}

func (f *facts) gap(n *node, s uint64) uint64 {
	blocked := f.border
	if n.crossing {
		blocked = 0
	}
	var out uint64
	if n.from == 0 {
		out = s
	}
	for i := 1; i <= n.to && s != 0; i++ {
		s = (s &^ blocked) << 1 & f.all
		if i >= n.from {
			out |= s
		}
	}
	return out
}

// A hit is where a pattern matched: tokens [from, to).
type hit struct{ from, to int }

// find calls yield for each place where n matches, leftmost first, longest first end, not overlapping.
func (f *facts) find(n *node, yield func(hit)) {
	if f.run(n, f.all) == 0 {
		return
	}
	for p := 0; p < f.n; {
		ends := f.run(n, 1<<p)
		if ends&^(1<<p) == 0 {
			p++
			continue
		}
		to := 63 - bits.LeadingZeros64(ends)
		yield(hit{p, to})
		p = to
	}
}

// matches says whether n matches anywhere.
func (f *facts) matches(n *node) bool { return f.run(n, f.all) != 0 }
