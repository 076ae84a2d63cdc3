package words_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kept/app/words/readability"
)

// texts are all string literals of this package, by file: everything a person reads.
func texts(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 5 {
		t.Fatalf("found %d files of words: %v", len(files), err)
	}
	all := map[string][]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if _, is := n.(*ast.ImportSpec); is {
				return false
			}
			if l, is := n.(*ast.BasicLit); is && l.Kind == token.STRING {
				s, err := strconv.Unquote(l.Value)
				if err != nil {
					t.Fatal(err)
				}
				if !id.MatchString(s) {
					all[name] = append(all[name], s)
				}
			}
			return true
		})
	}
	return all
}

// id is a name in code, not a text.
var id = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)

// Words that label people or their days, and words that promise too much (EXPERIENCE, Tests of the experience, 3).
var forbidden = regexp.MustCompile(`(?i)\b(promis\w*|scor\w*|streak\w*|missed|slipping|fail\w*|victim\w*|forgiv\w*|(un)?safe\w*|guilt\w*|innocent|betray\w*|undetectable|military|secure\w*|trigger\w*)\b|again\?|would see`)

// allowed are the sentences that need such a word, with the reason.
var allowed = map[string]string{
	"Kept is a place to write down what is, to agree on small things and do them, and to see over weeks what was done. Nobody keeps score here, and nobody is asked to forgive.": "says what Kept does not do",
	"Today, how strong was the dread that it could happen again?": "asks about a feeling, not about a fault",
	"What was spent or promised":                                  "a question about what was said, not a label",
}

func TestNoSentenceUsesAWordThatHurtsOrBoasts(t *testing.T) {
	for file, list := range texts(t) {
		for _, s := range list {
			if w := forbidden.FindString(s); w != "" && allowed[s] == "" {
				t.Errorf("%s: %q says %q", file, s, w)
			}
		}
	}
	for _, s := range []string{"You failed.", "Your streak broke.", "Safe and secure.", "Done again?", "missed"} {
		if !forbidden.MatchString(s) {
			t.Errorf("%q would pass", s)
		}
	}
}

// "Afraid" is kept for harm: where it stands, Help is meant.
func TestAfraidIsKeptForHarm(t *testing.T) {
	for file, list := range texts(t) {
		for _, s := range list {
			if strings.Contains(strings.ToLower(s), "afraid") && file != "help.go" && !strings.Contains(s, "Help") && !strings.Contains(s, "afraid of someone") {
				t.Errorf("%s: %q", file, s)
			}
		}
	}
}

// Each file reads at grade 6 at most, and no single sentence much harder.
func TestSentencesReadEasily(t *testing.T) {
	for file, list := range texts(t) {
		var sentences []string
		for _, s := range list {
			if !strings.ContainsAny(s, ".?:") || strings.Contains(s, "%") {
				continue // a label, or a sentence with gaps
			}
			sentences = append(sentences, s)
			if g := readability.Grade(s); g > 9 && strings.Count(s, " ") > 5 { // the measure means little on a few words
				t.Errorf("%s: grade %.1f: %q", file, g, s)
			}
		}
		if g := readability.Grade(strings.Join(sentences, " ")); g > 6 {
			t.Errorf("%s: grade %.1f on the whole, want at most 6", file, g)
		}
	}
}

// A sentence ends like one, and says one thing to one person: no exclamation, no "please note", no shouting.
func TestSentencesAreCalm(t *testing.T) {
	shout := regexp.MustCompile(`!|[A-Z]{4,}|(?i)please note|oops|sorry|unfortunately|error|invalid`)
	for file, list := range texts(t) {
		for _, s := range list {
			if w := shout.FindString(s); w != "" && w != "FOLDER" {
				t.Errorf("%s: %q shouts %q", file, s, w)
			}
		}
	}
}

// A sentence nobody reads is taken out: each name of this package stands on a page, in a handler, or in a sentence here.
func TestEverySentenceIsReadSomewhere(t *testing.T) {
	var source strings.Builder
	for _, pattern := range []string{"../*.go", "../page/*.templ", "../page/*.go", "*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", pattern, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") || strings.HasSuffix(f, "_templ.go") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			source.Write(b)
		}
	}
	names := regexp.MustCompile(`(?m)^\t([A-Z]\w+) += "`).FindAllStringSubmatch(source.String(), -1)
	if len(names) < 200 {
		t.Fatalf("found %d names, want all", len(names))
	}
	for _, n := range names {
		if len(regexp.MustCompile(`\b`+n[1]+`\b`).FindAllString(source.String(), 2)) < 2 {
			t.Errorf("nothing says words.%s", n[1])
		}
	}
}
