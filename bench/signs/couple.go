package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// person is how one sign of one person moves when nothing changes: the model of STATISTICS.md, estimated from a real diary.
type person struct{ mean, sd, phi, rho float64 }

// readPersons reads the rows with 0.5 <= sd <= 3.2 of series-parameters.csv in the folder of shared data.
func readPersons(folder string) ([]person, error) {
	f, err := os.Open(filepath.Join(folder, "series-parameters.csv"))
	if err != nil {
		return nil, fmt.Errorf("open the parameters of real diaries: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the parameters of real diaries: %w", err)
	}
	var all []person
	for _, row := range rows[1:] {
		var x [4]float64
		for i := range x {
			if x[i], err = strconv.ParseFloat(row[i], 64); err != nil {
				return nil, fmt.Errorf("read the parameters of real diaries: %w", err)
			}
		}
		if x[1] >= 0.5 && x[1] <= 3.2 {
			all = append(all, person{x[0], x[1], x[2], x[3]})
		}
	}
	if len(all) == 0 {
		return nil, errors.New("the file of parameters holds no usable row")
	}
	return all, nil
}

// world is one way in which unchanged couples could be.
type world struct {
	name       string
	draw       func(r *rand.Rand) person
	heavyTails bool
}

// worlds are the seven nulls of STATISTICS.md.
func worlds(all []person) []world {
	var short []person
	for _, p := range all {
		if p.phi <= 0.8 {
			short = append(short, p)
		}
	}
	pick := func(from []person) func(*rand.Rand) person {
		return func(r *rand.Rand) person { return from[r.IntN(len(from))] }
	}
	fixed := func(p person) func(*rand.Rand) person { return func(*rand.Rand) person { return p } }
	return []world{
		{"A short memory", pick(short), false},
		{"B with wander", pick(all), false},
		{"white noise", fixed(person{5, 1.65, 0, 0}), false},
		{"C phi .8", fixed(person{5, 1.65, .8, .85}), false},
		{"D phi .98", fixed(person{5, 1.65, .98, .85}), false},
		{"ceiling", func(r *rand.Rand) person { p := pick(short)(r); p.mean = 9; return p }, false},
		{"heavy tails", pick(short), true},
	}
}

// rhythm is how often one sign is answered: a share of days, or of Sundays.
type rhythm struct {
	share  float64
	weekly bool
}

var (
	daily     = rhythm{share: .75}
	irregular = rhythm{share: .25}
	weekly    = rhythm{share: .85, weekly: true}
	// studySchedule is the one of STATISTICS.md, keptSchedule what Kept asks: ease of talking, moments that brought it
	// back, openness, dread, closeness.
	studySchedule = []rhythm{irregular, irregular, weekly, daily, daily}
	keptSchedule  = []rhythm{daily, irregular, weekly, daily, daily}
)

// change is what truly happens to every sign of a couple; the zero value is nothing.
type change struct {
	points float64
	start  float64 // mean before it
	atOnce bool
}

func (c change) on(day int) float64 {
	switch {
	case c.points == 0 || day < baselineDays:
		return 0
	case c.atOnce:
		return c.points
	}
	return c.points * min(1, float64(day-baselineDays+1)/56)
}

const (
	baselineDays = 56
	burnIn       = 400
	sharedPart   = .4 // correlation of the signs of a couple, in the wandering and in the noise
	tailShare    = .05
	tailFactor   = 3
)

// draw makes one couple's answers: a row of cells for each rhythm, NaN where nothing was answered.
// The wandering and the noise of all signs share one factor each, drawn day by day.
func draw(r *rand.Rand, w world, schedule []rhythm, days int, c change, apart int) [][]float64 {
	total := burnIn + days
	factors := make([][]float64, 4)
	for i := range factors {
		factors[i] = make([]float64, total)
		for t := range factors[i] {
			factors[i][t] = r.NormFloat64()
		}
	}
	same, own := math.Sqrt(sharedPart), math.Sqrt(1-sharedPart)
	rows := make([][]float64, len(schedule))
	for i, ask := range schedule {
		p := w.draw(r)
		if c.points != 0 {
			p.mean = c.start
		}
		wander, noise := factors[0], factors[1]
		if apart > 0 && i >= apart {
			wander, noise = factors[2], factors[3]
		}
		a, fresh := r.NormFloat64(), math.Sqrt(1-p.phi*p.phi)
		row := make([]float64, days)
		for t := range total {
			a = p.phi*a + fresh*(same*wander[t]+own*r.NormFloat64())
			z := same*noise[t] + own*r.NormFloat64()
			if w.heavyTails && r.Float64() < tailShare {
				z *= tailFactor
			}
			day := t - burnIn
			if day < 0 {
				continue
			}
			y := p.mean + c.on(day) + p.sd*(math.Sqrt(p.rho)*a+math.Sqrt(1-p.rho)*z)
			row[day] = min(10, max(0, math.Round(y)))
			if answered := (!ask.weekly || day%7 == 6) && r.Float64() < ask.share; !answered {
				row[day] = math.NaN()
			}
		}
		rows[i] = row
	}
	return rows
}
