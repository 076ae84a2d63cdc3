package app

import (
	"strings"

	"kept/app/page"
	"kept/app/words"
	"kept/guide"
)

// Help works locked, before anything is kept, and without a network. Nothing of it is stored.

func (c *call) helpPage() { c.page(page.HelpPage(c.frame(words.Help, ""))) }

func (c *call) badHour() { c.page(page.BadHour(c.frame(words.Help, ""))) }

// numbers shows the lines of the country that was picked. Nothing picks one for a person.
func (c *call) numbers() {
	var chosen guide.Country
	picked := false
	if code := c.r.PostFormValue("country"); code != "" {
		chosen, picked = guide.CountryOf(code)
	}
	var countries []page.Country
	for _, country := range guide.Countries() {
		countries = append(countries, page.Country{Code: country.Code, Name: country.Name, Chosen: picked && country.Code == chosen.Code})
	}
	var emergency []string
	var groups []page.LineGroup
	if picked {
		for _, n := range chosen.Emergency {
			emergency = append(emergency, numberText(n))
		}
		titles := map[guide.Class]string{guide.Danger: words.HelpAfraid, guide.Crisis: words.HelpCrisis, guide.Worried: words.HelpWorried}
		for _, class := range guide.Classes() {
			g := page.LineGroup{Title: titles[class]}
			for _, l := range chosen.Of(class) {
				g.Lines = append(g.Lines, c.helpline(l))
			}
			groups = append(groups, g)
		}
	}
	c.page(page.Numbers(c.frame(words.Help, ""), countries, emergency, groups))
}

func (c *call) howPage() { c.page(page.HowPage(c.frame(c.place(words.Path), ""))) }

// helpline makes a line ready to show: numbers as text, never called by themselves.
func (c *call) helpline(l guide.Line) page.Line {
	v := page.Line{Name: l.Name}
	for _, n := range l.Numbers {
		v.Numbers = append(v.Numbers, numberText(n))
	}
	detail := func(label, text string) {
		if text != "" {
			v.Details = append(v.Details, strings.TrimSpace(label+" "+text))
		}
	}
	detail(words.LineHours, l.Hours)
	detail(words.LineSpeaks, l.Languages)
	detail("", l.Web)
	detail("", l.Note)
	if len(l.Sources) > 0 {
		detail(words.LineSource, l.Sources[0].Page)
	}
	switch l.Stale(c.now) {
	case guide.Warn:
		v.Old = true
		detail("", words.Checked(l.Date))
	case guide.ShowDate:
		detail("", words.Checked(l.Date))
	}
	return v
}

func numberText(n guide.Number) string {
	s := n.Show
	if by := words.Channels[string(n.By)]; by != "" {
		s += " (" + by + ")"
	}
	if n.Note != "" {
		s += " · " + n.Note
	}
	return s
}
