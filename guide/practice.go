package guide

import "slices"

// Practice is something the guide asks of one of the two, or of both, that is a working part of Kept.
type Practice string

// The practices.
const (
	Responsibility       Practice = "responsibility"
	Listening            Practice = "listening"
	Reassurance          Practice = "reassurance"
	TalkTogether         Practice = "talk-together"
	RadicalHonesty       Practice = "radical-honesty"
	WholeAccount         Practice = "whole-account"
	Consistency          Practice = "consistency"
	TenMinutes           Practice = "ten-minutes"
	RespectBoundaries    Practice = "respect-boundaries"
	UnderstandingWhy     Practice = "understanding-why"
	Feelings             Practice = "feelings"
	ObserveActions       Practice = "observe-actions"
	SelfTrust            Practice = "self-trust"
	SmallCares           Practice = "small-cares"
	RepeatedPositive     Practice = "repeated-positive"
	EmotionalConsistency Practice = "emotional-consistency"
	PatienceInSetbacks   Practice = "patience-in-setbacks"
	LongTermChange       Practice = "long-term-change"
	MayBeDifferent       Practice = "may-be-different"
	Support              Practice = "support"
	Ending               Practice = "ending"
)

// practices holds what the code needs to know of each, in the order people meet them.
var practices = []struct {
	id     Practice
	by     Side
	part   Part
	within Practice
}{
	{Responsibility, Repairing, PartOwn, ""},
	{Listening, Repairing, PartListen, ""},
	{Reassurance, Either, PartListen, Listening}, // one asks, the other gives
	{TalkTogether, Either, PartListen, Listening},
	{RadicalHonesty, Repairing, PartHonest, ""},
	{WholeAccount, Repairing, PartHonest, RadicalHonesty},
	{Consistency, Repairing, PartReliable, ""},
	{TenMinutes, Either, PartReliable, Consistency},
	{RespectBoundaries, Repairing, PartBoundaries, ""},
	{UnderstandingWhy, Repairing, PartSupport, ""}, // the guide's "address underlying issues"
	{Feelings, Hurt, PartFeel, ""},
	{ObserveActions, Hurt, PartObserve, ""},
	{SelfTrust, Hurt, PartSelfTrust, ""},
	{SmallCares, Either, PartTrust, ""}, // the practice of the strand care
	{RepeatedPositive, Either, PartTime, ""},
	{EmotionalConsistency, Either, PartTime, ""},
	{PatienceInSetbacks, Either, PartTime, ""},
	{LongTermChange, Either, PartTime, ""},
	{MayBeDifferent, Either, PartRestored, ""},
	{Support, Either, PartSupport, ""},
	{Ending, Either, PartSelfTrust, ""}, // the guide's "knowing you can walk away", for either
}

// Practices lists them in the order people meet them.
func Practices() []Practice {
	ids := make([]Practice, len(practices))
	for i, p := range practices {
		ids[i] = p.id
	}
	return ids
}

func (p Practice) index() int { return slices.Index(Practices(), p) }

// Known says whether p is one of them.
func (p Practice) Known() bool { return p.index() >= 0 }

// By says whose practice p is; "" if p is unknown.
func (p Practice) By() Side {
	if i := p.index(); i >= 0 {
		return practices[i].by
	}
	return ""
}

// Part is the part of the guide p comes from; "" if p is unknown.
func (p Practice) Part() Part {
	if i := p.index(); i >= 0 {
		return practices[i].part
	}
	return ""
}

// Within is the larger practice p belongs to; "" if it stands alone or is unknown.
func (p Practice) Within() Practice {
	if i := p.index(); i >= 0 {
		return practices[i].within
	}
	return ""
}
