package journey

import (
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"kept/app/words"
)

// axe runs axe-core on the page in front and lists what it calls serious or critical. In the dark only what depends
// on colours can differ from the light.
const axe = `(async (dark) => {
	const r = await axe.run(document, {resultTypes: ["violations"], preload: false, iframes: false, ...(dark ? {runOnly: ["color-contrast", "link-in-text-block"]} : {})});
	return r.violations.filter(v => v.impact === "serious" || v.impact === "critical")
		.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 120) + " " + (n.any[0]?.message ?? "")));
})`

func (w *window) dark(yes bool) {
	w.t.Helper()
	scheme := "light"
	if yes {
		scheme = "dark"
	}
	call(w, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

func (w *window) axe(dark bool) []string {
	w.t.Helper()
	found, err := chromedp.Run(w.ctx, chromedp.Evaluate[[]string](axe+"("+quoted(dark)+")", chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatalf("%s: %v", w.path(), err)
	}
	return found
}

// loadAxe puts axe-core on the page in front.
func (w *window) loadAxe() {
	w.t.Helper()
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		w.t.Fatalf("%v: scripts/install-test-tools installs it", err)
	}
	ask[chromedp.Void](w, string(source))
}

// keepsNobodyOut fails for whatever on the page in front would keep somebody out.
func (w *window) keepsNobodyOut(address string) {
	w.t.Helper()
	w.loadAxe()
	for _, dark := range []bool{false, true} {
		w.dark(dark)
		for _, fault := range w.axe(dark) {
			w.t.Errorf("%s (dark: %v): %s", address, dark, fault)
		}
	}
	w.dark(false)
}

// A page with a plain fault is found out: axe runs, and sees.
func TestAxeSeesAFault(t *testing.T) {
	t.Parallel()
	p := start(t)
	w := open(t, p.origin, p.away.url).goTo("/").see(words.DoorLead)
	w.loadAxe()
	ask[chromedp.Void](w, `document.querySelector(".lead").style.color = "var(--line)"; document.querySelector("main").append(document.createElement("button"))`)
	if found := w.axe(false); len(found) != 2 {
		t.Errorf("%d faults found, want the contrast and the button without a name: %q", len(found), found)
	}
}
