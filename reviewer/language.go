package reviewer

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// A language is a folder of tables and rules: *.words (classes), spelling.txt, reasons.txt and *.rules.
//
//go:embed english
var folders embed.FS

// english is compiled once, at the first review.
var english = sync.OnceValue(func() *language {
	l, err := compile(folders, "english")
	if err != nil {
		panic(err) // the embedded rules are wrong: a mistake in our own code
	}
	return l
})

// language holds the compiled tables and rules of one language. It does not change after compile.
type language struct {
	vocabulary map[string]*entry
	atoms      map[string]atom // "word" or "<CLASS>" or "<CLASS.past>"
	names      []string        // the other way round
	spelling   map[string]spelling
	isPronoun  map[string]bool
	fragments  map[string]string
	rules      []*rule
	scopes     []*scope
	scopeIndex map[string]int
	reasons    map[string]reason
	byKey      [][]int32 // atom → indices into patterns
	patterns   []keyedPattern
	special    specials
}

// specials are the classes the reader fills by shape, not by table.
type specials struct {
	number, time, money, name atom
	filler, conjunction       atom
	opener, subject           atom
	everyday, grave           atom
	asked                     atom // on the last word of a question
}

// entry is what the tables know of one word.
type entry struct {
	atoms   []atom
	phrases []phrase
}

// phrase is the rest of a phrase that begins with the entry's word.
type phrase struct {
	rest  []string
	atoms []atom
}

// spelling is how a written form is read.
type spelling struct {
	words       []string
	unlessAfter map[string]bool
	onlyBefore  map[string]bool
	onlyFirst   bool
	otherwise   string // how it is read where the conditions do not hold
}

// A keyedPattern belongs to a rule or a scope.
type keyedPattern struct {
	rule  *rule
	scope *scope
	root  node
	needs []set // one of each must stand in the sentence
}

func compile(files fs.FS, folder string) (*language, error) {
	l := &language{
		vocabulary: map[string]*entry{}, atoms: map[string]atom{}, names: []string{""},
		spelling: map[string]spelling{}, fragments: map[string]string{}, scopeIndex: map[string]int{}, reasons: map[string]reason{},
		isPronoun: map[string]bool{},
	}
	for _, w := range strings.Fields("it he she that this what who where when how there here everything everyone nobody nothing someone everybody something") {
		l.isPronoun[w] = true
	}
	names, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, err
	}
	each := func(suffix string, read func(string) error) error {
		for _, n := range names {
			if !strings.HasSuffix(n.Name(), suffix) {
				continue
			}
			b, err := fs.ReadFile(files, path.Join(folder, n.Name()))
			if err != nil {
				return err
			}
			if err := read(string(b)); err != nil {
				return fmt.Errorf("%s: %w", n.Name(), err)
			}
		}
		return nil
	}
	classes := map[string]*class{}
	err = each(".words", func(s string) error { return readClasses(s, classes) })
	if err == nil {
		err = l.addClasses(classes)
	}
	l.special = specials{
		number: l.intern("<NUMBER>"), time: l.intern("<TIME>"), money: l.intern("<MONEY>"), name: l.intern("<NAME>"),
		filler: l.intern("<FILLER>"), conjunction: l.intern("<CONJUNCTION>"), opener: l.intern("<OPENER>"), subject: l.intern("<SUBJECT>"),
		asked: l.intern("<ASKED>"), everyday: l.intern("<EVERYDAY>"), grave: l.intern("<GRAVE>"),
	}
	for _, step := range []struct {
		suffix string
		read   func(string) error
	}{{"spelling.txt", l.readSpelling}, {"reasons.txt", l.readReasons}, {".rules", l.readDefinitions}, {".rules", l.readRules}} {
		if err == nil {
			err = each(step.suffix, step.read)
		}
	}
	if err != nil {
		return nil, err
	}
	return l, l.index()
}

// intern returns the atom with this name, making it if it is new.
func (l *language) intern(name string) atom {
	if a, ok := l.atoms[name]; ok {
		return a
	}
	a := atom(len(l.names))
	l.names = append(l.names, name)
	l.atoms[name] = a
	return a
}

func (l *language) word(w string) *entry {
	e := l.vocabulary[w]
	if e == nil {
		e = &entry{}
		l.vocabulary[w] = e
	}
	return e
}

// atomFor finds the atom of a pattern item: a class must exist, a word is added.
func (l *language) atomFor(item string) (atom, error) {
	if strings.HasPrefix(item, "<") {
		a, ok := l.atoms[item]
		if !ok {
			return 0, fmt.Errorf("no class %s", item)
		}
		return a, nil
	}
	if item == "" || strings.ContainsAny(item, "<>{}@$!?.") || item != strings.ToLower(item) {
		return 0, fmt.Errorf("pattern item %q is no word", item)
	}
	a := l.intern(item)
	if e := l.word(item); !slices.Contains(e.atoms, a) {
		e.atoms = append(e.atoms, a)
	}
	return a, nil
}

// add makes word, or a phrase of several words, a member of atom a.
func (l *language) add(text string, a atom) error {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > maxPhrase {
		return fmt.Errorf("entry %q: one to %d words", text, maxPhrase)
	}
	e := l.word(words[0])
	for _, w := range words[1:] {
		l.word(w)
	}
	if len(words) == 1 {
		if !slices.Contains(e.atoms, a) {
			e.atoms = append(e.atoms, a)
		}
		return nil
	}
	for i := range e.phrases {
		if slices.Equal(e.phrases[i].rest, words[1:]) {
			if !slices.Contains(e.phrases[i].atoms, a) {
				e.phrases[i].atoms = append(e.phrases[i].atoms, a)
			}
			return nil
		}
	}
	e.phrases = append(e.phrases, phrase{words[1:], []atom{a}})
	return nil
}

// class is a table as written.
type class struct {
	sort    string // words, nouns, verbs
	entries []string
}

// readClasses reads a *.words file: "verbs HIDE: hide/hid/hidden, conceal", continued on indented lines.
func readClasses(text string, into map[string]*class) error {
	var current *class
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		switch {
		case strings.TrimSpace(line) == "", strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, " "):
		default:
			head, rest, ok := strings.Cut(line, ":")
			sort, name, ok2 := strings.Cut(head, " ")
			if !ok || !ok2 || sort != "words" && sort != "nouns" && sort != "verbs" {
				return fmt.Errorf("line %d: write it as \"words NAME: one, two\"", n)
			}
			if into[name] != nil {
				return fmt.Errorf("line %d: class %s stands twice", n, name)
			}
			current = &class{sort: sort}
			into[name] = current
			line = rest
		}
		if current == nil {
			return fmt.Errorf("line %d: no class has begun", n)
		}
		for _, e := range strings.Split(line, ",") {
			if e = strings.TrimSpace(e); e != "" {
				current.entries = append(current.entries, e)
			}
		}
	}
	return nil
}

func (l *language) addClasses(classes map[string]*class) error {
	names := make([]string, 0, len(classes))
	for name := range classes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := l.addClass(name, name, classes, 0); err != nil {
			return err
		}
	}
	return nil
}

// addClass adds the entries of class from to class name; an entry "<OTHER>" brings in another class.
func (l *language) addClass(name, from string, classes map[string]*class, depth int) error {
	c := classes[from]
	if c == nil || depth > 6 {
		return fmt.Errorf("class %s: no class %s", name, from)
	}
	any := l.intern("<" + name + ">")
	for _, e := range c.entries {
		if inner, ok := strings.CutPrefix(e, "<"); ok {
			if err := l.addClass(name, strings.TrimSuffix(inner, ">"), classes, depth+1); err != nil {
				return err
			}
			continue
		}
		var err error
		switch c.sort {
		case "words":
			err = l.add(e, any)
		case "nouns":
			one, many := plural(e)
			err = l.add(one, any)
			if err == nil {
				err = l.add(many, any)
			}
		case "verbs":
			f := inflect(e)
			for form, text := range map[string]string{"base": f.base, "s": f.s, "past": f.past, "pp": f.pp, "ing": f.ing} {
				if err == nil {
					err = l.add(text, any)
				}
				if err == nil {
					err = l.add(text, l.intern("<"+name+"."+form+">"))
				}
			}
		}
		if err != nil {
			return fmt.Errorf("class %s: %w", name, err)
		}
	}
	return nil
}

// readSpelling reads spelling.txt: "dunno = do not know", with an optional "unless after", "only before",
// "only first" and, where these do not hold, "otherwise".
func (l *language) readSpelling(text string) error {
	for n, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		forms, rest, ok := strings.Cut(line, " = ")
		if !ok {
			return fmt.Errorf("line %d: write it as \"dunno = do not know\"", n+1)
		}
		var s spelling
		parts := strings.Split(rest, "; ")
		s.words = strings.Fields(parts[0])
		for _, p := range parts[1:] {
			switch list, words := strings.Fields(p), 2; {
			case strings.HasPrefix(p, "unless after "):
				s.unlessAfter = setOf(list[words:])
			case strings.HasPrefix(p, "only before "):
				s.onlyBefore = setOf(list[words:])
			case p == "only first":
				s.onlyFirst = true
			case strings.HasPrefix(p, "otherwise ") && len(list) == 2:
				s.otherwise = list[1]
				l.word(s.otherwise)
			default:
				return fmt.Errorf("line %d: unknown condition %q", n+1, p)
			}
		}
		for _, w := range s.words {
			for _, reading := range strings.Split(w, "|") {
				l.word(reading)
			}
		}
		for _, f := range strings.Fields(forms) {
			l.spelling[f] = s
		}
	}
	return nil
}

func setOf(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// cost ranks a set of atoms by how often it stands in ordinary text: patterns are looked at only when
// their rarest word is there.
func (l *language) cost(set []atom) int {
	total := 0
	for _, a := range set {
		switch name := l.names[a]; {
		case commonWords[name]:
			total += 100
		case strings.HasPrefix(name, "<"):
			total += 12
		default:
			total++
		}
	}
	return total
}

var commonWords = setOf(strings.Fields(`i you me my your we us our it is was be been are were am the a an to of in on at for and or but
 that this not do did have had has would will can could so what when if with he she they him her them with from by as all just about there
 up out no how who why which one then than more like now get got go went know think want <FILLER> <SUBJECT> <CONJUNCTION> <OPENER> <BE> <NUMBER>`))

// index sorts the patterns under their keys.
func (l *language) index() error {
	for _, r := range l.rules {
		if err := l.resolveGuards(r); err != nil {
			return err
		}
		for _, list := range [][]node{r.unless, r.needs} {
			for i := range list {
				list[i].seal()
			}
		}
	}
	l.byKey = make([][]int32, len(l.names))
	for i := range l.patterns {
		p := &l.patterns[i]
		p.root.seal()
		sets := l.necessary(p.root)
		slices.SortStableFunc(sets, func(a, b []atom) int { return l.cost(a) - l.cost(b) }) // the rarest refuses first
		for _, s := range sets {
			p.needs = append(p.needs, setOfAtoms(s))
		}
		keys := l.rarest(sets)
		if keys == nil {
			return fmt.Errorf("a pattern of %s can match without any word of its own", p.owner())
		}
		slices.Sort(keys)
		for _, a := range slices.Compact(slices.Clone(keys)) {
			l.byKey[a] = append(l.byKey[a], int32(i))
		}
	}
	return nil
}

func (p *keyedPattern) owner() string {
	if p.rule != nil {
		return p.rule.id
	}
	return p.scope.name
}
