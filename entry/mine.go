package entry

// Contents of the private half. Days are written "2006-01-02".

// Role is what brings the person here. The latest counts.
type Role struct {
	Role string `cbor:"1,keyasint"` // "hurt", "repairing", "both" or "writing"
}

// Note is a page somebody wrote for themselves.
type Note struct {
	Page   string   `cbor:"1,keyasint"` // "tonight", "noticed", "question", "did", "account" or "blank"
	Parts  []string `cbor:"2,keyasint"` // 1..MaxParts texts of at most MaxText bytes, not all empty
	Day    string   `cbor:"3,keyasint"` // the day it is about
	Choice string   `cbor:"4,keyasint"` // how an answer should come: "", "outline", "detail" or "choose"
}

// Feeling is one feeling: a word, how strong, a line; at least one of them. It may answer the note it
// belongs to, or an earlier feeling, whose place it takes.
type Feeling struct {
	Word     string `cbor:"1,keyasint"` // at most MaxWord runes
	Strength int8   `cbor:"2,keyasint"` // 0..10, or -1: not given
	Line     string `cbor:"3,keyasint"` // at most MaxText bytes
}

// Check is one answer of the daily two minutes.
type Check struct {
	Day      string `cbor:"1,keyasint"`
	Question string `cbor:"2,keyasint"` // "dread", "closeness", "ease" or "weight"
	Value    uint8  `cbor:"3,keyasint"` // 0..10
}

// Line is the one line of a day's two minutes, or what will be different tomorrow.
type Line struct {
	Day  string `cbor:"1,keyasint"`
	Page string `cbor:"2,keyasint"` // "line" or "tomorrow"
	Text string `cbor:"3,keyasint"` // 1..MaxText bytes
}

func (Role) kind() Kind    { return KindRole }
func (Note) kind() Kind    { return KindNote }
func (Feeling) kind() Kind { return KindFeeling }
func (Check) kind() Kind   { return KindCheck }
func (Line) kind() Kind    { return KindLine }

func (r Role) check() error {
	return first(oneOf("role", r.Role, "hurt", "repairing", "both", "writing"))
}

func (n Note) check() error {
	err := first(
		oneOf("page", n.Page, "tonight", "noticed", "question", "did", "account", "blank"),
		between("parts", len(n.Parts), 1, MaxParts),
		day("day", n.Day),
		oneOf("choice", n.Choice, "", "outline", "detail", "choose"),
	)
	if err != nil {
		return err
	}
	written := 0
	for _, p := range n.Parts {
		if err := text("parts", p, 0); err != nil {
			return err
		}
		written += len(p)
	}
	if written == 0 {
		return &FieldError{Field: "parts", Err: ErrEmpty}
	}
	return nil
}

func (f Feeling) check() error {
	if f.Word == "" && f.Strength < 0 && f.Line == "" {
		return &FieldError{Field: "word", Err: ErrEmpty}
	}
	return first(
		runes("word", f.Word, 0, MaxWord),
		between("strength", int(f.Strength), -1, 10),
		text("line", f.Line, 0),
	)
}

func (c Check) check() error {
	return first(
		day("day", c.Day),
		oneOf("question", c.Question, "dread", "closeness", "ease", "weight"),
		between("value", int(c.Value), 0, 10),
	)
}

func (l Line) check() error {
	return first(day("day", l.Day), oneOf("page", l.Page, "line", "tomorrow"), text("text", l.Text, 1))
}
