package guide

import "slices"

// Strand is one of the five things trust is made of. Each has its own line; they are never put together into one number.
type Strand string

// The strands, in the order of the guide.
const (
	EmotionalSafety Strand = "emotional-safety"
	Reliability     Strand = "reliability"
	Honesty         Strand = "honesty"
	Boundaries      Strand = "boundaries"
	Care            Strand = "care"
)

// Strands lists the five.
func Strands() []Strand {
	return []Strand{EmotionalSafety, Reliability, Honesty, Boundaries, Care}
}

// Known says whether s is one of the five.
func (s Strand) Known() bool { return slices.Contains(Strands(), s) }

// Part is the part of the guide s comes from.
func (s Strand) Part() Part { return PartTrust }

// Sign is one of the guide's five signs that trust is slowly returning. What is said of a sign is computed elsewhere, and
// never for safety.
type Sign string

// The signs, in the order of the guide.
const (
	SaferConversations  Sign = "safer-conversations"
	SofterReactions     Sign = "softer-reactions"
	NaturalTransparency Sign = "natural-transparency"
	LessFear            Sign = "less-fear"
	Closeness           Sign = "closeness"
)

// Signs lists the five.
func Signs() []Sign {
	return []Sign{SaferConversations, SofterReactions, NaturalTransparency, LessFear, Closeness}
}

// Known says whether s is one of the five.
func (s Sign) Known() bool { return slices.Contains(Signs(), s) }

// Part is the part of the guide s comes from.
func (s Sign) Part() Part { return PartSigns }
