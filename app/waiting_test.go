package app_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/app/apptest"
	"kept/ledger"
	"kept/ledger/memory"
)

func TestWaitingWordsStayWhileThePersonGoesElsewhere(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/p/1").Fill("text", "half a page")
	p.Hide()
	p.Post("/p/1", url.Values{"text": {"half a page"}}).See("It is not kept yet.")
	p.Follow("Mine").Follow("Ours").See("Something you wrote is waiting.").Follow("Today").Follow("Mine")
	p.Fill("passphrase", apptest.Passphrase).Press("Open Mine").Go("/3").See("half a page").Miss("is waiting")
}

func TestASecondPageBeforeSetUpDoesNotEraseTheFirst(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Post("/p/1", url.Values{"text": {"the first page"}}).See("Before you go on")
	p.Follow("Help").Follow("Back").See("Something you wrote is waiting.").Follow("Start").Press("I only want to write")
	p.Fill("text", "the second page").Press("Keep it").Follow("I understand").Fill("passphrase", apptest.Passphrase).Press("Lock and keep").See("It is kept.")
	p.Go("/3").See("the first page").See("the second page")
}

func TestALineTypedBeforeTheLockIsKeptOrStandsInItsField(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Post("/3/f", url.Values{"word": {"numb"}}).See("How strong is it?")
	feeling := p.Path
	p.Clock.T = p.Clock.T.Add(11 * time.Minute)
	p.App.Tick()
	p.Post("/1/4", url.Values{"asked": {"line"}, "line": {"a long day"}}).See("It is not kept yet.")
	p.Unlock().Go("/3").See("a long day")
	p.Hide()
	p.Post(feeling, url.Values{"line": {"since the call"}}).See("stands in its field again")
	p.Fill("passphrase", apptest.Passphrase).Press("Open Mine").See("since the call").Press("Keep it").Go("/3").See("since the call")
}

func TestTheNinthVisitorIsNotForgotten(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	for range 40 {
		p.Stranger()
		p.Post("/6", url.Values{"role": {"hurt"}})
	}
	p.Stranger()
	p.Post("/p/1", url.Values{"text": {secret}}).See("Before you go on").Follow("I understand").See("Keep this?")
	for range 40 { // visits that hold nothing do not push out one that does
		back := p.Stranger()
		p.Post("/6", url.Values{"role": {"hurt"}})
		back()
	}
	p.Go("/6/k").See("Keep this?")
}

func TestABrowserWithoutCookiesIsTold(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Post("/p/1", url.Values{"text": {secret}})
	p.Stranger()
	p.Go("/6/g").See("keeps no cookie")
}

func TestAFullDiskSendsThePressBackToWhereItWas(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "ten minutes").Fill("repeat", "days").Press("Begin by myself")
	agreement := p.Path
	p.Store.Set(memory.Fault{At: 1, Err: ledger.ErrFull})
	p.Press("Done as agreed").See("no room left").Miss("still in the field").Miss("Move it")
	if p.Path != agreement {
		t.Errorf("led to %s, want back to %s", p.Path, agreement)
	}
	p.Press("Done as agreed").See("Noted.")
	p.Store.Set(memory.Fault{At: 1, Err: ledger.ErrFull})
	p.Press("That was a slip. Take it back").See("no room left").See("Today: Done as agreed")
}

func TestWordsWaitWhileAnOlderCopyIsAskedAbout(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Lock()
	p.Store.Older = true
	p.Restart(nil)
	p.Post("/p/1", url.Values{"text": {"written at the door"}}).Fill("passphrase", apptest.Passphrase).Press("Open").See("older than what")
	p.Press("Go on with this copy").See("It is here.").Go("/3").See("written at the door")
}

func TestADraftTakesThePlaceOfTheOneBeforeAndIsErasedWithIt(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	for _, text := range []string{"debt one", "debt one and two"} {
		p.Go("/p/6").Post("/p/6", url.Values{"text": {text}})
	}
	p.Go("/3")
	if n := strings.Count(p.Text(), "debt one"); n != 1 {
		t.Errorf("%d drafts in the list, want the newest", n)
	}
	p.Follow("The whole account ·").Follow("Erase this page").Press("Erase it").Miss("debt one")
}

func TestOlderPagesCanBeReached(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep("the very first page")
	for range 100 {
		p.Clock.T = p.Clock.T.Add(2 * time.Second)
		p.Post("/p/2", url.Values{"text": {"another"}})
	}
	p.Go("/3").Miss("the very first page").Follow("Older pages").See("the very first page")
	for _, path := range []string{"/o/2", "/o/-1", "/o/99999999999999999999", "/o/x"} {
		p.Go(path).See("another")
	}
}

func TestTheSheetSurvivesAScreenThatGoesDark(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/5/3").Fill("passphrase", apptest.Passphrase).Press("Show me twelve words")
	if strings.Contains(p.Body, `data-half="m`) {
		t.Error("the sheet tells the script to lock Mine when the screen goes dark: the words would be gone")
	}
	p.Follow("I have written them down").Follow("Back").See("Write these down")
}

func TestAFirstGuessIsNoPassphrase(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Follow("Start").Press("I only want to write").Fill("text", secret).Press("Keep it").Follow("I understand")
	for _, typed := range []string{"aaaaaaaaaaaa", "passwordpassword", "Password123!", "123456789012", "abcabcabcabc", "qwertyuiop12"} {
		p.Fill("passphrase", typed).Press("Lock and keep").See("among the first that people try")
	}
	p.Fill("passphrase", apptest.Passphrase).Press("Lock and keep").See("It is kept.")
}

func TestTooEarlyShowsNoNumberAtAll(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "ten minutes").Fill("repeat", "days").Fill("start", "2026-11-20").Press("Begin by myself")
	p.Go("/4").See("Too early to tell.").See("2 times have no word yet.").Miss("times in 10")
}
