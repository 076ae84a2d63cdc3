package app

import (
	"net/http"

	"kept/app/page"
	"kept/app/words"
	"kept/seal"
)

// door is where everybody arrives: the way in, the lock, or Today.
func (c *call) door() {
	switch {
	case c.a.broken != nil:
		c.visit.problem = c.sentence(c.a.broken)
		c.show(http.StatusServiceUnavailable, page.Calm(c.frame("", ""), words.Kept, []string{c.a.cfg.Place}, page.Link{},
			[]page.Link{{Path: "/9/1", Text: words.BadHour}, {Path: "/9", Text: words.Help}}))
	case c.a.ledger == nil:
		c.page(page.Door(c.frame("", ""), c.holds()))
	case c.opened():
		c.to("/1")
	default:
		c.page(page.Unlock(c.frame("", ""), c.holds()))
	}
}

// holds says whether something written is waiting to be kept.
func (c *call) holds() bool { return c.visit.waiting != nil && len(c.visit.waiting.what) > 0 }

// unlock opens the record with the passphrase, and with it a new session. A wrong one gets one generic answer.
func (c *call) unlock() {
	passphrase := c.r.PostFormValue("passphrase")
	keys, ok := c.tryKeys("/", func(v seal.Vault) (seal.Keys, error) { return v.Unlock(passphrase) })
	if ok && c.openHalves("/", keys) {
		c.begin()
		if c.a.older { // nothing is written over an older copy before a yes; what waits goes on waiting
			c.to(olderPath)
			return
		}
		c.goOn("/1")
	}
}

func (c *call) wordsForm() {
	if c.a.ledger == nil || c.opened() {
		c.to("/")
		return
	}
	c.page(page.UnlockWords(c.frame("", "")))
}

// unlockWithWords opens the record with the twelve spare words and puts a new passphrase in place of the forgotten
// one. New words take the place of the ones that were used (see [seal.Vault.UnlockWords]). Mine comes along unless it has a passphrase of its own.
func (c *call) unlockWithWords() {
	const here = "/7/w"
	typed, err := seal.ParseWords(c.r.PostFormValue("words"))
	passphrase := c.r.PostFormValue("passphrase")
	if err == nil {
		err = seal.CheckPassphrase(passphrase)
	}
	if err != nil {
		c.problem(here, c.sentence(err))
		return
	}
	keys, ok := c.tryKeys(here, func(v seal.Vault) (seal.Keys, error) { return v.UnlockWords(typed) })
	if !ok || !c.openHalves(here, keys) {
		return
	}
	if c.a.older { // nothing is written over an older copy before the person says yes; the words open it again then
		c.begin()
		c.to(olderPath)
		return
	}
	c.newWords(here, passphrase, keys)
}

// tryKeys looks for keys with try, which is slow on purpose and so runs without the App's mutex: Exit and a bad hour
// never wait for it. It answers the request itself when nothing opens.
func (c *call) tryKeys(back string, try func(seal.Vault) (seal.Keys, error)) (keys seal.Keys, ok bool) {
	a := c.a
	if a.ledger == nil {
		c.to("/")
		return keys, false
	}
	if a.trying || a.tries.wait(c.now) { // one at a time: asking often at once is guessing too
		c.visit.problem = words.Waits
		c.to(back)
		return keys, false
	}
	v := a.ledger.Vault()
	var err error
	same := c.slowly(func() { keys, err = try(v) })
	switch {
	case err != nil:
		a.tries.fail(a.cfg.Clock.Now())
		c.visit.problem = c.sentence(err)
		if c.a.ledger.OwnPassphrase() && back == "/8" {
			c.visit.problem = words.WrongMine
		}
		c.to(back)
		return keys, false
	case !same || c.left.Err() != nil: // locked, left, or opened elsewhere meanwhile
		c.visit.problem = words.OldForm
		c.to("/")
		return seal.Keys{}, false
	}
	a.tries = tries{}
	return keys, true
}

// slowly does work on a passphrase without the App's mutex, so that Exit and a bad hour never wait for it. It says
// whether everything is as it was: no lock, no leave, nobody else's session. Otherwise nothing may come of the work.
func (c *call) slowly(work func()) (same bool) {
	a := c.a
	locks, session, opened := a.locks, a.session, a.ledger
	a.trying = true
	a.mu.Unlock()
	defer func() {
		a.mu.Lock()
		a.trying = false
		same = a.locks == locks && a.session == session && a.ledger == opened
	}()
	work()
	return true
}

// openHalves opens and folds what keys open.
func (c *call) openHalves(back string, keys seal.Keys) bool {
	for h, k := range keys {
		if k == nil {
			continue
		}
		if err := c.a.openHalf(c.r.Context(), seal.Half(h), k); err != nil {
			if !c.opened() {
				c.a.lock()
			}
			c.visit.problem = c.sentence(err)
			c.to(back)
			return false
		}
	}
	return true
}

// goOn keeps what was waiting, if its half is open now, and leads where it leads; else to path.
func (c *call) goOn(path string) {
	w := c.visit.waiting
	switch {
	case w != nil && c.a.mine == nil && w.needs(seal.Mine):
		c.to("/8")
	case w != nil:
		c.visit.waiting = nil
		c.flush(w)
	case c.visit.then != "" && (c.a.mine != nil || path == "/1"):
		path, c.visit.then = c.visit.then, ""
		c.to(path)
	default:
		c.to(path)
	}
}

// keepWaiting is the button beside "something you wrote is waiting".
func (c *call) keepWaiting() { c.goOn("/1") }

// begin makes this browser the one the record is open for. The session that was ends.
func (c *call) begin() {
	old := c.a.cfg.Sessions.Of(c.r)
	c.a.session = c.a.cfg.Sessions.New(c.w)
	delete(c.a.visits, old)
	c.a.visits[c.a.session] = c.visit
	c.a.active = c.a.cfg.Clock.Now()
	c.holder = true
}

func (c *call) mineDoor() {
	if c.a.mine != nil {
		c.to("/3")
		return
	}
	c.page(page.UnlockMine(c.frame(words.Mine, ""), c.a.ledger.OwnPassphrase(), c.holds()))
}

// unlockMine opens Mine with its passphrase, which by default is the main one.
func (c *call) unlockMine() {
	if c.a.mine != nil {
		c.to("/3")
		return
	}
	passphrase := c.r.PostFormValue("passphrase")
	keys, ok := c.tryKeys("/8", func(v seal.Vault) (k seal.Keys, err error) {
		k[seal.Mine], err = v.UnlockHalf(seal.Mine, passphrase)
		return k, err
	})
	if ok && c.openHalves("/8", keys) {
		c.goOn("/3")
	}
}

func (c *call) askOlder() {
	if !c.a.older {
		c.to("/1")
		return
	}
	c.page(page.Older(c.frame("", "")))
}

// acceptOlder goes on with an older copy: the person said yes.
func (c *call) acceptOlder() {
	if err := c.a.ledger.AcceptOlder(c.r.Context()); err != nil {
		c.problem(olderPath, c.sentence(err))
		return
	}
	c.a.older = false
	c.goOn("/1")
}

// lockNow locks everything.
func (c *call) lockNow() {
	if c.opened() {
		c.a.lock()
	}
	c.forgetPages()
	c.to("/")
}

// forgetPages asks the browser to drop what it remembers of the pages, so that Back shows nothing, scripts or not:
// a page may be remembered whole although it must not be stored.
func (c *call) forgetPages() {
	c.w.Header().Set("Clear-Site-Data", `"cache"`)
	c.a.cfg.Sessions.End(c.w, c.r)
}

// outOfSight is told by the page's script: Mine locks on hide.
func (c *call) outOfSight() {
	c.a.lockMine()
	c.w.WriteHeader(http.StatusNoContent)
}

// hold remembers, in memory, what was typed on a page that is left for Help or another page here: it stands in its field
// again when the person comes back.
func (c *call) hold() {
	form := withoutSecrets(c.r.PostForm)
	at := form.Get("at")
	form.Del("at")
	if c.a.hasPage(at) && hasWords(form) {
		c.visit.fill, c.visit.fillPath = form, at
	}
	c.w.WriteHeader(http.StatusNoContent)
}

// leave locks and leads away. It is a plain link, so that it works without scripts.
func (c *call) leave() {
	c.leaveTo(c.a.cfg.Away)
}

func (c *call) leaveOffline() { c.leaveTo("/0") }

func (c *call) leaveTo(where string) {
	switch {
	case c.opened(), c.a.trying && c.a.session == "":
		c.a.lock()
	default:
		c.forgetTyped()
	}
	c.forgetPages()
	c.to(where)
}

// forgetTyped forgets what this browser typed and did not keep, and the process that held it.
func (c *call) forgetTyped() {
	typed := c.visit.typed()
	*c.visit = visit{seen: c.visit.seen, problem: c.visit.problem}
	c.a.replaceIfLocked(typed)
}

func (c *call) neutral() { c.page(page.Neutral()) }
