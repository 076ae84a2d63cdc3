// Package reviewer tells accountability from its imitations, in words a person is about to share, and explains itself.
//
// In the ordinary case call [Review] with the text and its [Options], and show [Report.Page]: what carries weight first,
// then at most three passages with a reason and a question, then what is missing. [Explain] gives the sentences of a key.
//
// In: UTF-8 text of any length; Options say who writes (an empty Writer is [Repairing]) and what kind of text it is.
// Out: findings in the order of the text, with byte offsets [Start, End) into the text as given, always on rune borders.
// Errors: none. Bytes that are no UTF-8 end a word and are never inside a finding's first or last rune. Time is linear.
//
// It is advice about words: it says nothing about the writer, keeps nothing, and sees one message, no tone and no history.
// Sarcasm and coded threats pass; a true fact can read as an excuse. English only so far.
// The rules are data in the folder english; RULES.md says how to read and extend them.
package reviewer

import (
	"slices"
	"sync"
)

// Options say what the text is.
type Options struct {
	Writer   Writer
	Kind     Kind
	Question string // for a reply: the question it answers
}

// A Finding is a passage and what it does.
type Finding struct {
	Label  Label  `json:"label"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Tier   Tier   `json:"tier"`
	Rule   string `json:"rule"`
	Reason string `json:"reason"` // key for Explain
	Flag   Flag   `json:"flag,omitempty"`
}

// A Report is what the review of one text found.
type Report struct {
	Findings []Finding `json:"findings"`
	Present  []Part    `json:"present,omitempty"` // parts of a statement that are there
	Missing  []Part    `json:"missing,omitempty"` // parts that are not: of a statement, or of the question asked
	Safety   []Flag    `json:"safety,omitempty"`
}

// A Part is something a statement needs, or something a question asked for.
type Part string

// Parts of a statement. A request for forgiveness is never one of them.
const (
	PartAct            Part = "act"
	PartHarm           Part = "harm"
	PartResponsibility Part = "responsibility"
	PartChange         Part = "change"
)

// workers keeps the tables one review fills, so that the next review need not make them anew.
var workers = sync.Pool{New: func() any { return new(worker) }}

// Review reads text and reports what its words do. The same text and options always give the same report.
func Review(text string, o Options) Report {
	w := workers.Get().(*worker)
	defer workers.Put(w)
	w.begin(english())
	w.hurt = o.Writer == Hurt
	r := Report{Findings: w.review(text)}
	r.wholeText(text, o)
	for _, f := range r.Findings {
		if f.Flag != "" && !slices.Contains(r.Safety, f.Flag) {
			r.Safety = append(r.Safety, f.Flag)
		}
	}
	return r
}

// Explain returns the sentence that gives the reason for a mark and the question that goes with it.
func Explain(key string) (reason, question string) {
	r := english().reasons[key]
	return r.sentence, r.question
}

// A Rule is one thing the reviewer knows, for people to read.
type Rule struct {
	ID             string
	Label          Label
	Tier           Tier
	Says, Asks     string
	Yes, No        []string // lines it must and must not match
	Patterns       []string
	SpeaksToAnyone bool // also when the writer is the one who was hurt
}

// Rules returns every rule, in the order of the files.
func Rules() []Rule {
	var out []Rule
	for _, r := range english().rules {
		says, asks := Explain(r.reason)
		out = append(out, Rule{r.id, r.label, r.tier, says, asks, r.yes, r.no, r.source, r.writer == "any"})
	}
	return out
}

// Known says whether writer and kind are among those the reviewer knows; empty ones are.
func (o Options) Known() bool {
	return slices.Contains([]Writer{"", Hurt, Repairing}, o.Writer) && slices.Contains([]Kind{"", Statement, Reply, Disclosure, Request}, o.Kind)
}
