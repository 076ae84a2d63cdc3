package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kept/app"
	"kept/app/apptest"
	"kept/ledger/memory"
)

// crowd gives each request the session in its header: many browsers at one app.
type crowd struct{ n atomic.Int64 }

func (*crowd) Of(r *http.Request) string { return r.Header.Get("Browser") }

func (*crowd) End(http.ResponseWriter, *http.Request) {}

func (c *crowd) New(w http.ResponseWriter) string {
	id := fmt.Sprint("browser ", c.n.Add(1))
	w.Header().Set("Browser", id)
	return id
}

// TestManyBrowsersAtOnce is run under the race detector: unlocking takes its time without the app's lock, and
// meanwhile everybody else asks, writes, locks and leaves.
func TestManyBrowsersAtOnce(t *testing.T) {
	t.Parallel()
	var forgets atomic.Int64
	a, err := app.New(app.Config{
		Store: memory.New(t), Clock: &apptest.Clock{T: time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)}, Sessions: &crowd{}, Zone: "Europe/Berlin",
		Forget: func(app.Handover) { forgets.Add(1) }, Report: func(number string, err error) { t.Errorf("an error nobody foresaw: %v", err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(browser, method, path string, form url.Values) (string, *httptest.ResponseRecorder) {
		r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Browser", browser)
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		if next := w.Header().Get("Browser"); next != "" {
			browser = next
		}
		return browser, w
	}
	passphrase := url.Values{"passphrase": {apptest.Passphrase}}
	first, _ := ask("", "POST", "/p/2", url.Values{"text": {secret}})
	ask(first, "POST", "/6/k", passphrase)

	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			browser, _ := ask("", "POST", "/7", passphrase)
			for i := range 10 {
				ask(browser, "GET", "/3", nil)
				ask(browser, "POST", "/p/2", url.Values{"text": {fmt.Sprint("page ", i)}})
				ask(browser, "GET", "/4", nil)
				a.Tick()
			}
			ask(browser, "POST", "/x", nil)
			ask(browser, "POST", "/8", passphrase)
			ask(browser, "POST", "/lock", nil)
		})
		all.Go(func() {
			for range 20 {
				if _, w := ask("", "GET", "/3", nil); strings.Contains(w.Body.String(), secret) {
					t.Error("a stranger read a page")
				}
				ask("", "GET", "/9/1", nil)
				ask("", "GET", "/leave", nil)
			}
		})
	}
	all.Wait()
	ask(first, "POST", "/lock", nil)
	browser, _ := ask("", "POST", "/7", passphrase)
	if _, w := ask(browser, "GET", "/3", nil); !strings.Contains(w.Body.String(), secret) {
		t.Errorf("after all that the first page is not there: %d %s", w.Code, w.Header().Get("Location"))
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if forgets.Load() == 0 {
		t.Error("nobody locked anything")
	}
}
