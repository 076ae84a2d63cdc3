package app_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/app/apptest"
)

func TestEveryPageForWritingKeepsWhatIsWritten(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	for path, button := range map[string]string{"/p/1": "Keep it", "/p/2": "Keep it", "/p/3": "Keep it for myself for now", "/p/4": "Keep it", "/p/5": "Keep it", "/p/6": "Keep the draft"} {
		text := "words of " + path
		p.Go(path).Press(button).See("Nothing is written there yet.")
		p.Fill("text", text).Press(button).Go("/3").See(text)
	}
	p.Go("/3").Follow("The whole account ·").See("words of /p/6").Follow("Go on with it").See("words of /p/6")
	p.Go("/p/3").Fill("text", "Where were you?").Fill("choice", "outline").Press("Keep it for myself for now").Go("/3").Follow("A question").See("The outline is enough")
	p.Go("/p/4").Fill("text", "the car was gone").Fill("day", "2026-13-01").Press("Keep it").See("not a day of the calendar").See("the car was gone")
	p.Fill("text", "the car was gone").Fill("day", "2026-11-20").Press("Keep it").See("You can look at it when you doubt yourself.").See("Friday 20 November")
}

func TestAFeelingIsOneWordThenItsStrengthThenALine(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Follow("Does one of these fit?").Press("angry").See("How strong is it?").Press("8").See("That is kept too.")
	p.Fill("line", "at the phone call").Press("Keep it").Go("/3").See("angry").See("8 of 10").See("at the phone call")
	if n := strings.Count(p.Text(), "angry"); n != 1 {
		t.Errorf("the feeling stands %d times, want once", n)
	}
	p.Follow("A night put down").See("angry · 8 of 10 · at the phone call")
	p.Post("/3/f", url.Values{"word": {strings.Repeat("x", 41)}}).See("longer than")
	p.Post("/3/f", url.Values{"word": {""}}).See("Nothing is written there yet.")
}

func TestTwoMinutesAreThreeTapsAndALine(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/1").Follow("Two minutes for yourself")
	taps := p.Taps
	p.See("how strong was the dread").Press("7").See("How close did you feel to them?").Press("3").See("How easy was it").Press("5").See("One line, if you like.")
	if p.Taps-taps != 3 {
		t.Errorf("%d taps for three questions, want 3", p.Taps-taps)
	}
	p.Fill("line", "a quiet day").Press("Keep it").See("That was all.").Miss("Two minutes for yourself").See("That is all for today.")
	p.Go("/3").See("7 of 10").See("3 of 10").See("5 of 10").See("a quiet day")
	p.Go("/1/1").Press("6").Go("/3").See("6 of 10").Miss("7 of 10")
	p.Post("/1/1", url.Values{"asked": {"dread"}, "value": {"11"}}).See("Pick one")
	p.Post("/1/1", url.Values{"asked": {"faith"}, "value": {"1"}}).Miss("faith")
	p.Go("/1/9").See("not here any more")
}

func TestSkippingIsNeverShown(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Go("/1").Follow("Two minutes for yourself").Follow("Skip this one").Follow("Skip this one").Follow("Skip this one").Follow("Skip this one")
	p.See("Good evening.").Go("/3").Miss("skipped").Miss("0 of")
}

func TestAnErasedPageIsGone(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Follow("Does one of these fit?").Press("numb").Go("/3").Follow("A night put down")
	note := p.Path
	p.Follow("Erase this page").See("for good?").Press("Erase it").See("The page is erased.").Miss(secret).Miss("numb")
	p.Go(note).See("not here any more").Lock().Unlock().Go("/3").Miss(secret)
}

func TestHostileTextIsShownAsText(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	for _, text := range []string{
		`<script>alert(1)</script><img src=x onerror=alert(1)>`, `"><a href="javascript:alert(1)">x</a>`, "\u202egnp.exe", "a\u200bb\ufeffc",
		"e" + strings.Repeat("\u0301", 5000), `=HYPERLINK("http://example.org")`, "{{ .Secret }}", "%00%0a", "👩‍👩‍👧 🇩🇪", strings.Repeat("endless", 2000),
	} {
		p.Go("/p/2").Fill("text", text).Press("Keep it")
		if p.Status != 200 || strings.Contains(p.Body, "<script>alert") || strings.Contains(p.Body, "<img") || strings.Contains(p.Body, `href="javascript`) {
			t.Fatalf("%q is not shown as text:\n%s", text, p.Body)
		}
		p.Go("/3").See(string([]rune(text)[:3]))
	}
}

func TestAFormThatIsTooLargeIsRefusedWhole(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	p.Post("/p/2", url.Values{"text": {strings.Repeat("x", 65<<10)}}).See("longer than one page holds")
	p.Post("/p/2", url.Values{"text": {strings.Repeat("x", 1<<20)}}).See("longer than one page holds")
	p.Post("/p/2", url.Values{"text": {strings.Repeat("x", 5<<20)}}).See("more than Kept takes at once")
	if p.Status != 413 {
		t.Errorf("status %d, want 413", p.Status)
	}
	p.Post("/p/2", url.Values{"text": {"broken \xff text"}}).See("did not arrive as text")
}

func TestTheSameFormPressedTwiceIsKeptOnce(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	form := url.Values{"text": {"pressed twice"}}
	p.Keep(secret).Post("/p/2", form)
	first := p.Path
	if p.Post("/p/2", form); p.Path != first {
		t.Errorf("the second press leads to %s, want %s", p.Path, first)
	}
	p.Go("/3").See("pressed twice")
	if n := strings.Count(p.Text(), "pressed twice"); n != 1 {
		t.Errorf("kept %d times, want once", n)
	}
	p.Clock.T = p.Clock.T.Add(time.Minute)
	p.Post("/p/2", form).Go("/3")
	if n := strings.Count(p.Text(), "pressed twice"); n != 2 {
		t.Errorf("a minute later: kept %d times, want twice", n)
	}
}
