//go:build linux

package main

import (
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kept/app/words"
)

// TestWhatIsTypedStandsOnlyOnPages walks every page it can reach, types a canary into every field it finds and sends
// every form. Afterwards the canary is in no file, no line of output, no address and no title; and after the lock
// it is in no memory of the program.
func TestWhatIsTypedStandsOnlyOnPages(t *testing.T) {
	t.Parallel()
	p, canary := newProgram(t), canary()
	p.start()
	b := newBrowser(t, p)
	w := &walk{b: b, canary: canary, passphrase: canary + " for the door", sent: map[string]bool{}, seen: map[string]bool{}}
	b.found(w.passphrase, canary+" first words")
	agree(b, canary+" agreed")
	for range 3 { // what one round makes, the next one finds
		w.round("/1", "/2", "/3", "/4", "/5", "/9")
	}
	t.Logf("%d pages seen, %d forms sent, into %d fields", len(w.seen), len(w.sent), w.typed)
	for _, path := range []string{"/2/n", "/3/f", "/5", "/5/1", "/5/2", "/p/1", "/p/2", "/p/3", "/p/4", "/p/5", "/p/6"} {
		if !w.seen[path] || len(b.get(path).forms()) > 0 && !w.sent[path] {
			t.Errorf("the walk did not come to %s (seen %v, sent %v)", path, w.seen[path], w.sent[path])
		}
	}
	if n := p.holds(canary); n == 0 {
		t.Fatal("the canary is not in memory before the lock: the search is blind")
	}
	searchFiles(t, p.dir, canary)
	b.post("/lock")
	b.get("/")
	if n := p.holds(canary); n != 0 {
		t.Errorf("after the lock the canary is %d times in memory", n)
	}
	if code := p.stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	searchFiles(t, p.dir, canary)
	if strings.Contains(p.said.String(), canary) {
		t.Errorf("the canary is in the output:\n%s", p.said)
	}
	for _, address := range b.addresses {
		if strings.Contains(address, canary) {
			t.Errorf("the canary is in the address %s", address)
		}
	}
	for _, title := range b.titles {
		if title != words.Title && title != "Weather" {
			t.Errorf("title %q, want %q on every page", title, words.Title)
		}
	}
}

// searchFiles looks into every file below dir, and for its name too.
func searchFiles(t *testing.T, dir, text string) {
	t.Helper()
	files, bytes := 0, 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if files++; strings.Contains(string(content), text) || strings.Contains(path, text) {
			t.Errorf("%s holds the canary", path)
		}
		bytes += len(content)
		return nil
	})
	if err != nil || files < 4 || bytes < 8<<10 {
		t.Errorf("searched %d files of %d bytes, %v; that is too little to be the record", files, bytes, err)
	}
}

// walk goes through the program page by page and form by form.
type walk struct {
	b          *browser
	canary     string
	passphrase string
	seen       map[string]bool // pages
	sent       map[string]bool // forms
	typed      int             // fields typed into
}

// round visits what can be reached from the pages named, sending each form it meets for the first time.
func (w *walk) round(from ...string) {
	visited := map[string]bool{}
	for len(from) > 0 {
		path := from[0]
		from = from[1:]
		if visited[path] || strings.HasPrefix(path, "/leave") {
			continue
		}
		visited[path] = true
		w.seen[path] = true
		shown := w.b.get(path)
		if shown.address == "/" || shown.address == "/8" { // locked meanwhile
			w.open(shown.address)
			shown = w.b.get(path)
		}
		from = append(from, shown.links()...)
		for _, f := range shown.forms() {
			if next, ok := w.send(path, f); ok {
				from = append(from, next.links()...)
			}
		}
	}
}

func (w *walk) open(door string) {
	if door == "/8" {
		w.b.post("/8", "passphrase", w.passphrase)
		return
	}
	w.b.post("/7", "passphrase", w.passphrase)
}

// send types into each field of a form and sends it, once; locks and erasures are left to their own tests.
func (w *walk) send(from string, f form) (next page, ok bool) {
	if w.sent[f.path] || slices.Contains([]string{"/lock", "/7", "/8", "/6/t"}, f.path) || strings.HasSuffix(f.path, "/e") {
		return next, false
	}
	w.sent[f.path] = true
	values := url.Values{}
	for name, v := range f.values {
		values[name] = slices.Clone(v)
	}
	for _, name := range f.typed {
		isSecret := strings.HasPrefix(name, "pass") || name == "old" || name == "new" || name == "again"
		if name == "zone" || name == "every" || name == "at" || name == "start" {
			continue // a refused agreement is sent below as well
		}
		for i := range values[name] {
			values[name][i] = w.canary + " typed"
			if isSecret {
				values[name][i] = w.passphrase
			}
			w.typed++
		}
	}
	next, err := w.b.do(http.MethodPost, f.path, values)
	if err != nil {
		w.b.t.Errorf("%s: form %s: %v", from, f.path, err)
		return next, false
	}
	if next.status >= 500 {
		w.b.t.Errorf("%s: form %s: %s", from, f.path, next)
	}
	for _, name := range f.typed { // once more with the canary in every field, whatever it is for
		for i := range values[name] {
			values[name][i] = w.canary + " everywhere"
			w.typed++
		}
	}
	if refused, err := w.b.do(http.MethodPost, f.path, values); err != nil || refused.status >= 500 {
		w.b.t.Errorf("%s: form %s with the canary in every field: %v, %s", from, f.path, err, refused)
	}
	return next, true
}
