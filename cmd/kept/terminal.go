//go:build linux || darwin

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

var errInterrupted = errors.New("interrupted")

// asker asks for passphrases: on a terminal, without showing what is typed; else one line each from the
// input, when the person said that they stand there.
type asker struct {
	lines    *bufio.Reader
	terminal *os.File // nil: not a terminal
	prompts  io.Writer
}

func newAsker(s *streams) *asker {
	a := &asker{lines: bufio.NewReader(s.in), prompts: s.err}
	if file, ok := s.in.(*os.File); ok {
		if _, err := unix.IoctlGetTermios(int(file.Fd()), readTerminal); err == nil {
			a.terminal = file
		}
	}
	return a
}

// ask returns the next line without its end; "" at the end of the input.
func (a *asker) ask(question string) (string, error) {
	if a.terminal == nil {
		return a.line()
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupted)
	fd := int(a.terminal.Fd())
	before, err := unix.IoctlGetTermios(fd, readTerminal)
	if err != nil {
		return "", fmt.Errorf("read the terminal's settings: %w", err)
	}
	hidden := *before
	hidden.Lflag = hidden.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	if err := unix.IoctlSetTermios(fd, writeTerminal, &hidden); err != nil {
		return "", fmt.Errorf("hide what is typed: %w", err)
	}
	defer unix.IoctlSetTermios(fd, writeTerminal, before)
	defer fmt.Fprintln(a.prompts)
	fmt.Fprint(a.prompts, question)
	type answer struct {
		text string
		err  error
	}
	typed := make(chan answer, 1)
	go func() {
		text, err := a.line()
		typed <- answer{text, err}
	}()
	select {
	case <-interrupted: // the terminal shows again what is typed before we end
		return "", errInterrupted
	case t := <-typed:
		return t.text, t.err
	}
}

func (a *asker) line() (string, error) {
	text, err := a.lines.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	return strings.TrimRight(text, "\r\n"), nil
}
