package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// pairs are the colours that stand on each other in kept.css, with the ratio WCAG 2.2 asks: 7 for body text,
// 4.5 for other text, 3 for what is not text.
var pairs = []struct {
	over, under string
	least       float64
}{
	{"ink", "paper", 7}, {"ink", "card", 7}, {"ink", "mine", 7}, {"ink", "act-soft", 7}, {"ink", "warm-soft", 7}, {"ink", "stop-soft", 7},
	{"ink-2", "paper", 4.5}, {"ink-2", "card", 4.5}, {"ink-2", "mine", 4.5},
	{"ink-3", "paper", 4.5}, {"ink-3", "card", 4.5}, {"ink-3", "mine", 4.5},
	{"act", "paper", 4.5}, {"act", "card", 4.5}, {"act", "mine", 4.5}, {"act", "act-soft", 4.5}, {"on-act", "act", 4.5},
	{"mine-ink", "paper", 4.5}, {"mine-ink", "card", 4.5}, {"mine-ink", "mine", 4.5},
	{"stop", "paper", 4.5}, {"stop", "mine", 4.5}, {"stop", "stop-soft", 4.5},
	{"edge", "card", 3}, {"edge", "paper", 3}, {"edge", "mine", 3}, {"focus", "paper", 3}, {"focus", "card", 3}, {"focus", "mine", 3},
	{"act", "band-80", 3}, {"act", "band-95", 3},
}

var token = regexp.MustCompile(`--([a-z0-9-]+):\s*#([0-9A-Fa-f]{6});`)

// themes reads the three sets of colours: light, dark by the device, dark by choice.
func themes(t *testing.T) [3]map[string]string {
	t.Helper()
	css, err := files.ReadFile("tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(string(css), "@media (prefers-color-scheme: dark)", 2)
	if len(parts) != 2 {
		t.Fatal("no dark theme in tokens.css")
	}
	dark := strings.SplitN(parts[1], ":root[data-theme=dark]", 2)
	if len(dark) != 2 {
		t.Fatal("no dark theme by choice in tokens.css")
	}
	var sets [3]map[string]string
	for i, part := range []string{parts[0], dark[0], dark[1]} {
		sets[i] = map[string]string{}
		for _, m := range token.FindAllStringSubmatch(part, -1) {
			sets[i][m[1]] = m[2]
		}
	}
	return sets
}

func TestEveryPairOfColoursCanBeRead(t *testing.T) {
	for i, set := range themes(t) {
		for _, p := range pairs {
			over, under := set[p.over], set[p.under]
			if over == "" || under == "" {
				t.Fatalf("theme %d: no colour for %s on %s", i, p.over, p.under)
			}
			if got := contrast(over, under); got < p.least {
				t.Errorf("theme %d: %s on %s has contrast %.2f, want %.1f", i, p.over, p.under, got, p.least)
			}
		}
	}
	if got := contrast("000000", "FFFFFF"); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white: got %.3f, want 21", got)
	}
}

func TestDarkByChoiceIsDarkByTheDevice(t *testing.T) {
	sets := themes(t)
	for name, want := range sets[1] {
		if got := sets[2][name]; got != want {
			t.Errorf("--%s: got #%s by choice, want #%s", name, got, want)
		}
	}
}

// Colours stand in tokens.css and nowhere else; print is black on white on purpose.
func TestColoursStandInTheTokensOnly(t *testing.T) {
	css, err := files.ReadFile("kept.css")
	if err != nil {
		t.Fatal(err)
	}
	screen, _, found := strings.Cut(string(css), "@media print")
	if !found {
		t.Fatal("kept.css has no part for print")
	}
	if c := regexp.MustCompile(`#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsl`).FindString(screen); c != "" {
		t.Errorf("kept.css has a colour of its own: %s", c)
	}
	for _, m := range regexp.MustCompile(`var\(--([a-z0-9-]+)\)`).FindAllStringSubmatch(string(css), -1) {
		tokens, err := files.ReadFile("tokens.css")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(tokens), "--"+m[1]+":") {
			t.Errorf("kept.css uses --%s, which tokens.css does not have", m[1])
		}
	}
}

// contrast is the ratio of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(hex string) float64 {
	var sum float64
	for i, weight := range []float64{.2126, .7152, .0722} {
		v, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			return 0
		}
		c := float64(v) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}
