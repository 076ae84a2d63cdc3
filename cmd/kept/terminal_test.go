//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal opens a pseudo-terminal: what a person sees and types, and the file a program gets.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { person.Close() })
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { program.Close() })
	return person, program
}

// shows says whether a terminal shows what is typed.
func shows(t *testing.T, program *os.File) bool {
	t.Helper()
	settings, err := unix.IoctlGetTermios(int(program.Fd()), readTerminal)
	if err != nil {
		t.Fatal(err)
	}
	return settings.Lflag&unix.ECHO != 0
}

// typist types an answer whenever it is asked something.
type typist struct {
	keys io.Writer
	text string
	bytes.Buffer
}

func (w *typist) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "Passphrase") {
		io.WriteString(w.keys, w.text+"\n")
	}
	return w.Buffer.Write(p)
}

func TestAPassphraseTypedOnATerminalIsNotShown(t *testing.T) {
	dir := keep(t, "")
	person, program := terminal(t)
	if !shows(t, program) {
		t.Fatal("this terminal never shows anything")
	}
	var out bytes.Buffer
	prompts := &typist{keys: person, text: passphrase}
	if code := run([]string{"verify", "--dir", dir}, &streams{program, &out, prompts}); code != exitOK || !strings.Contains(out.String(), "Read the whole record: 10 entries.") {
		t.Errorf("exit code %d, %q, asked %q", code, out.String(), prompts.String())
	}
	if !shows(t, program) {
		t.Error("afterwards the terminal does not show what is typed")
	}
	io.WriteString(person, "the end\n") // this is shown, so there is something to read
	var screen []byte
	for !bytes.Contains(screen, []byte("the end")) {
		b := make([]byte, 1024)
		person.SetReadDeadline(time.Now().Add(10 * time.Second))
		n, err := person.Read(b)
		if err != nil {
			t.Fatalf("read the screen: %v", err)
		}
		screen = append(screen, b[:n]...)
	}
	if bytes.Contains(screen, []byte(passphrase[:8])) {
		t.Errorf("the screen shows the passphrase: %q", screen)
	}
}

func TestAnInterruptedQuestionLeavesTheTerminalAsItWas(t *testing.T) {
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	dir := keep(t, "")
	_, program := terminal(t)
	cmd := exec.Command(path, "verify", "--dir", dir)
	cmd.Stdin = program
	prompts, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(prompts, make([]byte, len("Passphrase"))); err != nil {
		t.Fatal(err)
	}
	if shows(t, program) {
		t.Error("the terminal shows what is typed while it asks for a passphrase")
	}
	cmd.Process.Signal(os.Interrupt)
	io.Copy(io.Discard, prompts)
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitFailed || !shows(t, program) {
		t.Errorf("exit code %d, shows %v; want 1 and a terminal as it was", code, shows(t, program))
	}
}
