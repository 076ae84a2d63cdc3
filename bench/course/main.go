// Command course times package course against statsmodels and R on the same series in one run.
//
//	go run ./bench/course
//
// The series has 1,825 days with a quarter of the answers missing, seeded. Each program fits the local level and smooths it: here by the posterior
// mode, there by maximum likelihood. The best of several repetitions counts, so that a busy machine disturbs little. Where python3 with
// statsmodels, or Rscript, is missing it says so.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"kept/stats/course"
)

const (
	days        = 1825
	repetitions = 20
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "course:", err)
		os.Exit(1)
	}
}

func run() error {
	r := rand.New(rand.NewPCG(1, 1))
	cells, level := make([]float64, days), 5.0
	out := make([]*float64, days)
	for t := range cells {
		level += 0.1 * r.NormFloat64()
		cells[t] = math.Round(level + 1.4*r.NormFloat64())
		if t > 0 && r.IntN(4) == 0 { // R wants an answer on the first day
			cells[t] = math.NaN()
			continue
		}
		out[t] = &cells[t]
	}
	s, err := course.NewSeries(cells)
	if err != nil {
		return err
	}
	own := best(func() { course.Estimate(s) })
	fmt.Printf("%-44s %8.3f ms\n", "package course, fit, smooth, bands, change", own*1000)
	folder, err := os.MkdirTemp("", "course")
	if err != nil {
		return fmt.Errorf("make a folder for the series: %w", err)
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "series.json")
	text, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("write the series: %w", err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return fmt.Errorf("write the series: %w", err)
	}
	_, here, _, _ := runtime.Caller(0)
	for _, p := range []struct{ program, script string }{{"/usr/bin/python3", "peer.py"}, {"Rscript", "peer.R"}} {
		peer(own, p.program, filepath.Join(filepath.Dir(here), p.script), file)
	}
	return nil
}

func best(f func()) float64 {
	least := math.Inf(1)
	for range repetitions {
		begun := time.Now()
		f()
		least = min(least, time.Since(begun).Seconds())
	}
	return least
}

// peer runs a script that prints its program's name and version, a tab and the best seconds.
func peer(own float64, program, script, file string) {
	out, err := exec.Command(program, script, file).Output()
	name, seconds, ok := strings.Cut(strings.TrimSpace(string(out)), "\t")
	if err != nil || !ok {
		fmt.Printf("%-44s not here\n", filepath.Base(script))
		return
	}
	s, err := strconv.ParseFloat(seconds, 64)
	if err != nil {
		fmt.Printf("%-44s did not answer with a time\n", filepath.Base(script))
		return
	}
	fmt.Printf("%-44s %8.3f ms   %.0f times as long\n", name, s*1000, s/own)
}
