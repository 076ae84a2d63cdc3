package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// independent holds small files of our own, and what pattern.py there (csv and scipy) makes of them.
const independent = "../../stats/checkmarks/testdata"

// patternTolerance is what two programs may differ by.
const patternTolerance = 1e-6

// printed is what --json prints. Column stands in place of Name where the names are not ours to keep.
type printed struct {
	Today    string
	Promises []map[string]any
	LeftOut  []map[string]any `json:"left_out"`
}

func TestPatternAgreesWithAnIndependentComputation(t *testing.T) {
	for _, name := range []string{"loop", "loop-words", "plain"} {
		file := filepath.Join(independent, name)
		comparePatterns(t, patternOf(t, file+".csv"), readPrinted(t, file+".expected.json"))
	}
}

func TestPatternAgreesWithAnIndependentComputationOnRealData(t *testing.T) {
	shared := os.Getenv("KEPT_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	file := filepath.Join(shared, "data", "habits.csv")
	if _, err := os.Stat(file); err != nil {
		t.Logf("no shared data here (%v): only our own small file is compared", err)
		file = filepath.Join(independent, "loop")
		comparePatterns(t, patternOf(t, file+".csv"), readPrinted(t, file+".expected.json"))
		return
	}
	want := readPrinted(t, filepath.Join(independent, "shared-habits.expected.json"))
	if len(want.Promises) != 30 || len(want.LeftOut) != 2 {
		t.Fatalf("got %d habits and %d left out to compare with, want 30 and 2", len(want.Promises), len(want.LeftOut))
	}
	got := patternOf(t, file)
	for _, list := range [][]map[string]any{got.Promises, got.LeftOut, want.Promises, want.LeftOut} {
		for _, p := range list {
			delete(p, "name") // the names are somebody's own and stay out of our files: compared by place
			delete(p, "column")
		}
	}
	comparePatterns(t, got, want)
}

func TestPercentNeverSaysNoneOrAll(t *testing.T) {
	for fraction, want := range map[float64]string{.0049: "<1", .0051: "1", .5: "50", .9949: "99", .9951: ">99"} {
		if got := percent(fraction); got != want {
			t.Errorf("%v: got %s, want %s", fraction, got, want)
		}
	}
}

func patternOf(t *testing.T, file string) printed {
	t.Helper()
	var out, errors bytes.Buffer
	if code := run([]string{"pattern", "--json", file}, &streams{nil, &out, &errors}); code != exitOK {
		t.Fatalf("%s: got exit code %d and %q", file, code, errors.String())
	}
	return parsePrinted(t, out.Bytes())
}

func readPrinted(t *testing.T, file string) printed {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return parsePrinted(t, text)
}

func parsePrinted(t *testing.T, text []byte) printed {
	t.Helper()
	var p printed
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func comparePatterns(t *testing.T, got, want printed) {
	t.Helper()
	if got.Today != want.Today || len(got.Promises) != len(want.Promises) || len(got.LeftOut) != len(want.LeftOut) || len(want.Promises) == 0 {
		t.Fatalf("got %s with %d habits and %d left out, want %s with %d and %d",
			got.Today, len(got.Promises), len(got.LeftOut), want.Today, len(want.Promises), len(want.LeftOut))
	}
	for i, w := range want.LeftOut {
		if got.LeftOut[i]["name"] != w["name"] || got.LeftOut[i]["reason"] == "" {
			t.Errorf("left out %d: got %v, want %v", i, got.LeftOut[i], w["name"])
		}
	}
	for i, w := range want.Promises {
		g := got.Promises[i]
		if len(g) != len(w) {
			t.Errorf("habit %d: got %d keys, want %d", i, len(g), len(w))
		}
		for key, value := range w {
			a, isNumber := value.(float64)
			b, alike := g[key].(float64)
			if isNumber && (!alike || !(math.Abs(a-b) <= patternTolerance)) || !isNumber && g[key] != value {
				t.Errorf("habit %d, %s: got %v, want %v", i, key, g[key], value)
			}
		}
	}
}
