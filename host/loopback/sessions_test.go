package loopback

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func come(s *Sessions) (string, *http.Cookie) {
	w := httptest.NewRecorder()
	id := s.New(w)
	return id, w.Result().Cookies()[0]
}

func of(s *Sessions, cookies ...*http.Cookie) string {
	r := httptest.NewRequest("GET", "/", nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return s.Of(r)
}

func TestTheCookieIsForThisSiteAndNoScript(t *testing.T) {
	_, c := come(newSessions(20001))
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.MaxAge != 0 || !c.Expires.IsZero() || c.Domain != "" {
		t.Errorf("got %v; want HttpOnly, SameSite=Strict, this host only, gone with the browser", c)
	}
}

func TestEachBrowserHasItsOwnSession(t *testing.T) {
	s := newSessions(20001)
	first, firstCookie := come(s)
	second, secondCookie := come(s)
	if first == second {
		t.Fatal("two sessions are one")
	}
	for range 1000 { // strangers do not crowd out who was here
		come(s)
	}
	if got := of(s, firstCookie); got != first {
		t.Errorf("got %q, want %q", got, first)
	}
	if got := of(s, secondCookie); got != second {
		t.Errorf("got %q, want %q", got, second)
	}
}

func TestACookieThatWasNotGivenOutIsNobodys(t *testing.T) {
	s := newSessions(20001)
	_, cookie := come(s)
	_, foreign := come(newSessions(20001))
	with := func(name, value string) *http.Cookie { return &http.Cookie{Name: name, Value: value} }
	cases := map[string]*http.Cookie{
		"invented":               with(cookie.Name, random(32)),
		"empty":                  with(cookie.Name, ""),
		"cut short":              with(cookie.Name, cookie.Value[:len(cookie.Value)-1]),
		"lengthened":             with(cookie.Name, cookie.Value+"0"),
		"another random part":    with(cookie.Name, random(16)+cookie.Value[32:]),
		"another start's":        foreign,
		"another start's, named": with(cookie.Name, foreign.Value),
		"under another name":     with("home", cookie.Value),
	}
	for name, c := range cases {
		if got := of(s, c); got != "" {
			t.Errorf("%s: got %q, want nobody", name, got)
		}
	}
	if got := of(s); got != "" {
		t.Errorf("no cookie: got %q, want nobody", got)
	}
}

func TestAResumedSessionIsTheSameAndTheOnlyOne(t *testing.T) {
	before := newSessions(20001)
	id, cookie := come(before)
	_, other := come(before)
	after := newSessions(20001)
	if got := of(after, cookie); got != "" {
		t.Fatalf("another start knows the cookie: %q", got)
	}
	after.Resume(id)
	if got := of(after, cookie); got != id {
		t.Errorf("got %q, want %q", got, id)
	}
	if got := of(after, other); got != "" {
		t.Errorf("a session that was not resumed: got %q, want nobody", got)
	}
	if fresh, freshCookie := come(after); of(after, freshCookie) != fresh || of(after, cookie) != id {
		t.Error("a new session and the resumed one do not stand side by side")
	}
}

func TestResumingAnythingElseLetsNobodyIn(t *testing.T) {
	for _, text := range []string{"", "x", ".", "x.", ".x", "x.y"} {
		s := newSessions(20001)
		s.Resume(text)
		if got := of(s,
			&http.Cookie{Name: s.prefix + "x", Value: "y"}, &http.Cookie{Name: s.prefix + "x", Value: ""}, &http.Cookie{Name: s.prefix + s.suffix, Value: ""}); got != "" {
			t.Errorf("resume %q: got %q, want nobody", text, got)
		}
	}
}

func TestCookiesOfEarlierStartsAreRemovedAndOthersLeftAlone(t *testing.T) {
	_, old := come(newSessions(20001))
	_, neighbour := come(newSessions(20002))
	s := newSessions(20001)
	_, current := come(s)
	r := httptest.NewRequest("GET", "/", nil)
	for _, c := range []*http.Cookie{old, neighbour, current, {Name: "theirs", Value: "x"}} {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	s.sweep(w, r)
	removed := w.Result().Cookies()
	if len(removed) != 1 || removed[0].Name != old.Name || removed[0].MaxAge >= 0 || removed[0].Path != "/" {
		t.Errorf("removed %v, want %s only", removed, old.Name)
	}
}
