package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kept": main})
}

// TestScripts runs what anyone can read in testdata/script: a call of the command, and what it must say.
func TestScripts(t *testing.T) {
	const dir = "testdata/script"
	if scripts, err := os.ReadDir(dir); err != nil || len(scripts) == 0 {
		t.Fatalf("got %d scripts, %v", len(scripts), err)
	}
	testscript.Run(t, testscript.Params{Dir: dir})
}
