package reviewer

import "slices"

// Parts a question can ask for.
const (
	PartWho      Part = "who"
	PartWhen     Part = "when"
	PartWhere    Part = "where"
	PartHowOften Part = "how_often"
	PartHowMuch  Part = "how_much"
)

// carries names the label that shows a part of a statement is there.
var carries = []struct {
	part  Part
	label Label
}{{PartAct, NamesAct}, {PartHarm, Harm}, {PartResponsibility, Responsibility}, {PartChange, Change}}

// answers names, for each part a question can ask for, the class that asks it and the class that answers it.
var answers = []struct {
	part          Part
	asks, answers string
}{
	{PartWho, "<ASKS_WHO>", "<ANSWERS_WHO>"},
	{PartWhen, "<ASKS_WHEN>", "<ANSWERS_WHEN>"},
	{PartWhere, "<ASKS_WHERE>", "<ANSWERS_WHERE>"},
	{PartHowOften, "<ASKS_HOW_OFTEN>", "<ANSWERS_HOW_OFTEN>"},
	{PartHowMuch, "<ASKS_HOW_MUCH>", "<ANSWERS_HOW_MUCH>"},
}

// wholeText adds what only the whole text shows: the parts that are there and those that are missing.
func (r *Report) wholeText(text string, o Options) {
	if o.Writer == Hurt {
		return
	}
	switch o.Kind {
	case Statement, "":
		for _, c := range carries {
			if r.has(c.label) {
				r.Present = append(r.Present, c.part)
			} else if o.Kind == Statement {
				r.Missing = append(r.Missing, c.part)
			}
		}
	case Reply:
		r.reply(text, o.Question)
	}
}

func (r *Report) has(l Label) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Label == l && f.Tier == Sure })
}

// reply compares an answer with its question. An answer that holds none of what was asked for, and no honest
// "I do not know yet", is evidence of evasion that no single sentence shows; it stays a quiet question.
func (r *Report) reply(text, question string) {
	l := english()
	asked := l.classesIn(question)
	given := l.classesIn(text)
	named := 0
	for _, a := range answers {
		if !asked[a.asks] {
			continue
		}
		if given[a.answers] {
			named++
			r.Present = append(r.Present, a.part)
		} else {
			r.Missing = append(r.Missing, a.part)
		}
	}
	if named > 0 || len(r.Missing) == 0 || given["<FINDING_OUT>"] || r.has(Evasion) {
		return
	}
	start, end := extent(text)
	if end > start {
		r.Findings = append(r.Findings, Finding{Label: Evasion, Start: start, End: end, Tier: Look, Rule: "question-not-answered", Reason: "question.not.answered"})
	}
}

// extent returns the range of a text from its first word to its last.
func extent(text string) (start, end int) {
	s := scanner{text: text}
	start = -1
	for {
		_, from, to, _, more := s.next()
		if from >= 0 {
			if start < 0 {
				start = from
			}
			end = to
		}
		if !more {
			return max(start, 0), end
		}
	}
}

// classesIn returns the classes that stand anywhere in a text.
func (l *language) classesIn(text string) map[string]bool {
	var w worker
	w.begin(l)
	out := map[string]bool{}
	s := scanner{text: text}
	for {
		words, _, _, question, more := s.next()
		if len(words) > 0 {
			tokens := l.read(words, nil)
			for from := 0; from < len(tokens); {
				to := cut(tokens, from)
				w.facts.reset(to-from, len(l.names))
				w.fill(tokens[from:to], question)
				for _, a := range w.facts.touched {
					out[l.names[a]] = true
				}
				from = to
			}
		}
		if !more {
			return out
		}
	}
}
