package reviewer

import "slices"

// A Label says what words do.
type Label string

// Labels to reconsider.
const (
	NonApology   Label = "non_apology"   // regret aimed at the reader's feeling, or under a condition
	Excuse       Label = "excuse"        // a cause outside the writer's choice stands in for ownership
	BlameShift   Label = "blame_shift"   // the reader's conduct is given as the cause
	Minimizing   Label = "minimizing"    // the act or the reader's reaction is made small
	Rushing      Label = "rushing"       // the reader is pressed to forgive or be done
	Guilt        Label = "guilt"         // the writer's pain or sacrifice is used as a lever
	Defensive    Label = "defensive"     // denial when questioned, complaint about being asked
	ScoreKeeping Label = "score_keeping" // the reader's faults are set against the act
	GrandPromise Label = "grand_promise" // a promise without limit
	Evasion      Label = "evasion"       // no agent, no content, no answer
	Threat       Label = "threat"        // harm, loss or exposure is announced or hinted
	Control      Label = "control"       // a demand or condition that would monitor or isolate
)

// Labels that carry weight.
const (
	Responsibility Label = "responsibility" // the first person owns it
	NamesAct       Label = "names_act"      // says what was done
	Harm           Label = "harm"           // says how the reader was hurt by it
	Validation     Label = "validation"     // says the reader's feeling or doubt is right
	Patience       Label = "patience"       // gives time, asks nothing
	Change         Label = "change"         // a step that can be checked
	Openness       Label = "openness"       // offers facts or access unasked
	Listening      Label = "listening"      // gives back what the reader said or feels
)

// AvoidLabels and GoodLabels are all labels, in the order of the guidelines.
var (
	AvoidLabels = []Label{NonApology, Excuse, BlameShift, Minimizing, Rushing, Guilt, Defensive, ScoreKeeping, GrandPromise, Evasion, Threat, Control}
	GoodLabels  = []Label{Responsibility, NamesAct, Harm, Validation, Patience, Change, Openness, Listening}
)

// Avoid says whether the label asks to reconsider.
func (l Label) Avoid() bool { return slices.Contains(AvoidLabels, l) }

func (l Label) known() bool { return l.Avoid() || slices.Contains(GoodLabels, l) }

// serves names the mistake or practice of the guide each label belongs to.
var serves = map[Label]string{
	Rushing: "rushing-forgiveness", Guilt: "guilt", ScoreKeeping: "guilt",
	Defensive: "defensiveness", BlameShift: "defensiveness", Excuse: "defensiveness", NonApology: "defensiveness", Minimizing: "defensiveness",
	GrandPromise: "consistency", Evasion: "radical-honesty", Threat: "repeating-harm", Control: "respect-boundaries",
	Responsibility: "responsibility", NamesAct: "responsibility", Harm: "responsibility",
	Validation: "listening", Patience: "listening", Listening: "listening",
	Openness: "radical-honesty", Change: "consistency",
}

// Serves returns the identifier, in the guide, of the mistake or practice the label belongs to.
func (l Label) Serves() string { return serves[l] }

// A Tier says how sure a finding is.
type Tier string

const (
	Sure Tier = "sure" // marks a passage
	Look Tier = "look" // is a quiet question
)

// A Flag asks the page to act beyond showing a mark.
type Flag string

const (
	FlagThreat   Flag = "threat"
	FlagControl  Flag = "control"
	FlagSelfHarm Flag = "self-harm"
)

// A Writer is the part the writer has in this repair.
type Writer string

const (
	Repairing Writer = "repairing"
	Hurt      Writer = "hurt"
)

// A Kind is the kind of text under review.
type Kind string

const (
	Statement  Kind = "statement"  // a letter that owns it
	Reply      Kind = "reply"      // an answer to a question
	Disclosure Kind = "disclosure" // telling something
	Request    Kind = "request"    // asking for a limit or an agreement
)
