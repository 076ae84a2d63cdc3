// Package kept_test holds the layout of the whole module: who may import whom, and what a program must not link.
//
// The sources are parsed, not listed by the go command: a cached answer would hide a broken tree, and files of
// another platform would be left out.
package kept_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rule says what one package may import beside the standard library, and why it stands where it stands.
type rule struct {
	own    string // packages of ours, by their path below the module, separated by spaces
	others string // packages of others, by prefix
	why    string
}

// rules is the whole list: a package that is not on it has no place yet.
var rules = map[string]rule{
	"seal":                  {"", "golang.org/x/crypto golang.org/x/text github.com/fxamacker/cbor/v2", "the only package that does cryptography is a leaf, so that it can be read alone"},
	"guide":                 {"", "", "data about the guide needs nothing"},
	"schedule":              {"", "github.com/teambition/rrule-go", "calendar rules need nothing of ours"},
	"reviewer":              {"", "", "what reads people's words reaches nothing: no store, no network, no clock"},
	"stats/reliability":     {"", "gonum.org/v1/gonum", "statistics compute from numbers alone"},
	"stats/checkmarks":      {"", "", "a reader of other people's files needs nothing of ours"},
	"stats/course":          {"", "", "statistics compute from numbers alone"},
	"stats/signs":           {"stats/course", "", "a sign is a test on courses"},
	"stats/diary":           {"stats/course", "", "a reader of other people's diaries gives courses"},
	"entry":                 {"seal", "github.com/fxamacker/cbor/v2", "what an entry is must not depend on where it is kept or shown"},
	"ledger":                {"entry seal", "github.com/fxamacker/cbor/v2", "the record does not know what its entries mean"},
	"ledger/disk":           {"ledger", "golang.org/x/sys", "a store sees sealed bytes only: it cannot link what opens them but through the ledger's own types"},
	"ledger/disk/platter":   {"ledger/disk", "", "the disk that fails on request is a disk"},
	"ledger/memory":         {"ledger", "", "a store sees sealed bytes only"},
	"ledger/ledgertest":     {"ledger", "", "one suite holds every store to the contract"},
	"view":                  {"entry schedule", "", "rules are a pure function of entries: no store, no clock, no page"},
	"web":                   {"", "", "files for the browser"},
	"app":                   {"app/page app/words entry guide ledger schedule seal stats/reliability view web", "github.com/a-h/templ", "the handler puts the parts together; stores and homes are given to it"},
	"app/page":              {"app/words", "github.com/a-h/templ", "a page decides nothing: it gets all it shows"},
	"app/page/gallery":      {"app/page app/words web", "github.com/a-h/templ", "a page for development, with every component on it"},
	"app/words":             {"", "", "sentences need nothing"},
	"app/words/readability": {"", "", "a measure of text"},
	"app/apptest":           {"app app/words ledger ledger/memory", "golang.org/x/net/html", "the browser of the tests knows the app from outside"},
	"host/loopback":         {"", "golang.org/x/sys", "a home serves any handler: it cannot read what passes through it"},
	"host/loopback/procmem": {"", "", "looks into a process's memory, for tests"},
	"cmd/kept":              {"app host/loopback ledger ledger/disk reviewer seal stats/checkmarks stats/course stats/diary stats/reliability stats/signs", "github.com/alecthomas/kong golang.org/x/sys", "a program is thin: it picks the store and the home"},
}

// guarded are packages of the standard library that only some may import.
var guarded = []struct {
	prefix, only, why string
}{
	{"crypto/sha256", "", ""}, // a hash is no secret: allowed everywhere
	{"crypto", "seal host/loopback", "cryptography outside seal is only the random token of a session"},
	{"math/rand", "", "randomness is crypto/rand (SAFETY SR-30)"},
	{"net/http", "app app/apptest app/page/gallery web host/loopback cmd/kept", "only what answers a browser speaks HTTP"},
	{"net", "host/loopback", "only a home opens a socket"},
	{"os", "app/page/gallery ledger/disk host/loopback host/loopback/procmem cmd/kept", "only homes, programs and the disk store touch the system"},
	{"os/exec", "cmd/kept", "only the program starts another: the desktop's browser"},
	{"testing", "app/apptest ledger/ledgertest", "nothing that is shipped links the testing package (SAFETY SR-30)"},
	{"html/template", "", "pages are templ components: html/template keeps the linker from dropping code"},
	{"text/template", "", "see html/template"},
	{"log", "host/loopback", "what is logged is written on purpose, by the home, and holds nothing personal"},
	{"unsafe", "", "no use is worth it here"},
}

type imported struct{ pkg, path, file string }

// imports parses every source file below root.
func imports(root string) (list []imported, err error) {
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && name != root || d.Name() == "node_modules" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		list = append(list, imported{pkg, "", name}) // the package itself must be on the list
		for _, i := range f.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			list = append(list, imported{pkg, p, name})
		}
		return nil
	})
	return list, err
}

// against says what speaks against one import; "" when nothing does.
func against(i imported) string {
	r, known := rules[i.pkg]
	switch {
	case strings.HasPrefix(i.pkg, "bench/") || i.pkg == "journey" || strings.HasPrefix(i.pkg, "journey/"):
		return "" // drivers and demonstrations use what they need; nothing may import them
	case !known:
		return "the package has no rule: add it to layout_test.go with the reason it exists"
	case i.path == "":
		return ""
	case strings.HasPrefix(i.path, "kept/"):
		if !slices.Contains(strings.Fields(r.own), strings.TrimPrefix(i.path, "kept/")) {
			return r.why
		}
	case strings.Contains(strings.Split(i.path, "/")[0], "."):
		for _, p := range strings.Fields(r.others) {
			if i.path == p || strings.HasPrefix(i.path, p+"/") {
				return ""
			}
		}
		return "this package of others is not on its list"
	default:
		for _, g := range guarded {
			if i.path != g.prefix && !strings.HasPrefix(i.path, g.prefix+"/") || g.prefix == "net" && i.path != "net" {
				continue
			}
			if g.why != "" && !slices.Contains(strings.Fields(g.only), i.pkg) {
				return g.why
			}
			return ""
		}
	}
	return ""
}

func TestImportsPointOneWay(t *testing.T) {
	list, err := imports(".")
	if err != nil || len(list) < 100 {
		t.Fatalf("parsed %d imports: %v", len(list), err)
	}
	for _, i := range list {
		if why := against(i); why != "" {
			t.Errorf("%s: %s must not import %q: %s", i.file, i.pkg, i.path, why)
		}
	}
	have := map[string]bool{}
	for _, i := range list {
		have[i.pkg] = true
	}
	for pkg := range rules {
		if !have[pkg] {
			t.Errorf("the rule for %s is about a package that is not there", pkg)
		}
	}
}

func TestALayoutThatIsBrokenOnPurposeIsFound(t *testing.T) {
	for _, i := range []imported{
		{pkg: "view", path: "kept/ledger"}, {pkg: "ledger/disk", path: "kept/seal"}, {pkg: "host/loopback", path: "kept/app"},
		{pkg: "seal", path: "kept/entry"}, {pkg: "app/page", path: "kept/ledger"}, {pkg: "util", path: ""},
		{pkg: "app", path: "crypto/rand"}, {pkg: "app", path: "os"}, {pkg: "view", path: "net/http"}, {pkg: "ledger", path: "testing"},
		{pkg: "entry", path: "github.com/teambition/rrule-go"}, {pkg: "app", path: "html/template"}, {pkg: "seal", path: "math/rand/v2"},
	} {
		if against(i) == "" {
			t.Errorf("%s may import %q, and must not", i.pkg, i.path)
		}
	}
}

// linked are the symbols a program must not hold, with the reason. One that ends in a full stop is a whole package.
var linked = map[string]map[string]string{
	"cmd/kept": {
		"net/http.(*Client).do":             "Kept asks nobody for anything: it has no HTTP client",
		"net/http.(*Transport).roundTrip":   "Kept asks nobody for anything: it has no HTTP client",
		"testing.(*T).Run":                  "nothing that is shipped links the testing package",
		"text/template.(*Template).Execute": "templates at run time keep the linker from dropping code",
		"html/template.(*escaper).escape":   "templates at run time keep the linker from dropping code",
		"database/sql.(*DB).Query":          "the person's program has no database",
		"kept/ledger/memory.":               "a store that forgets is for tests",
		"kept/ledger/disk/platter.":         "a disk that fails is for tests",
		"kept/host/loopback/procmem.":       "looking into memory is for tests",
	},
}

func TestProgramsDoNotLinkWhatTheyMustNot(t *testing.T) {
	for program, bans := range linked {
		held, err := symbols("./"+program, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		if !held["main.main"] || !held["kept/seal.NewVault"] {
			t.Fatalf("%s: the symbols are not those of the program", program)
		}
		for symbol, why := range bans {
			for s := range held {
				if s == symbol || strings.HasSuffix(symbol, ".") && strings.HasPrefix(s, symbol) {
					t.Errorf("%s links %s: %s", program, s, why)
				}
			}
		}
	}
}

// A ban that cannot be broken bans nothing: a program made for this test links an HTTP client, and is found.
func TestALinkedBanIsFoundWhenPlanted(t *testing.T) {
	dir := t.TempDir()
	source := "package main\n\nimport \"net/http\"\n\nfunc main() { (&http.Client{}).Get(\"http://127.0.0.1:1\") }\n"
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	held, err := symbols(filepath.Join(dir, "main.go"), dir)
	if err != nil {
		t.Fatal(err)
	}
	if !held["net/http.(*Client).do"] {
		t.Error("a program with an HTTP client passes for one without")
	}
}

// symbols builds a program and reads the names of what it holds.
func symbols(program, dir string) (map[string]bool, error) {
	binary := path.Join(dir, "program")
	if out, err := exec.Command("go", "build", "-o", binary, program).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build %s: %w\n%s", program, err, out)
	}
	out, err := exec.Command("go", "tool", "nm", binary).Output()
	if err != nil {
		return nil, fmt.Errorf("read the symbols of %s: %w", program, err)
	}
	held := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) >= 3 {
			held[strings.Join(f[2:], " ")] = true
		}
	}
	return held, nil
}
