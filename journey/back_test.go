package journey

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"

	"kept/app/words"
	"kept/web"
)

// Browsers may keep whole pages in memory to show them again at Back; Chromium does so with pages that say "no-store"
// as long as nothing around them says it and no cookie changes. Here nothing around them says it.
func TestBackShowsNothingOfWhatTheBrowserRemembers(t *testing.T) {
	t.Parallel()
	ways := map[string]func(*window){
		"Exit": func(w *window) { w.press(words.Exit).see(elsewhereText) },
		"lock": func(w *window) { w.press(words.MineLock).see(words.UnlockTitle) },
	}
	for name, leave := range ways {
		for script, plain := range map[string]bool{"with scripts": false, "with scripts blocked": true} {
			t.Run(name+" "+script, func(t *testing.T) {
				t.Parallel()
				_, w := atMine(t)
				if plain {
					w.blockScripts()
				}
				w.answerFiles()
				w.press(words.Ours).press(words.Mine).press(words.Ours)
				revived := w.watch.revived()
				w.back()
				// Unless Chromium remembers the page whole, this test sees nothing. With scripts it is asked for anew.
				w.wait("a page out of Chromium's memory", func() bool { return w.watch.revived() > revived })
				w.wait("the page to be seen", func() bool {
					return ask[bool](w, `document.readyState === "complete" && !document.documentElement.hidden && !!document.querySelector("h1")`)
				})
				w.see(secret)
				leave(w)
				w.back()
				if ask[bool](w, `(() => { const r = document.documentElement; return !!r && !r.hidden && r.outerHTML.includes(`+quoted(secret)+`); })()`) {
					t.Error("Back shows the page")
				}
				w.wait("the door", func() bool { return w.path() == "/" })
				w.miss(secret)
			})
		}
	}
}

// answerFiles answers for the files under /w/ in the app's place, without its headers.
func (w *window) answerFiles() {
	w.t.Helper()
	paused := chromedp.Events(w.ctx, fetch.RequestPaused)
	call(w, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: w.origin + "/w/*"}}})
	go func() {
		for e, err := range paused {
			if err != nil {
				return // the window is closed
			}
			answer := httptest.NewRecorder()
			http.StripPrefix("/w/", web.Handler()).ServeHTTP(answer, httptest.NewRequest("GET", strings.TrimPrefix(e.Request.URL, w.origin), nil))
			chromedp.Call(w.ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
				RequestID: e.RequestID, ResponseCode: 200, Body: answer.Body.Bytes(),
				ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: answer.Header().Get("Content-Type")}},
			})
		}
	}()
}
