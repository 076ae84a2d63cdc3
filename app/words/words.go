// Package words holds every sentence a person reads on a page.
//
// In the ordinary case a page names one of these; nothing a person reads is written anywhere else, so the
// tone can be read aloud from one folder. In: names and numbers. Out: text, never HTML. Nothing can go wrong
// here but the words themselves: words_test.go keeps out the ones that would hurt, and checks that they read easily.
package words

// Title is the same on every page: a history list shows one neutral word (SAFETY.md, SR-12).
const Title = "Pages"

// The frame of every page.
const (
	Kept      = "Kept"
	Skip      = "Skip to the page"
	Help      = "Help"
	Exit      = "Exit"
	ExitNow   = "Exit this page now"
	Today     = "Today"
	Ours      = "Ours"
	Mine      = "Mine"
	Path      = "Path"
	Places    = "Places"
	OnlyYou   = "Only you can read this."
	Back      = "Back"
	Cancel    = "Leave it as it is"
	Done      = "Done"
	Save      = "Keep it"
	Throw     = "Stop without keeping"
	Press1    = "Shift pressed once. Two more presses leave this page."
	Press2    = "Shift pressed twice. One more press leaves this page."
	Press3    = "Leaving."
	PickOne   = "Nothing is picked yet, and nothing is lost. Pick one, or leave it."
	BadHour   = "Something hard right now?"
	AfraidOne = "I am afraid of someone"
)

// Door is what a person meets first.
const (
	DoorLead   = "Trust was broken. This is a private place to do something about it, a little at a time. You can start alone. Nobody is told."
	DoorStart  = "Start"
	DoorBefore = "I have been here before"

	BeforeTitle = "Nothing is kept in this folder"
	BeforeText  = "Your pages live on the device you wrote them on. If you wrote on this one, they may lie in another folder. This is the folder Kept is looking in:"
	BeforeHow   = "To open another folder, close Kept and start it again with: kept --dir FOLDER"
)

// Unlock is the door of somebody who has been here before.
const (
	UnlockTitle  = "Open your pages"
	Passphrase   = "Passphrase"
	UnlockDo     = "Open"
	UnlockWords  = "I forgot it. I have my twelve spare words"
	UnlockHeld   = "What you just wrote is waiting. It is not kept yet. Open your pages to keep it."
	UnlockMine   = "Open Mine"
	UnlockMineIs = "Mine locks when it is out of sight. Where scripts are blocked, it locks with the rest."
	UnlockMineBy = "Mine has a passphrase of its own."
	MineHeld     = "What you just wrote is waiting. It is not kept yet. Open Mine to keep it."
	Waiting      = "Something you wrote is waiting. It is not kept yet."
	WaitingDo    = "Keep it now"
	WaitingOn    = "Go on with it"
	ShowIt       = "Show it"
	ThrowHeld    = "Throw it away"

	WordsTitle  = "Your twelve spare words"
	WordsAsk    = "Type the twelve words from your sheet, in order. Then choose a new passphrase."
	WordsField  = "Twelve words"
	WordsDo     = "Open with the words"
	WordsOpened = "Your pages are open again. The passphrase you just chose opens them from now on. The words you used are spent, so here are new ones."
)

// Start is the way in, alone.
const (
	StartTitle  = "What brings you here?"
	StartLead   = "Pick the closest. You can change it later, and nobody sees it."
	StartHurt   = "Something was done that hurt me"
	StartDid    = "I did something that hurt someone"
	StartBoth   = "Both"
	StartWrite  = "I only want to write"
	StartUnsure = "I do not know yet if I want to stay."
	StartFine   = "Fine. Nothing here asks you to decide."

	WhichTitle = "Which weighs more tonight?"
	WhichHurt  = "What was done to me"
	WhichDid   = "What I did"

	HurtTitle   = "What would help most right now?"
	HurtTonight = "Get through tonight"
	HurtWords   = "Put it into words"
	HurtAsk     = "Ask one question"
	HurtNoticed = "Write down something I noticed"
	HurtLook    = "Nothing, I only wanted to look"

	DidTitle   = "Where do you want to begin?"
	DidSay     = "Say what I did, to nobody"
	DidOne     = "Agree to one thing and do it"
	DidAccount = "Prepare the whole account"
	DidCannot  = "I cannot bear this right now"

	NoWaitTitle = "Nothing is waiting here"
	NoWaitText  = "If you just wrote something: this browser keeps no cookie for this page, so Kept could not hold your words. Allow it here, or use another browser. If you threw the page away, it is gone."

	NotKeptYet = "This is not kept yet."

	BeforeYouTitle = "Before you go on"
	BeforeYouLead  = "Kept locks your pages. It cannot help if someone:"
	BeforeYou1     = "watches your screen or knows your passphrase"
	BeforeYou2     = "has put spying software on this device"
	BeforeYou3     = "can log in to this computer as you while your pages are open"
	BeforeYou4     = "gave you this program in a changed form"
	BeforeYouElse  = "If that may be so, use another device."
	BeforeYouDo    = "I understand"
	BeforeYouTell  = "How can I tell?"
	TellText1      = "You often cannot tell for sure. Some signs: someone knows what you only wrote or said in private. Someone else set this device up, or had it for a while. There are programs on it you do not know."
	TellText2      = "A device the other person never held is the better choice. One at work, in a library, or a friend's."
	TellText3      = "If you are afraid of someone, the people behind the lines under Help know about this. You can ask them."

	KeepTitle    = "Keep this?"
	KeepLead     = "To keep it, choose a passphrase. It locks everything you write. We cannot see it and we cannot reset it."
	KeepField    = "Passphrase"
	KeepSuggest  = "Suggest one for me"
	KeepOther    = "Suggest another"
	KeepRule     = "Twelve characters or more. A longer one holds better. Do not use one your partner could guess: someone who knows you guesses better than a stranger. If the browser offers to remember it, say no where others can open this device."
	KeepShown    = "Write it down where only you look. Then press the button."
	KeepDo       = "Lock and keep"
	KeepThrow    = "Throw this page away"
	KeptTitle    = "It is kept."
	KeptLead     = "Only on this device, only for you."
	KeptLook     = "Look around"
	KeptDone     = "Done for now"
	KeptWords    = "When you have a quiet minute: twelve spare words. Without them, a forgotten passphrase means these pages are gone."
	KeptWordsNow = "Write them down now"
	KeptTomorrow = "Ask me tomorrow"
)

// For who only wanted to look.
const (
	LookTitle = "Looking is fine."
	LookText  = "Kept is a place to write down what is, to agree on small things and do them, and to see over weeks what was done. Nobody keeps score here, and nobody is asked to forgive."
	LookText2 = "When you want to write, a blank page is here. Until then nothing is kept and nobody is told."
)
