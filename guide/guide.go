// Package guide is the guide as data: what trust is made of, why it broke, what each of the two can do, what keeps trust
// away, what is changing, and where a person in danger can call.
//
// In the ordinary case range over [Causes], show [Prompts] or [Ideas] for the one a person picked, and keep its ID in an
// entry; for Help, list [Countries] and show [Country.Emergency] before [Country.Of].
//
// In: nothing but typed IDs ([Strand], [Cause], [Practice], [Mistake], [Sign]) and two-letter country codes. Out: texts in
// plain English and telephone numbers as they are shown. IDs are names in code and in entries, so they are only ever added;
// what a person reads for them stands in app/words. Prompts, ideas and feeling words are texts people read, and live here
// because they belong to the ID. All slices are shared: read them, do not change them.
// Errors: none. An ID from outside is checked with Known; an unknown one has no texts.
// Source: the guide "How can you regain trust in a relationship?"; its ideas carry over, its sentences do not. Each ID
// names the part of the guide it comes from ([Part]). Helplines: helplines.json, with a source for every entry.
package guide

// Part is a part of the guide, in its order.
type Part string

// The parts of the guide.
const (
	PartTrust      Part = "what-trust-is"
	PartCauses     Part = "why-it-broke"
	PartOwn        Part = "repairing-1" // take full responsibility
	PartListen     Part = "repairing-2" // let the other express their pain
	PartHonest     Part = "repairing-3" // be honest first
	PartReliable   Part = "repairing-4" // be consistent and predictable
	PartBoundaries Part = "repairing-5" // respect limits without resentment
	PartTime       Part = "time"
	PartFeel       Part = "hurt-1" // acknowledge feelings without judging oneself
	PartObserve    Part = "hurt-2" // observe actions, not words
	PartSelfTrust  Part = "hurt-3" // rebuild self-trust first
	PartRestored   Part = "restored"
	PartMistakes   Part = "mistakes"
	PartSupport    Part = "support"
	PartSigns      Part = "signs"
)

// Parts lists the parts of the guide in its order.
func Parts() []Part {
	return []Part{PartTrust, PartCauses, PartOwn, PartListen, PartHonest, PartReliable, PartBoundaries, PartTime,
		PartFeel, PartObserve, PartSelfTrust, PartRestored, PartMistakes, PartSupport, PartSigns}
}

// Side is who does something: the one who was hurt, the one who repairs, or either of them. It belongs to a repair, never
// to a person: both may be hurt and both may repair.
type Side string

// The sides. Their values are those of an entry's role, where it has them.
const (
	Hurt      Side = "hurt"
	Repairing Side = "repairing"
	Either    Side = "either"
)

// IDs lists every ID of the guide: strands, causes, practices, mistakes, signs. Each is unique among all of them.
func IDs() []string {
	var ids []string
	for _, s := range Strands() {
		ids = append(ids, string(s))
	}
	for _, c := range Causes() {
		ids = append(ids, string(c))
	}
	for _, p := range Practices() {
		ids = append(ids, string(p))
	}
	for _, m := range Mistakes() {
		ids = append(ids, string(m))
	}
	for _, s := range Signs() {
		ids = append(ids, string(s))
	}
	return ids
}
