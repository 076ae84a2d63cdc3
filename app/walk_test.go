package app_test

import (
	"testing"

	"kept/app/apptest"
)

func TestFirstWordsAreKeptWithinSixTapsAndOneField(t *testing.T) {
	p := apptest.Start(t)
	p.See("Trust was broken.").Keep("I cannot sleep.").See("It is kept.")
	if p.Taps > 6 {
		t.Errorf("%d taps from an empty device to first words kept, want at most 6", p.Taps)
	}
	p.Follow("Look around").See("Good evening.").Follow("Mine").See("I cannot sleep.")
}

func TestWordsSurviveLockAndRestart(t *testing.T) {
	p := apptest.Start(t)
	p.Keep("I cannot sleep.").Press("Done for now")
	p.Replace()
	p.See("Open your pages").Miss("I cannot sleep.")
	p.Fill("passphrase", "not the passphrase").Press("Open").See("That did not open it.")
	p.Unlock().Follow("Mine").Follow("A night put down").See("I cannot sleep.")
}

func TestAnAgreementIsMadeMarkedAndSeen(t *testing.T) {
	p := apptest.Start(t)
	p.Keep("I cannot sleep.").Follow("Look around").Follow("Ours").See("Nothing is agreed yet.")
	p.Follow("Agree to one thing").Fill("what", "Ten minutes each evening, phone in another room").
		Fill("repeat", "days").Press("Begin by myself").See("Ten minutes each evening")
	p.Press("Done as agreed").See("Noted.").See("Today: Done as agreed")
	p.Press("That was a slip. Take it back").See("Taken back.").Press("Not kept").See("Thank you for saying so.")
	p.Go("/4").See("Too early to tell.").See("0 done, 1 not kept.")
}
