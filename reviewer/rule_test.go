package reviewer

import (
	"slices"
	"strings"
	"testing"
)

// Every rule carries lines it must and must not match. A rule without two of each is not finished.
func TestEveryRuleKeepsItsOwnExamples(t *testing.T) {
	for _, r := range english().rules {
		if len(r.yes) < 2 || len(r.no) < 2 {
			t.Errorf("rule %s: %d yes and %d no lines, want at least two of each", r.id, len(r.yes), len(r.no))
		}
		for _, line := range r.yes {
			if !slices.ContainsFunc(Review(line, Options{}).Findings, func(f Finding) bool { return f.Label == r.label }) {
				t.Errorf("rule %s: %q got no %s", r.id, line, r.label)
			}
		}
		for _, line := range r.no {
			for _, f := range Review(line, Options{}).Findings {
				if f.Rule == r.id {
					t.Errorf("rule %s: %q was marked %q, want nothing", r.id, line, line[f.Start:f.End])
				}
			}
		}
	}
}

func TestEveryReasonIsOneSentenceAboutTheWords(t *testing.T) {
	used := map[string]Label{"question.not.answered": Evasion}
	for _, r := range english().rules {
		used[r.reason] = r.label
	}
	for key, reason := range english().reasons {
		label, ok := used[key]
		if !ok {
			t.Errorf("reason %s: no rule gives it", key)
		}
		if reason.sentence == "" || !strings.HasSuffix(reason.sentence, ".") || strings.Count(reason.sentence, ". ") > 0 {
			t.Errorf("reason %s: %q, want one sentence", key, reason.sentence)
		}
		if label.Avoid() && !strings.HasSuffix(reason.question, "?") {
			t.Errorf("reason %s: question %q, want one question", key, reason.question)
		}
		if strings.Contains(strings.ToLower(reason.sentence), "you are ") {
			t.Errorf("reason %s: %q speaks about the writer", key, reason.sentence)
		}
	}
}
