package app

import (
	"net/url"
	"slices"
	"strings"

	"kept/app/page"
	"kept/app/words"
	"kept/entry"
	"kept/guide"
	"kept/schedule"
	"kept/seal"
	"kept/view"
)

// feelPath is where a page of one's own leads once it is kept: one word for how it is, if one fits.
const feelPath = "/3/{}/f"

// writingPages are the pages for writing in the order of their addresses, which say nothing.
var writingPages = []string{"tonight", "blank", "question", "noticed", "did", "account"}

// writingPage finds the page the address names, from 1.
func (c *call) writingPage() (name string, p words.Page, ok bool) {
	i, ok := number(c.r.PathValue("page"), 1, len(writingPages))
	if !ok {
		return "", p, false
	}
	name = writingPages[i-1]
	return name, words.Pages[name], true
}

func (c *call) writePage() {
	name, p, ok := c.writingPage()
	if !ok {
		c.missing("/")
		return
	}
	w := page.Write{Name: name, Path: c.r.URL.Path, HasDay: name == "noticed", Day: c.today().String(), Unkept: c.a.ledger == nil}
	if f := c.filled(); f != nil {
		w.Values, w.Choice, w.Day = f["text"], f.Get("choice"), f.Get("day")
	} else if name == "account" {
		if last, ok := c.lastDraft(); ok {
			w.Values = last.Parts
		}
	}
	c.page(page.WritePage(c.frame(c.place(words.Mine), "mine"), w, p))
}

// place names the place, once there are places to be in.
func (c *call) place(name string) string {
	if c.a.ledger == nil {
		return ""
	}
	return name
}

// lastDraft is the newest whole account: it is written over many days, each time a fresh page with the words so far.
func (c *call) lastDraft() (view.Note, bool) {
	if c.a.mine != nil {
		for _, n := range c.a.mine.Notes() {
			if n.Page == "account" {
				return n, true
			}
		}
	}
	return view.Note{}, false
}

// write keeps a page of one's own.
func (c *call) write() {
	name, p, ok := c.writingPage()
	if !ok {
		c.missing("/")
		return
	}
	note, problem := c.note(name, len(p.Fields), c.r.PostForm)
	if problem != "" {
		c.problem(c.r.URL.Path, problem)
		return
	}
	then := feelPath
	if name != "tonight" && name != "blank" {
		then = "/3/{}"
	}
	what := []addition{inMine(note)}
	if last, ok := c.lastDraft(); ok && name == "account" { // a draft takes the place of the one before
		what = append(what, inMine(entry.Withdraw{}, last.ID))
	}
	c.keep(then, what...)
	if then != feelPath && c.visit.waiting == nil && c.visit.problem == "" {
		c.visit.said = p.After + " " + p.AfterText
	}
}

// note reads the form of a page for writing.
func (c *call) note(name string, fields int, form url.Values) (n entry.Note, problem string) {
	n = entry.Note{Page: name, Day: c.today().String(), Choice: form.Get("choice")}
	written := false
	for i := range fields {
		text := ""
		if i < len(form["text"]) {
			text = lines(form["text"][i])
		}
		if len(text) > entry.MaxText {
			return n, words.TooLong
		}
		written = written || strings.TrimSpace(text) != ""
		n.Parts = append(n.Parts, text)
	}
	if !written {
		return n, words.Empty
	}
	if name != "question" {
		n.Choice = ""
	}
	if day := form.Get("day"); name == "noticed" && day != "" {
		d, err := schedule.ParseDate(day)
		if err != nil {
			return n, words.NoDay
		}
		n.Day = d.String()
	}
	return n, c.badContent(entry.Of(n))
}

// badContent says what is wrong with a body before it is kept; "" when nothing is.
func (c *call) badContent(b entry.Body) string {
	if err := b.Check(); err != nil {
		return c.sentence(err)
	}
	return ""
}

// lines undoes the line ends a form sends.
func lines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// feelWords are the six first words, and the rest in groups.
func feelWords() (first []string, more []page.Group) {
	for _, g := range guide.MoreFeelings() {
		more = append(more, page.Group{Name: g.Name, Words: g.Words})
	}
	return guide.FirstFeelings(), more
}

func (c *call) feelPage() {
	first, more := feelWords()
	c.page(page.FeelPage(c.frame(words.Mine, "mine"), first, more))
}

func (c *call) feelAboutNote() {
	n, ok := c.findNote()
	if !ok {
		c.missing("/3")
		return
	}
	first, more := feelWords()
	c.page(page.Feel(c.frame(words.Mine, "mine"), c.r.URL.Path, words.Pages[n.Page], first, more))
}

// feel keeps one word, and leads to how strong it is.
func (c *call) feel() {
	f := entry.Feeling{Word: strings.TrimSpace(c.r.PostFormValue("word")), Strength: -1}
	if problem := c.badContent(entry.Of(f)); problem != "" {
		c.problem(c.r.URL.Path, problem)
		return
	}
	if c.r.PathValue("id") == "" {
		c.keep("/3/{}/s", inMine(f))
		return
	}
	n, ok := c.findNote()
	if !ok {
		c.missing("/3")
		return
	}
	c.keep("/3/{}/s", inMine(f, n.ID))
}

func (c *call) findNote() (view.Note, bool) {
	for _, n := range c.a.mine.Notes() {
		if short(n.ID) == c.r.PathValue("id") {
			return n, true
		}
	}
	return view.Note{}, false
}

func (c *call) findFeeling() (view.Feeling, bool) {
	for _, f := range c.a.mine.Feelings() {
		if short(f.ID) == c.r.PathValue("id") {
			return f, true
		}
	}
	return view.Feeling{}, false
}

func (c *call) strengthPage() {
	f, ok := c.findFeeling()
	if !ok {
		c.missing("/3")
		return
	}
	line := f.Line
	if refused := c.filled(); refused != nil {
		line = refused.Get("line")
	}
	c.page(page.FeelStrength(c.frame(words.Mine, "mine"), c.r.URL.Path, f.Word, line))
}

// strength says more about a feeling: the fuller entry answers the word alone and takes its place.
func (c *call) strength() {
	f, ok := c.findFeeling()
	if !ok {
		c.missing("/3")
		return
	}
	next := entry.Feeling{Word: f.Word, Strength: f.Strength, Line: f.Line}
	if s := c.r.PostFormValue("strength"); s != "" {
		n, ok := number(s, 0, 10)
		if !ok {
			c.problem(c.r.URL.Path, words.PickOne)
			return
		}
		next.Strength = int8(n)
	}
	if line := strings.TrimSpace(lines(c.r.PostFormValue("line"))); line != "" {
		next.Line = line
	}
	if problem := c.badContent(entry.Of(next)); problem != "" {
		c.problem(c.r.URL.Path, problem)
		return
	}
	then := "/3"
	if next.Line == "" {
		then = "/3/{}/s" // the strength is kept; a line may follow
	}
	c.keep(then, inMine(next, f.ID))
	if c.visit.problem == "" {
		c.visit.said = words.FeelKept
	}
}

func (c *call) notePage() {
	n, ok := c.findNote()
	if !ok {
		c.missing("/3")
		return
	}
	p := words.Pages[n.Page]
	v := page.Note{ID: short(n.ID), Name: words.NamesOfPages[n.Page], Day: c.dayText(n.Day), Draft: n.Page == "account",
		Choice: map[string]string{"outline": words.HowOutline, "detail": words.HowDetail, "choose": words.HowChoose}[n.Choice]}
	for i, text := range n.Parts {
		if text == "" {
			continue
		}
		label := ""
		if i < len(p.Fields) {
			label = p.Fields[i].Label
		}
		v.Parts = append(v.Parts, page.Part{Label: label, Text: text})
	}
	for _, f := range c.a.mine.Feelings() {
		if f.Note == n.ID {
			v.Feelings = append(v.Feelings, feelingText(f))
		}
	}
	c.page(page.NotePage(c.frame(words.Mine, "mine"), v))
}

// feelingText says a feeling in one line: the word, how strong, and the line.
func feelingText(f view.Feeling) string {
	s := f.Word
	if f.Strength >= 0 {
		s += " · " + words.OutOfTen(int(f.Strength))
	}
	if f.Line != "" {
		s += " · " + f.Line
	}
	return s
}

func (c *call) askErase() {
	n, ok := c.findNote()
	if !ok {
		c.missing("/3")
		return
	}
	id := "/3/" + short(n.ID)
	c.page(page.Sure(c.frame(words.Mine, "mine"), words.EraseTitle, words.EraseText, id+"/e", words.EraseDo, id))
}

// erase destroys a page and what was felt about it: the content is in no file afterwards, and no key opens a copy.
func (c *call) erase() {
	n, ok := c.findNote()
	if !ok {
		c.missing("/3")
		return
	}
	gone := []entry.ID{n.ID}
	for _, e := range c.a.ledger.Entries(seal.Mine) { // in order: what a feeling says more about comes before it
		if draft, is := e.Body.Content.(entry.Note); is && draft.Page == "account" && n.Page == "account" && e.ID != n.ID {
			gone = append(gone, e.ID) // earlier drafts of it
		}
		if _, is := e.Body.Content.(entry.Feeling); is && slices.ContainsFunc(e.Core.Answers, func(id entry.ID) bool { return slices.Contains(gone, id) }) {
			gone = append(gone, e.ID)
		}
	}
	if err := c.a.ledger.Destroy(c.r.Context(), seal.Mine, gone...); err != nil {
		c.problem("/3/"+short(n.ID), c.sentence(err))
		return
	}
	c.a.fold(seal.Mine)
	c.said("/3", words.Erased)
}
