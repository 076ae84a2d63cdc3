package guide

import "slices"

// Mistake is something that keeps trust away. It is only ever said to the one about to make it, and never counted.
type Mistake string

// The mistakes: six of the guide, and rushing oneself.
const (
	RushingForgiveness Mistake = "rushing-forgiveness"
	InstantHealing     Mistake = "instant-healing"
	Guilt              Mistake = "guilt"
	Defensiveness      Mistake = "defensiveness"
	RepeatingHarm      Mistake = "repeating-harm"
	IgnoringTriggers   Mistake = "ignoring-triggers"
	SelfRushing        Mistake = "self-rushing"
)

// Mistakes lists them in the order of the guide.
func Mistakes() []Mistake {
	return []Mistake{RushingForgiveness, InstantHealing, Guilt, Defensiveness, RepeatingHarm, IgnoringTriggers, SelfRushing}
}

// Known says whether m is one of them.
func (m Mistake) Known() bool { return slices.Contains(Mistakes(), m) }

// Part is the part of the guide m comes from. Rushing oneself is what the guide warns the hurt one of.
func (m Mistake) Part() Part {
	if m == SelfRushing {
		return PartFeel
	}
	return PartMistakes
}
