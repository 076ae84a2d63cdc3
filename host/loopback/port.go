package loopback

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// New ports lie below the range systems lend to outgoing connections (32768 on Linux, 49152 on macOS),
// so that a remembered one is rarely taken, and above every port browsers refuse to open.
const (
	lowestPort = 20000
	portCount  = 12000
	attempts   = 20
)

// bind opens the listening socket. The remembered port is not forgotten when somebody else sits on it:
// the next start uses it again.
func (h *Home) bind(state string) error {
	file := filepath.Join(state, "port")
	remembered, known := readPort(file)
	if known {
		err := h.bindTo(remembered)
		if err == nil {
			return nil
		}
		h.Moved = true
	}
	var err error
	for range attempts {
		port := randomPort()
		if err = h.bindTo(port); err != nil {
			continue
		}
		if !known {
			// On a full or read-only disk the address is another one next time; that must not keep a person out.
			os.WriteFile(file, []byte(strconv.Itoa(port)+"\n"), 0o600)
		}
		return nil
	}
	return fmt.Errorf("listen on 127.0.0.1: %w", err)
}

func (h *Home) bindTo(port int) error {
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if err != nil {
		return err
	}
	defer listener.Close()
	h.socket, err = listener.File()
	return err
}

func readPort(file string) (int, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, false
	}
	port, err := strconv.Atoi(strings.TrimSpace(string(text)))
	return port, err == nil && port >= lowestPort && port < lowestPort+portCount
}

func randomPort() int {
	var b [4]byte
	rand.Read(b[:])
	return lowestPort + int(binary.BigEndian.Uint32(b[:])%portCount)
}

// resolves says whether this computer turns home.localhost into 127.0.0.1 without asking anybody: a
// question to a name server would tell its owner that Kept is used here. The hosts file may name it, and
// systemd's modules answer for every name below localhost (nss-myhostname(8), nss-resolve(8)). Chrome and
// Firefox know the name by themselves, but not every browser does.
func resolves() bool {
	if text, err := os.ReadFile("/etc/nsswitch.conf"); err == nil && answersLocalhost(string(text)) {
		return true
	}
	hostsOnly := net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no name server is asked")
	}}
	found, err := hostsOnly.LookupHost(context.Background(), name)
	return err == nil && len(found) > 0 && found[0] == "127.0.0.1"
}

// answersLocalhost reads nsswitch.conf(5).
func answersLocalhost(nsswitch string) bool {
	for line := range strings.Lines(nsswitch) {
		sources, ok := strings.CutPrefix(strings.TrimSpace(line), "hosts:")
		if !ok {
			continue
		}
		for _, source := range strings.Fields(sources) {
			if source == "myhostname" || source == "resolve" {
				return true
			}
		}
	}
	return false
}
