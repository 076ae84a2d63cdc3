package reviewer

import (
	"fmt"
	"strconv"
	"strings"
)

// The pattern language. RULES.md explains it to people who write rules.
//
//	word  a/b/c      one of these words, in plain spelling ("do not", never "don't")
//	<CLASS>          a word or phrase of a class; <CLASS.past> one of its verb forms
//	x?  (x y)  (x | y)
//	{0,4}            up to four words, not crossing a clause border; {0,9}~ may cross
//	^  $             start and end of the sentence; ,  a clause border
//	!next(x)  !prev(x)  next(x)
//	@name  @name(A)  a fragment defined elsewhere, with its argument

type kind uint8

const (
	kindAtoms kind = iota // one of atoms
	kindSequence
	kindChoice
	kindOptional
	kindGap
	kindStart
	kindEnd
	kindBorder
	kindNext
	kindNotNext
	kindNotPrevious
)

// A node is a compiled piece of a pattern.
type node struct {
	kind     kind
	atoms    []atom
	set      set // the same atoms, for matching
	parts    []node
	from, to int  // gap
	crossing bool // gap may cross a clause border
}

// An atom is one thing a token can be: a literal word, a class, or a verb form of a class.
type atom uint16

type parser struct {
	language *language
	items    []string
	pos      int
	depth    int
}

// compilePattern reads one pattern. Names it does not know are errors, so that a typing mistake cannot pass.
func (l *language) compilePattern(source string) (node, error) {
	expanded, err := l.expand(source, 0)
	if err != nil {
		return node{}, err
	}
	p := parser{language: l, items: split(expanded)}
	n, err := p.choice()
	if err != nil {
		return node{}, err
	}
	if p.pos < len(p.items) {
		return node{}, fmt.Errorf("pattern %q: unexpected %q", source, p.items[p.pos])
	}
	return n, nil
}

// split cuts a pattern into its items.
func split(s string) []string {
	for _, r := range []string{"(", ")", "|"} {
		s = strings.ReplaceAll(s, r, " "+r+" ")
	}
	var out []string
	for _, f := range strings.Fields(s) {
		if (f == "?") && len(out) > 0 {
			out[len(out)-1] += "?"
			continue
		}
		out = append(out, f)
	}
	return slashes(out)
}

// slashes lets a bracket without | separate its phrases by / alone: "(if/in case/should)".
func slashes(items []string) []string {
	var out []string
	for i := 0; i < len(items); i++ {
		if items[i] != "(" {
			out = append(out, items[i])
			continue
		}
		j, plain := i+1, true
		for j < len(items) && items[j] != "(" && !strings.HasPrefix(items[j], ")") {
			plain = plain && items[j] != "|" && !strings.ContainsAny(items[j], "{?")
			j++
		}
		inner := items[i+1 : j]
		if j >= len(items) || items[j] == "(" || !plain || len(inner) < 2 {
			out = append(out, "(")
			continue
		}
		out = append(out, "(")
		out = append(out, strings.Fields(strings.ReplaceAll(strings.Join(inner, " "), "/", " | "))...)
		i = j - 1
	}
	return out
}

// expand replaces @fragments by their definitions.
func (l *language) expand(s string, depth int) (string, error) {
	if depth > 12 {
		return "", fmt.Errorf("pattern %q: fragments nest too deeply", s)
	}
	for {
		i := strings.IndexByte(s, '@')
		if i < 0 {
			return s, nil
		}
		j := i + 1
		for j < len(s) && (s[j] == '_' || s[j] >= 'a' && s[j] <= 'z' || s[j] >= '0' && s[j] <= '9') {
			j++
		}
		name := s[i+1 : j]
		body, ok := l.fragments[name]
		if !ok {
			return "", fmt.Errorf("pattern %q: no fragment @%s", s, name)
		}
		if j < len(s) && s[j] == '(' {
			k := strings.IndexByte(s[j:], ')')
			if k < 0 {
				return "", fmt.Errorf("pattern %q: @%s( is not closed", s, name)
			}
			body = strings.ReplaceAll(body, "$", s[j+1:j+k])
			j += k + 1
		} else {
			body = strings.ReplaceAll(body, " $", " ")
		}
		inner, err := l.expand(body, depth+1)
		if err != nil {
			return "", err
		}
		s = s[:i] + "( " + inner + " )" + s[j:]
	}
}

func (p *parser) choice() (node, error) {
	first, err := p.sequence()
	if err != nil {
		return node{}, err
	}
	parts := []node{first}
	for p.pos < len(p.items) && p.items[p.pos] == "|" {
		p.pos++
		next, err := p.sequence()
		if err != nil {
			return node{}, err
		}
		parts = append(parts, next)
	}
	if len(parts) == 1 {
		return first, nil
	}
	return mergeAtoms(node{kind: kindChoice, parts: parts}), nil
}

// mergeAtoms turns a choice of single atoms into one set of atoms.
func mergeAtoms(n node) node {
	var atoms []atom
	var rest []node
	for _, part := range n.parts {
		if part.kind == kindAtoms {
			atoms = append(atoms, part.atoms...)
			continue
		}
		rest = append(rest, part)
	}
	if len(atoms) == 0 {
		return n
	}
	set := node{kind: kindAtoms, atoms: atoms}
	if len(rest) == 0 {
		return set
	}
	return node{kind: kindChoice, parts: append([]node{set}, rest...)}
}

func (p *parser) sequence() (node, error) {
	var parts []node
	for p.pos < len(p.items) && p.items[p.pos] != "|" && !strings.HasPrefix(p.items[p.pos], ")") {
		n, err := p.item()
		if err != nil {
			return node{}, err
		}
		parts = append(parts, n)
	}
	switch len(parts) {
	case 0:
		return node{}, fmt.Errorf("pattern %q: an empty part", strings.Join(p.items, " "))
	case 1:
		return parts[0], nil
	}
	return node{kind: kindSequence, parts: parts}, nil
}

func (p *parser) item() (node, error) {
	s := p.items[p.pos]
	p.pos++
	switch s {
	case "^":
		return node{kind: kindStart}, nil
	case "$":
		return node{kind: kindEnd}, nil
	case ",":
		return node{kind: kindBorder}, nil
	case "(":
		return p.group(kindSequence)
	case "!next":
		return p.look(kindNotNext)
	case "!prev":
		return p.look(kindNotPrevious)
	case "next":
		if p.pos < len(p.items) && p.items[p.pos] == "(" {
			return p.look(kindNext)
		}
	}
	if strings.HasPrefix(s, "{") {
		return gap(s)
	}
	word, optional := strings.CutSuffix(s, "?")
	n := node{kind: kindAtoms}
	for _, w := range strings.Split(word, "/") {
		a, err := p.language.atomFor(w)
		if err != nil {
			return node{}, err
		}
		n.atoms = append(n.atoms, a)
	}
	if optional {
		return node{kind: kindOptional, parts: []node{n}}, nil
	}
	return n, nil
}

func (p *parser) look(k kind) (node, error) {
	if p.pos >= len(p.items) || p.items[p.pos] != "(" {
		return node{}, fmt.Errorf("pattern %q: !next, !prev and next need brackets", strings.Join(p.items, " "))
	}
	p.pos++
	inner, err := p.group(k)
	if err != nil {
		return node{}, err
	}
	return node{kind: k, parts: []node{inner}}, nil
}

func (p *parser) group(kind) (node, error) {
	if p.depth++; p.depth > 40 {
		return node{}, fmt.Errorf("pattern: brackets nest too deeply")
	}
	n, err := p.choice()
	p.depth--
	if err != nil {
		return node{}, err
	}
	if p.pos >= len(p.items) || !strings.HasPrefix(p.items[p.pos], ")") {
		return node{}, fmt.Errorf("pattern %q: a bracket is not closed", strings.Join(p.items, " "))
	}
	closing := p.items[p.pos]
	p.pos++
	if closing == ")?" {
		return node{kind: kindOptional, parts: []node{n}}, nil
	}
	return n, nil
}

// gap reads {0,4} and {0,9}~.
func gap(s string) (node, error) {
	body, crossing := strings.CutSuffix(s, "~")
	from, to, ok := strings.Cut(strings.Trim(body, "{}"), ",")
	a, err1 := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if !ok || err1 != nil || err2 != nil || a < 0 || b < a || b > maxTokens {
		return node{}, fmt.Errorf("gap %q: write it as {0,4}", s)
	}
	return node{kind: kindGap, from: a, to: b, crossing: crossing}, nil
}

// seal prepares a compiled pattern for matching.
func (n *node) seal() {
	n.set = setOfAtoms(n.atoms)
	for i := range n.parts {
		n.parts[i].seal()
	}
}

// necessary returns the sets of atoms of which one each must stand in a sentence before the pattern can match.
func (l *language) necessary(n node) [][]atom {
	switch n.kind {
	case kindAtoms:
		return [][]atom{n.atoms}
	case kindSequence:
		var all [][]atom
		for _, part := range n.parts {
			all = append(all, l.necessary(part)...)
		}
		return all
	case kindChoice:
		var union []atom
		for _, part := range n.parts {
			rarest := l.rarest(l.necessary(part))
			if rarest == nil {
				return nil
			}
			union = append(union, rarest...)
		}
		return [][]atom{union}
	case kindNext:
		return l.necessary(n.parts[0])
	}
	return nil
}

// rarest returns the set that stands in the fewest sentences, or nil when there is none.
func (l *language) rarest(sets [][]atom) []atom {
	var best []atom
	for _, s := range sets {
		if best == nil || l.cost(s) < l.cost(best) {
			best = s
		}
	}
	return best
}
