package app_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/app"
	"kept/app/apptest"
	"kept/ledger/memory"
)

// seeds fails when a fuzz target has lost its seeds: without them it tests little.
func seeds(f *testing.F, least int) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "fuzz", f.Name(), "*"))
	if err != nil || len(files) < least {
		f.Fatalf("%d seeds in testdata/fuzz/%s, want at least %d (%v)", len(files), f.Name(), least, err)
	}
}

type oneVisitor struct{}

func (oneVisitor) Of(*http.Request) string                { return "visitor" }
func (oneVisitor) End(http.ResponseWriter, *http.Request) {}
func (oneVisitor) New(w http.ResponseWriter) string       { return "visitor" }

// newcomer is the app before anything is kept: forms are read and checked, and what they bring waits.
func newcomer(t testing.TB) *app.App {
	t.Helper()
	a, err := app.New(app.Config{
		Store: memory.New(t), Clock: &apptest.Clock{T: time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)}, Sessions: oneVisitor{}, Zone: "Europe/Berlin",
		Forget: func(app.Handover) {}, Report: func(number string, err error) { t.Errorf("an error nobody foresaw: %v", err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func post(a *app.App, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w
}

// A form of dates and rules is taken or sent back with a sentence; nothing else can come of it.
func FuzzAgreementForm(f *testing.F) {
	seeds(f, 6)
	f.Fuzz(func(t *testing.T, what, repeat, start, every, weekday, at, zone string) {
		a := newcomer(t)
		w := post(a, "/2/n", url.Values{"what": {what}, "repeat": {repeat}, "start": {start}, "every": {every}, "weekday": {weekday}, "at": {at}, "zone": {zone}})
		settle(t, a, w, "/2/n")
	})
}

// So it is with a page for writing and its day.
func FuzzNoteForm(f *testing.F) {
	seeds(f, 4)
	f.Fuzz(func(t *testing.T, text, more, day, choice string) {
		for _, path := range []string{"/p/3", "/p/4", "/p/5"} {
			a := newcomer(t)
			settle(t, a, post(a, path, url.Values{"text": {text, more}, "day": {day}, "choice": {choice}}), path)
		}
	})
}

// settle follows the redirect to the next step, or back to the form, which must say what is wrong and hold what was typed.
func settle(t *testing.T, a *app.App, w *httptest.ResponseRecorder, form string) {
	t.Helper()
	if w.Code == http.StatusRequestEntityTooLarge {
		return
	}
	to := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || to != form && to != "/6/g" {
		t.Fatalf("status %d to %q, want a redirect to the next step or back to the form", w.Code, to)
	}
	next := httptest.NewRecorder()
	a.ServeHTTP(next, httptest.NewRequest(http.MethodGet, to, nil))
	if next.Code != http.StatusOK {
		t.Fatalf("%s answers %d", to, next.Code)
	}
	if to == form && !strings.Contains(next.Body.String(), `class="problem"`) {
		t.Fatal("the form came back without a sentence")
	}
}
