package reviewer

import (
	"os"
	"strings"
	"testing"
)

// seeds asserts that a fuzz target has committed seeds, so that a lost folder cannot pass unseen.
func seeds(t *testing.T, target string) {
	t.Helper()
	entries, err := os.ReadDir("testdata/fuzz/" + target)
	if err != nil || len(entries) < 3 {
		t.Fatalf("testdata/fuzz/%s: got %d seeds (%v), want at least 3", target, len(entries), err)
	}
}

func TestFuzzTargetsHaveSeeds(t *testing.T) {
	seeds(t, "FuzzReview")
	seeds(t, "FuzzPattern")
	seeds(t, "FuzzRules")
}

func FuzzReview(f *testing.F) {
	f.Fuzz(func(t *testing.T, text, question string) {
		for _, o := range []Options{{}, {Writer: Hurt}, {Kind: Reply, Question: question}, {Kind: Statement}} {
			r := Review(text, o)
			checkOffsets(t, text, r)
			for _, m := range r.Page(text).Marks {
				if !m.Label.Avoid() {
					t.Fatalf("mark %+v carries weight and was shown as a mark", m)
				}
			}
		}
	})
}

// Whatever a rule's author types, reading it ends in a pattern or an error, never in a panic.
func FuzzPattern(f *testing.F) {
	f.Fuzz(func(t *testing.T, source string) {
		l := blank()
		n, err := l.compilePattern(source)
		if err != nil {
			return
		}
		n.seal()
		var facts facts
		facts.reset(5, len(l.names))
		if ends := facts.run(&n, facts.all); ends&^facts.all != 0 {
			t.Fatalf("pattern %q ends outside the sentence", source)
		}
	})
}

func FuzzRules(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		l := blank()
		if l.readDefinitions(text) == nil && l.readRules(text) == nil {
			for _, r := range l.rules {
				if !strings.Contains(text, r.id) {
					t.Fatalf("rule %q does not stand in the text", r.id)
				}
			}
		}
		_ = l.readSpelling(text)
		_ = readClasses(text, map[string]*class{})
		_ = l.readReasons(text)
	})
}

func blank() *language {
	return &language{vocabulary: map[string]*entry{}, atoms: map[string]atom{}, names: []string{""}, spelling: map[string]spelling{},
		fragments: map[string]string{}, scopeIndex: map[string]int{}, reasons: map[string]reason{"r": {}}, isPronoun: map[string]bool{}}
}
