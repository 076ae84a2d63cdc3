package reviewer

import "slices"

// A claim is a hit of a rule, before it is weighed against the others in its sentence.
type claim struct {
	rule *rule
	hit  hit
}

// weigh sets claims against each other, and keeps those that stand.
//
// A claim inside a longer claim of another label is outdone: the longer one has read more of the sentence, and in
// "I'm sorry you can't take a joke" the joke belongs to the sorry. Among the rest, a lone claim is outvoted where another
// label claims overlapping words by two patterns or more: patterns of one label see the same thing from several sides,
// and a lone one beside them is more often wrong than right. What touches safety always stands.
func (w *worker) weigh() {
	all := slices.Clone(w.claims)
	w.claims = slices.DeleteFunc(w.claims, func(a claim) bool {
		return a.rule.flag == "" && slices.ContainsFunc(all, a.liesInside)
	})
	all = append(all[:0], w.claims...)
	w.claims = slices.DeleteFunc(w.claims, func(a claim) bool { return a.rule.flag == "" && a.isOutvoted(all) })
}

// liesInside says whether b, of another label, covers all of a and more.
func (a claim) liesInside(b claim) bool {
	return b.rule.label != a.rule.label && b.rule.tier == Sure &&
		b.hit.from <= a.hit.from && b.hit.to >= a.hit.to && b.hit.to-b.hit.from > a.hit.to-a.hit.from
}

func (a claim) isOutvoted(all []claim) bool {
	own := 0
	others := map[Label]int{}
	for _, b := range all {
		switch {
		case b.rule.tier != Sure:
		case b.rule.label == a.rule.label:
			own++
		case b.hit.from < a.hit.to && a.hit.from < b.hit.to:
			others[b.rule.label]++
		}
	}
	for _, n := range others {
		if own < 2 && n > 1 {
			return true
		}
	}
	return false
}

// add turns a hit into a finding, or widens the finding of the same label it overlaps.
func (w *worker) add(first int, tokens []token, r *rule, h hit, end int) {
	from, to := h.from, h.to
	switch r.span {
	case "clause":
		for from > 0 && !tokens[from].border {
			from--
		}
		for to < len(tokens) && !tokens[to].border {
			to++
		}
	case "sentence":
		from, to = 0, len(tokens)
	}
	for from < h.from && w.language.joins(tokens[from].words[0]) {
		from++
	}
	f := Finding{Label: r.label, Start: tokens[from].start, End: tokens[to-1].end, Tier: r.tier, Rule: r.id, Reason: r.reason, Flag: r.flag}
	if to == len(tokens) && end > f.End {
		f.End = end
	}
	for i := first; i < len(w.found); i++ {
		g := &w.found[i]
		if g.Label != f.Label || f.Start >= g.End || g.Start >= f.End {
			continue
		}
		if f.Tier == Sure && g.Tier == Look || f.Tier == g.Tier && g.Flag == "" && f.Flag != "" {
			g.Tier, g.Rule, g.Reason = f.Tier, f.Rule, f.Reason
		}
		if f.Flag == FlagSelfHarm || g.Flag == "" {
			g.Flag = f.Flag
		}
		if f.Tier == g.Tier {
			g.Start, g.End = min(g.Start, f.Start), max(g.End, f.End)
		}
		return
	}
	w.found = append(w.found, f)
}

func (l *language) joins(word string) bool {
	return word == "and" || word == "but" || word == "so" || word == "also" || word == "yet"
}

// mergeNeighbours makes one passage of two in a row that do the same, with nothing but a joint between them:
// "take all the time you need, there is no date for this".
func (w *worker) mergeNeighbours(first int, tokens []token) {
	found := w.found[first:]
	slices.SortStableFunc(found, func(a, b Finding) int { return a.Start - b.Start })
	kept := found[:0]
	for _, f := range found {
		joined := false
		for i := range kept {
			g := &kept[i]
			if g.Label == f.Label && g.Tier == f.Tier && g.Flag == f.Flag && between(tokens, g.End, f.Start) <= 1 {
				g.End, joined = max(g.End, f.End), true
				break
			}
		}
		if !joined {
			kept = append(kept, f)
		}
	}
	w.found = w.found[:first+len(kept)]
}

// between counts the tokens that begin between two bytes.
func between(tokens []token, from, to int) int {
	n := 0
	for i := range tokens {
		if tokens[i].start >= from && tokens[i].start < to {
			n++
		}
	}
	return n
}
