package app

import (
	"strconv"
	"strings"

	"kept/app/page"
	"kept/app/words"
	"kept/guide"
)

// Help works locked, before anything is kept, and without a network. Nothing of it is stored.

func (c *call) helpPage() { c.page(page.HelpPage(c.frame(words.Help, ""))) }

func (c *call) badHour() { c.page(page.BadHour(c.frame(words.Help, ""))) }

// kinds are what a person may be looking for, by the number in the address.
var kinds = map[string]struct {
	class             guide.Class
	title, warm, back string
}{
	"2": {guide.Danger, words.HelpAfraid, words.WarmDanger, "/9/2"},
	"3": {guide.Crisis, words.HelpCrisis, words.WarmCrisis, "/9/3"},
	"4": {guide.Worried, words.HelpWorried, words.WarmWorried, "/9/4"},
}

// chooseCountry leads to a country's page. It stands in the address as a number: a form's content would be kept by some
// browsers, and nothing is remembered here.
func (c *call) chooseCountry() {
	for i, country := range guide.Countries() {
		if country.Code == c.r.PostFormValue("country") {
			c.to("/9/" + c.r.PathValue("kind") + "/" + strconv.Itoa(i+1))
			return
		}
	}
	c.to("/9/" + c.r.PathValue("kind"))
}

// numbers shows the lines of the country that was picked, those that were looked for first. Nothing picks a country for
// a person.
func (c *call) numbers() {
	kind, ok := kinds[c.r.PathValue("kind")]
	if !ok {
		c.missing("/9")
		return
	}
	all := guide.Countries()
	picked, isPicked := number(c.r.PathValue("country"), 1, len(all))
	v := page.Numbers{Title: kind.title, Warm: kind.warm, Path: kind.back}
	for i, country := range all {
		v.Countries = append(v.Countries, page.Country{Code: country.Code, Name: country.Name, Chosen: isPicked && i+1 == picked})
	}
	if isPicked {
		for _, n := range all[picked-1].Emergency {
			v.Emergency = append(v.Emergency, numberText(n))
		}
		for _, k := range []string{c.r.PathValue("kind"), "2", "3", "4"} {
			if k == c.r.PathValue("kind") && len(v.Groups) > 0 {
				continue
			}
			g := page.LineGroup{Title: kinds[k].title}
			for _, l := range all[picked-1].Of(kinds[k].class) {
				g.Lines = append(g.Lines, c.helpline(l))
			}
			v.Groups = append(v.Groups, g)
		}
	}
	c.page(page.NumbersPage(c.frame(words.Help, ""), v))
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
