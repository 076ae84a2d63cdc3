package main

import (
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

const passphrase = "seven grey geese cross slowly"

func TestWhatIsKeptIsThereAtTheNextStartAtTheSameAddress(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	newBrowser(t, p).found(passphrase, "first words")
	address := p.address
	if code := p.stop(); code != exitOK {
		t.Errorf("Ctrl-C: exit code %d, want 0", code)
	}
	p.start()
	b := newBrowser(t, p)
	if p.address != address {
		t.Errorf("address %s, want %s", p.address, address)
	}
	if page := b.get("/1"); page.address != "/" || strings.Contains(page.body, "first words") {
		t.Fatalf("without the passphrase: %s", page)
	}
	b.unlock(passphrase)
	if page := b.get("/3"); !strings.Contains(page.body, "first words") {
		t.Errorf("what was kept is not shown: %s", page)
	}
}

func TestFoldersAndFilesAreTheOwnersOnly(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	newBrowser(t, p).found(passphrase, "words")
	seen := 0
	err := filepath.WalkDir(p.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if entry.IsDir() {
			want = 0o700
		}
		if path != p.dir && info.Mode().Perm() != want {
			t.Errorf("%s: mode %o, want %o", path, info.Mode().Perm(), want)
		}
		seen++
		return nil
	})
	if err != nil || seen < 6 {
		t.Errorf("looked at %d files, %v", seen, err)
	}
}

func TestASecondKeptFindsTheFirst(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	newBrowser(t, p).found(passphrase, "words")
	second := exec.Command(p.cmd.Path, "--no-browser", "--dir", p.dir)
	out, err := second.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "already open at") || !strings.Contains(string(out), p.address[strings.LastIndexByte(p.address, ':'):]) {
		t.Errorf("the second: %v, %q; want the address of the first and exit code 0", err, out)
	}
	if page := newBrowser(t, p).get("/"); page.status != http.StatusOK {
		t.Errorf("the first after the second: %s", page)
	}
}

// Many start at once: one of them becomes the home, all others find it and end well.
func TestOfManyStartedAtOnceOneIsTheHome(t *testing.T) {
	t.Parallel()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir, outputs := t.TempDir(), make([]transcript, 6)
	var all [6]*exec.Cmd
	ended := make(chan int, len(all))
	for i := range all {
		all[i] = exec.Command(path, "--no-browser", "--dir", dir)
		all[i].Stdout, all[i].Stderr = &outputs[i], &outputs[i]
		if err := all[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	var wait sync.WaitGroup
	for i := range all {
		wait.Go(func() {
			all[i].Wait()
			ended <- i
		})
	}
	for range len(all) - 1 {
		i := <-ended
		if code := all[i].ProcessState.ExitCode(); code != exitOK || !strings.Contains(outputs[i].String(), "already open at http://") {
			t.Errorf("number %d: exit code %d, %q", i, code, outputs[i].String())
		}
	}
	for i := range all {
		all[i].Process.Signal(os.Interrupt)
	}
	wait.Wait()
	last := <-ended
	if code := all[last].ProcessState.ExitCode(); code != exitOK || !strings.Contains(outputs[last].String(), "Kept is open at http://") {
		t.Errorf("the home: exit code %d, %q", code, outputs[last].String())
	}
}

func TestAfterACrashTheNextKeptTakesOver(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	newBrowser(t, p).found(passphrase, "words before the crash")
	address := p.address
	p.kill()
	p.start()
	b := newBrowser(t, p)
	b.unlock(passphrase)
	if page := b.get("/3"); p.address != address || !strings.Contains(page.body, "words before the crash") {
		t.Errorf("at %s, want %s: %s", p.address, address, page)
	}
}

func TestALockEndsTheSessionAndKeepsTheAddress(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	b := newBrowser(t, p)
	b.found(passphrase, "words")
	pid := p.cmd.Process.Pid
	cookies := b.cookies()
	if page := b.post("/lock"); page.address != "/" || !strings.Contains(page.body, `action="/7"`) {
		t.Fatalf("after the lock: %s", page)
	}
	for _, path := range []string{"/1", "/2", "/3", "/4", "/5"} {
		if page := b.get(path); page.address != "/" {
			t.Errorf("%s is still open after the lock: %s", path, page)
		}
	}
	b.unlock(passphrase)
	if now := b.cookies(); len(now) != 1 || len(cookies) != 1 || now[0].Name == cookies[0].Name || now[0].Value == cookies[0].Value {
		t.Errorf("cookies %v, before the lock %v; want one, and another one", now, cookies)
	}
	if runtime.GOOS == "linux" {
		if text, err := os.ReadFile(filepath.Join("/proc", p.pid(), "cmdline")); err != nil || !strings.Contains(string(text), "--no-browser") || p.cmd.Process.Pid != pid {
			t.Errorf("not the same process with the same arguments: %q, %v", text, err)
		}
	}
}

func TestExitLocksAndLeadsAway(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	b := newBrowser(t, p)
	b.found(passphrase, "words")
	page := b.get("/leave")
	if !strings.Contains(page.body, "Weather") {
		t.Errorf("Exit led to %s", page)
	}
	if page := b.get("/3"); page.address != "/" {
		t.Errorf("after Exit Mine is open: %s", page)
	}
}

// A page elsewhere that makes the browser send things to us changes nothing and locks nothing.
func TestAnotherPageCannotActForThePerson(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	b := newBrowser(t, p)
	b.found(passphrase, "words")
	for _, c := range []struct{ method, path, header, value string }{
		{"POST", "/lock", "Sec-Fetch-Site", "cross-site"},
		{"POST", "/lock", "Origin", "http://evil.example"},
		{"GET", "/leave", "Sec-Fetch-Site", "cross-site"},
		{"POST", blankPage, "Sec-Fetch-Site", "same-site"},
	} {
		request, err := http.NewRequest(c.method, p.address+c.path, strings.NewReader(url.Values{"text": {"foreign"}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set(c.header, c.value)
		response, err := b.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("%s %s with %s %s: status %d, want 403", c.method, c.path, c.header, c.value, response.StatusCode)
		}
	}
	if page := b.get("/3"); page.address != "/3" || strings.Contains(page.body, "foreign") {
		t.Errorf("afterwards: %s", page)
	}
}

func (b *browser) cookies() []*http.Cookie {
	at, err := url.Parse(b.base)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.client.Jar.Cookies(at)
}
