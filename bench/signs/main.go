// Command signs simulates couples, unchanged and changing, and counts how often the signs of package signs speak, and how often the
// arrows that other programs draw would.
//
//	go run ./bench/signs -part study    reproduces the table of the prior study on its own schedule
//	go run ./bench/signs -part kept     Kept's schedule: bars by number of signs, one person and two
//	go run ./bench/signs -part power    how often a true change is seen with Kept's bars, and how late
//	go run ./bench/signs -part naive    the arrows
//	go run ./bench/signs -part shown    what the package itself shows to unchanged couples over two years
//	go run ./bench/signs -part after    what becomes of a state: held, settled back, harder again
//	go run ./bench/signs -part diaries  real diaries: what Kept would have said, and the arrows
//
// Everything is seeded (-seed); the number of workers changes nothing. It reads series-parameters.csv from the folder of shared
// data (-data or KEPT_SHARED). Its pseudo-random numbers draw simulated people and guard nothing.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
)

type options struct {
	part, data, only           string
	reps, workers              int
	seed                       uint64
	independent, study, groups bool
}

func main() {
	var o options
	flag.StringVar(&o.part, "part", "study", "study, kept, power, naive, shown, after or diaries")
	flag.StringVar(&o.data, "data", sharedFolder(), "folder that holds series-parameters.csv")
	flag.StringVar(&o.only, "world", "", "only the world (power: the change) whose name begins so")
	flag.IntVar(&o.reps, "reps", 400, "simulated couples per cell")
	flag.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "workers")
	flag.Uint64Var(&o.seed, "seed", 20261122, "seed")
	flag.BoolVar(&o.independent, "independent", false, "the two partners share nothing (kept)")
	flag.BoolVar(&o.study, "study", false, "the study's schedule instead of Kept's (power)")
	flag.BoolVar(&o.groups, "groups", false, "also the bars that every number of signs would need (kept)")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "signs:", err)
		os.Exit(1)
	}
}

func sharedFolder() string {
	if s := os.Getenv("KEPT_SHARED"); s != "" {
		return s + "/data"
	}
	return "../shared/data"
}

func run(o options) error {
	all, err := readPersons(o.data)
	if err != nil {
		return err
	}
	parts := map[string]func(options, []person) error{"study": study, "kept": kept, "power": power, "naive": naive, "shown": shown, "after": after, "diaries": diaries}
	part, ok := parts[o.part]
	if !ok {
		return fmt.Errorf("there is no part %q", o.part)
	}
	begun := time.Now()
	fmt.Printf("%d real diaries' parameters, %d couples per cell, seed %d\n", len(all), o.reps, o.seed)
	err = part(o, all)
	fmt.Printf("took %.0f s\n", time.Since(begun).Seconds())
	return err
}
