package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"

	"kept/stats/course"
	"kept/stats/diary"
	"kept/stats/signs"
)

// courseCommand reads a diary and says of each item what the Path page would say.
type courseCommand struct {
	File     string   `arg:"" help:"A diary: CSV or TSV with a header, one row per person and day; - for standard input."`
	ID       string   `name:"id" placeholder:"COLUMN=VALUE" help:"The column that names the person, and whom to read; without =VALUE everybody, one by one."`
	Date     string   `required:"" placeholder:"COLUMN" help:"The column of the day: dates like 2026-03-01, or whole numbers."`
	Item     []string `required:"" sep:"none" placeholder:"COLUMN" help:"A column of answers; give it again for more (at most ten)."`
	Scale    string   `default:"0-10" placeholder:"LO-HI" help:"What was answered on; everything is shown on 0 to 10 (default 0-10)."`
	WorseUp  bool     `help:"A high answer is a bad one; shown turned, so that up is better."`
	Baseline int      `default:"56" placeholder:"DAYS" help:"How long to listen before the signs are watched (default 56; 28 for short diaries)."`
	JSON     bool     `name:"json" help:"Print one line of JSON for each person and item."`

	low, high float64
}

var scaleForm = regexp.MustCompile(`^(-?[0-9]+(?:\.[0-9]+)?)-(-?[0-9]+(?:\.[0-9]+)?)$`)

const mostItems = 10

// Validate is called by the parser: what is wrong here is a wrong call, not a failure.
func (c *courseCommand) Validate() error {
	m := scaleForm.FindStringSubmatch(c.Scale)
	if m == nil {
		return errors.New("--scale is two numbers like 0-10")
	}
	c.low, _ = strconv.ParseFloat(m[1], 64)
	c.high, _ = strconv.ParseFloat(m[2], 64)
	switch {
	case c.low >= c.high:
		return errors.New("--scale begins with the lower number")
	case len(c.Item) > mostItems:
		return fmt.Errorf("--item can be given %d times", mostItems)
	case c.Baseline < signs.ShortestBaseline || c.Baseline > signs.LongestBaseline:
		return fmt.Errorf("--baseline is %d to %d days", signs.ShortestBaseline, signs.LongestBaseline)
	}
	return nil
}

func (c *courseCommand) Run(s *streams) error {
	in := s.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("open the diary: %w", err)
		}
		defer f.Close()
		in = f
	}
	column, value, one := strings.Cut(c.ID, "=")
	d, err := diary.Read(in, diary.Columns{ID: column, Date: c.Date, Items: c.Item},
		diary.Scale{Low: c.low, High: c.high, WorseUp: c.WorseUp})
	if err != nil {
		return err
	}
	found := false
	for _, p := range d.Persons {
		if one && p.ID != value {
			continue
		}
		found = true
		if err := c.person(s.out, d, p); err != nil {
			return err
		}
	}
	if !found {
		return errors.New("the diary holds nobody of that name")
	}
	return nil
}

func (c *courseCommand) person(out io.Writer, d diary.Diary, p diary.Person) error {
	asked := make([]signs.Sign, len(p.Items))
	for i, answers := range p.Items {
		asked[i].Weekly = weekly(answers)
		for _, a := range answers {
			asked[i].Answers = append(asked[i].Answers, signs.Answer{Day: a.Day, Given: a.Day, Value: a.Value})
		}
	}
	family, err := signs.NewWithBaseline(asked, signs.OneOfUs, c.Baseline)
	if err != nil {
		return fmt.Errorf("watch the signs: %w", err)
	}
	record := family.Watch(p.Last)
	if !c.JSON && p.ID != "" {
		fmt.Fprintln(out, p.ID)
	}
	for i, answers := range p.Items {
		first := p.Last
		for _, a := range answers {
			first = min(first, a.Day)
		}
		series, err := course.Daily(answers, first, p.Last)
		if err != nil {
			return fmt.Errorf("lay out the days of item %d: %w", i+1, err)
		}
		t := told{d, p, c.Item[i], i, first, series, course.Estimate(series), record, c.Baseline, c.WorseUp}
		if c.JSON {
			err = json.NewEncoder(out).Encode(t.data())
		} else {
			_, err = io.WriteString(out, t.text())
		}
		if err != nil {
			return fmt.Errorf("print the course: %w", err)
		}
	}
	if !c.JSON && c.Baseline != signs.BaselineDays {
		fmt.Fprintf(out, "  The baseline is %d days. The promise about false signs was shown for %d days and does not cover this.\n",
			c.Baseline, signs.BaselineDays)
	}
	return nil
}

// weekly says whether most answers lie six days or more apart: then fewer of them are enough to be watched.
func weekly(answers []course.Answer) bool {
	days := map[int]bool{}
	first, last := math.MaxInt, math.MinInt
	for _, a := range answers {
		days[a.Day] = true
		first, last = min(first, a.Day), max(last, a.Day)
	}
	return len(days) > 1 && last-first >= 6*(len(days)-1)
}
