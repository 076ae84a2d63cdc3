// Package app is the person's side of Kept as one http.Handler: pages, forms and what they do to the record.
//
// In the ordinary case a home calls [New] once, serves the [App] and calls [App.Tick] every few seconds. Each
// handler is short: it reads the form, checks it, appends to the record and redirects. Rules about agreements and
// occurrences live in package view, sentences in package words, HTML in package page.
//
// In: requests of the one person and of anybody else who reaches the socket; the session tells them apart.
// Out: bodies and statuses; the home adds the security headers. A POST is answered by a redirect, so that no
// browser keeps what was typed as the body of a page it might store.
// Errors: nothing that goes wrong reaches a person as an error text; problem.go finds the sentence for it.
package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"kept/entry"
	"kept/ledger"
	"kept/seal"
	"kept/view"
	"kept/web"
)

// Sessions tells one browser from another. Ids are opaque, live in memory only, and are made anew by New.
type Sessions interface {
	Of(*http.Request) string                // the id this request carries; "" when it carries none that is known
	New(w http.ResponseWriter) string       // a fresh id, given to the browser behind w; ids given to it before are void
	End(http.ResponseWriter, *http.Request) // takes the id away from the browser that carries one; a browser then forgets pages it remembered
}

// Handover is what survives when a home replaces its process. The zero Handover is a full lock.
type Handover struct {
	Session string
	Main    *seal.Key
}

// Config is what a home gives the handler.
type Config struct {
	Store    ledger.Store
	Clock    ledger.Clock
	Sessions Sessions
	Forget   func(Handover)                 // replaces the process as soon as the running responses are written
	Resume   *Handover                      // what the process before handed over; nil on a fresh start
	Away     string                         // the neutral page Exit leads to
	Zone     string                         // IANA name of this device's time zone
	Place    string                         // the folder the record lies in, for Settings
	ReadOnly bool                           // the record cannot be written here
	Report   func(number string, err error) // an error nobody foresaw, for the home's log; it holds nothing personal
}

// App is the handler. It is safe for concurrent use.
type App struct {
	cfg    Config
	routes *http.ServeMux

	mu      sync.Mutex // guards everything below
	ledger  *ledger.Ledger
	broken  error // why the store could not be opened; nil when it could, or when it is empty
	ours    *view.Ours
	mine    *view.Mine // nil while Mine is locked
	session string     // whose browser the record is open for; "" while locked
	older   bool       // the copy is older than the last one here, and the person has not said yes yet
	notices []string   // what the store noticed, until it is locked
	active  time.Time
	tries   tries
	trying  bool   // somebody's passphrase is being worked on, without the mutex
	hidden  bool   // the page went out of sight meanwhile: Mine locks right after
	locks   uint64 // how often there was a lock or a leave; what began before one does not open anything after it
	visits  map[string]*visit
}

// New opens the record, if there is one, without decrypting it. With a Resume that holds a key, the main half is
// open at once and its session goes on.
func New(cfg Config) (*App, error) {
	a := &App{cfg: cfg, visits: map[string]*visit{}}
	a.routes = a.routing()
	ctx := context.Background()
	l, err := ledger.Open(ctx, cfg.Store, cfg.Clock)
	switch {
	case errors.Is(err, ledger.ErrEmpty):
		return a, nil
	case errors.Is(err, ledger.ErrUnreadable), errors.Is(err, ledger.ErrNewerFormat):
		a.broken = err // Help, a bad hour and Exit work all the same
		return a, nil
	case err != nil:
		return nil, fmt.Errorf("open the record: %w", err)
	}
	a.ledger = l
	if cfg.Resume != nil && cfg.Resume.Main != nil {
		switch err := a.openHalf(ctx, seal.Main, cfg.Resume.Main); {
		case errors.Is(err, ledger.ErrKey): // the keys were changed in between: the passphrase opens the new ones
		case err != nil:
			return nil, fmt.Errorf("go on after a lock of Mine: %w", err)
		default:
			a.session, a.active = cfg.Resume.Session, cfg.Clock.Now()
		}
	}
	return a, nil
}

// Close closes the record.
func (a *App) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ledger == nil {
		return a.cfg.Store.Close()
	}
	return a.ledger.Close()
}

// Tick locks what has been idle for too long, and forgets words that were waiting for over an hour.
func (a *App) Tick() {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.cfg.Clock.Now()
	typed := false
	for id, v := range a.visits {
		if now.Sub(v.seen) > waitingFor {
			typed = typed || v.typed()
			delete(a.visits, id)
		}
	}
	a.replaceIfLocked(typed)
	if a.session == "" {
		return
	}
	// A clock that was set back must not keep the record open: time before the last act counts as idle too.
	if idle := now.Sub(a.active); idle > a.idleLimit() || idle < -time.Minute {
		a.lock()
	}
}

func (a *App) idleLimit() time.Duration {
	return time.Duration(a.ours.Settings().IdleMinutes) * time.Minute
}

// ServeHTTP answers one request.
func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.routes.ServeHTTP(w, r) }

// openHalf reads a half of the record and folds it.
func (a *App) openHalf(ctx context.Context, h seal.Half, k *seal.Key) error {
	report, err := a.ledger.Unlock(ctx, h, k)
	if err != nil {
		return err
	}
	a.notice(report)
	a.fold(h)
	return nil
}

// fold makes the view of a half anew from its entries.
func (a *App) fold(h seal.Half) {
	if h == seal.Main {
		a.ours = view.NewOurs()
	} else {
		a.mine = view.NewMine()
	}
	for _, e := range a.ledger.Entries(h) {
		a.apply(h, e)
	}
}

func (a *App) apply(h seal.Half, e entry.Entry) {
	if h == seal.Main {
		a.ours.Apply(e)
	} else {
		a.mine.Apply(e)
	}
}

// lock forgets everything: keys, views, what was typed. The process that held them is then replaced.
func (a *App) lock() {
	a.locks++
	a.shut()
	clear(a.visits)
	a.cfg.Forget(Handover{})
}

// shut drops the keys and everything that was read with them. Copies may remain in memory until the process ends.
func (a *App) shut() {
	if a.ledger == nil {
		return
	}
	a.ledger.Lock(seal.Main)
	a.ledger.Lock(seal.Mine)
	a.ours, a.mine, a.session, a.notices, a.older = nil, nil, "", nil, false
}

// replaceIfLocked replaces the process when typed words were dropped while nothing is open. While somebody's record is
// open it stays: the next lock replaces it.
func (a *App) replaceIfLocked(typed bool) {
	if typed && a.session == "" {
		a.cfg.Forget(Handover{})
	}
}

// lockMine forgets Mine alone; the rest goes on in the process that follows.
func (a *App) lockMine() {
	if a.trying { // keys may be changing: see hideNow
		a.hidden = true
		return
	}
	if a.mine == nil {
		return
	}
	a.ledger.Lock(seal.Mine)
	a.mine = nil
	a.cfg.Forget(Handover{Session: a.session, Main: a.ledger.Key(seal.Main)})
}

// hideNow locks Mine where the page went out of sight while a passphrase was being worked on.
func (a *App) hideNow() {
	if a.hidden && !a.trying {
		a.hidden = false
		a.lockMine()
	}
}

func (a *App) static() http.Handler {
	return http.StripPrefix("/w/", web.Handler())
}
