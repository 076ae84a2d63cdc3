package reviewer

import (
	"cmp"
	"slices"
	"strings"
)

// A worker holds what the review of one text needs; it is used by one goroutine at a time.
type worker struct {
	language *language
	facts    facts
	tokens   []token
	scopes   []uint64
	seen     []int32 // pattern → sentence it was last tried in
	sentence int32
	queue    []int32
	claims   []claim
	found    []Finding
	hurt     bool // the writer is the one who was hurt: only rules for any writer speak
}

func (w *worker) begin(l *language) {
	if w.language != l {
		*w = worker{language: l, seen: make([]int32, len(l.patterns)), scopes: make([]uint64, len(l.scopeIndex))}
	}
	w.found = nil
	if w.sentence > 1<<30 {
		w.sentence = 0
		clear(w.seen)
	}
}

// review reads the text sentence by sentence.
func (w *worker) review(text string) []Finding {
	s := scanner{text: text}
	for {
		words, _, end, question, more := s.next()
		if len(words) > 0 {
			w.tokens = w.language.read(words, w.tokens[:0])
			w.language.setBorders(w.tokens)
			for from := 0; from < len(w.tokens); {
				to := cut(w.tokens, from)
				stop := end
				if to < len(w.tokens) {
					stop = w.tokens[to-1].end
				}
				w.one(w.tokens[from:to], stop, question)
				from = to
			}
		}
		if !more {
			break
		}
	}
	slices.SortStableFunc(w.found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), strings.Compare(string(a.Label), string(b.Label)))
	})
	return w.found
}

// cut finds where a run of tokens that is too long is cut: at the last clause border that still fits.
func cut(tokens []token, from int) int {
	if len(tokens)-from <= maxTokens {
		return len(tokens)
	}
	for to := from + maxTokens; to > from+maxTokens/2; to-- {
		if tokens[to].border {
			return to
		}
	}
	return from + maxTokens
}

// setBorders adds the clause borders that words make: but, because, if; and, so, when before a subject.
func (l *language) setBorders(tokens []token) {
	for i := 1; i < len(tokens); i++ {
		e := l.vocabulary[tokens[i].words[0]]
		if e == nil {
			continue
		}
		switch {
		case slices.Contains(e.atoms, l.special.opener):
			tokens[i].border = true
		case slices.Contains(e.atoms, l.special.conjunction) && i+1 < len(tokens):
			if next := l.vocabulary[tokens[i+1].words[0]]; next != nil && slices.Contains(next.atoms, l.special.subject) {
				tokens[i].border = true
			}
		}
	}
}

// one reviews one sentence that ends at byte end.
func (w *worker) one(tokens []token, end int, question bool) {
	l, f := w.language, &w.facts
	f.reset(len(tokens), len(l.names))
	w.fill(tokens, question)
	w.sentence++
	w.queue, w.claims = w.queue[:0], w.claims[:0]
	for _, a := range f.touched {
		for _, i := range l.byKey[a] {
			if w.seen[i] != w.sentence {
				w.seen[i] = w.sentence
				if w.possible(&l.patterns[i]) {
					w.queue = append(w.queue, i)
				}
			}
		}
	}
	slices.Sort(w.queue)
	w.setScopes()
	var quoted uint64
	for i := range tokens {
		if tokens[i].quoted {
			quoted |= 1 << i
		}
	}
	first := len(w.found)
	errands, grave := f.words(l.special.everyday), f.present(l.special.grave)
	for _, i := range w.queue {
		p := &l.patterns[i]
		if p.rule == nil || w.hurt && p.rule.writer != "any" {
			continue
		}
		r := p.rule
		if !f.matches(&p.root) || !w.allowed(r) {
			continue
		}
		f.find(&p.root, func(h hit) {
			at := uint64(1) << h.from
			if quoted&at != 0 || !grave && errands != 0 && (r.everyday == "sentence" || r.everyday == "clause" && f.clause(h)&errands != 0) {
				return
			}
			for _, s := range r.guards {
				if w.scopes[s]&at != 0 {
					return
				}
			}
			w.claims = append(w.claims, claim{r, h})
		})
	}
	w.weigh()
	for _, c := range w.claims {
		w.add(first, tokens, c.rule, c.hit, end)
	}
	w.mergeNeighbours(first, tokens)
}

// possible says whether everything a pattern cannot do without stands in the sentence.
func (w *worker) possible(p *keyedPattern) bool {
	for _, s := range p.needs {
		if !w.facts.any(s) {
			return false
		}
	}
	return true
}

// allowed checks what a rule needs or must not see anywhere in the sentence.
func (w *worker) allowed(r *rule) bool {
	for i := range r.unless {
		if w.facts.matches(&r.unless[i]) {
			return false
		}
	}
	for i := range r.needs {
		if !w.facts.matches(&r.needs[i]) {
			return false
		}
	}
	return true
}

// fill marks every atom of every token.
func (w *worker) fill(tokens []token, question bool) {
	l, f := w.language, &w.facts
	for i := range tokens {
		t := &tokens[i]
		if t.border && i > 0 {
			f.border |= 1 << i
		}
		if t.filler {
			f.filler |= 1 << i
		}
		for _, word := range t.words {
			if word == "" {
				continue
			}
			e := l.vocabulary[word]
			if e == nil {
				w.shape(t, word, i)
				continue
			}
			for _, a := range e.atoms {
				f.mark(a, i, 1)
				if a == l.special.filler {
					f.filler |= 1 << i
				}
			}
			if len(e.atoms) == 0 {
				w.shape(t, word, i)
			}
			for j := range e.phrases {
				p := &e.phrases[j]
				if n := len(p.rest); i+n < len(tokens) && says(tokens[i+1:i+1+n], p.rest) {
					for _, a := range p.atoms {
						f.mark(a, i, n+1)
					}
				}
			}
		}
	}
	if question {
		f.mark(l.special.asked, len(tokens)-1, 1)
	}
}

// shape recognises numbers, times, sums of money and names by how they are written.
func (w *worker) shape(t *token, word string, i int) {
	l, f := w.language, &w.facts
	switch c := word[0]; {
	case c >= '0' && c <= '9':
		f.mark(l.special.number, i, 1)
		if strings.HasSuffix(word, "am") || strings.HasSuffix(word, "pm") || strings.HasSuffix(word, "th") || strings.HasSuffix(word, "rd") ||
			strings.HasSuffix(word, "nd") || strings.HasSuffix(word, "st") || strings.Contains(word, ".") || len(word) == 4 && (word[:2] == "19" || word[:2] == "20") {
			f.mark(l.special.time, i, 1)
		}
		if strings.HasSuffix(word, "k") {
			f.mark(l.special.money, i, 1)
		}
	case strings.HasPrefix(word, "£"), strings.HasPrefix(word, "$"), strings.HasPrefix(word, "€"):
		f.mark(l.special.money, i, 1)
		f.mark(l.special.number, i, 1)
	case t.capital && !t.leadZero:
		f.mark(l.special.name, i, 1)
	}
}

func says(tokens []token, words []string) bool {
	for i, word := range words {
		if tokens[i].words[0] != word && tokens[i].words[1] != word {
			return false
		}
	}
	return true
}

// clause returns the tokens of the clauses a hit lies in.
func (f *facts) clause(h hit) uint64 {
	from, to := h.from, h.to
	for from > 0 && f.border>>from&1 == 0 {
		from--
	}
	for to < f.n && f.border>>to&1 == 0 {
		to++
	}
	return 1<<to - 1<<from
}

// words returns the tokens at which a word or phrase of an atom begins.
func (f *facts) words(a atom) uint64 {
	var out uint64
	for _, w := range f.where[a] {
		out |= w
	}
	return out
}
