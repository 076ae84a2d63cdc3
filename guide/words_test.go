package guide

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kept/app/words/readability"
)

// texts are all texts of this package that a person reads, except the names services have given themselves.
func texts() map[string]string {
	all := map[string]string{}
	add := func(where string, list ...string) {
		for _, s := range list {
			if s != "" {
				all[where+": "+s] = s
			}
		}
	}
	for _, c := range Causes() {
		add(string(c), Prompts(c, Either)...)
		add(string(c), Ideas(c)...)
	}
	add("feeling", FirstFeelings()...)
	for _, g := range MoreFeelings() {
		add("feeling", g.Name)
		add("feeling", g.Words...)
	}
	for _, c := range Countries() {
		for _, l := range c.Lines {
			add(c.Code, l.Note, l.Hours)
			for _, n := range l.Numbers {
				add(c.Code, n.Note)
			}
		}
	}
	return all
}

func TestEveryCauseHasPromptsOfItsOwnForEachSide(t *testing.T) {
	seen := map[string]Cause{}
	for _, c := range Causes() {
		for _, side := range []Side{Hurt, Repairing} {
			p := Prompts(c, side)
			if len(p) < 3 {
				t.Errorf("%s, %s: %d prompts, want at least 3", c, side, len(p))
			}
			for _, s := range p {
				if other, ok := seen[s]; ok {
					t.Errorf("%q belongs to %s and to %s", s, other, c)
				}
				seen[s] = c
				if strings.Count(s, "?") != 1 || !strings.HasSuffix(s, "?") {
					t.Errorf("%q is not one question", s)
				}
			}
		}
		if got, want := Prompts(c, Either), slices.Concat(Prompts(c, Hurt), Prompts(c, Repairing)); !slices.Equal(got, want) {
			t.Errorf("%s, either: got %q, want %q", c, got, want)
		}
	}
}

// SR-50: an idea is about the conduct of the one who writes it. So it says "I" or names the thing, and never "you".
func TestIdeasAreAboutOnesOwnConductOnly(t *testing.T) {
	never := regexp.MustCompile(`(?i)\b(you|your|he|she|his|her|password|passcode|unlock|location|track\w*|gps|messages|inbox)\b`)
	for _, c := range Causes() {
		if len(Ideas(c)) == 0 {
			t.Errorf("%s has no idea", c)
		}
		for _, s := range Ideas(c) {
			if w := never.FindString(s); w != "" {
				t.Errorf("idea %q says %q", s, w)
			}
			if !strings.HasSuffix(s, ".") {
				t.Errorf("idea %q is not a sentence", s)
			}
		}
	}
}

func TestFeelingsAreSixAndThenAboutThirtyAllDifferent(t *testing.T) {
	words := FirstFeelings()
	if len(words) != 6 {
		t.Errorf("%d first words, want 6", len(words))
	}
	for _, g := range MoreFeelings() {
		words = append(words, g.Words...)
		if len(g.Words) > 7 {
			t.Errorf("group %s has %d words, want at most 7 at once", g.Name, len(g.Words))
		}
	}
	if more := len(words) - 6; more < 25 || more > 35 {
		t.Errorf("%d more words, want about 30", more)
	}
	seen := map[string]bool{}
	for _, w := range words {
		if seen[w] {
			t.Errorf("%q stands twice", w)
		}
		seen[w] = true
		if n := utf8.RuneCountInString(w); n > 40 {
			t.Errorf("%q has %d characters, an entry holds 40", w, n)
		}
	}
}

// The words that must not stand on a screen, and those kept for harm.
var forbidden = regexp.MustCompile(`(?i)\b(promis\w*|scor\w*|streak\w*|missed|slipping|fail\w*|victim\w*|forgiv\w*|(un)?safe\w*|guilty|innocent|trigger\w*|betrayer)\b|again\?`)

func TestNoTextUsesAForbiddenWord(t *testing.T) {
	for where, s := range texts() {
		if w := forbidden.FindString(s); w != "" {
			t.Errorf("%s: says %q", where, w)
		}
		if strings.Contains(strings.ToLower(s), "afraid") && s != "afraid of losing everything" {
			t.Errorf("%s: afraid is a word kept for harm", where)
		}
	}
	for _, s := range []string{"A promise.", "Your streak", "Are we good again?", "It failed.", "You are safe."} {
		if !forbidden.MatchString(s) {
			t.Errorf("%q passes", s)
		}
	}
}

// Short texts say little one by one, so the limit of grade 6 is on each kind of text, and a looser one on every sentence.
func TestTextsReadAtGradeSixAtMost(t *testing.T) {
	kinds := map[string][]string{}
	for _, c := range Causes() {
		kinds["prompts"] = append(kinds["prompts"], Prompts(c, Either)...)
		kinds["ideas"] = append(kinds["ideas"], Ideas(c)...)
	}
	for _, c := range Countries() {
		for _, l := range c.Lines {
			if l.Note != "" {
				kinds["notes"] = append(kinds["notes"], l.Note)
			}
		}
	}
	for kind, list := range kinds {
		grade := readability.Grade(strings.Join(list, " "))
		t.Logf("%s: grade %.1f", kind, grade)
		if grade > 6 {
			t.Errorf("%s: grade %.1f, want at most 6", kind, grade)
		}
		for _, s := range list {
			if g := readability.Grade(s); g > 8 {
				t.Errorf("%q: grade %.1f, want at most 8 for one sentence", s, g)
			}
		}
	}
}
