// Command reviewer measures the reviewer on labelled text.
//
// In the ordinary case run it from the root of the repository without arguments: it prints, for both halves of the
// labelled set, precision, recall and F1 per label, the false-mark rates, span overlap on whole messages, and speed.
// -set measures another file of sentences; -wrong lists what came out differently, for the build half or for -set.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"kept/reviewer"
)

func main() {
	set := flag.String("set", "", "measure this file of sentences instead")
	wrong := flag.Bool("wrong", false, "list the sentences that came out differently (never for the test half)")
	flag.Parse()
	if err := run(*set, *wrong); err != nil {
		fmt.Fprintln(os.Stderr, "reviewer:", err)
		os.Exit(1)
	}
}

func run(set string, wrong bool) error {
	if set != "" {
		return table(set, set, wrong)
	}
	if err := table("build half", "reviewer/testdata/sentences-build.txt", wrong); err != nil {
		return err
	}
	if err := table("test half", "reviewer/testdata/sentences-test.txt", false); err != nil {
		return err
	}
	for _, half := range []string{"build", "test"} {
		if err := measureMessages(os.Stdout, half+" half", "reviewer/testdata/messages-"+half+".txt"); err != nil {
			return err
		}
	}
	letters, err := readMessages("reviewer/testdata/messages-build.txt")
	if err != nil {
		return err
	}
	var text strings.Builder
	for _, m := range letters {
		text.WriteString(m.text + "\n\n")
	}
	measureSpeed(os.Stdout, text.String())
	return hurt(os.Stdout)
}

// hurt prints how many of the angry, true sentences of a hurt writer get a mark.
func hurt(w io.Writer) error {
	b, err := os.ReadFile("reviewer/testdata/hurt.txt")
	if err != nil {
		return fmt.Errorf("read the angry sentences: %w", err)
	}
	all, marked := 0, 0
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		all++
		if len(reviewer.Review(line, reviewer.Options{Writer: reviewer.Hurt}).Findings) > 0 {
			marked++
		}
	}
	_, err = fmt.Fprintf(w, "== angry sentences of a hurt writer marked: %d of %d\n", marked, all)
	return err
}

func table(title, path string, wrong bool) error {
	sentences, err := readSentences(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	fmt.Printf("== %s: %d sentences, sure findings\n", title, len(sentences))
	f := measure(sentences, false)
	f.print(os.Stdout)
	f.printConfusions(os.Stdout)
	if wrong {
		for _, line := range f.wrong {
			fmt.Println(" ", line)
		}
	}
	fmt.Printf("-- %s, both tiers\n", title)
	g := measure(sentences, true)
	fmt.Printf("AVOID %.3f / %.3f, GOOD %.3f / %.3f, clean marked %d of %d\n", g.microAvoid.precision(), g.microAvoid.recall(), g.microGood.precision(), g.microGood.recall(), g.cleanMarked, g.clean)
	return nil
}
