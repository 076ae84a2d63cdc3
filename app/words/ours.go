package words

import "fmt"

// Ours, as long as nobody is connected: agreements with oneself.
const (
	OursTitle    = "Ours"
	OursAlone    = "You are here alone. What stands here you agreed with yourself. Only you can read it."
	OursEmpty    = "Nothing is agreed yet. One small thing is enough."
	OursNew      = "Agree to one thing"
	OursEnded    = "No longer agreed"
	AgreeTitle   = "One thing you can do"
	AgreeLead    = "Small is better than large. Could somebody see that it was done? Then it is clear enough."
	AgreeWhat    = "What will you do?"
	AgreeWhen    = "When?"
	AgreeOnce    = "Once, by this day"
	AgreeDays    = "Every day, or every few days"
	AgreeWeekly  = "On certain days of the week"
	AgreeMonthly = "Once a month, or every few months"
	AgreeStart   = "By this day, or from this day on"
	AgreeEvery   = "Every how many days, weeks or months?"
	AgreeEveryIs = "1 is every one, 2 every other."
	AgreeWhich   = "Which days, and how often"
	AgreeAt      = "By what time? (leave it empty for the end of the day)"
	AgreeZone    = "Time zone"
	AgreeSave    = "Begin by myself"
	AgreeIdeas   = "Ideas"
	AgreeMonth   = "On the 29th, 30th or 31st, shorter months count their last day."
	AgreeMore    = "Time of day and time zone"

	DoneAsAgreed = "Done as agreed"
	NotKept      = "Not kept"
	Moved        = "Moved beforehand"
	NoWord       = "No word yet"
	Open         = "Still open"
	MovedTo      = "Moved to which day?"
	MovedSkip    = "Leave the day empty if it simply falls away this time."
	MoveTitle    = "Move it beforehand"
	MoveText     = "Saying it before it is due does not break your word."
	MoveLate     = "It was already due, so it cannot be moved any more. Nothing was changed. You can say what came of it, or agree to something new."
	MoveDo       = "Move it"
	Undo         = "That was a slip. Take it back"
	Undone       = "Taken back. It stands as before."
	NotedLater   = "noted later"
	EndIt        = "I no longer agree to this"
	EndTitle     = "End this agreement?"
	EndText      = "You need no reason. What was done so far stays where it is. Nothing new falls due."
	EndDo        = "End it"
	Ended        = "It has ended."
	AgreedSince  = "Agreed:"
	WhatWasDone  = "What was done"
	NothingDue   = "Nothing was due so far."
	NextDue      = "Next"
	Noted        = "Noted."
	Again        = "How often it was done"
)

// ByWhen says when an occurrence is due: "by the end of today", "by 21:00 on Friday 27 November".
func ByWhen(day, at string) string {
	if at == "" {
		return "by the end of " + day
	}
	return fmt.Sprintf("by %s, %s", at, day)
}
