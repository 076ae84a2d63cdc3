package main

import (
	"fmt"
	"io"
	"math/bits"
	"math/rand/v2"
	"slices"

	"kept/stats/signs"
)

// unchanged is what one simulated couple without any change gave: the highest e* of each sign in the first and in the second quarter.
type unchanged struct {
	joined        [2]int // signs of either person
	first, second []float64
	// any group of signs, as if only they had joined: highest e* in either quarter, by bit set, for each person
	groups [2][][2]float64
	// both persons: each as a family of five of their own, and all ten as one family
	partner, ten [2][]float64
}

func bothQuarters(family []evidence) (first, second []float64) {
	star := adjusted(family)
	return highest(star, 0, quarter), highest(star, quarter, 2*quarter)
}

// falseSign says that some sign crosses the bar of the first quarter.
func falseSign(first []float64, bar float64) bool { return slices.Max(first) >= bar }

// falseLater says that some sign that had not crossed in the first quarter crosses in the second.
func falseLater(first, second []float64, bar1, bar2 float64) bool {
	for i := range first {
		if first[i] < bar1 && second[i] >= bar2 {
			return true
		}
	}
	return false
}

func simulateUnchanged(r *rand.Rand, w world, schedule []rhythm, least leastAnswers, groups, partners, independent bool) unchanged {
	people := 1
	if partners {
		people = 2
	}
	asked := slices.Repeat(schedule, people)
	apart := 0
	if independent {
		apart = len(schedule)
	}
	rows := draw(r, w, asked, baselineDays+2*quarter, change{}, apart)
	all := watchAll(rows, asked, least)
	own := all[:len(schedule)]
	var u unchanged
	for i, ev := range all {
		if ev.joined {
			u.joined[i/len(schedule)]++
		}
	}
	u.first, u.second = bothQuarters(own)
	if groups {
		u.groups[0] = highestByGroup(own)
		if partners {
			u.groups[1] = highestByGroup(all[len(schedule):])
		}
	}
	if partners {
		u.partner[0], u.partner[1] = bothQuarters(all[len(schedule):])
		u.ten[0], u.ten[1] = bothQuarters(all)
	}
	return u
}

// printKept prints the false alarms with the bars of package signs: of couples of whom one is asked, and of whom both are.
func printKept(out io.Writer, name string, us []unchanged) {
	bar := func(who signs.Asked, joined int) (first, later float64) {
		return signs.Bar(who, joined, 1), signs.Bar(who, joined, quarter+1)
	}
	firstOf := func(who signs.Asked, joined int, first []float64) bool {
		a, _ := bar(who, joined)
		return falseSign(first, a)
	}
	laterOf := func(who signs.Asked, joined int, first, second []float64) bool {
		a, b := bar(who, joined)
		return falseLater(first, second, a, b)
	}
	one1 := count(us, func(u unchanged) bool { return firstOf(signs.OneOfUs, u.joined[0], u.first) })
	one2 := count(us, func(u unchanged) bool { return laterOf(signs.OneOfUs, u.joined[0], u.first, u.second) })
	two1 := count(us, func(u unchanged) bool {
		return firstOf(signs.BothOfUs, u.joined[0], u.first) || firstOf(signs.BothOfUs, u.joined[1], u.partner[0])
	})
	two2 := count(us, func(u unchanged) bool {
		return laterOf(signs.BothOfUs, u.joined[0], u.first, u.second) || laterOf(signs.BothOfUs, u.joined[1], u.partner[0], u.partner[1])
	})
	fmt.Fprintf(out, "%-15s one is asked: %.2f±%.2f then %.2f±%.2f; both are: %.2f±%.2f then %.2f±%.2f\n", name,
		one1.percent(), one1.err(), one2.percent(), one2.err(), two1.percent(), two1.err(), two2.percent(), two2.err())
}

// highestByGroup is the highest e* in either quarter of every group of signs as if only they had joined.
func highestByGroup(own []evidence) [][2]float64 {
	out := make([][2]float64, 1<<len(own))
	for set := uint(1); set < 1<<len(own); set++ {
		var family []evidence
		for i, ev := range own {
			if set>>i&1 == 1 && ev.joined {
				family = append(family, ev)
			}
		}
		if len(family) == bits.OnesCount(set) {
			a, b := bothQuarters(family)
			out[set] = [2]float64{slices.Max(a), slices.Max(b)}
		}
	}
	return out
}

// printUnchanged prints the false alarms of one world for a row of bars.
func printUnchanged(out io.Writer, name string, us []unchanged, firstBars []float64, steps [][2]float64) {
	fmt.Fprintf(out, "%-15s", name)
	for _, bar := range firstBars {
		s := count(us, func(u unchanged) bool { return falseSign(u.first, bar) })
		fmt.Fprintf(out, " %5.2f±%.2f", s.percent(), s.err())
	}
	fmt.Fprint(out, "  |")
	for _, b := range steps {
		s := count(us, func(u unchanged) bool { return falseLater(u.first, u.second, b[0], b[1]) })
		fmt.Fprintf(out, " %5.2f±%.2f", s.percent(), s.err())
	}
	fmt.Fprintln(out)
}

// printPartners prints the same for couples of whom both answer: either one's page shows a false sign, each person being a family
// of their own; and all ten signs as one family.
func printPartners(out io.Writer, name string, us []unchanged, firstBars []float64, steps [][2]float64) {
	fmt.Fprintf(out, "%-15s", name)
	for _, bar := range firstBars {
		either := count(us, func(u unchanged) bool { return falseSign(u.first, bar) || falseSign(u.partner[0], bar) })
		ten := count(us, func(u unchanged) bool { return falseSign(u.ten[0], bar) })
		fmt.Fprintf(out, " %5.2f/%4.2f", either.percent(), ten.percent())
	}
	fmt.Fprint(out, "  |")
	for _, b := range steps {
		either := count(us, func(u unchanged) bool {
			return falseLater(u.first, u.second, b[0], b[1]) || falseLater(u.partner[0], u.partner[1], b[0], b[1])
		})
		ten := count(us, func(u unchanged) bool { return falseLater(u.ten[0], u.ten[1], b[0], b[1]) })
		fmt.Fprintf(out, " %5.2f/%4.2f", either.percent(), ten.percent())
	}
	fmt.Fprintln(out)
}

// aimed is the share of false signs the bars are set for: the promise is five in a hundred, and the Monte Carlo error of a few thousand
// couples is near half a point.
const aimed = 0.04

// printGroups prints, for each number of signs that joined, the bars of the first and the second quarter with which the worst group of
// that size stays at the aimed share: for one person, and for couples of whom both answer the same group of signs.
func printGroups(out io.Writer, name string, us []unchanged, schedule []rhythm, people int) {
	worst := make([][2]float64, len(schedule)+1)
	for set := uint(1); set < 1<<len(schedule); set++ {
		var both [][2]float64
		for _, u := range us {
			a, b := u.groups[0][set], u.groups[people-1][set]
			if a[0] > 0 && b[0] > 0 {
				both = append(both, [2]float64{max(a[0], b[0]), max(a[1], b[1])})
			}
		}
		if len(both) < len(us)/2 {
			continue // this group joins too rarely to say
		}
		first := exceeded(both, len(both), func(x [2]float64) float64 { return x[0] })
		silent := slices.DeleteFunc(slices.Clone(both), func(x [2]float64) bool { return x[0] >= first })
		later := exceeded(silent, len(both), func(x [2]float64) float64 { return x[1] })
		n := bits.OnesCount(set)
		worst[n] = [2]float64{max(worst[n][0], first), max(worst[n][1], later)}
	}
	fmt.Fprintf(out, "%-15s", name)
	for n := 1; n < len(worst); n++ {
		fmt.Fprintf(out, "  %d: %5.2f %5.2f", n, worst[n][0], worst[n][1])
	}
	fmt.Fprintln(out)
}

// exceeded is the value that only the aimed share of all couples exceeds.
func exceeded(couples [][2]float64, all int, value func([2]float64) float64) float64 {
	var x []float64
	for _, c := range couples {
		x = append(x, value(c))
	}
	slices.Sort(x)
	return x[max(0, len(x)-1-int(aimed*float64(all)))]
}
