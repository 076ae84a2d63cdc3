package readability

import "testing"

func TestGradeTellsPlainFromHard(t *testing.T) {
	for word, want := range map[string]int{"hurt": 1, "table": 2, "asked": 1, "needed": 2, "names": 1, "dances": 2, "saying": 2,
		"someone": 2, "everything": 3, "whole": 1, "betrayed": 2, "Zurich": 2, "112": 1} {
		if got := syllables(word); got != want {
			t.Errorf("%s: got %d syllables, want %d", word, got, want)
		}
	}
	// 6 words, 6 syllables, 1 sentence: 2.34 + 11.8 - 15.59.
	if got := Grade("The cat sat on the mat."); got < -1.451 || got > -1.449 {
		t.Errorf("plain sentence: got grade %.3f, want -1.450", got)
	}
	if got := Grade("Accountability necessitates acknowledging psychological consequences without rationalisation."); got < 12 {
		t.Errorf("hard sentence: got grade %.1f, want over 12", got)
	}
}
