package guide

import "slices"

// Cause is a reason why trust broke. Several may apply, and small repeated ones count as much as one large one.
type Cause string

// The causes, in the order of the guide.
const (
	Lying               Cause = "lying"
	InfidelityEmotional Cause = "infidelity-emotional"
	InfidelityPhysical  Cause = "infidelity-physical"
	BrokenPromises      Cause = "broken-promises"
	EmotionalAbsence    Cause = "emotional-absence"
	FinancialSecrecy    Cause = "financial-secrecy"
	CrossedBoundaries   Cause = "crossed-boundaries"
	Inconsistency       Cause = "inconsistency"
	OtherCause          Cause = "other"
)

// Causes lists them in the order of the guide, the open one last.
func Causes() []Cause {
	return []Cause{Lying, InfidelityEmotional, InfidelityPhysical, BrokenPromises, EmotionalAbsence, FinancialSecrecy,
		CrossedBoundaries, Inconsistency, OtherCause}
}

// Known says whether c is one of them.
func (c Cause) Known() bool { return slices.Contains(Causes(), c) }

// Part is the part of the guide c comes from.
func (c Cause) Part() Part { return PartCauses }

// Prompts are questions that help to write about c, at least three for each side, each used for this cause only. With
// [Either], those of the hurt one come first. An unknown cause or side has none.
func Prompts(c Cause, s Side) []string {
	p := prompts[c]
	switch s {
	case Hurt:
		return p.hurt
	case Repairing:
		return p.repairing
	case Either:
		return slices.Concat(p.hurt, p.repairing)
	}
	return nil
}

// Ideas are things the one who repairs could do where c is the cause: small, about their own conduct only, and such that
// the other could see them. "___" stands where a date goes. An unknown cause has none.
func Ideas(c Cause) []string { return ideas[c] }
