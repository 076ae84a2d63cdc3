package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"kept/reviewer"
)

// maxLineBytes is the longest line --jsonl reads: a text of a megabyte, escaped.
const maxLineBytes = 8 << 20

type reviewCommand struct {
	Kind     string `enum:"statement,reply,disclosure,request," default:"" help:"What the text is: statement, reply, disclosure or request."`
	Writer   string `enum:"hurt,repairing" default:"repairing" help:"Who writes: the one who was hurt, or the one who repairs."`
	Question string `type:"path" help:"A file with the question a reply answers."`
	JSON     bool   `name:"json" xor:"form" help:"Print the report as JSON."`
	JSONL    bool   `name:"jsonl" xor:"form" help:"Read one {\"id\", \"text\"} per line and write one report per line."`
	File     string `arg:"" optional:"" type:"path" help:"The text; standard input without it."`
}

// Run reviews a text. Nothing of it is stored, and nothing leaves the device.
func (c *reviewCommand) Run(s *streams) error {
	o := reviewer.Options{Kind: reviewer.Kind(c.Kind), Writer: reviewer.Writer(c.Writer)}
	if c.Question != "" {
		b, err := os.ReadFile(c.Question)
		if err != nil {
			return errors.New("read the question: the file cannot be read")
		}
		o.Question = string(b)
	}
	in := s.in
	if c.File != "" && c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return errors.New("read the text: the file cannot be read")
		}
		defer f.Close()
		in = f
	}
	if c.JSONL {
		return reviewLines(in, s.out, o)
	}
	b, err := io.ReadAll(in)
	if err != nil {
		return errors.New("read the text: the file cannot be read")
	}
	text := string(b)
	report := reviewer.Review(text, o)
	if c.JSON {
		return printJSON(s.out, report)
	}
	p := printer{out: bufio.NewWriter(s.out), colour: isTerminal(s.out)}
	p.review(text, report)
	return p.out.Flush()
}

func printJSON(w io.Writer, r reviewer.Report) error {
	if r.Findings == nil {
		r.Findings = []reviewer.Finding{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// reviewLine is one line of --jsonl; writer, kind and question override the flags.
type reviewLine struct {
	ID       json.RawMessage `json:"id"`
	Text     string          `json:"text"`
	Writer   string          `json:"writer"`
	Kind     string          `json:"kind"`
	Question string          `json:"question"`
}

// reviewedLine is the answer to one line.
type reviewedLine struct {
	ID       json.RawMessage    `json:"id"`
	Findings []reviewer.Finding `json:"findings"`
	Missing  []reviewer.Part    `json:"missing"`
	Safety   []reviewer.Flag    `json:"safety,omitempty"`
}

func reviewLines(in io.Reader, out io.Writer, flags reviewer.Options) error {
	w := bufio.NewWriter(out)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 0, 64<<10), maxLineBytes)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var l reviewLine
		if json.Unmarshal(lines.Bytes(), &l) != nil { // its error would repeat the person's words
			return fmt.Errorf("line %d: not a JSON object with id and text", n)
		}
		o := flags
		if l.Writer != "" {
			o.Writer = reviewer.Writer(l.Writer)
		}
		if l.Kind != "" {
			o.Kind = reviewer.Kind(l.Kind)
		}
		if l.Question != "" {
			o.Question = l.Question
		}
		if !o.Known() {
			return fmt.Errorf("line %d: writer is hurt or repairing; kind is statement, reply, disclosure or request", n)
		}
		r := reviewer.Review(l.Text, o)
		answer := reviewedLine{ID: l.ID, Findings: r.Findings, Missing: r.Missing, Safety: r.Safety}
		if answer.Findings == nil {
			answer.Findings = []reviewer.Finding{}
		}
		if answer.Missing == nil {
			answer.Missing = []reviewer.Part{}
		}
		if len(answer.ID) == 0 {
			answer.ID = json.RawMessage("null")
		}
		if err := e.Encode(answer); err != nil {
			return fmt.Errorf("line %d: write the report: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the lines: %w", err)
	}
	return w.Flush()
}

// isTerminal says whether colour makes sense.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// printer writes a review for a person to read: what carries weight first, then at most three marks, then what is missing.
type printer struct {
	out    *bufio.Writer
	colour bool
}

// The words of the command line. The pages have their own, in app/words.
var partWords = map[reviewer.Part]string{
	reviewer.PartAct:            "what was done, so plainly that a stranger would know",
	reviewer.PartHarm:           "how it hurt the other person",
	reviewer.PartResponsibility: "that it was yours",
	reviewer.PartChange:         "one thing they could see change, and by when",
	reviewer.PartWho:            "who", reviewer.PartWhen: "when", reviewer.PartWhere: "where",
	reviewer.PartHowOften: "how often", reviewer.PartHowMuch: "how much",
}

func (p *printer) review(text string, r reviewer.Report) {
	page := r.Page(text)
	for _, flag := range page.Safety {
		p.line(safetyWords[flag])
	}
	if len(page.Carries) > 0 {
		p.heading("What already carries weight")
		for _, m := range page.Carries {
			p.passage(m, '-')
		}
	}
	if len(page.Marks) > 0 {
		p.heading("Worth another look")
		for _, m := range page.Marks {
			p.passage(m, '~')
		}
	}
	if len(page.Carries)+len(page.Marks) == 0 {
		p.line("Nothing to point at in these words.")
	}
	if len(page.Missing) > 0 {
		p.heading("Not here yet")
		for _, part := range page.Missing {
			p.line("  " + partWords[part])
		}
	}
	p.line("\nThis is about these words, not about you. It sees one text, without tone or history. What is done will say more.")
}

var safetyWords = map[reviewer.Flag]string{
	reviewer.FlagSelfHarm: "If living feels too hard right now, please talk to someone before anything else: someone you trust, a crisis line, or your emergency number.",
	reviewer.FlagThreat:   "Some of these words can frighten. It may help to put this down for an hour and talk to someone.",
	reviewer.FlagControl:  "Some of these words ask for power over the other person. There are other ways to feel steadier.",
}

func (p *printer) line(s string) { fmt.Fprintln(p.out, s) }

func (p *printer) heading(s string) {
	if p.colour {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	fmt.Fprintf(p.out, "\n%s\n", s)
}

// passage prints the marked words, underlined, with the reason and the question.
func (p *printer) passage(m reviewer.Mark, under rune) {
	for _, line := range slices.Collect(strings.Lines(printable(m.Passage))) {
		line = strings.TrimRight(line, "\n")
		if p.colour {
			fmt.Fprintf(p.out, "  \x1b[4m%s\x1b[0m\n", line)
			continue
		}
		fmt.Fprintf(p.out, "  %s\n  %s\n", line, strings.Repeat(string(under), len([]rune(line))))
	}
	fmt.Fprintf(p.out, "    %s\n", m.Says)
	if m.Asks != "" {
		fmt.Fprintf(p.out, "    %s\n", m.Asks)
	}
}

// printable leaves out what could steer a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}
