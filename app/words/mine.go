package words

import "strconv"

// Mine, and Settings at its end.
const (
	MineTitle    = "Mine"
	MineLead     = "Locked with your passphrase. Nobody is told what is here."
	MineLeadOwn  = "Locked with a passphrase of its own. Nobody is told what is here."
	MineOlder    = "Older pages"
	MineEmpty    = "Nothing is here yet."
	MineTonight  = "Put tonight down"
	MineMore     = "Other pages to write"
	MineBlank    = "A blank page"
	MineNoticed  = "Something I noticed"
	MineQuestion = "A question I need answered"
	MineDid      = "What I did, said to nobody"
	MineAccount  = "The whole account"
	MineFeeling  = "One word for how it is"
	MineDays     = "Your two minutes, day by day"
	MineRead     = "What you wrote"
	MineLock     = "Lock everything now"
	Settings     = "Settings"
)

// NamesOfPages are what the pages for writing are called in a list.
var NamesOfPages = map[string]string{
	"tonight": "A night put down", "blank": "A page", "question": "A question", "noticed": "Something noticed",
	"did": "What I did", "account": "The whole account",
}

// The settings.
const (
	SetPass        = "Change the passphrase"
	SetMine        = "Give Mine a passphrase of its own"
	SetMineChange  = "Change the passphrase of Mine"
	SetWords       = "Twelve spare words"
	SetNoWords     = "No spare words yet."
	SetWordsSince  = "Spare words shown on"
	SetWordsTyped  = "Two of them typed back on"
	SetOther       = "Who it is about"
	SetOtherLabel  = "Their name, as you say it"
	SetOtherHelp   = "It makes the questions read better. It stays on this device. You can leave it empty."
	SetRole        = "What brings you here"
	SetIdle        = "Lock by itself after"
	SetIdleText    = "A shorter time helps when others come near this device."
	SetZone        = "Time zone"
	SetTheme       = "Look"
	ThemeSystem    = "As this device has it"
	ThemeLight     = "Light"
	ThemeDark      = "Dark"
	SetSave        = "Keep these settings"
	SetSaved       = "Your settings are kept."
	SetPlace       = "Where your pages lie"
	SetPlaceText   = "Locked, in this folder. A copy of the folder is a copy of your pages. Without your passphrase or your spare words it opens for nobody."
	ZoneUnknown    = "That time zone is not known here. Nothing was changed. It looks like Europe/Berlin."
	PassTitle      = "Change the passphrase"
	PassLead       = "Everything is locked anew with new keys. The old passphrase opens nothing you write from then on. Somebody who copied your pages before may still open that copy with it."
	PassOld        = "The passphrase now"
	PassNew        = "The new passphrase"
	PassDo         = "Change it"
	PassChanged    = "The passphrase is changed. Everything is locked with the new one."
	PassWords      = "Your spare words go on working."
	MinePassTitle  = "A passphrase for Mine"
	MinePassLead   = "Then nothing else opens Mine: not your main passphrase, not the spare words. If you forget it, those pages are gone. Nobody can bring them back."
	MinePassMain   = "Your main passphrase"
	MinePassOld    = "The passphrase of Mine now"
	MinePassNew    = "The new passphrase for Mine"
	MinePassDo     = "Lock Mine with it"
	MinePassBack   = "To have one passphrase for both again, type your main passphrase as the new one."
	MinePassGone   = "One passphrase opens both again."
	MinePassDone   = "Mine now has a passphrase of its own."
	SpareTitle     = "Twelve spare words"
	SpareLead      = "They open your pages if you forget the passphrase. Whoever has them can open your pages too, so put the sheet where only you look. Kept does not store them. Showing them again makes new ones, and the old sheet stops working."
	SpareAgain     = "Your passphrase, once more"
	SpareDo        = "Show me twelve words"
	SpareSheet     = "Write these down, in this order."
	SpareNext      = "I have written them down"
	SpareBackTitle = "Type two of them back"
	SpareBackLead  = "So that you know your sheet is right."
	SpareBackWrong = "Those two do not match. Look at your sheet again. Nothing was changed."
	SpareGone      = "The words are no longer shown. Take new ones if your sheet is not complete."
	SpareBackDo    = "Check"
	SpareDone      = "Your sheet is right."
	SpareDoneText  = "Put it where only you look."
	SpareFromNow   = "From now on only these words work. An older sheet opens nothing any more."
)

// WordNumber names one of the twelve words by its place.
func WordNumber(n int) string { return "Word " + strconv.Itoa(n) }
