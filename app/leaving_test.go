package app_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kept/app/apptest"
	"kept/seal"
)

// during runs what happens while a passphrase is being worked on: it waits until the app's mutex is free in the middle.
func during(p *apptest.Person, path string, form url.Values, what func()) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w, begun := httptest.NewRecorder(), make(chan struct{})
	go func() {
		defer close(begun)
		p.App.ServeHTTP(w, r.WithContext(context.Background()))
	}()
	for !p.App.Trying() { // for tests: export_test.go
		time.Sleep(time.Millisecond)
	}
	what()
	<-begun
	return w
}

func TestExitDuringAnUnlockLeavesNothingOpen(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Lock()
	w := during(p, "/7", url.Values{"passphrase": {apptest.Passphrase}}, func() {
		p.App.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/leave", nil))
	})
	if to := w.Header().Get("Location"); to != "/" {
		t.Errorf("the unlock leads to %q, want the door", to)
	}
	if p.Go("/3").See("Open your pages").Miss(secret); len(p.Forgets) != 2 {
		t.Errorf("%d processes were replaced, want one for the lock and one for the leave", len(p.Forgets))
	}
}

func TestHidingDuringAChangeOfPassphraseHandsOverTheNewKey(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	during(p, "/5/1", url.Values{"old": {apptest.Passphrase}, "new": {another}}, func() {
		p.App.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/x", nil))
	})
	h := p.Forgets[len(p.Forgets)-1]
	if h.Main == nil {
		t.Fatal("everything was locked, want Mine alone")
	}
	p.Replace()
	p.Go("/2").See("Nothing is agreed yet.").Go("/3").Fill("passphrase", another).Press("Open Mine").See(secret)
}

// A key that is not the record's any more leads to the door, not to a home that does not start.
func TestAHandoverWithAnOldKeyStartsLocked(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret)
	p.Hide()
	h := p.Forgets[0]
	h.Main = &seal.Key{1}
	p.Restart(&h)
	p.See("Open your pages")
}

func TestOneTryAtATime(t *testing.T) {
	t.Parallel()
	p := apptest.Start(t)
	p.Keep(secret).Lock()
	during(p, "/7", url.Values{"passphrase": {"somebody is guessing"}}, func() {
		p.Post("/7", url.Values{"passphrase": {apptest.Passphrase}}).See("several tries just now")
	})
	p.Go("/9/1").See("A bad hour.")
}
