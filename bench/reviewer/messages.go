package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"kept/reviewer"
)

// A message is a whole text with the passages that should be found.
type message struct {
	kind  reviewer.Kind
	text  string
	spans []reviewer.Finding
}

var marked = regexp.MustCompile(`\{([a-z_]+):([^}]*)\}`)

// readMessages reads texts that begin with "== kind" and hold passages as {label:words}.
func readMessages(path string) ([]message, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []message
	for _, part := range strings.Split("\n"+string(b), "\n== ")[1:] {
		kind, body, _ := strings.Cut(part, "\n")
		m := message{kind: reviewer.Kind(kind)}
		var text strings.Builder
		last := 0
		body = strings.TrimSpace(body)
		for _, at := range marked.FindAllStringSubmatchIndex(body, -1) {
			text.WriteString(body[last:at[0]])
			start := text.Len()
			text.WriteString(body[at[4]:at[5]])
			m.spans = append(m.spans, reviewer.Finding{Label: reviewer.Label(body[at[2]:at[3]]), Start: start, End: text.Len()})
			last = at[1]
		}
		text.WriteString(body[last:])
		m.text = text.String()
		out = append(out, m)
	}
	return out, nil
}

// measureMessages prints how well passages are found: a passage counts when label and place agree by at least half
// of the bytes of both together.
func measureMessages(w io.Writer, title, path string) error {
	set, err := readMessages(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	var avoid, good tally
	var overlap float64
	pairs, clean, cleanMarked := 0, 0, 0
	for _, m := range set {
		report := reviewer.Review(m.text, reviewer.Options{Kind: m.kind})
		found := 0
		used := map[int]bool{}
		for _, f := range report.Findings {
			if f.Tier != reviewer.Sure {
				continue
			}
			found++
			best, share := -1, 0.0
			for i, s := range m.spans {
				if s.Label == f.Label && !used[i] {
					if o := iou(s, f); o > share {
						best, share = i, o
					}
				}
			}
			t := &good
			if f.Label.Avoid() {
				t = &avoid
			}
			if best < 0 || share < 0.5 {
				t.wrongly++
				continue
			}
			used[best] = true
			t.hit++
			overlap += share
			pairs++
		}
		for i, s := range m.spans {
			if used[i] {
				continue
			}
			if s.Label.Avoid() {
				avoid.missed++
			} else {
				good.missed++
			}
		}
		if len(m.spans) == 0 {
			clean++
			if found > 0 {
				cleanMarked++
			}
		}
	}
	fmt.Fprintf(w, "== %s: %d messages\n", title, len(set))
	fmt.Fprintf(w, "AVOID passages precision %.3f recall %.3f; GOOD passages precision %.3f recall %.3f; overlap of those found %.2f\n",
		avoid.precision(), avoid.recall(), good.precision(), good.recall(), overlap/float64(max(pairs, 1)))
	fmt.Fprintf(w, "clean messages marked: %d of %d\n", cleanMarked, clean)
	return nil
}

// iou is the share of bytes two passages have in common among those either has.
func iou(a, b reviewer.Finding) float64 {
	both := min(a.End, b.End) - max(a.Start, b.Start)
	if both <= 0 {
		return 0
	}
	return float64(both) / float64(max(a.End, b.End)-min(a.Start, b.Start))
}
