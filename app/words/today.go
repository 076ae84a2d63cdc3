package words

import "fmt"

// Today is the first place.
const (
	Morning = "Good morning."
	Day     = "Good day."
	Evening = "Good evening."
	Night   = "It is late."

	TwoMinutes      = "Two minutes for yourself"
	TwoMinutesText  = "A few questions. Skip any of them."
	TwoMinutesRest  = "You began today. The rest is here if you want it."
	DueTitle        = "What you said you would do"
	AllToday        = "That is all for today."
	BadHourText     = "A page for bad hours. Nothing to fill in."
	SpareAsk        = "Twelve spare words"
	SpareAskText    = "Without them, a forgotten passphrase means these pages are gone. It takes five minutes."
	SpareLater      = "Not now"
	Skip1           = "Skip this one"
	LineTitle       = "One line, if you like."
	LineLabel       = "One line"
	TomorrowTitle   = "Will anything be different tomorrow?"
	TomorrowLead    = "Something that should be said before it happens, and not after."
	TomorrowNo      = "No"
	TomorrowLabel   = "What will be different"
	DoneTwo         = "That was all."
	DoneTwoText     = "Skipping is fine. Nothing here is counted."
	ToldTitle       = "Thank you for saying so."
	ToldTomorrow    = "Tomorrow is open."
	HardBecause     = "Hard because you were afraid of what they might do? Help."
	AfraidOfAPerson = "Afraid of a person? Help."
)

// Tell asks whether to say it to them before being asked.
func Tell(them string) string {
	return fmt.Sprintf("Do you want to tell %s now, before being asked? One line is enough. Kept does not send it.", them)
}

// Of says where one is in the questions.
func Of(i, n int) string { return fmt.Sprintf("%d of %d", i, n) }

// Question is one of the daily questions. Low and High name the ends of its scale.
type Question struct{ Ask, Low, High, Help string }

// Questions are the daily ones by the name entry.Check gives them. them is the other person's name, or "".
func Questions(name, them string) Question {
	switch name {
	case "dread":
		return Question{"Today, how strong was the dread that it could happen again?", "0 · not there", "10 · all the time", AfraidOfAPerson}
	case "closeness":
		return Question{fmt.Sprintf("How close did you feel to %s?", Them(them)), "0 · far away", "10 · very close", AfraidOfAPerson}
	case "ease":
		return Question{"How easy was it to say what you really thought?", "0 · not at all", "10 · easily", HardBecause}
	default:
		return Question{"How heavy is it today?", "0 · light", "10 · as heavy as it gets", AfraidOfAPerson}
	}
}

// Them is the other person's name, or a plain word where none was given.
func Them(name string) string {
	if name == "" {
		return "them"
	}
	return name
}
