package guide

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shared reads a file of the data and documents kept beside the repository, where they are present.
func shared(t *testing.T, path ...string) ([]byte, bool) {
	root := os.Getenv("KEPT_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(append([]string{root}, path...)...))
	if err != nil {
		t.Logf("not beside the repository, checked on the committed data only: %s", filepath.Join(path...))
	}
	return b, err == nil
}

// productIDs are the IDs the product names, written out a second time: entries keep them, so none may change.
const productIDs = `emotional-safety reliability honesty boundaries care
lying infidelity-emotional infidelity-physical broken-promises emotional-absence financial-secrecy crossed-boundaries inconsistency other
responsibility listening radical-honesty consistency respect-boundaries understanding-why feelings observe-actions self-trust
repeated-positive emotional-consistency patience-in-setbacks long-term-change may-be-different support
whole-account reassurance talk-together small-cares ten-minutes ending
rushing-forgiveness instant-healing guilt defensiveness repeating-harm ignoring-triggers self-rushing
safer-conversations softer-reactions natural-transparency less-fear closeness`

func TestIDsAreThoseOfTheProductAndUnique(t *testing.T) {
	got, want := slices.Clone(IDs()), strings.Fields(productIDs)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("IDs: got %q, want %q", got, want)
	}
	if n := len(slices.Compact(slices.Clone(got))); n != len(got) {
		t.Errorf("%d IDs, only %d of them different", len(got), n)
	}
	product, ok1 := shared(t, "design", "PRODUCT.md")
	experience, ok2 := shared(t, "design", "EXPERIENCE.md")
	if !ok1 || !ok2 {
		return
	}
	for _, id := range got {
		if text := string(product) + string(experience); !strings.Contains(text, "`"+id+"`") {
			t.Errorf("ID %q stands in neither document", id)
		}
	}
}

func TestEveryIDComesFromAPartAndEveryPartHasAnID(t *testing.T) {
	used := map[Part]bool{}
	for _, s := range Strands() {
		used[s.Part()] = true
	}
	for _, c := range Causes() {
		used[c.Part()] = true
	}
	for _, m := range Mistakes() {
		used[m.Part()] = true
	}
	for _, s := range Signs() {
		used[s.Part()] = true
	}
	for _, p := range Practices() {
		used[p.Part()] = true
		if !slices.Contains([]Side{Hurt, Repairing, Either}, p.By()) {
			t.Errorf("%s is by %q, want a side", p, p.By())
		}
		if w := p.Within(); w != "" && (!w.Known() || w.Part() != p.Part() || w.Within() != "") {
			t.Errorf("%s is within %q, want a practice of the same part that stands alone", p, w)
		}
	}
	for _, p := range Parts() {
		if !used[p] {
			t.Errorf("no ID comes from part %q", p)
		}
		delete(used, p)
	}
	if len(used) != 0 {
		t.Errorf("parts that are not listed: %v", used)
	}
}

func TestKnownAcceptsTheListedIDsOnly(t *testing.T) {
	known := func(id string) int {
		n := 0
		for _, k := range []bool{Strand(id).Known(), Cause(id).Known(), Practice(id).Known(), Mistake(id).Known(), Sign(id).Known()} {
			if k {
				n++
			}
		}
		return n
	}
	for _, id := range IDs() {
		if got := known(id); got != 1 {
			t.Errorf("%q is known to %d types, want 1", id, got)
		}
	}
	for _, id := range []string{"", "Lying", "lying ", "trust"} {
		if got := known(id); got != 0 {
			t.Errorf("%q is known to %d types, want 0", id, got)
		}
	}
	if p := Practice("trust"); p.Part() != "" || p.By() != "" || p.Within() != "" {
		t.Error("an unknown practice has a part, a side or a larger practice")
	}
	if Prompts("trust", Either) != nil || Ideas("trust") != nil || Prompts(Lying, "nobody") != nil {
		t.Error("an unknown cause or side has texts")
	}
}
