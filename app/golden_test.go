package app_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"kept/app/apptest"
)

var update = flag.Bool("update", false, "write the pages as they read now")

// TestPagesReadLikeThis keeps the text of every page as a file that anyone can read aloud: testdata/pages.
func TestPagesReadLikeThis(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	page := func(name string) {
		t.Helper()
		file := filepath.Join("testdata", "pages", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(p.Text()), 0o600); err != nil {
				t.Fatal(err)
			}
			return
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Text(); got != string(want) {
			t.Errorf("%s reads\n%s\nwant\n%s", name, got, want)
		}
	}
	at := func(path, name string) {
		t.Helper()
		p.Go(path)
		page(name)
	}
	page("door")
	at("/6", "start")
	at("/6/1", "start-hurt")
	at("/6/2", "start-did")
	at("/6/3", "start-both")
	at("/6/4", "looking")
	at("/6/b", "been-here")
	at("/9", "help")
	at("/9/1", "bad-hour")
	at("/0", "neutral")
	p.Go("/").Follow("Start").Press("Something was done that hurt me").Follow("Put it into words")
	page("tonight")
	p.Fill("text", secret).Press("Keep it")
	page("before-you-go-on")
	at("/6/h", "how-can-i-tell")
	at("/6/k", "keep-this")
	p.Fill("passphrase", apptest.Passphrase).Press("Lock and keep")
	page("it-is-kept")
	at("/1", "today")
	at("/1/1", "two-minutes-dread")
	at("/1/3", "two-minutes-ease")
	at("/1/4", "two-minutes-line")
	at("/2", "ours-empty")
	at("/2/n", "agreement-form")
	p.Fill("what", "Ten minutes each evening").Fill("repeat", "days").Press("Begin by myself")
	page("agreement")
	agreement := p.Path
	p.Press("Moved beforehand")
	page("move")
	p.Go(agreement).Press("Not kept")
	page("agreement-marked")
	at(agreement+"/e", "agreement-end")
	at("/2", "ours")
	at("/4", "path")
	at("/4/h", "path-how")
	at("/4/"+agreement[len("/2/"):], "pattern")
	at("/3", "mine")
	p.Follow("A night put down")
	page("note")
	p.Follow("Erase this page")
	page("erase")
	for i, name := range []string{"blank", "question", "noticed", "did", "account"} {
		at("/p/"+string(rune('2'+i)), "write-"+name)
	}
	at("/3/f", "feeling")
	at("/5", "settings")
	at("/5/1", "passphrase")
	at("/5/2", "mine-passphrase")
	at("/5/3", "spare-words")
	at("/5/5", "idle")
	p.Hide()
	at("/3", "mine-locked")
	p.Lock()
	page("locked")
	at("/7/w", "open-with-words")
}
