package entry

// Contents of the main half. Days are written "2006-01-02", times of day "15:04".

// Person is the name chosen for the other person. The latest counts.
type Person struct {
	Name string `cbor:"1,keyasint"` // at most MaxName runes; "" takes the name away
}

// Settings are the choices of this record. The latest counts.
type Settings struct {
	Zone        string `cbor:"1,keyasint"` // IANA name, or "": the device's
	IdleMinutes uint8  `cbor:"2,keyasint"` // 2..10
	Theme       string `cbor:"3,keyasint"` // "", "light" or "dark"
}

// SpareWords notes what was done about the twelve spare words. The words themselves stand nowhere.
type SpareWords struct {
	Event string `cbor:"1,keyasint"` // "shown", "confirmed" or "later"
	Day   string `cbor:"2,keyasint"`
}

// Agreement is one concrete thing to do and when. It is never changed: it is ended, and another begins.
// The fields after What are those of schedule.Schedule; a zone unknown to this machine is not an error here.
type Agreement struct {
	What     string `cbor:"1,keyasint"` // 1..MaxWhat runes
	Repeat   string `cbor:"2,keyasint"` // "once", "days", "weekly" or "monthly"
	Every    uint16 `cbor:"3,keyasint"` // 1..52 days, weeks or months; 1 for "once"
	Weekdays uint8  `cbor:"4,keyasint"` // bits, Monday = 1; only for "weekly", where 0 means the weekday of Start
	Start    string `cbor:"5,keyasint"` // a day
	Zone     string `cbor:"6,keyasint"` // IANA name
	At       string `cbor:"7,keyasint"` // a time of day, or "": the end of the day
}

// End says that an agreement, the one entry it answers, is no longer agreed from its claimed clock on.
type End struct{}

// Mark says what came of one occurrence of the agreement it answers.
type Mark struct {
	Occurrence string `cbor:"1,keyasint"` // the scheduled day, also after it was moved
	Outcome    string `cbor:"2,keyasint"` // "kept", "missed" or "moved"
	To         string `cbor:"3,keyasint"` // for "moved": the new day, or "": it falls away; otherwise ""
}

// Withdraw takes back the entries it answers. It has no content.
type Withdraw struct{}

func (Person) kind() Kind     { return KindPerson }
func (Settings) kind() Kind   { return KindSettings }
func (SpareWords) kind() Kind { return KindWords }
func (Agreement) kind() Kind  { return KindAgreement }
func (End) kind() Kind        { return KindEnd }
func (Mark) kind() Kind       { return KindMark }
func (Withdraw) kind() Kind   { return KindWithdraw }

func (p Person) check() error { return first(runes("name", p.Name, 0, MaxName)) }

func (s Settings) check() error {
	zone := zoneName("zone", s.Zone)
	if s.Zone == "" {
		zone = nil
	}
	return first(zone, between("idle minutes", int(s.IdleMinutes), 2, 10), oneOf("theme", s.Theme, "", "light", "dark"))
}

func (w SpareWords) check() error {
	return first(oneOf("event", w.Event, "shown", "confirmed", "later"), day("day", w.Day))
}

func (a Agreement) check() error {
	every, weekdays := 52, 0
	switch a.Repeat {
	case "once":
		every = 1
	case "weekly":
		weekdays = 0x7f
	}
	return first(
		runes("what", a.What, 1, MaxWhat),
		oneOf("repeat", a.Repeat, "once", "days", "weekly", "monthly"),
		between("every", int(a.Every), 1, every),
		between("weekdays", int(a.Weekdays), 0, weekdays),
		day("start", a.Start),
		zoneName("zone", a.Zone),
		timeOfDay("at", a.At),
	)
}

func (End) check() error { return nil }

func (m Mark) check() error {
	to := oneOf("to", m.To, "")
	if m.Outcome == "moved" && m.To != "" {
		to = day("to", m.To)
	}
	return first(day("occurrence", m.Occurrence), oneOf("outcome", m.Outcome, "kept", "missed", "moved"), to)
}

func (Withdraw) check() error { return nil }
