package journey

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/chromedp/chromedp"

	"kept/app/words"
)

// listener is the only way out of a browser: whatever it asks of anybody comes by here.
type listener struct {
	server *httptest.Server
	app    *url.URL
	mu     sync.Mutex
	asked  map[string]int // by scheme, host and port
}

func newListener(t *testing.T, origin string) *listener {
	t.Helper()
	app, err := url.Parse(origin)
	if err != nil {
		t.Fatal(err)
	}
	l := &listener{app: app, asked: map[string]int{}}
	l.server = httptest.NewServer(l)
	t.Cleanup(l.server.Close)
	return l
}

func (l *listener) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	l.asked[r.Method+" "+r.Host]++
	l.mu.Unlock()
	if r.Method == http.MethodConnect || r.Host != l.app.Host {
		http.Error(w, "nobody here", http.StatusBadGateway)
		return
	}
	out := r.Clone(r.Context())
	out.RequestURI, out.URL.Host = "", "127.0.0.1:"+l.app.Port() // the name is known to browsers only
	answer, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	for name, values := range answer.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.StatusCode)
	io.Copy(w, answer.Body)
}

// makers are the domains a Chromium asks by itself, whatever page it shows: for updates, and for what it knows about
// forms. No page can forbid it that; a person can, in the browser's settings.
var makers = []string{".google.com", ".googleapis.com", ".gvt1.com"}

func TestTheBrowserKeepsAndTellsNothingOfWhatIsTyped(t *testing.T) {
	t.Parallel()
	const canary = "canary4f1c9b2e77d0"
	p := start(t)
	l := newListener(t, p.origin)
	profile := t.TempDir()
	ctx, end := startChromium(profile, chromedp.ProxyServer(l.server.URL), chromedp.Flag("proxy-bypass-list", "<-loopback>"))
	t.Cleanup(func() { end(); leaves(t, profile, canary, "after it ended") }) // the last to be done, when the window is closed
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	w := openIn(t, ctx, p.origin, p.away.url) // the browser's own window, whose profile is on disk
	w.goTo("/").press(words.DoorStart).press(words.StartHurt).press(words.HurtWords)
	typed := w.fillAll(canary)
	w.press(words.Pages["tonight"].Save).press(words.BeforeYouDo)
	typed += w.fillAll(canary + " for the door")
	w.press(words.KeepDo).see(words.KeptTitle)
	for _, path := range []string{"/2/n", "/p/2", "/p/3", "/p/4", "/p/5", "/p/6", "/1/4", "/5", "/5/2", "/9/1"} {
		w.goTo(path)
		typed += w.fillAll(canary)
		if s := `document.querySelector("main form:has(textarea, [type=password], #person) button:not([type=button])")`; path != "/9/1" && ask[bool](w, "!!"+s) {
			w.turn(func() { w.click(w.spotOf(s, "a button to send "+path)) })
		}
	}
	w.goTo("/7/w")
	w.goTo("/3").see(canary).press(words.MineLock)
	w.fill(words.Passphrase, canary+" and wrong").press(words.UnlockDo).see(words.WrongPass)
	w.fill(words.Passphrase, canary+" for the door").press(words.UnlockDo).goTo("/p/1")
	w.fillAll(canary) // typed, not sent, and the browser ends
	if typed < 25 {
		t.Errorf("only %d fields were found", typed)
	}
	leaves(t, profile, canary, "while it runs")
	if n := l.asked["GET "+l.app.Host]; n < 30 {
		t.Errorf("only %d pages were asked for by way of the listener: it is deaf", n)
	}
	for whom, n := range l.asked {
		switch name := strings.TrimSuffix(whom[strings.IndexByte(whom, ' ')+1:], ":443"); {
		case name == l.app.Host:
		case slices.ContainsFunc(makers, func(domain string) bool { return strings.HasSuffix(name, domain) }):
			t.Logf("Chromium by itself asked %s %d times; nobody answered", name, n)
		default:
			t.Errorf("%s was asked %d times", whom, n)
		}
	}
}

// fillAll types text into every field of the page, and says how many there were.
func (w *window) fillAll(text string) int {
	w.t.Helper()
	ask[int](w, `(document.querySelectorAll("details").forEach(d => d.open = true), 0)`)
	const fields = `[...document.querySelectorAll("main textarea, main input:not([type]), main input[type=password]")]`
	n := ask[int](w, fields+".length")
	for i := range n {
		field := fields + ".at(" + quoted(i) + ")"
		if ask[bool](w, `["zone", "every"].includes(`+field+`.name)`) {
			continue // what is not a zone or a number is refused, and the form with it
		}
		w.click(w.spotOf(field, "field"))
		w.write(text)
	}
	return n
}

// leaves fails for every file of the browser's profile that holds text in one of the ways browsers write it.
func leaves(t *testing.T, profile, text, when string) {
	t.Helper()
	wide := make([]byte, 0, 2*len(text))
	for _, unit := range utf16.Encode([]rune(text)) {
		wide = binary.LittleEndian.AppendUint16(wide, unit)
	}
	forms := map[string][]byte{"as it is": []byte(text), "in UTF-16": wide}
	for shift := range 3 { // in base64 it looks different by where it begins
		coded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + text))
		forms["in base64"+strings.Repeat("'", shift)] = []byte(coded[4 : len(coded)-4])
	}
	files := 0
	err := filepath.WalkDir(profile, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // it came and went
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		files++
		for how, bytesOf := range forms {
			if bytes.Contains(content, bytesOf) {
				rel, _ := filepath.Rel(profile, path)
				t.Errorf("%s: it stands %s in %s", when, how, rel)
			}
		}
		return nil
	})
	if err != nil || files < 10 {
		t.Errorf("%s: %d files read, %v", when, files, err)
	}
	t.Logf("%s: %d files read", when, files)
}
