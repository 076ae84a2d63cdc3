package app

import (
	"errors"
	"strings"
	"time"

	"kept/app/page"
	"kept/app/words"
	"kept/entry"
	"kept/ledger"
	"kept/seal"
)

func (c *call) settingsPage() {
	now := c.a.ours.Settings()
	s := page.Settings{
		Person: c.person(), Zone: c.zone(), Theme: now.Theme, Idle: int(now.IdleMinutes),
		OwnPassphrase: c.a.ledger.OwnPassphrase(), Spare: c.spareLines(), Folder: c.a.cfg.Place, MineOpen: c.a.mine != nil,
	}
	if c.a.mine != nil {
		s.Role = c.a.mine.Role()
	}
	if f := c.filled(); f != nil {
		s.Person, s.Zone, s.Theme = f.Get("person"), f.Get("zone"), f.Get("theme")
	}
	c.page(page.SettingsPage(c.frame(words.Mine, "mine"), s))
}

// spareLines says what is known about the spare words.
func (c *call) spareLines() []string {
	state := c.a.ours.Words()
	if state.Shown == "" {
		return []string{words.SetNoWords}
	}
	said := []string{words.SetWordsSince + " " + c.dayText(state.Shown) + "."}
	if state.Confirmed != "" {
		said = append(said, words.SetWordsTyped+" "+c.dayText(state.Confirmed)+".")
	}
	return said
}

// saveSettings keeps what changed, and nothing else.
func (c *call) saveSettings() {
	const here = "/5"
	form := c.r.PostForm
	next := c.a.ours.Settings()
	next.Theme, next.Zone = form.Get("theme"), strings.TrimSpace(form.Get("zone"))
	if _, err := time.LoadLocation(next.Zone); err != nil || next.Zone == "Local" {
		c.problem(here, words.ZoneUnknown)
		return
	}
	var what []addition
	if next != c.a.ours.Settings() {
		what = append(what, inMain(next))
	}
	if person := strings.TrimSpace(form.Get("person")); person != c.person() {
		what = append(what, inMain(entry.Person{Name: person}))
	}
	if role := form.Get("role"); role != "" && c.a.mine != nil && role != c.a.mine.Role() {
		what = append(what, inMine(entry.Role{Role: role}))
	}
	for _, x := range what {
		if problem := c.badContent(x.body); problem != "" {
			c.problem(here, problem)
			return
		}
	}
	c.keep(here, what...)
	if c.visit.problem == "" {
		c.visit.said = words.SetSaved
	}
}

// reauthenticate checks a passphrase typed again, before something that an open page in a stranger's hand must not do
// (SAFETY.md, SR-18). It answers the request itself when the passphrase is wrong.
func (c *call) reauthenticate(back, field string, h seal.Half) (*seal.Key, bool) {
	passphrase := c.r.PostFormValue(field)
	keys, ok := c.tryKeys(back, func(v seal.Vault) (k seal.Keys, err error) {
		k[h], err = v.UnlockHalf(h, passphrase)
		return k, err
	})
	return keys[h], ok
}

func (c *call) idleForm() {
	c.page(page.IdlePage(c.frame(words.Mine, "main"), int(c.a.ours.Settings().IdleMinutes)))
}

// changeIdle sets after how many minutes everything locks by itself.
func (c *call) changeIdle() {
	n, ok := number(c.r.PostFormValue("idle"), 2, 10)
	if !ok {
		c.problem("/5/5", words.PickOne)
		return
	}
	if _, ok := c.reauthenticate("/5/5", "passphrase", seal.Main); !ok {
		return
	}
	next := c.a.ours.Settings()
	next.IdleMinutes = uint8(n)
	c.keep("/5", inMain(next))
	if c.visit.problem == "" {
		c.visit.said = words.SetSaved
	}
}

func (c *call) passphraseForm() {
	c.page(page.Passphrases(c.frame(words.Mine, "main"), words.PassTitle, []string{words.PassLead}, "/5/1", [][3]string{
		{"old", words.PassOld, "current-password"}, {"new", words.PassNew, "new-password"},
	}, words.PassDo))
}

// changePassphrase locks everything the old passphrase opened with new keys behind the new one.
func (c *call) changePassphrase() {
	const here = "/5/1"
	next := c.r.PostFormValue("new")
	if problem := c.badPassphrase(next); problem != "" {
		c.visit.problem = problem
		c.to(here)
		return
	}
	old := c.r.PostFormValue("old")
	keys, ok := c.tryKeys(here, func(v seal.Vault) (seal.Keys, error) { return v.Unlock(old) })
	if !ok || !c.openLocked(here, keys) {
		return
	}
	if c.a.ledger.OwnPassphrase() {
		keys[seal.Mine] = nil // it stays behind its own, also where both happen to be the same
	}
	if err := c.relock(next, keys, ledger.Change{}); err != nil {
		c.visit.problem = c.sentence(err)
		c.to(here)
		return
	}
	said := words.PassChanged
	if c.a.ledger.WordsLock() != nil {
		said += " " + words.PassWords
	}
	c.said("/5", said)
}

// openLocked opens the halves that keys open and that are still locked: what is sealed anew must be open.
func (c *call) openLocked(back string, keys seal.Keys) bool {
	for h := range keys {
		if c.a.ledger.Unlocked(seal.Half(h)) {
			keys[h] = nil // a copy of the caller's
		}
	}
	return c.openHalves(back, keys)
}

func (c *call) minePassphraseForm() {
	lead := []string{words.MinePassLead}
	fields := [][3]string{{"old", words.MinePassMain, "current-password"}, {"new", words.MinePassNew, "new-password"}}
	if c.a.ledger.OwnPassphrase() {
		fields[0][1] = words.MinePassOld
		lead = append(lead, words.MinePassBack)
	}
	c.page(page.Passphrases(c.frame(words.Mine, "main"), words.MinePassTitle, lead, "/5/2", fields, words.MinePassDo))
}

// changeMinePassphrase gives Mine a passphrase of its own, changes it, or takes it away: the main passphrase typed as
// the new one opens both again, and so do the spare words.
func (c *call) changeMinePassphrase() {
	const here = "/5/2"
	next := c.r.PostFormValue("new")
	if problem := c.badPassphrase(next); problem != "" {
		c.visit.problem = problem
		c.to(here)
		return
	}
	k, ok := c.reauthenticate(here, "old", seal.Mine)
	if !ok {
		return
	}
	if c.a.mine == nil && !c.openHalves(here, seal.Keys{seal.Mine: k}) {
		return
	}
	v, lock := c.a.ledger.Vault(), c.a.ledger.WordsLock()
	var own bool
	var fresh *seal.Key
	var err error
	same := c.slowly(func() {
		_, wrong := v.UnlockHalf(seal.Main, next)
		own = wrong != nil
		slots := seal.Slots{Passphrase: next}
		if !own {
			slots.Words = lock
		}
		v, fresh, err = v.Relock(seal.Mine, slots)
	})
	if !same {
		c.visit.problem = words.OldForm
		c.to("/")
		return
	}
	if err == nil {
		err = c.a.ledger.Rekey(c.r.Context(), v, seal.Keys{seal.Mine: fresh}, ledger.Change{OwnPassphrase: &own})
	}
	if err != nil {
		c.visit.problem = c.sentence(err)
		c.to(here)
		return
	}
	if own {
		c.said("/5", words.MinePassDone)
	} else {
		c.said("/5", words.MinePassGone)
	}
}

// errLocked: everything was locked while the new keys were being made; nothing was changed.
var errLocked = errors.New("locked meanwhile")

// badPassphrase says what is wrong with a passphrase somebody chose; "" when nothing is.
func (c *call) badPassphrase(s string) string {
	if err := seal.CheckPassphrase(s); err != nil {
		return c.sentence(err)
	}
	if easyToGuess(s) {
		return words.PassEasy
	}
	return ""
}

// easyToGuess finds the few passphrases everybody tries first: one thing repeated, rows of keys, the usual words.
func easyToGuess(s string) bool {
	s = strings.ToLower(s)
	different := map[rune]bool{}
	for _, r := range s {
		different[r] = true
	}
	for size := 1; size <= len(s)/2; size++ {
		if strings.Repeat(s[:size], len(s)/size+1)[:len(s)] == s {
			return true
		}
	}
	for _, common := range []string{"password", "passphrase", "123456", "qwerty", "qwertz", "azerty", "abcdef", "iloveyou", "letmein", "welcome"} {
		if rest := strings.ReplaceAll(s, common, ""); len(rest) <= 6 && len(rest) < len(s) {
			return true
		}
	}
	return len(different) < 5
}

// relock puts the halves whose key is given behind a new passphrase, with new keys; everything in them is sealed anew.
func (c *call) relock(passphrase string, halves seal.Keys, change ledger.Change) (err error) {
	v := c.a.ledger.Vault()
	lock := change.Words
	if lock == nil {
		lock = c.a.ledger.WordsLock()
	}
	var keys seal.Keys
	same := c.slowly(func() {
		for h, k := range halves {
			if k != nil && err == nil {
				v, keys[h], err = v.Relock(seal.Half(h), seal.Slots{Passphrase: passphrase, Words: lock})
			}
		}
	})
	if !same {
		return errLocked
	}
	if err != nil {
		return err
	}
	return c.a.ledger.Rekey(c.r.Context(), v, keys, change)
}
