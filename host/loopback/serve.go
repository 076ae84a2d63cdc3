package loopback

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

const (
	headerTime = 5 * time.Second  // to send a request's header
	bodyTime   = 30 * time.Second // to send all of it
	answerTime = 2 * time.Minute  // to answer; re-sealing a large record takes a while

	patience = 10 * time.Second       // how long a lock waits for running answers
	silent   = 300 * time.Millisecond // how long it waits for a connection that has sent nothing yet

	maxHeader = 16 << 10
)

// Serve answers requests until ctx ends (it returns nil) or the handler called [Home.Forget] (it returns
// [ErrReplace]); running answers are finished first, for ten seconds at most. tick is called every two
// seconds meanwhile. Nothing is logged but the number and place of a page that failed.
func (h *Home) Serve(ctx context.Context, handler http.Handler, tick func(), logTo io.Writer) error {
	listener, err := net.FileListener(h.socket)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	h.log = logTo
	server := &http.Server{
		Handler:           h.guard(handler),
		ConnState:         h.open.follow,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       bodyTime,
		WriteTimeout:      answerTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          log.New(io.Discard, "", 0), // it would print what a panic said
	}
	// One connection carries one request: then none can arrive on a connection we are about to give up.
	// On loopback a new connection costs under a tenth of a millisecond.
	server.SetKeepAlivesEnabled(false)
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()

	err = h.untilEnd(ctx, tick, stopped)
	listener.Close()
	if err == nil || errors.Is(err, ErrReplace) {
		<-stopped // from here on no connection is accepted that we do not know of
		h.open.finish(patience, silent)
	}
	server.Close()
	return err
}

func (h *Home) untilEnd(ctx context.Context, tick func(), stopped <-chan error) error {
	ticker := time.NewTicker(h.tickEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-h.replace:
			return ErrReplace
		case err := <-stopped:
			return fmt.Errorf("serve: %w", err)
		case <-ticker.C:
			tick()
		}
	}
}
