package app_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"kept/app/apptest"
)

// BenchmarkPages renders each page of a record with a year of one daily agreement and 200 pages of one's own.
func BenchmarkPages(b *testing.B) {
	p := apptest.Start(b)
	p.Keep(secret).Go("/2/n").Fill("what", "ten minutes").Fill("repeat", "days").Fill("start", "2025-11-22").Press("Begin by myself")
	agreement := p.Path
	for day := 20414; day <= 20779; day++ { // 2025-11-22 to 2026-11-22
		outcome := "kept"
		if day%6 == 0 {
			outcome = "missed"
		}
		p.Mark(agreement+"/"+strconv.Itoa(day), outcome)
	}
	for i := range 200 {
		p.Go("/p/2").Fill("text", "page "+strconv.Itoa(i)).Press("Keep it")
	}
	for _, page := range []struct{ name, path string }{
		{"today", "/1"}, {"ours", "/2"}, {"agreement", agreement}, {"mine", "/3"}, {"path", "/4"}, {"pattern", "/4" + agreement[2:]}, {"settings", "/5"}, {"bad hour", "/9/1"},
	} {
		b.Run(page.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, page.path, nil)
			for b.Loop() {
				w := httptest.NewRecorder()
				p.App.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
