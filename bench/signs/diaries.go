package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kept/stats/course"
	"kept/stats/diary"
	"kept/stats/signs"
)

// realDiary is a file of real people's answers and how to read it.
type realDiary struct {
	file     string
	id, date string
	groups   []itemGroup // the items of one person: in a couples' file both partners stand in one row
	asked    signs.Asked
	baseline int
	arrows   []arrow
}

// itemGroup is the items of one person; those on different scales are read one by one.
type itemGroup []item

type item struct {
	column string
	scale  diary.Scale
}

var realDiaries = []realDiary{
	{
		file: "couples-diary.csv", id: "ID", date: "DIARYDAY", asked: signs.BothOfUs, baseline: 28,
		groups: []itemGroup{
			{{"M_Anx.", worse4}, {"M_Sad.", worse4}, {"M_Vig.", better4}, {"M_Con.", better4}},
			{{"W_Anx.", worse4}, {"W_Sad.", worse4}, {"W_Vig.", better4}, {"W_Con.", better4}},
		},
		arrows: shortArrows,
	},
	{
		file: "long-diary.tsv", id: "id", date: "date", baseline: signs.BaselineDays,
		groups: []itemGroup{{
			{"positive_feeling", diary.Scale{High: 3}}, {"negative_feeling", diary.Scale{Low: -3}},
			{"positive_energy", diary.Scale{High: 3}}, {"negative_energy", diary.Scale{Low: -3}},
			{"anxiety", diary.Scale{High: 3, WorseUp: true}},
		}},
		arrows: arrows,
	},
}

var (
	worse4  = diary.Scale{High: 4, WorseUp: true}
	better4 = diary.Scale{High: 4}
	// shortArrows are the arrows as one would set them for five weeks.
	shortArrows = []arrow{
		arrows[0],
		{"Welch 14 v 14 days, p < .05", func(cells []float64) int { return welch(last(cells, 14, 0), last(cells, 14, 14)) }},
		{"Mann-Kendall 28 days, p < .05", func(cells []float64) int { return mannKendall(last(cells, 28, 0)) }},
		arrows[3], arrows[4],
	}
)

// diaries reads the real diaries and counts what Kept would have said and how often the arrows would have spoken, on the days after
// the baseline. Nobody knows what truly changed in these people.
func diaries(o options, _ []person) error {
	for _, d := range realDiaries {
		persons := map[string][][]course.Answer{}
		ends := map[string][2]int{}
		var order []string
		for g, group := range d.groups {
			for _, it := range group {
				read, err := readItem(filepath.Join(o.data, d.file), d, it)
				if err != nil {
					return err
				}
				for _, p := range read.Persons {
					key := fmt.Sprint(p.ID, "/", g)
					if _, ok := persons[key]; !ok {
						order = append(order, key)
					}
					persons[key] = append(persons[key], p.Items[0])
					ends[key] = [2]int{p.First, p.Last}
				}
			}
		}
		if err := tell(d, order, persons, ends); err != nil {
			return err
		}
	}
	return nil
}

func readItem(path string, d realDiary, it item) (diary.Diary, error) {
	f, err := os.Open(path)
	if err != nil {
		return diary.Diary{}, fmt.Errorf("open a real diary: %w", err)
	}
	defer f.Close()
	return diary.Read(f, diary.Columns{ID: d.id, Date: d.date, Items: []string{it.column}}, it.scale)
}

func tell(d realDiary, order []string, persons map[string][][]course.Answer, ends map[string][2]int) error {
	watched, watchedDays, spoke, first, up, items, higher, compared := 0, 0, 0, 0, 0, 0, 0, 0
	arrowsSpoke := make([]int, len(d.arrows))
	pairs := make([]map[string]bool, len(d.arrows)) // by arrow: couples of whom one had it
	for i := range pairs {
		pairs[i] = map[string]bool{}
	}
	all := map[string]bool{}
	for _, key := range order {
		var asked []signs.Sign
		for _, answers := range persons[key] {
			var s signs.Sign
			for _, a := range answers {
				s.Answers = append(s.Answers, signs.Answer{Day: a.Day, Given: a.Day, Value: a.Value})
			}
			asked = append(asked, s)
		}
		f, err := signs.NewWithBaseline(asked, d.asked, d.baseline)
		if err != nil {
			return err
		}
		record := f.Watch(ends[key][1])
		if len(record.Epochs) == 0 || !anyJoined(record.Epochs[0]) {
			continue
		}
		watched++
		pair, _, _ := strings.Cut(key, "/")
		all[pair] = true
		opened := record.Epochs[0].Opened
		watchedDays += ends[key][1] - opened + 1
		if len(record.Crossings) > 0 {
			spoke++
			if record.Crossings[0].Day < opened+quarter {
				first++
			}
		}
		for _, c := range record.Crossings {
			if c.Up {
				up++
			}
		}
		spoken := make([]bool, len(d.arrows))
		for _, answers := range persons[key] {
			s, err := course.Daily(answers, ends[key][0], ends[key][1])
			if err != nil {
				return err
			}
			if c := course.Estimate(s).Change; c.Enough {
				compared++
				if c.Higher > .8 || c.Higher < .2 {
					higher++
				}
			}
			items++
			cells := make([]float64, s.Days())
			for t := range cells {
				cells[t] = s.At(t)
			}
			for i, a := range d.arrows {
				for end := opened - ends[key][0] + 1; end <= min(len(cells), opened-ends[key][0]+quarter) && !spoken[i]; end++ {
					spoken[i] = cells[end-1] == cells[end-1] && a.speaks(cells[:end]) != 0
				}
			}
		}
		for i, s := range spoken {
			if s {
				arrowsSpoke[i]++
				pairs[i][pair] = true
			}
		}
	}
	fmt.Printf("%s: %d people, %d of them watched after %d days of baseline, %.0f days on average\n",
		d.file, len(order), watched, d.baseline, float64(watchedDays)/float64(watched))
	fmt.Printf("  a sign of change ever: %d (%.1f %%), in the first quarter: %d (%.1f %%); crossings upwards: %d\n", spoke,
		100*float64(spoke)/float64(watched), first, 100*float64(first)/float64(watched), up)
	fmt.Printf("  six-week change of the level beyond 80 %%, said as a description, on the last day: %d of %d items\n", higher, compared)
	for i, a := range d.arrows {
		fmt.Printf("  at least one arrow in the first quarter, %-36s %d people (%.1f %%)", a.name+":", arrowsSpoke[i],
			100*float64(arrowsSpoke[i])/float64(watched))
		if len(d.groups) > 1 {
			fmt.Printf(", in %d of %d couples", len(pairs[i]), len(all))
		}
		fmt.Println()
	}
	return nil
}

func anyJoined(e signs.Epoch) bool {
	for _, j := range e.Joined {
		if j {
			return true
		}
	}
	return false
}
