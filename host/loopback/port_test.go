package loopback

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

func listen(t *testing.T, state string) *Home {
	t.Helper()
	h, err := Listen(state, Inherited{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestThePortIsTheSameAtTheNextStart(t *testing.T) {
	state := t.TempDir()
	first := listen(t, state)
	first.Close()
	second := listen(t, state)
	defer second.Close()
	if first.port != second.port || second.Moved {
		t.Errorf("ports %d and %d, moved %v; want the same", first.port, second.port, second.Moved)
	}
	if first.port < lowestPort || first.port >= 32768 {
		t.Errorf("port %d is lent to outgoing connections", first.port)
	}
}

func TestATakenPortIsSaidAndNotForgotten(t *testing.T) {
	state := t.TempDir()
	usual := listen(t, state)
	other := listen(t, state)
	if !other.Moved || other.port == usual.port {
		t.Errorf("ports %d and %d, moved %v; want another one, and moved", usual.port, other.port, other.Moved)
	}
	usual.Close()
	other.Close()
	again := listen(t, state)
	defer again.Close()
	if again.port != usual.port || again.Moved {
		t.Errorf("port %d, moved %v; want the usual %d", again.port, again.Moved, usual.port)
	}
}

func TestADamagedPortFileIsReplaced(t *testing.T) {
	for _, text := range []string{"", "x", "80", "99999", "-1", "20000000000000000000"} {
		state := t.TempDir()
		file := filepath.Join(state, "port")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		h := listen(t, state)
		h.Close()
		if got, _ := os.ReadFile(file); string(got) != strconv.Itoa(h.port)+"\n" || h.Moved {
			t.Errorf("%q: the file holds %q, moved %v; want %d", text, got, h.Moved, h.port)
		}
	}
}

func TestAStateFolderThatTakesNothingKeepsNobodyOut(t *testing.T) {
	h := listen(t, filepath.Join(t.TempDir(), "not there"))
	defer h.Close()
	if h.port == 0 || h.Moved {
		t.Errorf("port %d, moved %v; want one that is not said to be moved", h.port, h.Moved)
	}
}

func TestASocketOfAnotherAddressIsNotTakenOver(t *testing.T) {
	open, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	socket, err := open.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	if _, err := Listen(t.TempDir(), Inherited{socket: socket}); err == nil {
		t.Error("a socket open to the network was taken over")
	}
}

func TestTheNameIsUsedOnlyWhereThisComputerAnswersForIt(t *testing.T) {
	cases := map[string]bool{
		"hosts: files dns\n":                                    false,
		"passwd: files\nhosts:  files myhostname dns\n":         true,
		"hosts: files mdns4_minimal [NOTFOUND=return] dns":      false,
		"hosts: mymachines resolve [!UNAVAIL=return] files dns": true,
		"# hosts: resolve\nhosts: files\n":                      false,
		"":                                                      false,
	}
	for text, want := range cases {
		if got := answersLocalhost(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	if got := (&Home{port: 20001}).Address(); got != "http://127.0.0.1:20001" {
		t.Errorf("without the name: %s", got)
	}
	if got := (&Home{port: 20001, named: true}).Address(); got != "http://home.localhost:20001" {
		t.Errorf("with the name: %s", got)
	}
}
