package loopback

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The tests start this test binary as a home of its own when TEST_HOME names a folder: a toy handler
// that holds a secret, hands over, and shows from which start it answers.
func TestMain(m *testing.M) {
	if folder := os.Getenv("TEST_HOME"); folder != "" {
		if err := toyHome(folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func toyHome(folder string) error {
	left, err := Inherit()
	if err != nil {
		return err
	}
	lock := left.Lock
	if lock == nil {
		if lock, err = os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o600); err != nil {
			return err
		}
		if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			return err
		}
	}
	home, err := Listen(folder, left)
	if err != nil {
		return err
	}
	home.Sessions().Resume(string(left.Handover))
	home.tickEvery = time.Millisecond
	fmt.Println(home.at("127.0.0.1"))
	ticks := make(chan struct{})
	tick := func() {
		select {
		case ticks <- struct{}{}:
		default:
		}
	}
	if err := home.Serve(context.Background(), toy(home, left.Handover, ticks), tick, os.Stderr); err != ErrReplace {
		return err
	}
	return home.Replace(lock)
}

// toy answers /start with a number drawn at each start, /handover with what was handed over, /variable with
// what children of this process would inherit, /keep by holding the body, /slow when /forget came, /tick
// when Serve ticked, /forget
// by forgetting all but the body it gets, and everything else with what it was sent.
func toy(home *Home, handover []byte, ticks <-chan struct{}) http.Handler {
	start, held, forgotten := random(8), []string{}, make(chan struct{})
	var mu sync.Mutex
	mux := http.NewServeMux()
	mux.HandleFunc("GET /start", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, start) })
	mux.HandleFunc("GET /handover", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, hex.EncodeToString(handover)) })
	mux.HandleFunc("GET /variable", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, os.Getenv(inheritVariable)) })
	mux.HandleFunc("GET /here", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, home.Sessions().Of(r)) })
	mux.HandleFunc("POST /come", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, home.Sessions().New(w)) })
	mux.HandleFunc("POST /keep", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		held = append(held, string(body))
		fmt.Fprint(w, len(held))
	})
	mux.HandleFunc("GET /tick", func(w http.ResponseWriter, r *http.Request) { <-ticks })
	mux.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "began ")
		w.(http.Flusher).Flush()
		<-forgotten
		io.WriteString(w, "and finished")
	})
	mux.HandleFunc("POST /forget", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if len(body) == 0 {
			body = nil
		}
		home.Forget(body)
		close(forgotten)
		io.WriteString(w, "forgotten")
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		fmt.Fprintf(w, "%s %s %d", r.Method, r.URL.Path, len(body))
	})
	return mux
}
