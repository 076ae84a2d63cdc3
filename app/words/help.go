package words

import "fmt"

// Help is reached from every page, locked or not.
const (
	HelpTitle    = "Help"
	HelpLead     = "This works without opening anything. Nothing here is stored."
	HelpBadHour  = "A bad hour"
	HelpAfraid   = "I am afraid of someone"
	HelpCrisis   = "I do not want to live any more"
	HelpWorried  = "I am afraid of what I might do"
	WarmDanger   = "What they do is not your fault. People who know about this will listen to you."
	WarmCrisis   = "You are not alone with this. Somebody can talk with you now."
	WarmWorried  = "It takes courage to look at this. You can talk to somebody before anything happens."
	HelpCountry  = "Choose a country"
	HelpShow     = "Show the numbers"
	Emergency    = "Emergency number"
	EmergencyDo  = "If you are in danger now, call first. 112 works in the EU and in many other places. 911 works in the US and Canada, 999 in the UK."
	CallBill     = "A call may show on your bill or in your list of calls."
	LineChecked  = "Checked on paper on"
	LineDead     = "If it does not answer, call the emergency number."
	LineOld      = "This has not been checked for over half a year. It may be wrong."
	LineNone     = "No line of this kind is checked for this country. Call the emergency number."
	LineHours    = "Open:"
	LineSpeaks   = "Languages:"
	LineSource   = "Source:"
	NotForYou    = "When Kept is not the right thing"
	NotForYou1   = "If you are afraid of the other person, or if saying no has a price, working on trust together is not the way. It is not your fault. The people behind the danger lines know this well."
	NotForYou2   = "Your own pages work without anyone. But a device the other person can open is not private."
	LeaveTrace   = "Exit leaves this page at once. It does not clear your history, your downloads or your phone bill."
	LeaveHow     = "Exit stands at the top of every page. Pressing Shift three times does the same. On a touch screen: three taps in the lower right corner, just above the row of places."
	Counsellor   = "When a counsellor helps"
	CounsellorIs = "When every talk ends in the same place. When one of you cannot sleep or eat for weeks. When the whole account has to be told. When you want to part without harm. Asking for help is not giving up."
	LookAlike    = "Nothing is asked and nothing is kept when you look here."

	HourTitle   = "A bad hour."
	HourLead    = "You do not have to decide anything tonight."
	HourBreathe = "Put both feet on the floor. Breathe out longer than in, five times."
	HourThen    = "Then one of these:"
	HourWrite   = "Do not send it yet: write it here instead"
	HourWriteIs = "This field keeps nothing. When you leave the page, it is gone."
	HourCall    = "Call someone: who would pick up?"
	HourCallIs  = "One name is enough. You do not have to explain. \"Can you stay on the phone with me for a bit?\" will do."
	HourSleep   = "Sleep"
	HourSleepIs = "Lie down. Tell yourself: until seven, nothing."
	HourEat     = "Eat or drink something small"
	HourEatIs   = "A glass of water. A piece of bread. Slowly."
	HourClose   = "Close"
	HourAgain   = "Come back as often as you like. Nothing here is counted."

	NeutralTitle = "Kitchen measures"
	NeutralText  = "1 cup is about 240 ml. 1 tablespoon is 15 ml. 1 teaspoon is 5 ml. 1 ounce is about 28 g. 1 pound is about 454 g. An oven at 350 °F is at 180 °C, at 400 °F it is at 200 °C."
)

// Checked says when a line was looked up.
func Checked(date string) string { return fmt.Sprintf("%s %s. %s", LineChecked, date, LineDead) }

// Channels say how a number is used when it is not simply called.
var Channels = map[string]string{"text": "text message", "whatsapp": "WhatsApp", "tty": "text telephone"}
