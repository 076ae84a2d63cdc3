// Package page draws what a person sees. Each page is a templ component that gets all it shows as a plain
// struct and decides nothing.
//
// In the ordinary case build the struct of a page and render its component. In: text, numbers and dates ready to
// show. Out: HTML, escaped by templ; no inline script or style, so the strict content security policy holds. Every
// sentence comes from package words. Rendering fails only when the writer does.
package page

// Frame is what stands around every page.
type Frame struct {
	Place   string // the place one is in: words.Today, Ours, Mine, Path or Help; "" at the door
	Tabs    bool   // the four places are reachable
	Half    string // "main" or "mine": what a page out of sight must lock; "" when nothing is open
	Theme   string // "light", "dark" or "" for the device's own
	Problem string // one sentence about what went wrong
	Said    string // one sentence about what was done
	Notices []string
	Held    bool // something written is waiting to be kept
}

func (f Frame) mine() string {
	if f.Half == "mine" {
		return "mine"
	}
	return ""
}

// Tab is one of the four places.
type tab struct{ name, path string }
