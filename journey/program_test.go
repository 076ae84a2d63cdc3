package journey

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	_ "kept/ledger/disk" // see noticeSources

	"github.com/chromedp/chromedp"
)

// elsewhere is the page Exit leads to in tests. It counts who came, and notes what came along.
type elsewhere struct {
	url      string
	visits   atomic.Int32
	referrer atomic.Value // of the last visit
}

const elsewhereText = "Light rain, then sun."

func newElsewhere(t *testing.T) *elsewhere {
	e := &elsewhere{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/weather" {
			e.visits.Add(1)
			e.referrer.Store(r.Referer())
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, `<!doctype html><title>Weather</title><link rel="icon" href="data:,"><p>`+elsewhereText)
	}))
	t.Cleanup(server.Close)
	e.url = server.URL + "/weather"
	return e
}

// program is a running kept with a folder of its own.
type program struct {
	home   string // KEPT_HOME
	origin string // http://home.localhost:PORT; Chromium knows this name by itself
	away   *elsewhere
	out    lockedBuffer
	cmd    *exec.Cmd
}

// start starts the built command on an empty folder and ends it with the test.
func start(t *testing.T) *program {
	t.Helper()
	noticeSources(t)
	p := &program{home: t.TempDir(), away: newElsewhere(t)}
	p.cmd = exec.Command(keptProgram, "--no-browser")
	p.cmd.Env = append(os.Environ(), "KEPT_HOME="+p.home, "KEPT_AWAY="+p.away.url, "TZ=Europe/Berlin", "DISPLAY=", "WAYLAND_DISPLAY=")
	p.cmd.Stderr = &p.out
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.goOn(); p.cmd.Process.Signal(os.Interrupt); p.cmd.Wait() })
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("kept ended without an address: %v\n%s%s", err, line, p.out.String())
	}
	p.out.Write([]byte(line))
	p.origin = "http://home.localhost:" + strings.TrimSpace(line[strings.LastIndexByte(line, ':')+1:])
	go io.Copy(&p.out, lines)
	return p
}

// noticeSources opens the sources of the command, which no test can import: the go command then knows that a result
// of before is worth nothing once they change. Everything else the command is made of is imported here or elsewhere.
func noticeSources(t *testing.T) {
	t.Helper()
	files, err := filepath.Glob("../cmd/kept/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources of the command: %v", err)
	}
	for _, file := range files {
		if _, err := os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
}

// hang makes the program stand still until goOn.
func (p *program) hang() { p.cmd.Process.Signal(syscall.SIGSTOP) }
func (p *program) goOn() { p.cmd.Process.Signal(syscall.SIGCONT) }

// lockedBuffer may be written and read at once.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// verify ends the program and has the whole record checked, by the program itself.
func (w *window) verify(p *program) string {
	t := w.t
	t.Helper()
	chromedp.Cancel(w.ctx) // a browser that still asks for an icon would complain
	p.cmd.Process.Signal(os.Interrupt)
	p.cmd.Wait()
	check := exec.Command(keptProgram, "verify", "--passphrase-stdin")
	check.Env = append(os.Environ(), "KEPT_HOME="+p.home)
	check.Stdin = strings.NewReader(passphrase + "\n")
	out, err := check.CombinedOutput()
	if err != nil {
		t.Errorf("kept verify: %v\n%s", err, out)
	}
	return string(out)
}
