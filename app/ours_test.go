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

func TestAnAgreementThatIsNotClearIsSentBackWithItsWords(t *testing.T) {
	t.Parallel()
	good := url.Values{"what": {"call the bank"}, "repeat": {"once"}, "start": {"2026-11-27"}}
	for name, c := range map[string]struct{ field, value, says string }{
		"nothing to do":        {"what", "   ", "does not say yet what"},
		"far too long":         {"what", strings.Repeat("call the bank ", 100), "too long for one thing"},
		"no way of repeating":  {"repeat", "", "does not say yet when"},
		"an unknown one":       {"repeat", "yearly", "does not say yet when"},
		"no date":              {"start", "", "not a day of the calendar"},
		"a date of no month":   {"start", "2026-02-30", "not a day of the calendar"},
		"a date in words":      {"start", "Friday", "not a day of the calendar"},
		"a year of ten digits": {"start", "1000000000-01-01", "not a day of the calendar"},
		"no such time":         {"at", "25:61", "not a time of day"},
		"no such zone":         {"zone", "Europe/Nowhere", "time zone is not known"},
		"broken text":          {"what", "call \xff the bank", "did not arrive as text"},
		"a NUL":                {"what", "call\x00the bank", "did not arrive as text"},
	} {
		form := url.Values{}
		for k, v := range good {
			form[k] = v
		}
		form.Set(c.field, c.value)
		p := apptest.Start(t)
		if p.Post("/2/n", form).See(c.says); p.Path != "/2/n" {
			t.Errorf("%s: sent to %s, want the form again", name, p.Path)
		}
		if c.field != "what" {
			p.See("call the bank")
		}
	}
	p := apptest.Start(t)
	weekly := url.Values{"what": {"call the bank"}, "repeat": {"weekly"}, "start": {"2026-11-27"}}
	p.Post("/2/n", weekly).See("No day of the week is picked.")
	weekly["weekday"], weekly["every"] = []string{"0", "4"}, []string{"53"}
	p.Post("/2/n", weekly).See("a whole number from 1 to 52")
	weekly["every"] = []string{"2"}
	p.Post("/2/n", weekly).See("Before you go on").Follow("I understand").Fill("passphrase", apptest.Passphrase).Press("Lock and keep").
		Go("/2").See("Every 2 weeks on Monday, Friday").See("by the end of Friday 27 November")
}

func TestMovingBeforehandIsNeutralAndAfterwardsItIsRefused(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "call the bank").Fill("start", "2026-11-22").Press("Begin by myself")
	agreement := p.Path
	p.Press("Moved beforehand").See("Saying it before it is due").Fill("to", "").Press("Move it").See("so it needs a new day")
	p.Fill("to", "2026-11-20").Press("Move it").See("lies before today")
	p.Fill("to", "soon").Press("Move it").See("not a day of the calendar")
	p.Fill("to", "2026-11-24").Press("Move it").See("Noted.").See("Moved beforehand").See("by the end of Tuesday 24 November")
	p.Go("/4").See("0 done, 0 not kept, 1 moved beforehand.")

	p.Clock.T = p.Clock.T.AddDate(0, 0, 4)
	p.Go(agreement).See("No word yet").Miss("Move it")
	mark := agreement + "/20779"
	p.Post(mark, url.Values{"outcome": {"moved"}, "to": {"2026-12-24"}, "sure": {"yes"}}).See("It was already due")
	p.Go(agreement).Press("Done as agreed").See("Done as agreed").See("noted later")
}

func TestMarksThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "ten minutes").Fill("repeat", "days").Press("Begin by myself")
	agreement := p.Path
	for path, says := range map[string]string{
		agreement + "/20780":        "not due yet", // 20779 is 2026-11-22
		agreement + "/1":            "not here any more",
		agreement + "/ffffffffffff": "not here any more",
		"/2/0000000000000000/20779": "not here any more",
		agreement + "/20779/u":      "not here any more",
	} {
		p.Post(path, url.Values{"outcome": {"kept"}}).See(says)
	}
	p.Post(agreement+"/20779", url.Values{"outcome": {"splendid"}}).Miss("Noted.")
	p.Post(agreement+"/20779", url.Values{"outcome": {"kept"}, "back": {"//elsewhere.example"}}).See("Noted.")
	if p.Path != agreement {
		t.Errorf("led to %s, want %s", p.Path, agreement)
	}
}

func TestWhatIsDueStandsOnTodayAndNeverMoreThanThreeCards(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	for _, what := range []string{"call the bank", "ten minutes", "write the list", "walk"} {
		p.Go("/2/n").Fill("what", what).Fill("repeat", "days").Press("Begin by myself")
	}
	p.Go("/1")
	if n := strings.Count(p.Text(), "What you said you would do"); n != 2 {
		t.Errorf("%d due cards beside the two minutes, want 2", n)
	}
	for range 4 {
		p.Go("/1").Press("Done as agreed").See("Noted.")
	}
	p.Go("/1").Miss("What you said you would do")
}

func TestAnEndedAgreementFallsDueNoMore(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "ten minutes").Fill("repeat", "days").Press("Begin by myself")
	agreement := p.Path
	p.Press("Done as agreed").Follow("I no longer agree to this").See("You need no reason.").Press("End it").See("It has ended.")
	p.Clock.T = p.Clock.T.AddDate(0, 0, 5)
	p.Lock().Unlock().Miss("What you said you would do").Go(agreement).See("Done as agreed").Miss("No word yet").Go("/2").See("No longer agreed")
}

func TestAPatternIsShownWithItsRangeAndItsCases(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "ten minutes").Fill("repeat", "days").Press("Begin by myself")
	agreement := p.Path
	for day := range 20 {
		if day != 7 && day != 13 {
			outcome := "Done as agreed"
			if day%5 == 4 {
				outcome = "Not kept"
			}
			p.Go(agreement).Press(outcome)
		}
		p.Lock()
		p.Clock.T = p.Clock.T.AddDate(0, 0, 1)
		p.Unlock()
	}
	p.Go("/4").See("14 done, 4 not kept.").See("times in 10").See("2 times have no word yet.").See("If none of them was done")
	p.Go(strings.Replace(agreement, "/2/", "/4/", 1)).See("Over the weeks").See("The same as a table").See("16 November")
	if !strings.Contains(p.Body, "<svg class=\"chart\"") {
		t.Error("no curve beside the table")
	}
	p.Follow("How this is computed").See("half-life of 30 days")
}

func TestAFullDiskKeepsTheWordsInTheirField(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/p/1").Fill("text", "a page for a full disk")
	p.Store.Set(memory.Fault{At: 1, Err: ledger.ErrFull})
	p.Press("Keep it").See("no room left").See("a page for a full disk")
	p.Press("Keep it").See("It is here.")
	p.Go("/3").See("a page for a full disk")
	if n := strings.Count(p.Text(), "a page for a full disk"); n != 1 {
		t.Errorf("the page is kept %d times, want once", n)
	}
}

// The ledger writes what the disk did not confirm to a fresh file; only if that fails too is the person told.
func TestADiskThatDoesNotConfirmLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/p/1").Fill("text", "a page for a bad disk")
	p.Store.Set(memory.Fault{At: 1, Err: ledger.ErrUncertain, Stored: true})
	p.Press("Keep it").See("It is here.")
	p.Lock().Unlock().Go("/3").See("a page for a bad disk")
	if n := strings.Count(p.Text(), "a page for a bad disk"); n != 1 {
		t.Errorf("the page is kept %d times, want once", n)
	}
}

func TestTimePassesInTheZoneOfThePerson(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/2/n").Fill("what", "call home").Fill("start", "2026-11-22").Fill("zone", "Pacific/Auckland").Fill("repeat", "days").Press("Begin by myself").See("(Pacific/Auckland)")
	p.Clock.T = p.Clock.T.Add(30 * time.Minute)
	p.See("No word yet") // there the day is over already
}
