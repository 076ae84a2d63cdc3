package entry

// Kind says what sort of thing was written. The strings are part of the format and only ever added to.
type Kind string

// Kinds that stand in the main half.
const (
	KindPerson    Kind = "person"
	KindSettings  Kind = "settings"
	KindWords     Kind = "words"
	KindAgreement Kind = "agreement"
	KindEnd       Kind = "end"
	KindMark      Kind = "mark"
)

// Kinds that stand in the private half.
const (
	KindRole    Kind = "role"
	KindNote    Kind = "note"
	KindFeeling Kind = "feeling"
	KindCheck   Kind = "check"
	KindLine    Kind = "line"
)

// KindWithdraw stands in either half: it takes back entries of its own half.
const KindWithdraw Kind = "withdraw"

// Content is the content of one kind: one of the structs of this package.
type Content interface {
	kind() Kind
	check() error // nil or a *FieldError
}

// rules says, for one kind, where it may stand, how many entries it answers, and how its content is read.
type rules struct {
	half       half
	minAnswers int
	maxAnswers int
	read       func([]byte) (Content, error)
}

type half uint8

const (
	mainHalf half = 1 << iota
	mineHalf
)

var kinds = map[Kind]rules{
	KindPerson:    {mainHalf, 0, 0, read[Person]},
	KindSettings:  {mainHalf, 0, 0, read[Settings]},
	KindWords:     {mainHalf, 0, 0, read[SpareWords]},
	KindAgreement: {mainHalf, 0, 0, read[Agreement]},
	KindEnd:       {mainHalf, 1, 1, read[End]},
	KindMark:      {mainHalf, 1, 1, read[Mark]},
	KindRole:      {mineHalf, 0, 0, read[Role]},
	KindNote:      {mineHalf, 0, 0, read[Note]},
	KindFeeling:   {mineHalf, 0, 1, read[Feeling]},
	KindCheck:     {mineHalf, 0, 0, read[Check]},
	KindLine:      {mineHalf, 0, 0, read[Line]},
	KindWithdraw:  {mainHalf | mineHalf, 1, MaxLinks, read[Withdraw]},
}
