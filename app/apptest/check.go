package apptest

import (
	"iter"
	"strings"

	"golang.org/x/net/html"

	appwords "kept/app/words"
)

// Check holds on every page: one neutral title, Exit and Help reachable, Exit second in tab order, a bad hour one
// step away or nearer, every field under the line that says who reads it, every field labelled, no inline script or
// style, nothing from elsewhere, no words in an address.
func (p *Person) Check() {
	p.t.Helper()
	if p.Path == "/0" {
		return // the neutral page knows nothing of Kept
	}
	title := ""
	for n := range p.nodes("title") {
		title = words(n)
	}
	if title != appwords.Title {
		p.t.Errorf("%s: title %q, want %q on every page", p.Path, title, appwords.Title)
	}
	links := listed(p.doc, "a")
	if len(links) < 3 || attr(links[0], "class") != "skip" || attr(links[1], "href") != "/leave" {
		p.t.Errorf("%s: Exit is not second in tab order", p.Path)
	}
	if attr(links[2], "href") != "/9" {
		p.t.Errorf("%s: Help is not at the top", p.Path)
	}
	if attr(links[len(links)-1], "href") != "/leave" {
		p.t.Errorf("%s: no secondary link to leave by", p.Path)
	}
	for n := range all(p.doc, "script", "style", "link", "img", "a", "form") {
		for _, name := range []string{"src", "href", "action"} {
			if v := attr(n, name); v != "" && !strings.HasPrefix(v, "/") && !strings.HasPrefix(v, "#") {
				p.t.Errorf("%s: %s leads elsewhere: %s", p.Path, n.Data, v)
			} else if strings.Trim(v, "/#0123456789abcdefghijklmnopqrstuvwxyz.") != "" {
				p.t.Errorf("%s: an address with more than a route in it: %s", p.Path, v)
			}
		}
		if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
			p.t.Errorf("%s: inline %s", p.Path, n.Data)
		}
	}
	p.checkFields()
}

// checkFields wants a label and an audience line for every field a person types into.
func (p *Person) checkFields() {
	p.t.Helper()
	labels := map[string]bool{}
	for n := range p.nodes("label") {
		labels[attr(n, "for")] = true
	}
	audience := false
	for n := range all(p.doc, "p", "input", "textarea", "select") {
		if n.Data == "p" {
			audience = audience || attr(n, "class") == "audience"
			continue
		}
		if attr(n, "type") == "hidden" {
			continue
		}
		if !audience && !strings.HasPrefix(p.Path, "/9/") { // the country of the numbers is not kept: a line there says so
			p.t.Errorf("%s: field %q has no line above it that says who can read it", p.Path, attr(n, "name"))
		}
		inLabel := n.Parent != nil && n.Parent.Data == "label"
		if !inLabel && !labels[attr(n, "id")] && attr(n, "aria-label") == "" {
			p.t.Errorf("%s: field %q has no label", p.Path, attr(n, "name"))
		}
	}
}

func (p *Person) nodes(tag string) iter.Seq[*html.Node] { return all(p.doc, tag) }

// all yields the elements below n with one of the tags, in document order.
func all(n *html.Node, tags ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		if n == nil {
			return
		}
		for d := range n.Descendants() {
			if d.Type != html.ElementNode {
				continue
			}
			for _, t := range tags {
				if d.Data == t && !yield(d) {
					return
				}
			}
		}
	}
}

func listed(n *html.Node, tag string) (list []*html.Node) {
	for d := range all(n, tag) {
		list = append(list, d)
	}
	return list
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// words is the text of an element, in one line.
func words(n *html.Node) string {
	var pieces []string
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			pieces = append(pieces, strings.Fields(d.Data)...)
		}
	}
	return strings.Join(pieces, " ")
}

func raw(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// first says whether the text of a card begins with the words of its heading.
func first(text, begins string) bool { return strings.HasPrefix(text, begins+" ") }
