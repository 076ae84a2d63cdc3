package loopback

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// connections follows the open connections of a server, so that a lock can wait for what runs.
type connections struct {
	mu      sync.Mutex
	silent  map[net.Conn]time.Time // accepted, nothing received yet, since when
	active  map[net.Conn]bool      // a request is being read or answered
	changed chan struct{}          // holds one token after a change
}

// follow is the server's ConnState hook.
func (c *connections) follow(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.active == nil {
		c.silent, c.active, c.changed = map[net.Conn]time.Time{}, map[net.Conn]bool{}, make(chan struct{}, 1)
	}
	delete(c.silent, conn)
	delete(c.active, conn)
	switch state {
	case http.StateNew:
		c.silent[conn] = time.Now()
	case http.StateActive:
		c.active[conn] = true
	}
	select {
	case c.changed <- struct{}{}:
	default:
	}
}

// finish waits until nothing runs, but not longer than patience, and for a connection that has sent
// nothing not longer than quiet after it was accepted: browsers open some ahead of need.
func (c *connections) finish(patience, quiet time.Duration) {
	end := time.Now().Add(patience)
	for {
		wait, changed := c.left(end, quiet)
		if wait <= 0 {
			return
		}
		select {
		case <-changed:
		case <-time.After(wait):
		}
	}
}

// left says how long to wait for the next change; zero or less: nothing is worth waiting for.
func (c *connections) left(end time.Time, quiet time.Duration) (time.Duration, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.active) > 0 {
		return time.Until(end), c.changed
	}
	var latest time.Time
	for _, since := range c.silent {
		if until := since.Add(quiet); until.After(latest) {
			latest = until
		}
	}
	if latest.IsZero() {
		return 0, nil
	}
	return min(time.Until(latest), time.Until(end)), c.changed
}
