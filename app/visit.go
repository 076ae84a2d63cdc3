package app

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"kept/entry"
	"kept/seal"
)

// What a browser's visit may hold, and for how long: words typed before anything is open wait here, in memory only.
const (
	waitingFor = time.Hour
	maxVisits  = 32
)

// visit is what is remembered of one browser between two pages. Nothing of it is ever stored.
type visit struct {
	seen          time.Time
	problem, said string     // shown once
	fill          url.Values // a form that was refused, to be shown again
	fillPath      string
	role          string // what brings them here, before anything is kept
	suggested     string // a passphrase
	feel          bool   // one word for how it is fits what was kept first
	waiting       *waiting
	then          string     // a page to come back to once it may be seen
	spare         seal.Words // shown and not yet typed back
	spareAt       [2]int
	last          done
}

// done is the form that was kept last, as a hash, and where it led.
type done struct {
	form [32]byte
	at   time.Time
	to   string
}

// typed says whether words of the person are held in this visit.
func (v *visit) typed() bool { return v.waiting != nil || v.fill != nil || v.suggested != "" }

// waiting is what was written while nothing was open to keep it in.
type waiting struct {
	what []addition
	then string     // where to go once it is kept; {} stands for the last one's first entry
	last int        // where the last one's entries begin
	form url.Values // to show again if it cannot be kept
	back string     // where that form stands
}

// addition is one entry to be.
type addition struct {
	half    seal.Half
	body    entry.Body
	answers []entry.ID
}

// visitOf finds the visit of the browser behind r, and begins one where there is none.
func (a *App) visitOf(w http.ResponseWriter, r *http.Request) *visit {
	id := a.cfg.Sessions.Of(r)
	if id == "" {
		if r.Method != http.MethodPost || strings.HasPrefix(r.URL.Path, "/9") {
			return &visit{} // looking, and Help, leave no trace: nothing to remember, no cookie
		}
		id = a.cfg.Sessions.New(w)
	}
	v := a.visits[id]
	if v == nil {
		v = &visit{}
		a.visits[id] = v
	}
	v.seen = a.cfg.Clock.Now()
	a.dropOldest(id)
	return v
}

// dropOldest keeps strangers on this machine from filling the memory. Visits that hold nobody's words go first; the one
// that is being answered and the one the record is open for stay.
func (a *App) dropOldest(now string) {
	for len(a.visits) > maxVisits {
		oldest := ""
		for id, v := range a.visits {
			if id == a.session || id == now {
				continue
			}
			o := a.visits[oldest]
			if o == nil || o.typed() && !v.typed() || o.typed() == v.typed() && v.seen.Before(o.seen) {
				oldest = id
			}
		}
		typed := a.visits[oldest].typed()
		delete(a.visits, oldest)
		a.replaceIfLocked(typed)
	}
}

// tries slows down guessing at the door. It is kept nowhere and shown to nobody.
type tries struct {
	failed int
	until  time.Time
}

const freeTries = 3

// wait says whether the next try has to wait.
func (t *tries) wait(now time.Time) bool { return now.Before(t.until) && t.until.Sub(now) <= maxWait }

const maxWait = time.Minute

// fail counts a wrong passphrase: after three, each next try waits twice as long, a minute at most.
func (t *tries) fail(now time.Time) {
	t.failed++
	if over := t.failed - freeTries; over >= 0 {
		t.until = now.Add(min(time.Second<<min(over, 6), maxWait))
	}
}
