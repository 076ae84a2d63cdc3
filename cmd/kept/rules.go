package main

import (
	"bufio"
	"fmt"

	"kept/reviewer"
)

type rulesCommand struct {
	Patterns bool   `help:"Show the patterns too."`
	Label    string `arg:"" optional:"" help:"Only the rules of this label."`
}

// Run lists every rule of the reviewer with its reason and its examples: all the reviewer knows.
func (c *rulesCommand) Run(s *streams) error {
	out := bufio.NewWriter(s.out)
	shown := 0
	for _, r := range reviewer.Rules() {
		if c.Label != "" && string(r.Label) != c.Label {
			continue
		}
		shown++
		fmt.Fprintf(out, "%s  (%s, %s)\n  %s\n", r.ID, r.Label, r.Tier, r.Says)
		if r.Asks != "" {
			fmt.Fprintf(out, "  %s\n", r.Asks)
		}
		for _, line := range r.Yes {
			fmt.Fprintf(out, "    yes  %s\n", line)
		}
		for _, line := range r.No {
			fmt.Fprintf(out, "    no   %s\n", line)
		}
		if c.Patterns {
			for _, line := range r.Patterns {
				fmt.Fprintf(out, "    pattern  %s\n", line)
			}
		}
		fmt.Fprintln(out)
	}
	if shown == 0 {
		return fmt.Errorf("no label %q; without one, every rule is listed", c.Label)
	}
	return out.Flush()
}
