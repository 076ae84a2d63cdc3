package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Real diaries lie beside the project where people work on it, and nowhere else. Without them the scripts' own small diary stands in.
func TestCourseReadsRealDiariesWhole(t *testing.T) {
	folder := os.Getenv("KEPT_SHARED")
	if folder == "" {
		folder = "../../../shared"
	}
	file := filepath.Join(folder, "data", "couples-diary.csv")
	want := 80
	args := []string{"course", file, "--id", "ID", "--date", "DIARYDAY", "--item", "W_Con.", "--scale", "0-4", "--baseline", "28", "--json"}
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		t.Log("the real diaries are not here: reading a small one of our own")
		small := filepath.Join(t.TempDir(), "small.csv")
		if err := os.WriteFile(small, []byte("ID,DIARYDAY,W_Con.\na,0,1\na,1,2.5\nb,0,4\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		args[1], want = small, 2
	}
	var out, errs strings.Builder
	if code := run(args, &streams{nil, &out, &errs}); code != exitOK {
		t.Fatalf("kept course ended with %d and said %q, want %d", code, errs.String(), exitOK)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != want {
		t.Fatalf("%d lines of JSON, want one for each of %d people", len(lines), want)
	}
	for i, line := range lines {
		var d courseData
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		for _, list := range [][]float64{d.Level, d.Lo50, d.Hi50, d.Lo80, d.Hi80, d.Lo95, d.Hi95} {
			if len(list) != len(d.Days) {
				t.Errorf("line %d: a list of %d numbers for %d days", i+1, len(list), len(d.Days))
			}
		}
		if d.Signs.Promise {
			t.Errorf("line %d: a baseline of 28 days is said to be within the promise", i+1)
		}
	}
}

func TestAWrongCallOfCourseIsAUsageError(t *testing.T) {
	var out, errs strings.Builder
	if code := run([]string{"course", "x.csv", "--date", "d", "--item", "i", "--scale", "9-1"}, &streams{nil, &out, &errs}); code != exitUsage {
		t.Errorf("a scale upside down: exit code %d, want %d", code, exitUsage)
	}
}
