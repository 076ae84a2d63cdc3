package seal

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// labelsInSource returns every string constant of the package that looks like a label, and the file it stands in.
func labelsInSource(t *testing.T) (labels, files []string) {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	noError(t, err)
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		noError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && strings.HasPrefix(s, "kept/") {
					labels, files = append(labels, s), append(files, name)
				}
			}
			return true
		})
	}
	return labels, files
}

func TestEveryLabelIsUsedForOneThing(t *testing.T) {
	labels, files := labelsInSource(t)
	if len(labels) < 20 {
		t.Fatalf("found %d labels, want at least the 20 of this version: is the search broken?", len(labels))
	}
	seen := map[string]bool{}
	for i, l := range labels {
		if seen[l] {
			t.Errorf("label %q stands twice: two uses of one key or hash could be confused", l)
		}
		seen[l] = true
		if files[i] != "label.go" {
			t.Errorf("label %q stands in %s, want label.go: labels are listed in one place", l, files[i])
		}
		if !strings.HasPrefix(l, "kept/v1/") || strings.ContainsRune(l, 0) {
			t.Errorf("label %q: want kept/v1/<purpose> without a zero byte", l)
		}
	}
}

func TestEveryLabelStandsInTheFormat(t *testing.T) {
	format, err := os.ReadFile("FORMAT.md")
	noError(t, err)
	labels, _ := labelsInSource(t)
	for _, l := range labels {
		if n := strings.Count(string(format), "`"+l+"`"); n != 1 {
			t.Errorf("label %q stands %d times in FORMAT.md, want once, in its table", l, n)
		}
	}
	if got := strings.Count(string(format), "`kept/v1/") - 1; got != len(labels) { // less the one that explains labels
		t.Errorf("FORMAT.md lists %d labels, the package has %d", got, len(labels))
	}
}
