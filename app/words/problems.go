package words

import "fmt"

// Parts of sentences that are changed where there is no field, or where words wait.
const (
	StillInField   = "Your words are still in the field."
	NothingChanged = "Nothing was changed."
	StillWaiting   = "What you wrote is waiting here and is not kept yet."
)

// A problem says three things: what happened, what is safe, what to do next.
const (
	WrongPass     = "That did not open it. Nothing was changed. Try again, or use your twelve spare words."
	WrongWords    = "These words did not open it. Nothing was changed. Look at your sheet: twelve words, in order."
	PassShort     = "That passphrase is too short. Nothing is kept yet, and nothing is lost. Twelve characters or more, please."
	PassLong      = "That passphrase is over 1,024 bytes, and Kept does not cut it. Nothing is lost. Choose one that is a little shorter."
	PassNotText   = "That passphrase has characters in it that cannot be typed again for sure. Nothing is lost. Choose one made of letters, numbers and signs."
	Full          = "This device has no room left, so that was not kept. Your words are still in the field. Make some room and press the button again."
	Uncertain     = "This device could not say for sure that it stored that. Your words are still in the field. What was kept before is still here. Press the button again."
	ReadOnlyStore = "Kept can read here but not write: the disk takes no changes just now. Your words are still in the field. What was kept before is still here. Close Kept and start it again."
	TooLong       = "That is longer than one page holds. Your words are still in the field. Make two pages of them."
	NotText       = "Some of that did not arrive as text, so it was not kept. Nothing was changed. Type it again, please."
	NoDay         = "That is not a day of the calendar. Nothing was changed. A day looks like 2026-11-27."
	NoTime        = "That is not a time of day. Nothing was changed. A time looks like 21:00."
	NoWhat        = "It does not say yet what you will do. Nothing is lost. A few words are enough."
	WhatLong      = "That is too long for one thing. Your words are still in the field. Say it in a line or two."
	NoRepeat      = "It does not say yet when. Nothing is lost. Pick one of the four."
	NoEvery       = "\"Every how many\" wants a whole number from 1 to 52. Nothing is lost."
	NoWeekdays    = "No day of the week is picked. Nothing is lost. Pick one or more."
	NoMoveDay     = "That happens once, so it needs a new day. Nothing was changed."
	MoveBack      = "The new day lies before today. Nothing was changed. Pick today or a later one."
	NotDueYet     = "That is not due yet, so there is nothing to mark. Nothing was changed."
	Gone          = "This is not here any more, or never was. Nothing was changed."
	OldForm       = "Kept had locked while that page was open, so nothing was changed. Open your pages and try again."
	OldFormHeld   = "Kept had locked while that page was open, so that is not kept yet. Open your pages: what you typed stands in its field again."
	WrongMine     = "That did not open Mine. Nothing was changed. It has a passphrase of its own, and nothing else opens it."
	PassEasy      = "That one is among the first that people try. Nothing is lost. A few words that do not belong together hold much better."
	Older         = "These pages are older than what this computer had last. Somebody may have put back an old copy, or a backup was restored. What was written since is not in here. Nothing was changed. If you go on, this older copy counts from now on."
	OlderDo       = "Go on with this copy"
	OlderNot      = "If you have the newer one, close Kept, put it back, and start again."
	Damaged       = "Some of what was kept can no longer be read. The rest is here, and nothing was overwritten. Copy the whole folder to another place before you do anything else. Then run: kept verify"
	FellBack      = "This computer stopped in the middle of a change, so Kept went back to the state before it. What was kept is here."
	Unreadable    = "What lies in the folder cannot be read. Nothing was overwritten. Copy the folder to another place first. Then run: kept verify"
	NewerFormat   = "These pages were written by a newer Kept. Nothing was changed. Start the newer one."
	Waits         = "There were several tries just now. Nothing was changed. Wait a minute, then try again."
	TooBig        = "That was more than Kept takes at once, so none of it was kept. What was kept before is still here. Write it in two parts."
)

// Unknown is the sentence for an error nobody foresaw. number can be quoted; it carries nothing personal.
func Unknown(number string) string {
	return fmt.Sprintf("Something went wrong inside Kept. What was kept before is still here. Try it again; if it happens again, this number helps to find it: %s", number)
}

// TypedWords says what is wrong with typed spare words: how many they are, and the place of the first unknown one.
func TypedWords(count, unknown int) string {
	switch {
	case unknown > 0:
		return fmt.Sprintf("Word %d is not one of the words Kept uses. Nothing was changed. Look at your sheet again.", unknown)
	case count != 12:
		return fmt.Sprintf("There are %d words where twelve belong. Nothing was changed. Look at your sheet again.", count)
	default:
		return "These twelve words do not belong together. Nothing was changed. One may be misread, or two stand in the wrong order."
	}
}
