package reviewer

import (
	"fmt"
	"slices"
	"strings"
)

// A rule is one reason to look at words: patterns, what must not be there, and lines it must and must not match.
type rule struct {
	id       string
	label    Label
	tier     Tier
	reason   string
	unless   []node   // none of these may match in the sentence
	needs    []node   // each of these must match in the sentence
	minds    []string // scopes named by "guard"
	allows   []string // scopes lifted by "allow"
	guards   []int    // scopes the hit must not begin in
	everyday string   // not in a "clause", or a whole "sentence", about errands
	writer   string   // "any": also when the writer is the one who was hurt
	flag     Flag
	span     string // clause (default), match, sentence
	source   []string
	yes, no  []string
}

// A scope is a stretch of a sentence in which words do not count as the writer's own claim.
type scope struct {
	name   string
	index  int
	extent string // clause, sentence, before
}

// reason is what is said about a mark: one sentence, and one question.
type reason struct{ sentence, question string }

// Scopes every rule minds, and those only AVOID rules mind. "allow" in a rule lifts them.
var (
	guardsOfAll   = []string{"reported"}
	guardsOfAvoid = []string{"refused", "recalled"}
)

// readReasons reads reasons.txt: a key, then its sentence and question on indented lines.
func (l *language) readReasons(text string) error {
	key := ""
	for n, line := range strings.Split(text, "\n") {
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, " "):
			key = strings.TrimSpace(line)
			if _, ok := l.reasons[key]; ok {
				return fmt.Errorf("line %d: key stands twice", n+1)
			}
			l.reasons[key] = reason{}
		default:
			field, value, _ := strings.Cut(strings.TrimSpace(line), " ")
			r := l.reasons[key]
			switch field {
			case "says":
				r.sentence = strings.TrimSpace(value)
			case "asks":
				r.question = strings.TrimSpace(value)
			default:
				return fmt.Errorf("line %d: says or asks", n+1)
			}
			l.reasons[key] = r
		}
	}
	return nil
}

// readDefinitions reads the "define" lines of a rules file, so that order between files does not matter.
func (l *language) readDefinitions(text string) error {
	for n, line := range strings.Split(text, "\n") {
		rest, ok := strings.CutPrefix(line, "define ")
		if !ok {
			continue
		}
		name, body, ok := strings.Cut(rest, " = ")
		name = strings.TrimSuffix(strings.TrimSpace(name), "($)")
		if !ok || l.fragments[name] != "" {
			return fmt.Errorf("line %d: define once, as \"define name = pattern\"", n+1)
		}
		l.fragments[name] = body
	}
	return nil
}

// readRules reads the rules and scopes of a file.
func (l *language) readRules(text string) error {
	var r *rule
	var s *scope
	finish := func() error {
		if r == nil {
			return nil
		}
		return l.finishRule(r)
	}
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " ")
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "define ") {
			continue
		}
		field, value, _ := strings.Cut(line, " ")
		value = strings.TrimSpace(value)
		var err error
		switch {
		case field == "rule":
			err = finish()
			r, s = &rule{id: value, tier: Sure, span: "clause"}, nil
		case field == "scope":
			err = finish()
			name, extent, _ := strings.Cut(value, " ")
			if _, ok := l.scopeIndex[name]; !ok {
				l.scopeIndex[name] = len(l.scopeIndex)
			}
			s, r = &scope{name: name, index: l.scopeIndex[name], extent: extent}, nil
			l.scopes = append(l.scopes, s)
		case s != nil && field == "pattern":
			err = l.addPattern(keyedPattern{scope: s}, value)
		case r != nil:
			err = l.ruleLine(r, field, value)
		default:
			err = fmt.Errorf("%q stands outside a rule", field)
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return finish()
}

func (l *language) addPattern(p keyedPattern, source string) error {
	root, err := l.compilePattern(source)
	if err != nil {
		return err
	}
	p.root = root
	l.patterns = append(l.patterns, p)
	return nil
}

func (l *language) ruleLine(r *rule, field, value string) error {
	switch field {
	case "label":
		r.label = Label(value)
		if !r.label.known() {
			return fmt.Errorf("no label %q", value)
		}
	case "tier":
		r.tier = Tier(value)
	case "reason":
		r.reason = value
	case "span":
		r.span = value
	case "writer":
		r.writer = value
	case "flag":
		r.flag = Flag(value)
	case "pattern":
		r.source = append(r.source, value)
		return l.addPattern(keyedPattern{rule: r}, value)
	case "unless", "needs":
		n, err := l.compilePattern(value)
		if err != nil {
			return err
		}
		if field == "unless" {
			r.unless = append(r.unless, n)
		} else {
			r.needs = append(r.needs, n)
		}
	case "guard":
		for _, name := range strings.Fields(value) {
			switch name {
			case "everyday":
				r.everyday = "clause"
			case "everyday-sentence":
				r.everyday = "sentence"
			default:
				r.minds = append(r.minds, name)
			}
		}
	case "allow":
		r.allows = append(r.allows, strings.Fields(value)...)
	case "yes":
		r.yes = append(r.yes, value)
	case "no":
		r.no = append(r.no, value)
	default:
		return fmt.Errorf("a rule has no line %q", field)
	}
	return nil
}

// finishRule checks a rule and keeps it.
func (l *language) finishRule(r *rule) error {
	if _, ok := l.reasons[r.reason]; !ok {
		return fmt.Errorf("rule %s: no reason %q", r.id, r.reason)
	}
	for _, other := range l.rules {
		if other.id == r.id {
			return fmt.Errorf("rule %s stands twice", r.id)
		}
	}
	l.rules = append(l.rules, r)
	return nil
}

// resolveGuards turns the names of scopes into their numbers, once every file is read.
func (l *language) resolveGuards(r *rule) error {
	names := slices.Concat(guardsOfAll, r.minds)
	if r.label.Avoid() {
		names = append(names, guardsOfAvoid...)
	}
	for _, name := range names {
		if slices.Contains(r.allows, name) {
			continue
		}
		i, ok := l.scopeIndex[name]
		if !ok {
			return fmt.Errorf("rule %s: no scope %s", r.id, name)
		}
		r.guards = append(r.guards, i)
	}
	return nil
}
