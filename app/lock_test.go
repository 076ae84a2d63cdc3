package app_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/app/apptest"
	"kept/ledger"
)

const secret = "the Thursday in March"

func TestNothingIsStoredBeforeThePassphrase(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Follow("Start").Press("Something was done that hurt me").Follow("Put it into words").See("This is not kept yet.").
		Fill("text", secret).Press("Keep it").See("Before you go on").See("This is not kept yet.")
	if _, err := p.Store.Head(context.Background()); !errors.Is(err, ledger.ErrEmpty) {
		t.Errorf("the store is not empty before the passphrase: %v", err)
	}
	p.Follow("I understand").Press("Throw this page away").See("Trust was broken.")
	p.Go("/6/k").Miss("Lock and keep") // nothing waits any more
}

func TestAPassphraseThatIsRefusedLosesNothing(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Follow("Start").Press("I only want to write").Fill("text", secret).Press("Keep it").Follow("I understand")
	for typed, says := range map[string]string{
		"short":                     "too short",
		strings.Repeat("a", 2000):   "over 1,024 bytes",
		"twelve letters\x00and NUL": "cannot be typed again",
		"broken \xff utf-8 here":    "cannot be typed again",
	} {
		p.Fill("passphrase", typed).Press("Lock and keep").See(says).See("Keep this?")
	}
	p.Press("Suggest one for me").See("Write it down").Press("Lock and keep").See("It is kept.").Go("/3").See(secret)
}

func TestAStrangerGetsOnlyTheDoor(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "call the bank").Press("Begin by myself").See("call the bank")
	agreement := p.Path
	back := p.Stranger()
	for _, path := range []string{"/1", "/1/1", "/2", "/2/n", agreement, agreement + "/e", "/3", "/p/1", "/3/f", "/4", "/5", "/5/1", "/5/2", "/5/3", "/5/s", "/5/4", "/5/5", "/6", "/6/g", "/6/k", "/8", "/7/o"} {
		p.Go(path).See("Open your pages").Miss(secret).Miss("call the bank")
	}
	for _, path := range []string{"/x", "/5", "/5/1", "/5/3", "/5/l", "/8", agreement + "/e", agreement + "/20414", "/7/o"} {
		p.Post(path, nil).See("Open your pages").Miss(secret)
	}
	p.Post("/lock", nil)
	p.Post("/p/1", url.Values{"text": {"not mine"}}).See("not kept yet") // waits in the stranger's visit alone
	back()
	p.Go("/1").See("Good evening.").Go("/3").See(secret).Miss("not mine")
}

func TestHelpABadHourAndExitWorkLocked(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Press("Done for now")
	p.Replace()
	p.Follow("Something hard right now?").See("A bad hour.").Miss(secret)
	p.Follow("I am afraid of someone").Fill("country", "DE").Press("Show the numbers").See("Emergency number").See("112")
	if p.Go("/leave"); p.Path != p.Config.Away {
		t.Errorf("Exit leads to %q, want %q", p.Path, p.Config.Away)
	}
	p.Go("/leave/0").See("Kitchen measures").Miss("Kept")
}

func TestExitLocks(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	p.Go("/leave")
	if h := p.Forgets; len(h) != 1 || h[0].Main != nil || h[0].Session != "" {
		t.Fatalf("Exit handed over %v, want one full lock", h)
	}
	p.Go("/3").See("Open your pages").Miss(secret) // even before the process is replaced
}

func TestWordsTypedAfterTheLockAreNotLost(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/p/1").Fill("text", "written for a long time")
	p.Clock.T = p.Clock.T.Add(11 * time.Minute)
	p.App.Tick()
	p.Press("Keep it").See("It is not kept yet.")
	p.Fill("passphrase", apptest.Passphrase).Press("Open").See("It is here.").Go("/3").See("written for a long time")
}

func TestMineLocksOutOfSightAndTheRestStaysOpen(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/p/1").Fill("text", "half a page")
	p.Hide()
	if h := p.Forgets[len(p.Forgets)-1]; h.Main == nil {
		t.Fatal("hiding the page locked everything, want Mine alone")
	}
	p.Go("/2").See("Nothing is agreed yet.").Go("/3").See("Mine locks when it is out of sight.").Miss(secret)
	p.Post("/p/1", url.Values{"text": {"half a page"}}).See("It is not kept yet.")
	p.Fill("passphrase", "something else").Press("Open Mine").See("That did not open it.")
	p.Fill("passphrase", apptest.Passphrase).Press("Open Mine").See("It is here.").Go("/3").See("half a page").See(secret)
}

func TestATwoMinuteAnswerWaitsForMineToo(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/1").Follow("Two minutes for yourself")
	p.Hide()
	p.Post("/1/1", url.Values{"asked": {"dread"}, "value": {"7"}}).Fill("passphrase", apptest.Passphrase).Press("Open Mine")
	p.Go("/3").See("7 of 10")
}

func TestIdleLocksEverything(t *testing.T) {
	t.Parallel()
	for name, jump := range map[string]time.Duration{"after ten minutes": 10*time.Minute + time.Second, "a clock that is set back": -time.Hour} {
		p := apptest.Start(t)
		p.Keep(secret)
		p.Clock.T = p.Clock.T.Add(9 * time.Minute)
		p.App.Tick()
		p.Go("/3").See(secret)
		p.Clock.T = p.Clock.T.Add(jump)
		p.App.Tick()
		if p.Go("/3").See("Open your pages"); len(p.Forgets) != 1 {
			t.Errorf("%s: locked %d times, want 1", name, len(p.Forgets))
		}
	}
}

func TestATimeToLockNeedsThePassphrase(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/5/5").Fill("idle", "2").Fill("passphrase", "somebody else").Press("Keep these settings").See("That did not open it.")
	p.Fill("idle", "2").Fill("passphrase", apptest.Passphrase).Press("Keep these settings").See("Lock by itself after 2 minutes")
	p.Clock.T = p.Clock.T.Add(2*time.Minute + time.Second)
	p.App.Tick()
	p.Go("/3").See("Open your pages")
}

func TestGuessingIsSlowedDown(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Lock()
	for range 3 {
		p.Fill("passphrase", "a wrong one, again").Press("Open").See("That did not open it.")
	}
	p.Fill("passphrase", apptest.Passphrase).Press("Open").See("several tries just now")
	p.Clock.T = p.Clock.T.Add(time.Minute)
	p.Fill("passphrase", apptest.Passphrase).Press("Open").See("Good evening.")
}

func TestAnOpenedRecordBelongsToOneBrowserAtATime(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	back := p.Stranger()
	p.Unlock().Go("/3").See(secret) // the same person in another browser
	back()
	p.Go("/3").See("Open your pages").Miss(secret)
}

func TestAnOlderCopyGoesOnOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	p.Store.Older = true
	p.Lock().Unlock().See("older than what this computer had last").Go("/3").See("older than").Miss(secret)
	p.Press("Go on with this copy").Go("/3").See(secret).Go("/p/2").Fill("text", "newer").Press("Keep it").See("It is here.")
}
