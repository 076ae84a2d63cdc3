package app

import (
	"crypto/sha256"
	"strings"

	"kept/app/page"
	"kept/app/words"
	"kept/entry"
	"kept/ledger"
	"kept/seal"
)

// The twelve spare words are never stored: showing them makes new ones, and the ones before stop working.

func (c *call) spareForm() {
	c.page(page.Passphrases(c.frame(words.Mine, "main"), words.SpareTitle, []string{words.SpareLead}, "/5/3",
		[][3]string{{"passphrase", words.SpareAgain, "current-password"}}, words.SpareDo))
}

// makeSpare makes twelve new words, puts everything they open behind new keys, and shows them once.
func (c *call) makeSpare() {
	const here = "/5/3"
	passphrase := c.r.PostFormValue("passphrase")
	keys, ok := c.tryKeys(here, func(v seal.Vault) (seal.Keys, error) { return v.Unlock(passphrase) })
	if !ok || !c.openLocked(here, keys) {
		return
	}
	c.newWords(here, passphrase, keys)
}

// newWords puts what keys open behind new keys, the passphrase and twelve new words, and leads to the sheet.
func (c *call) newWords(back, passphrase string, keys seal.Keys) {
	if c.a.ledger.OwnPassphrase() {
		keys[seal.Mine] = nil
	}
	w := seal.NewWords()
	lock := w.Lock()
	if err := c.relock(passphrase, keys, ledger.Change{Words: &lock}); err != nil {
		if !c.opened() {
			c.a.lock()
		}
		c.visit.problem = c.sentence(err)
		c.to(back)
		return
	}
	if !c.opened() {
		c.begin()
		c.visit.said = words.WordsOpened
	}
	c.visit.spare, c.visit.spareAt = w, twoPlaces(w)
	c.keep("/5/s", inMain(entry.SpareWords{Event: "shown", Day: c.today().String()}))
}

// twoPlaces picks two different places on the sheet, in order. Which two is no secret; another sheet has others.
func twoPlaces(w seal.Words) [2]int {
	sum := sha256.Sum256([]byte(w))
	a := int(sum[0]) % wordCount
	b := (a + 1 + int(sum[1])%(wordCount-1)) % wordCount
	return [2]int{min(a, b) + 1, max(a, b) + 1}
}

const wordCount = 12

// sheetFrame does not lock Mine when the page is out of sight: writing twelve words down takes longer than a screen
// stays on, and the words would be gone.
func (c *call) sheetFrame() page.Frame {
	f := c.frame(words.Mine, "main")
	f.Half = ""
	return f
}

func (c *call) spareSheet() {
	if c.visit.spare == "" {
		c.said("/5/3", words.SpareGone)
		return
	}
	c.page(page.SpareSheet(c.sheetFrame(), strings.Fields(string(c.visit.spare))))
}

func (c *call) spareBackForm() {
	if c.visit.spare == "" {
		c.said("/5/3", words.SpareGone)
		return
	}
	c.page(page.SpareBack(c.sheetFrame(), c.visit.spareAt))
}

// spareBack checks the two that were typed back; after that the words are forgotten here.
func (c *call) spareBack() {
	list := strings.Fields(string(c.visit.spare))
	typed := c.r.PostForm["word"]
	if len(list) != wordCount || len(typed) != len(c.visit.spareAt) {
		c.said("/5/3", words.SpareGone)
		return
	}
	for i, at := range c.visit.spareAt {
		if strings.ToLower(strings.TrimSpace(typed[i])) != list[at-1] {
			c.visit.problem = words.SpareBackWrong
			c.to("/5/4")
			return
		}
	}
	c.visit.spare = ""
	c.keep("/5", inMain(entry.SpareWords{Event: "confirmed", Day: c.today().String()}))
	if c.visit.problem == "" {
		c.visit.said = words.SpareDone + " " + words.SpareDoneText
	}
}

// spareLater asks again another day.
func (c *call) spareLater() {
	c.keep("/1", inMain(entry.SpareWords{Event: "later", Day: c.today().String()}))
}
