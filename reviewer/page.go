package reviewer

import "slices"

// A Page is what a screen shows of a report, in this order: what carries weight, at most three marks, what is missing.
// There is no count of anything else.
type Page struct {
	Carries []Mark
	Marks   []Mark
	Missing []Part
	Safety  []Flag
}

// A Mark is a passage with the sentences that go with it.
type Mark struct {
	Finding
	Passage  string
	Says     string // the reason, one sentence
	Asks     string // the question, one sentence; empty for what carries weight
	Question string // the key of Asks
}

// maxMarks is how many passages to reconsider a person is shown at once.
const maxMarks = 3

// weight orders marks: what touches safety first, then what weighs most against the reader.
var weight = []Label{Threat, Control, BlameShift, NonApology, Rushing, Guilt, Minimizing, Defensive, ScoreKeeping, Evasion, Excuse, GrandPromise}

// Page chooses from the report of text what to show.
func (r Report) Page(text string) Page {
	p := Page{Missing: r.Missing, Safety: r.Safety}
	var marks []Finding
	for _, f := range r.Findings {
		switch {
		case f.Label.Avoid():
			marks = append(marks, f)
		case f.Tier == Sure:
			p.Carries = append(p.Carries, markOf(f, text))
		}
	}
	slices.SortStableFunc(marks, func(a, b Finding) int {
		if a.Tier != b.Tier {
			if a.Tier == Sure {
				return -1
			}
			return 1
		}
		return slices.Index(weight, a.Label) - slices.Index(weight, b.Label)
	})
	if len(marks) > maxMarks {
		marks = marks[:maxMarks]
	}
	for _, f := range marks {
		p.Marks = append(p.Marks, markOf(f, text))
	}
	return p
}

func markOf(f Finding, text string) Mark {
	m := Mark{Finding: f, Passage: text[f.Start:f.End], Question: f.Reason}
	m.Says, m.Asks = Explain(f.Reason)
	return m
}
