// Package loopback is the native home: it serves the one handler to a browser on the same computer.
//
// In the ordinary case call [Inherit] first, [Listen] with what it returned, give the handler
// [Home.Sessions], call [Home.Serve], and when that returns [ErrReplace] call [Home.Replace].
//
// In: a state folder, in which the port is remembered; a handler that writes bodies and status.
// Out: an address on 127.0.0.1 that stays the same from start to start and from lock to lock. This
// package writes the security headers, refuses foreign hosts and origins, bounds sizes and times, and
// turns a panic into a plain page.
// Errors: [ErrReplace] is the order to make place for a fresh process. All others are the system's.
//
// # Lock replaces the process
//
// Go cannot promise that a secret is gone from memory. The kernel can: exec throws the whole address
// space away. So the handler calls [Home.Forget] when it locks; from then on requests that were already
// accepted are asked to come again (307, which keeps method and body), new ones wait in the socket's
// queue, running ones are finished, and then the program is started afresh in the same process with the
// listening socket and the store's lock still open. What may survive (after a lock of one half only)
// travels through a pipe, never through the environment or a file.
package loopback

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"sync"
	"time"
)

// name is the host people see. Cookies of 127.0.0.1 would be sent to every other port there; those of
// this name only to programs that use it too.
const name = "home.localhost"

// ErrReplace is returned by [Home.Serve] when the handler called [Home.Forget]: the caller closes what
// it holds open and calls [Home.Replace].
var ErrReplace = errors.New("replace the process")

// Home is one native home: a listening socket, the sessions, and what to hand over at a lock.
type Home struct {
	// Moved is true when another program sits on the remembered port, so that the address differs this time.
	Moved bool

	socket   *os.File // kept open over a lock; Serve listens on a duplicate of it
	port     int
	named    bool // home.localhost resolves here
	sessions *Sessions
	open     connections

	tickEvery time.Duration // how often the handler looks at its idle time
	log       io.Writer     // where Serve says that a page failed

	mu       sync.Mutex
	handover []byte
	replace  chan struct{} // closed by the first Forget
}

// Listen takes over the socket the process before left, or binds the port remembered in the state
// folder, or chooses one and remembers it.
func Listen(state string, left Inherited) (*Home, error) {
	h := &Home{named: resolves(), tickEvery: 2 * time.Second, replace: make(chan struct{})}
	if left.socket != nil {
		h.socket = left.socket
	} else if err := h.bind(state); err != nil {
		return nil, err
	}
	listener, err := net.FileListener(h.socket)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	defer listener.Close()
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok || !address.IP.Equal(net.IPv4(127, 0, 0, 1)) {
		return nil, errors.New("listen: the socket is not one of 127.0.0.1")
	}
	h.port = address.Port
	h.sessions = newSessions(h.port)
	return h, nil
}

// Address is what to open in a browser.
func (h *Home) Address() string {
	host := "127.0.0.1"
	if h.named {
		host = name
	}
	return "http://" + h.at(host)
}

// NamedAddress is the address by name, whether or not this computer knows it: some browsers do.
func (h *Home) NamedAddress() string { return "http://" + h.at(name) }

// Named says whether Address uses the name home.localhost. Where it does not, the person is told.
func (h *Home) Named() bool { return h.named }

// Sessions is what the handler asks who is there.
func (h *Home) Sessions() *Sessions { return h.sessions }

// Forget asks for a fresh process and returns at once. The handover is what the next process gets from
// [Inherit]; nil means nothing survives. Called more than once before the process is replaced, nil
// wins: a full lock is never weakened by one of a half.
func (h *Home) Forget(handover []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	select {
	case <-h.replace:
		if h.handover == nil {
			return
		}
	default:
		close(h.replace)
	}
	clear(h.handover)
	h.handover = handover
}

// Close stops listening. A home that was replaced needs no Close.
func (h *Home) Close() error { return h.socket.Close() }

func (h *Home) at(host string) string { return net.JoinHostPort(host, strconv.Itoa(h.port)) }

// leaving is true from the first Forget on.
func (h *Home) leaving() bool {
	select {
	case <-h.replace:
		return true
	default:
		return false
	}
}
