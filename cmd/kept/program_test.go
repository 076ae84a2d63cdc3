package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// built builds the command once, as a person's would be, and returns its path. It lies beside the test binary, in the
// folder that go test throws away.
var built = sync.OnceValues(func() (string, error) {
	tests, err := os.Executable()
	if err != nil {
		return "", err
	}
	path := filepath.Join(filepath.Dir(tests), "kept-built")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build: %w\n%s", err, out)
	}
	return path, nil
})

// program is the built command running on a folder of its own.
type program struct {
	t       *testing.T
	dir     string // KEPT_HOME
	away    string // where Exit leads
	address string // http://127.0.0.1:PORT
	cmd     *exec.Cmd
	said    *transcript // what it wrote, standard output and error
}

// transcript collects output; it may be read while the program runs.
type transcript struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *transcript) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *transcript) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// away is the page Exit leads to in tests.
func away(t *testing.T) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<title>Weather</title>") }))
	t.Cleanup(server.Close)
	return server.URL
}

// newProgram prepares one; start starts it.
func newProgram(t *testing.T) *program {
	return &program{t: t, dir: t.TempDir(), away: away(t), said: &transcript{}}
}

// start runs the command (before may name a program that starts it) and waits for its address.
func (p *program) start(before ...string) {
	p.t.Helper()
	path, err := built()
	if err != nil {
		p.t.Fatal(err)
	}
	call := append(before, path, "--no-browser")
	p.cmd = exec.Command(call[0], call[1:]...)
	p.cmd.Env = append(os.Environ(), "KEPT_HOME="+p.dir, "KEPT_AWAY="+p.away, "DISPLAY=", "WAYLAND_DISPLAY=")
	p.cmd.Stderr = p.said
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(p.kill)
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		p.t.Fatalf("it ended without an address: %v\n%s%s", err, line, p.said)
	}
	p.said.Write([]byte(line))
	port := strings.TrimSpace(line[strings.LastIndexByte(line, ':')+1:])
	p.address = "http://127.0.0.1:" + port
	go io.Copy(p.said, lines)
}

// kill ends it as a power cut would, as far as a process can feel one. Killing twice is harmless.
func (p *program) kill() {
	p.cmd.Process.Signal(syscall.SIGKILL)
	p.cmd.Wait()
}

// stop ends it as Ctrl-C does, and returns the exit code.
func (p *program) stop() int {
	p.cmd.Process.Signal(os.Interrupt)
	p.cmd.Wait()
	return p.cmd.ProcessState.ExitCode()
}

func (p *program) record() string { return filepath.Join(p.dir, "record") }
func (p *program) state() string  { return filepath.Join(p.dir, "state") }

func (p *program) pid() string { return strconv.Itoa(p.cmd.Process.Pid) }
