// Command kept opens the private place where trust is rebuilt, and computes the same things from the command line.
//
// With no argument it starts the native home and prints its address. `kept help` lists the rest.
//
// Exit codes: 0 all is well; 1 it could not be done; 2 the call was wrong; 3 the record was read and damage was found.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/alecthomas/kong"
)

// version is set by the linker in releases.
var version = "development"

// Exit codes. They are documented in the README and only ever added to.
const (
	exitOK      = 0
	exitFailed  = 1
	exitUsage   = 2
	exitDamaged = 3
)

// errDamaged is returned by a command that did its work and found damage.
var errDamaged = errors.New("damage was found")

// streams is what a command may read and write. Tests pass their own.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

const description = `A private place to rebuild trust after it was broken.

Exit codes: 0 all is well; 1 it could not be done; 2 the call was wrong; 3 the record was read and damage was found.`

type commands struct {
	Open    openCommand    `cmd:"" default:"withargs" help:"Open Kept in the browser (the default)."`
	Pattern patternCommand `cmd:"" help:"Say how often the things in a habit tracker's file were done."`
	Course  courseCommand  `cmd:"" help:"Read a diary and say what level, bands and signs say about it."`
	Review  reviewCommand  `cmd:"" help:"Look at the words of a text before it is shared."`
	Rules   rulesCommand   `cmd:"" help:"List what the reviewer knows: every rule, its reason and its examples."`
	Verify  verifyCommand  `cmd:"" help:"Check the whole record and say what was found."`
	Version versionCommand `cmd:"" help:"Print the version."`
	Help    helpCommand    `cmd:"" help:"Print this help, or that of one command."`
}

// helpCommand is only named here so that the help lists it: run turns "help X" into "X --help".
type helpCommand struct {
	Command string `arg:"" optional:""`
}

type versionCommand struct{}

func (versionCommand) Run(s *streams) error {
	_, err := fmt.Fprintln(s.out, "kept", version)
	return err
}

func main() {
	os.Exit(run(os.Args[1:], &streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run parses args, runs the command they name and returns the exit code.
func run(args []string, s *streams) int {
	var c commands
	done := false
	parser, err := kong.New(&c,
		kong.Name("kept"),
		kong.Description(description),
		kong.Writers(s.out, s.err),
		kong.Bind(s),
		kong.Exit(func(int) { done = true }),
	)
	if err != nil {
		panic(err) // the command structs above are wrong: a mistake in our own code
	}
	if len(args) > 0 && args[0] == "help" {
		args = append(slices.Clone(args[1:]), "--help")
	}
	ctx, err := parser.Parse(args)
	if done {
		return exitOK
	}
	if err != nil {
		fmt.Fprintf(s.err, "kept: %v\nRun `kept help` for what it can do.\n", err)
		return exitUsage
	}
	switch err := ctx.Run(); {
	case err == nil:
		return exitOK
	case errors.Is(err, errDamaged):
		return exitDamaged
	default:
		fmt.Fprintf(s.err, "kept: %v\n", err)
		return exitFailed
	}
}
