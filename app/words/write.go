package words

import "strconv"

// Page names one of the pages for writing in Mine. The strings are those of entry.Note.
type Page struct {
	Title, Lead string
	Fields      []Field
	Save        string
	After       string // the heading once it is kept
	AfterText   string
}

// Field is one field of a page for writing. Help may be empty.
type Field struct {
	Label, Help string
	Long        bool
}

// Pages are the pages for writing, by the name entry.Note gives them.
var Pages = map[string]Page{
	"tonight": {
		Title: "Put tonight down.", Lead: "Write as it comes. Nobody reads it, and it does not have to be fair.",
		Fields: []Field{{Label: "Your words", Long: true}},
		Save:   Save, After: "It is here.", AfterText: "You do not have to carry it till morning.",
	},
	"blank": {
		Title: "A blank page.", Lead: "Write what you want. It does not have to lead anywhere.",
		Fields: []Field{{Label: "Your words", Long: true}},
		Save:   Save, After: "It is here.", AfterText: "You can read it whenever you want.",
	},
	"question": {
		Title: "One question you need answered.", Lead: "You may ask it again whenever you need to.",
		Fields: []Field{{Label: "Your question", Long: true}},
		Save:   "Keep it for myself for now", After: "It is kept.", AfterText: "If you ever write here together, you decide then whether to send it.",
	},
	"noticed": {
		Title: "What did you see or hear?", Lead: "Only what happened. What it means can wait.",
		Fields: []Field{{Label: "What happened", Long: true}},
		Save:   Save, After: "This is yours.", AfterText: "You can look at it when you doubt yourself.",
	},
	"did": {
		Title: "Say it once, plainly, to nobody.", Lead: "It can be clumsy. Nobody reads it. One line for each, or leave it.",
		Fields: []Field{
			{Label: "What did you do?"},
			{Label: "Who did it hurt, and how?"},
			{Label: "What did you say or hide so that it would not come out?"},
			{Label: "What has ended, and what has not yet?"},
		},
		Save: Save, After: "You said it.", AfterText: "Many people never get this far without being made to. That does not settle anything, and it is a start.",
	},
	"account": {
		Title: "Everything, once.", Lead: "Telling it in pieces hurts again with each piece. Write it here over as many days as you need. Nothing is shared until you say so.",
		Fields: []Field{
			{Label: "When it began"},
			{Label: "With whom, or with what money", Help: "For sex with someone else: many counsellors advise telling this with help in the room."},
			{Label: "How often"},
			{Label: "What was spent or promised", Help: "For debts: amounts, names and dates may stand here as text. Kept adds nothing up and connects to no bank."},
			{Label: "Who else knows"},
			{Label: "What you denied when asked"},
			{Label: "What you hope will not be asked"},
			{Label: "What you are still unsure of"},
			{Label: "This is all I know today. Still checking:"},
		},
		Save: "Keep the draft", After: "The draft is kept.", AfterText: "Nobody sees it. You can go on with it on another day.",
	},
}

// What stands around the pages for writing.
const (
	HowAnswer   = "How should the answer come?"
	HowOutline  = "The outline is enough"
	HowDetail   = "I want details"
	HowChoose   = "Let me choose when it is there"
	When        = "Which day was it?"
	FeelTitle   = "Does one of these fit?"
	FeelLeave   = "You can leave it."
	FeelMore    = "More words"
	FeelAfraid  = "Afraid of a person? Help is here."
	FeelHow     = "How strong is it?"
	FeelWeak    = "0 · hardly there"
	FeelStrong  = "10 · as strong as it gets"
	FeelLine    = "One line, if you like"
	FeelSave    = "Keep it"
	FeelKept    = "That is kept too."
	AskQuestion = "Ask one question"
	GoOnDraft   = "Go on with it"
	Erase       = "Erase this page"
	EraseTitle  = "Erase this page for good?"
	EraseText   = "The words are taken out of every file Kept has here, earlier drafts of it too. Nobody can bring them back, and neither can you. Copies this computer made of its own, like backups, are not touched."
	EraseDo     = "Erase it"
	Erased      = "The page is erased."
	Empty       = "Nothing is written there yet. If you want to keep something, put a word or two in."
)

// OutOfTen says a strength.
func OutOfTen(n int) string { return strconv.Itoa(n) + " of 10" }
