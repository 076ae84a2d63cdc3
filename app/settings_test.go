package app_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kept/app/apptest"
)

const another = "a chair by the window"

func TestTheNewPassphraseOpensAndTheOldOneDoesNot(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/5/1").Fill("old", "not the old one").Fill("new", another).Press("Change it").See("That did not open it.")
	p.Fill("old", apptest.Passphrase).Fill("new", "short").Press("Change it").See("too short")
	p.Hide() // Mine is locked: it must be sealed anew all the same
	p.Go("/5/1").Fill("old", apptest.Passphrase).Fill("new", another).Press("Change it").See("The passphrase is changed.")
	p.Go("/2/n").Fill("what", "call the bank").Press("Begin by myself").See("call the bank")
	p.Lock().Fill("passphrase", apptest.Passphrase).Press("Open").See("That did not open it.")
	p.Fill("passphrase", another).Press("Open").Go("/3").See(secret).Go("/2").See("call the bank")
}

func TestMineWithAPassphraseOfItsOwnOpensWithNothingElse(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	words := sheet(p.Keep(secret).Go("/5/3").Fill("passphrase", apptest.Passphrase).Press("Show me twelve words"))
	p.Go("/5/2").Fill("old", apptest.Passphrase).Fill("new", another).Press("Lock Mine with it").See("Mine now has a passphrase of its own.")
	p.Lock().Unlock().See("Good evening.").Go("/3").See("Mine has a passphrase of its own.").Miss(secret)
	p.Fill("passphrase", apptest.Passphrase).Press("Open Mine").See("nothing else opens it")
	p.Fill("passphrase", another).Press("Open Mine").See(secret)

	// The main passphrase can change beside it, and the words open the rest only.
	p.Go("/5/1").Fill("old", apptest.Passphrase).Fill("new", "third one of this test").Press("Change it").See("The passphrase is changed.").See("Your spare words go on working.")
	p.Lock().Follow("I forgot it. I have my twelve spare words").Fill("words", strings.Join(words, " ")).Fill("passphrase", apptest.Passphrase).Press("Open with the words").See("Your pages are open again.")
	p.Go("/3").Miss(secret).Fill("passphrase", another).Press("Open Mine").See(secret)

	// Typing the main passphrase as the new one gives it back.
	p.Go("/5/2").Fill("old", another).Fill("new", apptest.Passphrase).Press("Lock Mine with it").See("One passphrase opens both again.")
	p.Lock().Unlock().Go("/3").See(secret)
}

// sheet reads the twelve words off the page.
func sheet(p *apptest.Person) (words []string) {
	doc, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		return nil
	}
	for n := range doc.Descendants() {
		if n.Data == "ol" {
			for li := range n.Descendants() {
				if li.Type == html.TextNode && strings.TrimSpace(li.Data) != "" {
					words = append(words, strings.TrimSpace(li.Data))
				}
			}
		}
	}
	return words
}

func TestSpareWordsAreShownOnceTypedBackAndOpenThePages(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/5").See("No spare words yet.").Go("/5/3").Fill("passphrase", "not it, not at all").Press("Show me twelve words").See("That did not open it.")
	words := sheet(p.Fill("passphrase", apptest.Passphrase).Press("Show me twelve words"))
	if len(words) != 12 {
		t.Fatalf("the sheet has %d words, want 12", len(words))
	}
	p.Follow("I have written them down").Fill("word", "zebra").Fill("word", "zebra").Press("Check").See("Those two do not match.")
	for i, w := range words {
		if strings.Contains(p.Body, ">"+wordNumber(i)+"<") {
			p.Fill("word", strings.ToUpper(w)+" ")
		}
	}
	p.Press("Check").See("Your sheet is right.").Go("/5/s").See("no longer shown").Miss(words[0] + "\n")

	p.Lock().Follow("I forgot it. I have my twelve spare words")
	for typed, says := range map[string]string{
		"abandon ability able":                    "3 words where twelve belong",
		strings.Join(words[:11], " ") + " qwertz": "Word 12 is not one",
		strings.Repeat("zoo ", 12):                "belong together",
		strings.Repeat("abandon ", 11) + "about":  "These words did not open it.",
	} {
		p.Fill("words", typed).Fill("passphrase", another).Press("Open with the words").See(says).Miss(words[3] + "\n")
	}
	p.Fill("words", " "+strings.ToUpper(strings.Join(words, "\n"))).Fill("passphrase", another).Press("Open with the words").See("here are new ones").Go("/3").See(secret)
	p.Lock().Go("/7/w").Fill("words", strings.Join(words, " ")).Fill("passphrase", another).Press("Open with the words").See("These words did not open it.").Go("/")
	p.Fill("passphrase", another).Press("Open").See("Good evening.")

	// Showing them again makes new ones; the old sheet stops working.
	p.Go("/5/3").Fill("passphrase", another).Press("Show me twelve words").See("only these words work")
	p.Lock().Go("/7/w").Fill("words", strings.Join(words, " ")).Fill("passphrase", apptest.Passphrase).Press("Open with the words").See("These words did not open it.")
}

func wordNumber(i int) string {
	return "Word " + []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}[i]
}

func TestSpareWordsAreAskedAboutOnDaysTwoThreeAndSevenThenWeekly(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Lock()
	for day := 1; day <= 30; day++ {
		p.Unlock()
		asked := strings.Contains(p.Text(), "It takes five minutes.")
		want := day == 2 || day == 3 || day == 7 || day == 14 || day == 21 || day == 28
		if asked != want {
			t.Errorf("day %d: asked %v, want %v", day, asked, want)
		}
		if asked {
			p.Press("Not now").Miss("It takes five minutes.")
		}
		p.Lock()
		p.Clock.T = p.Clock.T.AddDate(0, 0, 1)
	}
}

func TestSettingsAreKept(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/5").Fill("person", "Jonas").Fill("zone", "Atlantis/Capital").Press("Keep these settings").See("That time zone is not known here.").See("[Jonas]")
	p.Fill("person", "Jonas").Fill("zone", "America/New_York").Fill("theme", "dark").Fill("role", "both").Press("Keep these settings").See("Your settings are kept.")
	if !strings.Contains(p.Body, `data-theme="dark"`) {
		t.Error("the page is not dark after dark was chosen")
	}
	p.Lock().Unlock().See("Good day.").Go("/5").See("[Jonas]").Fill("person", strings.Repeat("J", 61)).Press("Keep these settings").See("longer than")
	p.Fill("person", "").Press("Keep these settings").See("Your settings are kept.").Miss("[Jonas]")
}
