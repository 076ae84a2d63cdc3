package loopback

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// process is a toy home in a process of its own (see main_test.go).
type process struct {
	t       *testing.T
	folder  string
	address string // 127.0.0.1:PORT
	pid     int
	client  *http.Client
}

func start(t *testing.T) *process {
	t.Helper()
	p := &process{t: t, folder: t.TempDir(), client: &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TEST_HOME="+p.folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the home said nothing: %v", err)
	}
	p.address, p.pid = strings.TrimSpace(line), cmd.Process.Pid
	return p
}

func (p *process) do(method, path, body string) (string, error) {
	request, err := http.NewRequest(method, "http://"+p.address+path, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	response, err := p.client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", response.StatusCode)
	}
	return string(text), err
}

func (p *process) must(method, path, body string) string {
	p.t.Helper()
	text, err := p.do(method, path, body)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
	return text
}

func TestWhatIsHandedOverArrivesAndStandsNowhereElse(t *testing.T) {
	p, secret := start(t), random(16)
	p.must("POST", "/forget", secret)
	if got := p.must("GET", "/handover", ""); got != hex.EncodeToString([]byte(secret)) {
		t.Fatalf("got %s, want the %d bytes given to Forget", got, len(secret))
	}
	if got := p.must("GET", "/variable", ""); got != "" {
		t.Errorf("a child of the process would inherit %q", got)
	}
	if runtime.GOOS == "linux" {
		for _, file := range []string{"environ", "cmdline"} {
			text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", p.pid, file))
			if err != nil || strings.Contains(string(text), secret) {
				t.Errorf("%s: %v, or it holds the handover", file, err)
			}
		}
	}
	p.must("POST", "/forget", "")
	if got := p.must("GET", "/handover", ""); got != "" {
		t.Fatalf("after a full lock got %s, want nothing", got)
	}
}

func TestTheSessionOutlivesALockOfOneHalfOnly(t *testing.T) {
	p := start(t)
	response, err := p.client.Post("http://"+p.address+"/come", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	session, _ := io.ReadAll(response.Body)
	response.Body.Close()
	cookie := response.Cookies()[0]
	here := func() string {
		request, _ := http.NewRequest("GET", "http://"+p.address+"/here", nil)
		request.AddCookie(cookie)
		response, err := p.client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		text, _ := io.ReadAll(response.Body)
		return string(text)
	}
	p.must("POST", "/forget", string(session))
	if got := here(); got != string(session) {
		t.Fatalf("after a lock of one half: session %q, want the same as before", got)
	}
	p.must("POST", "/forget", "")
	if got := here(); got != "" {
		t.Fatalf("after a full lock: session %q, want none", got)
	}
}

func TestARunningAnswerIsFinishedBeforeTheProcessIsReplaced(t *testing.T) {
	p := start(t)
	response, err := p.client.Get("http://" + p.address + "/slow")
	if err != nil {
		t.Fatal(err)
	}
	p.must("POST", "/forget", "")
	text, err := io.ReadAll(response.Body)
	if err != nil || string(text) != "began and finished" {
		t.Fatalf("got %q, %v; want the whole answer", text, err)
	}
}

// While the process is replaced twenty times, four browsers ask without pause, two of them over
// connections they would like to keep. Nobody is refused, the address stays, and the store's lock is never free.
func TestNoRequestIsRefusedWhileTheProcessIsReplaced(t *testing.T) {
	p := start(t)
	done, wait := make(chan struct{}), sync.WaitGroup{}
	counts := make([]int, 4)
	for i := range counts {
		p := *p
		p.client = &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: i < 2}}
		wait.Go(func() {
			for ; ; counts[i]++ {
				select {
				case <-done:
					return
				default:
				}
				method, body := "GET", ""
				if i%2 == 0 {
					method, body = "POST", strings.Repeat("x", 5000)
				}
				got, err := p.do(method, "/echo", body)
				if want := fmt.Sprintf("%s /echo %d", method, len(body)); err != nil || got != want {
					t.Errorf("got %q, %v; want %q", got, err, want)
					return
				}
			}
		})
	}
	lock, err := os.Open(filepath.Join(p.folder, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	wait.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
				t.Error("the lock was free while the home was running")
				return
			}
			runtime.Gosched()
		}
	})
	starts := map[string]bool{p.must("GET", "/start", ""): true}
	for range 20 {
		p.must("POST", "/forget", "")
		starts[p.must("GET", "/start", "")] = true
	}
	close(done)
	wait.Wait()
	if len(starts) != 21 {
		t.Errorf("%d different starts answered, want 21", len(starts))
	}
	for i, n := range counts {
		if n == 0 {
			t.Errorf("browser %d asked nothing", i)
		}
	}
}

func TestServeTicksBeforeAndAfterALock(t *testing.T) {
	p := start(t)
	p.must("GET", "/tick", "") // the toy answers when a tick came
	p.must("POST", "/forget", "")
	p.must("GET", "/tick", "")
}

func TestAFullLockIsNotWeakenedByOneOfAHalf(t *testing.T) {
	cases := []struct {
		name string
		give []string
		want string
	}{
		{"one half", []string{"a"}, "a"},
		{"one half, later", []string{"a", "b"}, "b"},
		{"full, then half", []string{"", "a"}, ""},
		{"half, then full", []string{"a", ""}, ""},
	}
	for _, c := range cases {
		h := &Home{replace: make(chan struct{})}
		for _, text := range c.give {
			if text == "" {
				h.Forget(nil)
			} else {
				h.Forget([]byte(text))
			}
		}
		if string(h.handover) != c.want {
			t.Errorf("%s: hands over %q, want %q", c.name, h.handover, c.want)
		}
	}
}
