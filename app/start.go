package app

import (
	"strings"

	"kept/app/page"
	"kept/app/words"
	"kept/entry"
	"kept/ledger"
	"kept/seal"
)

// The way in, alone: the first useful words come before any set-up and wait in memory.

func (c *call) start() { c.page(page.Start(c.frame("", ""))) }

// chooseRole remembers what brings the person here, in memory, and leads to the first useful act.
func (c *call) chooseRole() {
	role := c.r.PostFormValue("role")
	next, known := map[string]string{"hurt": "/6/1", "repairing": "/6/2", "both": "/6/3", "writing": "/p/2"}[role]
	if !known {
		c.problem("/6", words.PickOne)
		return
	}
	c.visit.role = role
	c.to(next)
}

func (c *call) whichFirst() {
	c.page(page.Acts(c.frame("", ""), words.WhichTitle, []page.Link{{Path: "/6/1", Text: words.WhichHurt}, {Path: "/6/2", Text: words.WhichDid}}, nil))
}

func (c *call) hurtActs() {
	c.page(page.Acts(c.frame("", ""), words.HurtTitle, []page.Link{
		{Path: "/9/1", Text: words.HurtTonight}, {Path: "/p/1", Text: words.HurtWords}, {Path: "/p/3", Text: words.HurtAsk},
		{Path: "/p/4", Text: words.HurtNoticed}, {Path: "/6/4", Text: words.HurtLook},
	}, nil))
}

func (c *call) didActs() {
	c.page(page.Acts(c.frame("", ""), words.DidTitle, []page.Link{
		{Path: "/p/5", Text: words.DidSay}, {Path: "/2/n", Text: words.DidOne},
		{Path: "/p/6", Text: words.DidAccount}, {Path: "/9/1", Text: words.DidCannot},
	}, nil))
}

// looking is for who only wanted to look.
func (c *call) looking() {
	c.page(page.Calm(c.frame("", ""), words.LookTitle, []string{words.LookText, words.LookText2},
		page.Link{}, []page.Link{{Path: "/p/2", Text: words.MineBlank}, {Path: "/4/h", Text: words.PathHow}, {Path: "/9", Text: words.Help}, {Path: "/", Text: words.Back}}))
}

func (c *call) before() { c.page(page.Before(c.frame("", ""), c.a.cfg.Place)) }

// nothingWaits answers who comes to keep something that is not there: thrown away, or never held, since a browser
// without cookies is a new one each time.
func (c *call) nothingWaits() {
	c.page(page.Calm(c.frame("", ""), words.NoWaitTitle, []string{words.NoWaitText}, page.Link{Path: "/6", Text: words.DoorStart}, nil))
}

func (c *call) beforeYouGoOn() {
	if !c.holds() {
		c.nothingWaits()
		return
	}
	c.page(page.BeforeYouGoOn(c.frame("", "")))
}

func (c *call) howToTell() {
	c.page(page.Calm(c.frame("", ""), words.BeforeYouTell, []string{words.TellText1, words.TellText2, words.TellText3},
		page.Link{Path: "/6/g", Text: words.Back}, []page.Link{{Path: "/9", Text: words.Help}}))
}

func (c *call) keepThis() {
	if !c.holds() {
		c.nothingWaits()
		return
	}
	c.page(page.KeepThis(c.frame("", ""), c.visit.suggested))
}

func (c *call) suggest() {
	c.visit.suggested = seal.SuggestPassphrase()
	c.to("/6/k")
}

// throwAway drops what was waiting.
func (c *call) throwAway() {
	c.forgetTyped()
	c.to("/")
}

// lockAndKeep founds the record behind the passphrase, opens it, and keeps what was waiting.
func (c *call) lockAndKeep() {
	const here = "/6/k"
	wait := c.visit.waiting
	if !c.holds() {
		c.to("/6/k")
		return
	}
	passphrase := c.r.PostFormValue("passphrase")
	if problem := c.badPassphrase(passphrase); problem != "" {
		c.visit.problem = problem
		c.to(here)
		return
	}
	if c.a.trying {
		c.visit.problem = words.Waits
		c.to(here)
		return
	}
	var vault seal.Vault
	var keys seal.Keys
	var err error
	if !c.slowly(func() { vault, keys, err = seal.NewVault(seal.Slots{Passphrase: passphrase}) }) {
		c.to("/") // left or kept elsewhere meanwhile
		return
	}
	if err == nil {
		c.a.ledger, err = ledger.Create(c.r.Context(), c.a.cfg.Store, c.a.cfg.Clock, vault, keys)
	}
	if err != nil {
		c.a.ledger = nil
		c.visit.problem = strings.Replace(c.sentence(err), words.StillInField, words.StillWaiting, 1)
		c.to(here)
		return
	}
	c.a.fold(seal.Main)
	c.a.fold(seal.Mine)
	c.begin()
	first := []addition{inMain(entry.Settings{Zone: c.a.cfg.Zone, IdleMinutes: defaultIdle})}
	if c.visit.role != "" {
		first = append(first, inMine(entry.Role{Role: c.visit.role}))
	}
	if _, err := c.append(first...); err != nil {
		c.visit.problem = c.sentence(err) // the words below are tried all the same
	}
	c.visit.role, c.visit.suggested, c.visit.waiting = "", "", nil
	if wait.then == feelPath {
		c.visit.feel = true
	}
	wait.then = "/6/z/{}"
	c.flush(wait)
}

const defaultIdle = 10 // minutes

// itIsKept says so, and offers one word for how it is after a page of one's own.
func (c *call) itIsKept() {
	feel := ""
	if c.visit.feel {
		feel = "/3/" + c.r.PathValue("id") + "/f"
	}
	c.page(page.ItIsKept(c.frame("", "mine"), feel))
}
