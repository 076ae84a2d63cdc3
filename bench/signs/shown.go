package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"kept/stats/signs"
)

// asAnswers turns simulated cells into what the package reads.
func asAnswers(rows [][]float64, schedule []rhythm) []signs.Sign {
	out := make([]signs.Sign, len(rows))
	for i, cells := range rows {
		out[i].Weekly = schedule[i].weekly
		for day, y := range cells {
			if !math.IsNaN(y) {
				out[i].Answers = append(out[i].Answers, signs.Answer{Day: day, Given: day, Value: y})
			}
		}
	}
	return out
}

// watchPeople runs the package itself on each person's signs and returns their records.
func watchPeople(rows [][]float64, schedule []rhythm, who signs.Asked) []signs.Record {
	var records []signs.Record
	for len(rows) > 0 {
		f, err := signs.New(asAnswers(rows[:len(schedule)], schedule), who)
		if err != nil {
			panic(err) // simulated answers are on the scale
		}
		records = append(records, f.Watch(len(rows[0])-1))
		rows = rows[len(schedule):]
	}
	return records
}

const shownDays = baselineDays + 8*quarter

// shown runs the whole of package signs, with epochs, joining and what follows a crossing, on unchanged couples for two years, and counts the
// couples in whom any sign is shown as changed anew within a quarter: the first, the second, the later ones, and 91 days that begin at
// the worst place of an epoch.
func shown(o options, all []person) error {
	fmt.Println("% of unchanged couples with a new sign of change, by Kept's rules over two years")
	fmt.Println("world           people  quarter 1    quarter 2    mean of 3-8  worst place to begin   ever")
	for i, w := range worlds(all) {
		if !strings.HasPrefix(w.name, o.only) {
			continue
		}
		asked := append(append([]rhythm{}, keptSchedule...), keptSchedule...)
		apart := 0
		if o.independent {
			apart = len(keptSchedule)
		}
		for people := 1; people <= 2; people++ {
			couples := repeat(o.reps, o.workers, o.seed, 400+uint64(i), func(r *rand.Rand) []signs.Record {
				rows := draw(r, w, asked, shownDays, change{}, apart)
				if people == 1 {
					return watchPeople(rows[:len(keptSchedule)], keptSchedule, signs.OneOfUs)
				}
				return watchPeople(rows, keptSchedule, signs.BothOfUs)
			})
			within := func(from, to int) share { // days of the watch, the first being 1
				return count(couples, func(records []signs.Record) bool {
					for _, r := range records {
						for _, c := range r.Crossings {
							if day := c.Day - baselineDays + 1; day >= from && day <= to {
								return true
							}
						}
					}
					return false
				})
			}
			later, worst := 0.0, 0.0
			for q := 2; q < 8; q++ {
				later += within(q*quarter+1, (q+1)*quarter).percent() / 6
			}
			// A quarter may begin on any day. Those that begin at the same place of an epoch are averaged: the highest of
			// hundreds of noisy shares would say more about the noise.
			for phase := 1; phase <= 2*quarter; phase += 7 {
				sum, n := 0.0, 0.0
				for from := phase; from+quarter-1 <= shownDays-baselineDays; from += 2 * quarter {
					sum += within(from, from+quarter-1).percent()
					n++
				}
				worst = max(worst, sum/n)
			}
			one, two, ever := within(1, quarter), within(quarter+1, 2*quarter), within(1, shownDays)
			fmt.Printf("%-15s %d       %5.2f±%.2f   %5.2f±%.2f   %5.2f        %5.2f                  %5.2f\n", w.name, people,
				one.percent(), one.err(), two.percent(), two.err(), later, worst, ever.percent())
		}
	}
	return nil
}

// after counts what becomes of a true rise that stays: how many are seen, how many of those are said to have held, and to how many Kept
// wrongly says that it settled back or is harder again within the half year that it is followed.
func after(o options, all []person) error {
	fmt.Println("a true rise of all signs over 56 days that stays; of the signs seen within half a year, by the end of a year")
	fmt.Println("world           change   signs seen %   held %      said to have settled back %   harder again %")
	for i, w := range worlds(all)[:2] {
		for j, c := range trueChanges[1:3] {
			records := repeat(o.reps, o.workers, o.seed, 500+10*uint64(i)+uint64(j), func(r *rand.Rand) signs.Record {
				return watchPeople(draw(r, w, keptSchedule, baselineDays+4*quarter, c.change, 0), keptSchedule, signs.OneOfUs)[0]
			})
			seen, held, back, harder := share{of: len(records) * len(keptSchedule)}, share{}, share{}, share{}
			for _, r := range records {
				for s := range keptSchedule {
					up := false
					for _, x := range r.Crossings {
						switch {
						case x.Sign != s:
						case x.Up && x.Day < baselineDays+2*quarter && !up:
							up = true
							seen.yes++
							held.of, back.of, harder.of = held.of+1, back.of+1, harder.of+1
							if x.HasHeld {
								held.yes++
							}
							if x.HasSettled {
								back.yes++
							}
						case !x.Up && up:
							harder.yes++
						}
					}
				}
			}
			fmt.Printf("%-15s %-8s %5.1f±%.1f      %5.1f±%.1f   %5.1f±%.1f                     %5.1f±%.1f\n", w.name, c.name,
				seen.percent(), seen.err(), held.percent(), held.err(), back.percent(), back.err(), harder.percent(), harder.err())
		}
	}
	return nil
}
