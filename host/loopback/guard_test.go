package loopback

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
)

// request is one request to a home on port 20001 whose handler counts how often it was reached.
type request struct {
	method, host, path string
	headers            map[string]string
	body               io.Reader
}

func ask(t *testing.T, q request, handler http.HandlerFunc) (answer *httptest.ResponseRecorder, reached bool, log string) {
	t.Helper()
	var logged bytes.Buffer
	home := &Home{port: 20001, sessions: newSessions(20001), replace: make(chan struct{}), log: &logged}
	guarded := home.guard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached = true
		handler(w, r)
	}))
	r := httptest.NewRequest(q.method, q.path, q.body)
	r.Host = q.host
	for key, value := range q.headers {
		r.Header.Set(key, value)
	}
	answer = httptest.NewRecorder()
	guarded.ServeHTTP(answer, r)
	return answer, reached, logged.String()
}

func fine(w http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) }

const ours = "home.localhost:20001"

func TestOnlyOurOwnNameAndPortAreAnswered(t *testing.T) {
	cases := map[string]bool{
		"home.localhost:20001":      true,
		"127.0.0.1:20001":           true,
		"home.localhost":            false,
		"home.localhost:20002":      false,
		"127.0.0.1:80":              false,
		"localhost:20001":           false, // shares cookies with every program on this computer
		"[::1]:20001":               false,
		"0.0.0.0:20001":             false,
		"home.localhost.evil:20001": false,
		"evil.example:20001":        false,
		"HOME.LOCALHOST:20001":      false,
		"":                          false,
	}
	for host, want := range cases {
		answer, reached, _ := ask(t, request{method: "GET", host: host, path: "/"}, fine)
		if reached != want || !want && answer.Code != http.StatusMisdirectedRequest {
			t.Errorf("host %q: reached %v, status %d; want reached %v", host, reached, answer.Code, want)
		}
	}
}

func TestAnotherPageCanNeitherActNorLock(t *testing.T) {
	type headers = map[string]string
	follow := headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
	frame := headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
	cases := []struct {
		claim        string
		method, path string
		headers      headers
		want         bool
	}{
		{"our own form", "POST", "/1", headers{"Sec-Fetch-Site": "same-origin"}, true},
		{"our own form in a browser without Sec-Fetch-Site", "POST", "/1", headers{"Origin": "http://" + ours}, true},
		{"another site's form", "POST", "/1", headers{"Sec-Fetch-Site": "cross-site"}, false},
		{"another port's form", "POST", "/1", headers{"Sec-Fetch-Site": "same-site"}, false},
		{"another site's form in a browser without Sec-Fetch-Site", "POST", "/1", headers{"Origin": "http://evil.example"}, false},
		{"another port's form in such a browser", "POST", "/1", headers{"Origin": "http://home.localhost:3000"}, false},
		{"a form of an opaque origin", "POST", "/1", headers{"Origin": "null"}, false},
		{"a form that follows as a navigation", "POST", "/1", follow, false},
		{"a typed address", "GET", "/", headers{"Sec-Fetch-Site": "none"}, true},
		{"a link from elsewhere", "GET", "/", follow, true},
		{"a frame elsewhere", "GET", "/", frame, false},
		{"a picture elsewhere", "GET", "/w/icon.svg", headers{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, false},
		{"our own way out", "GET", "/leave", headers{"Sec-Fetch-Site": "same-origin"}, true},
		{"the way out typed", "GET", "/leave", headers{"Sec-Fetch-Site": "none"}, true},
		{"the way out linked from elsewhere", "GET", "/leave", follow, false},
		{"another method", "DELETE", "/1", headers{"Sec-Fetch-Site": "same-origin"}, false},
		{"a preflight", "OPTIONS", "/1", headers{"Origin": "http://evil.example"}, false},
	}
	for _, c := range cases {
		answer, reached, _ := ask(t, request{method: c.method, host: ours, path: c.path, headers: c.headers}, fine)
		if reached != c.want || !c.want && answer.Code < 400 {
			t.Errorf("%s: reached %v, status %d; want reached %v", c.claim, reached, answer.Code, c.want)
		}
	}
}

func TestEveryAnswerCarriesTheHeaders(t *testing.T) {
	broken := func(http.ResponseWriter, *http.Request) { panic("x") }
	cases := map[string]struct {
		request
		handler http.HandlerFunc
	}{
		"a page":       {request{method: "GET", host: ours, path: "/"}, fine},
		"a wrong host": {request{method: "GET", host: "evil.example", path: "/"}, fine},
		"a refusal":    {request{method: "PUT", host: ours, path: "/"}, fine},
		"a panic":      {request{method: "GET", host: ours, path: "/"}, broken},
	}
	want := map[string]string{
		"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
	}
	policy := []string{"default-src 'none'", "script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
		"img-src 'self' blob:", "style-src 'self'", "connect-src 'self'", "worker-src 'self'", "require-trusted-types-for 'script'"}
	for name, c := range cases {
		answer, _, _ := ask(t, c.request, c.handler)
		for key, value := range want {
			if got := answer.Header().Get(key); got != value {
				t.Errorf("%s: %s is %q, want %q", name, key, got, value)
			}
		}
		parts := strings.Split(answer.Header().Get("Content-Security-Policy"), "; ")
		for _, part := range policy {
			if !contains(parts, part) {
				t.Errorf("%s: the content policy %q lacks %q", name, parts, part)
			}
		}
		if answer.Header().Get("Permissions-Policy") == "" || strings.Contains(strings.Join(parts, ";"), "unsafe") {
			t.Errorf("%s: no Permissions-Policy, or an unsafe content policy", name)
		}
	}
}

func contains(list []string, want string) bool {
	for _, s := range list {
		if s == want {
			return true
		}
	}
	return false
}

func TestABodyHasALimitThatIsSaid(t *testing.T) {
	answer, reached, _ := ask(t, request{method: "POST", host: ours, path: "/", body: strings.NewReader(strings.Repeat("x", maxBody))}, fine)
	if !reached || answer.Code != http.StatusOK {
		t.Errorf("%d bytes: reached %v, status %d; want the handler", maxBody, reached, answer.Code)
	}
	answer, reached, _ = ask(t, request{method: "POST", host: ours, path: "/", body: strings.NewReader(strings.Repeat("x", maxBody+1))}, fine)
	if reached || answer.Code != http.StatusRequestEntityTooLarge || !strings.Contains(answer.Body.String(), "It was not kept.") {
		t.Errorf("%d bytes: reached %v, status %d, %q; want a refusal that says so", maxBody+1, reached, answer.Code, answer.Body)
	}
	unknown := io.MultiReader(strings.NewReader(strings.Repeat("x", maxBody)), strings.NewReader("x")) // no length is announced
	answer, reached, _ = ask(t, request{method: "POST", host: ours, path: "/", body: unknown}, fine)
	if reached || answer.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a body of unannounced length: reached %v, status %d; want a refusal", reached, answer.Code)
	}
	torn := io.MultiReader(strings.NewReader("x"), iotest.ErrReader(io.ErrUnexpectedEOF))
	answer, reached, _ = ask(t, request{method: "POST", host: ours, path: "/", body: torn}, fine)
	if reached || answer.Code != http.StatusBadRequest || !strings.Contains(answer.Body.String(), "It was not kept.") {
		t.Errorf("a torn body: reached %v, status %d, %q; want a refusal that says so", reached, answer.Code, answer.Body)
	}
}

func TestAPanicIsAPlainPageAndItsWordsAreNowhere(t *testing.T) {
	for _, value := range []any{"canary-7b21", errors.New("canary-7b21"), fmt.Errorf("read page: %w", errors.New("canary-7b21"))} {
		answer, _, log := ask(t, request{method: "POST", host: ours, path: "/canary-7b21?canary-7b21"}, func(http.ResponseWriter, *http.Request) { panic(value) })
		if answer.Code != http.StatusInternalServerError || !strings.Contains(answer.Body.String(), "What you kept is as it was.") {
			t.Errorf("status %d, %q; want 500 and what is safe", answer.Code, answer.Body)
		}
		if strings.Contains(answer.Body.String()+log, "canary") {
			t.Errorf("what the panic held stands in the page or in the log:\n%s\n%s", answer.Body, log)
		}
		_, number, _ := strings.Cut(log, "number ")
		number, _, _ = strings.Cut(number, ",")
		if len(number) != 6 || !strings.Contains(answer.Body.String(), number) || !strings.Contains(log, "kept/host/loopback.") {
			t.Errorf("the log %q has no place, or a number other than the page %q", log, answer.Body)
		}
	}
}

func TestALateRequestIsAskedToComeAgainToTheSamePlace(t *testing.T) {
	home := &Home{port: 20001, replace: make(chan struct{}), log: io.Discard}
	home.Forget(nil)
	guarded := home.guard(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a process that is leaving did the work") }))
	cases := map[string]string{
		"/4/abc?x=1":       "/4/abc?x=1",
		"//evil.example/":  "/evil.example/",
		"/\\evil.example/": "/%5Cevil.example/",
	}
	for path, want := range cases {
		r := httptest.NewRequest("POST", "/", nil)
		r.URL.Path, r.URL.RawQuery, _ = strings.Cut(path, "?")
		r.Host = ours
		answer := httptest.NewRecorder()
		guarded.ServeHTTP(answer, r)
		if answer.Code != http.StatusTemporaryRedirect || answer.Header().Get("Location") != want || answer.Header().Get("Connection") != "close" {
			t.Errorf("%s: status %d to %q, connection %q; want 307 to %q, close", path, answer.Code, answer.Header().Get("Location"), answer.Header().Get("Connection"), want)
		}
		_, _, hasQuery := strings.Cut(path, "?")
		if hasQuery != strings.Contains(answer.Header().Get("Location"), "?x=1") {
			t.Errorf("%s: the query is lost or invented", path)
		}
	}
}
