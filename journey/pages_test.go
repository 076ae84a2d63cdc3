package journey

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kept/app/apptest"
	"kept/app/words"
)

// place is one page: the pattern of its address in the app's routes, and how to come there in one of the states below.
type place struct {
	pattern string
	come    func(*window)
}

// at is a page that is reached by its address.
func at(pattern string, address ...string) place {
	path := strings.ReplaceAll(pattern, "{$}", "")
	if len(address) > 0 {
		path = address[0]
	}
	return place{pattern, func(w *window) { w.goTo(path) }}
}

// first is a page that is reached by the first link on another page whose address begins with prefix and goes on.
func first(pattern, on, prefix, rest string) place {
	return place{pattern, func(w *window) {
		w.t.Helper()
		href := ask[string](w.goTo(on), `[...document.querySelectorAll("main a, main form")].map(e => e.getAttribute("href") || e.getAttribute("action"))
			.find(h => h && h.length > `+strconv.Itoa(len(prefix)+8)+` && h.startsWith(`+quoted(prefix)+`))`)
		w.goTo(strings.TrimSuffix(href, "/f") + rest)
	}}
}

// before are the pages of an empty device, in the order of a walk.
func before() []place {
	return []place{
		at("/{$}"), at("/0"), at("/9"), at("/9/1"), at("/9/{kind}", "/9/2"), at("/9/{kind}", "/9/3"), at("/6"),
		{"/6/1", func(w *window) { w.goTo("/6").press(words.StartHurt) }},
		at("/6/2"), at("/6/3"), at("/6/4"), at("/6/b"), at("/6/h"), at("/2/n"), at("/p/{page}", "/p/3"),
		{"/6/g", func(w *window) { field, save := tonight(); w.goTo("/p/1").fill(field, secret).press(save) }},
		{"/6/k", func(w *window) { w.goTo("/6/k").press(words.KeepSuggest) }},
	}
}

// after are the pages over a record of some months.
func after(d *demo) []place {
	return []place{
		at("/{$}"), at("/7/w"),
		{"/{$}", func(w *window) {
			w.goTo("/").fill(words.Passphrase, "not the one at all").press(words.UnlockDo).see(words.WrongPass)
		}},
		{"/1", func(w *window) { w.goTo("/").fill(words.Passphrase, passphrase).press(words.UnlockDo) }},
		at("/1/{step}", "/1/1"), at("/1/{step}", "/1/2"), at("/1/{step}", "/1/3"),
		at("/2"), at("/2/{id}", d.evening), at("/2/{id}/e", d.evening+"/e"), at("/2/{id}/{day}", d.evening+"/"+strconv.Itoa(dayNumber(d.Clock.T))),
		at("/3"), at("/o/{more}", "/o/0"), first("/3/{id}", "/3", "/3/", ""), first("/3/{id}/e", "/3", "/3/", "/e"), first("/3/{id}/f", "/3", "/3/", "/f"), at("/3/f"),
		{"/3/{id}/s", func(w *window) { w.goTo("/3/f"); w.turn(func() { w.tickFirst(".words button") }) }},
		{"/6/z/{id}", func(w *window) { first("", "/3", "/3/", "").come(w); w.goTo("/6/z" + w.path()[2:]) }},
		at("/p/{page}", "/p/1"), at("/p/{page}", "/p/2"), at("/p/{page}", "/p/4"), at("/p/{page}", "/p/5"), at("/p/{page}", "/p/6"),
		at("/o/{more}", "/o/0"), at("/4"), at("/4/h"), at("/4/{id}", "/4"+d.evening[2:]),
		at("/5"), at("/5/1"), at("/5/2"), at("/5/3"), at("/5/5"),
		{"/5/s", func(w *window) { w.goTo("/5/3").fill(words.SpareAgain, passphrase).press(words.SpareDo) }},
		at("/5/4"), at("/9"), {"/9/{kind}/{country}", func(w *window) { w.goTo("/9/4").press(words.HelpShow) }},
		{"/", func(w *window) { w.goTo("/nothing/here").see(words.Gone); w.watch.forgive("/nothing/here") }},
		{"/8", func(w *window) {
			ask[bool](w, `navigator.sendBeacon("/x")`)
			w.wait("the beacon", func() bool { return w.watch.requests("POST /x") > 0 })
			w.goTo("/3")
		}},
	}
}

// TestEveryPageIsVisited holds the lists above to the app's routes.
func TestEveryPageIsVisited(t *testing.T) {
	t.Parallel()
	f, err := parser.ParseFile(token.NewFileSet(), "../app/routes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	visited := []string{"/leave", "/leave/0", "/7/o"} // the first two are no pages; the third has a test of its own
	for _, p := range append(before(), after(&demo{Person: &apptest.Person{Clock: &apptest.Clock{}}, evening: "/2/1"})...) {
		visited = append(visited, p.pattern)
	}
	pages := 0
	ast.Inspect(f, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "get" {
				pattern := "/7/o" // the one that is named by a constant
				if lit, ok := call.Args[0].(*ast.BasicLit); ok {
					pattern, _ = strconv.Unquote(lit.Value)
				}
				if pages++; !slices.Contains(visited, pattern) {
					t.Errorf("no test visits %s", pattern)
				}
			}
		}
		return true
	})
	if pages < 40 {
		t.Errorf("%d pages found in the routes: the search is blind", pages)
	}
}

// faults says what is wrong with the page in front at its present size. Everything that unfolds is unfolded.
const faults = `(() => {
	const found = [], say = (what, e) => found.push(what + (e ? ": " + e.outerHTML.replace(/\s+/g, " ").slice(0, 110) : ""));
	document.querySelectorAll("details").forEach(d => d.open = true);
	const root = document.documentElement;
	if (root.scrollWidth > innerWidth) {
		say("it scrolls sideways by " + (root.scrollWidth - innerWidth) + " px", [...document.querySelectorAll("main *")].find(e => e.getBoundingClientRect().right > innerWidth + 1));
	}
	const exit = document.querySelector(".exit");
	for (const y of [0, root.scrollHeight]) {
		scrollTo(0, y);
		const r = exit.getBoundingClientRect(), top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
		if (r.top < 0 || r.bottom > innerHeight || r.left < 0 || r.right > innerWidth || !exit.contains(top)) say("Exit is not to be seen at " + y, top);
	}
	for (const e of document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox]), .option")) {
		const box = e.getClientRects().length && e.getBoundingClientRect();
		if (!box || e.matches(".skip, .secondary-exit")) continue;
		const line = e.matches("a") && e.closest("p, li, h2, h3, figcaption");
		const alone = !line || line.innerText.trim() === e.innerText.trim();
		if (alone && box.height < 43.5) say("only " + Math.round(box.height) + " px high", e);
	}
	return [...new Set(found)];
})()`

var sizes = [][2]int64{{320, 568}, {390, 844}, {1280, 800}, {320, 200}} // the last is 1280x800 at 400 %

func TestEveryPageFitsEveryWindowAndKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	t.Run("of an empty device", func(t *testing.T) {
		t.Parallel()
		w := open(t, house(t, apptest.Start(t)), "")
		for _, p := range before() {
			p.come(w)
			w.fitsAndKeepsNobodyOut()
		}
	})
	t.Run("after some months", func(t *testing.T) {
		t.Parallel()
		d := newDemo(t)
		w := open(t, house(t, d.Person), "")
		for _, p := range after(d) {
			p.come(w)
			w.fitsAndKeepsNobodyOut()
		}
	})
	t.Run("over an older copy", func(t *testing.T) {
		t.Parallel()
		d := apptest.Start(t).Keep("first words")
		d.Store.Older = true
		w := open(t, house(t, d), "")
		w.goTo("/").fill(words.Passphrase, apptest.Passphrase).press(words.UnlockDo).see(words.OlderDo)
		w.fitsAndKeepsNobodyOut()
	})
}

func (w *window) fitsAndKeepsNobodyOut() {
	w.t.Helper()
	address := w.path()
	if address == "/0" { // where Exit leads: there is nothing to leave
		return
	}
	for _, s := range sizes {
		w.size(s[0], s[1])
		for _, fault := range ask[[]string](w, faults) {
			w.t.Errorf("%s at %dx%d: %s", address, s[0], s[1], fault)
		}
	}
	w.size(390, 844)
	w.keepsNobodyOut(address)
}
