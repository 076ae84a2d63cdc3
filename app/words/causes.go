package words

// Causes are what the guide's causes are called, by their IDs in package guide.
var Causes = map[string]string{
	"lying":                "Lies or things kept back",
	"infidelity-emotional": "Closeness with someone else",
	"infidelity-physical":  "Sex with someone else",
	"broken-promises":      "Word not kept, again and again",
	"emotional-absence":    "Not there when it mattered",
	"financial-secrecy":    "Money, debts or spending kept secret",
	"crossed-boundaries":   "A limit ignored",
	"inconsistency":        "Saying one thing, doing another",
	"other":                "Something else",
}
