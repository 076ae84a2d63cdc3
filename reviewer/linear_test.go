package reviewer

import (
	"strings"
	"testing"
)

// steps counts the pieces of patterns tried for a text: the work of a review, without the clock.
func steps(text string) int {
	var w worker
	w.begin(english())
	w.review(text)
	return w.facts.steps
}

// The bench shows the same with the clock.
func TestTenTimesTheTextIsAtMostElevenTimesTheWork(t *testing.T) {
	for name, unit := range map[string]string{
		"a letter": strings.Join(lines(t, "testdata/hurt.txt")[:60], " "), "no full stop": strings.Repeat("i am sorry you ", 133),
		"one word": strings.Repeat("sorry ", 400), "quotes": strings.Repeat("\"sorry' you ", 200), "lines": strings.Repeat("sorry you\n", 200),
	} {
		small, large := steps(unit+"\n\n"), steps(strings.Repeat(unit+"\n\n", 10))
		if small == 0 || large > 11*small {
			t.Errorf("%s: got %d steps for ten times the text of %d, want at most eleven times", name, large, small)
		}
	}
}

// A sentence has at most maxTokens tokens and a pattern is tried only on one sentence, so no text costs more than this per word.
func TestNoSentenceIsLongerThanAMachineWord(t *testing.T) {
	l := english()
	text := strings.Repeat("dunno whatever ", 3000)
	s := scanner{text: text}
	for {
		words, _, _, _, more := s.next()
		tokens := l.read(words, nil)
		for from := 0; from < len(tokens); {
			to := cut(tokens, from)
			if to-from > maxTokens || to <= from {
				t.Fatalf("a run of %d tokens, want 1 to %d", to-from, maxTokens)
			}
			from = to
		}
		if !more {
			return
		}
	}
}

func TestAMegabyteOfAnythingIsReviewed(t *testing.T) {
	for _, text := range map[string]string{
		"one word": strings.Repeat("x", 1<<20), "NUL": strings.Repeat("\x00", 1<<20), "bidi": strings.Repeat("\u202e", 1<<18),
		"emoji": strings.Repeat("\U0001F494", 1<<18), "apostrophes": strings.Repeat("'", 1<<20), "sorry": strings.Repeat("sorry you ", 1<<17)[:1<<20],
		"open quotes": strings.Repeat("\u201c a ", 1<<17),
	} {
		checkOffsets(t, text, Review(text, Options{}))

	}
}

func BenchmarkLetter(b *testing.B) {
	text := strings.Repeat("I lied to you about the money. You have every right to be angry. It was only a few pounds and you are overreacting. The soup is on the table. ", 15)[:2000]
	Review(text, Options{})
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Review(text, Options{})
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := compile(folders, "english"); err != nil {
			b.Fatal(err)
		}
	}
}
