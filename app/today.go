package app

import (
	"time"

	"kept/app/page"
	"kept/app/words"
	"kept/schedule"
	"kept/seal"
)

// maxCards is how much one day may ask (PRODUCT.md, principle 10).
const maxCards = 3

// todayPage shows at most three cards: two minutes for oneself, what is due, and now and then the spare words.
func (c *call) todayPage() {
	t := page.Today{Greeting: words.Greeting(c.now.In(location(c.zone())).Hour())}
	if card, ok := c.twoMinutes(); ok {
		t.Cards = append(t.Cards, card)
	}
	for _, d := range c.dueCards("/1") {
		if len(t.Cards) == maxCards {
			break
		}
		t.Cards = append(t.Cards, page.TodayCard{Title: words.DueTitle, Due: &d})
	}
	if len(t.Cards) < maxCards && c.askSpare() {
		t.Cards = append(t.Cards, page.TodayCard{Title: words.SpareAsk, Text: words.SpareAskText, Path: "/5/3", Later: "/5/l"})
	}
	t.AllDone = len(t.Cards) == 0
	c.page(page.TodayPage(c.frame(words.Today, "main"), t))
}

// twoMinutes is the card of the daily questions; none once each has an answer. While Mine is locked Kept does not
// know what was answered, and offers them.
func (c *call) twoMinutes() (page.TodayCard, bool) {
	card := page.TodayCard{Title: words.TwoMinutes, Text: words.TwoMinutesText, Path: "/1/1"}
	if c.a.mine == nil {
		return card, true
	}
	have, of := c.answered()
	if have > 0 {
		card.Text = words.TwoMinutesRest
	}
	return card, have < of
}

// dueCards are the occurrences that wait for a word.
func (c *call) dueCards(back string) []page.DueCard {
	var cards []page.DueCard
	for _, o := range c.a.ours.Due(c.now) {
		if a, ok := c.a.ours.Agreement(o.Agreement); ok {
			cards = append(cards, c.dueCard(a, o, back))
		}
	}
	return cards
}

// spareDays are the days after the first on which the spare words are asked about; then weekly (EXPERIENCE, 5.2).
var spareDays = []int{1, 2, 6}

// askSpare says whether to ask about the spare words today: once for each such day, until two were typed back.
func (c *call) askSpare() bool {
	state := c.a.ours.Words()
	entries := c.a.ledger.Entries(seal.Main)
	if state.Confirmed != "" || len(entries) == 0 || c.a.cfg.ReadOnly {
		return false
	}
	first := schedule.DateIn(time.UnixMilli(entries[0].Core.Clock), c.zone())
	age := c.today().Days() - first.Days()
	last := -1 // the newest day to ask on
	for _, d := range spareDays {
		if d <= age {
			last = d
		}
	}
	if weekly := spareDays[len(spareDays)-1]; age >= weekly {
		last = weekly + (age-weekly)/7*7
	}
	return last >= 0 && state.Later < first.AddDays(last).String()
}

// location loads a zone; UTC where this device does not know it.
func location(zone string) *time.Location {
	if l, err := time.LoadLocation(zone); err == nil {
		return l
	}
	return time.UTC
}
