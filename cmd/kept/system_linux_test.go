package main

import (
	"html"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"kept/app/words"
)

func TestNoCoreIsDumpedBeforeOrAfterALock(t *testing.T) {
	t.Parallel()
	p := newProgram(t)
	p.start()
	b := newBrowser(t, p)
	none := regexp.MustCompile(`Max core file size +0 +0 `)
	for _, when := range []string{"at the start", "after a lock"} {
		limits, err := os.ReadFile(filepath.Join("/proc", p.pid(), "limits"))
		if err != nil || !none.Match(limits) {
			t.Errorf("%s: %v\n%s", when, err, limits)
		}
		if when == "at the start" {
			b.found(passphrase, "words")
			b.post("/lock")
			b.get("/")
		}
	}
}

// An update removes the program's file while it runs; the lock must not fail for that.
func TestALockWorksAfterTheProgramsFileIsGone(t *testing.T) {
	t.Parallel()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "kept")
	if err := exec.Command("cp", path, copied).Run(); err != nil {
		t.Fatal(err)
	}
	p, mine := newProgram(t), canary()
	p.start("sh", "-c", `shift; exec "$0" "$@"`, copied)
	b := newBrowser(t, p)
	b.found(passphrase, mine)
	if err := os.Remove(copied); err != nil {
		t.Fatal(err)
	}
	p.mustHold("a page of Mine", mine)
	b.post("/lock")
	b.unlock(passphrase)
	b.post("/lock")
	b.get("/")
	p.mustNotHold("after the lock", "a page of Mine", mine)
}

func TestTheBrowserIsOpenedWhereThereIsADesktop(t *testing.T) {
	programs := t.TempDir()
	heard := filepath.Join(programs, "heard")
	if err := syscall.Mkfifo(heard, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(programs, "xdg-open"), []byte("#!/bin/sh\necho \"$*\" > "+heard+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", programs+":"+os.Getenv("PATH"))
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	if openBrowser("http://127.0.0.1:1") {
		t.Error("without a desktop a browser was opened")
	}
	for _, variable := range []string{"DISPLAY", "WAYLAND_DISPLAY"} {
		t.Setenv(variable, ":0")
		if !openBrowser("http://127.0.0.1:1") {
			t.Errorf("with %s no browser was opened", variable)
		}
		file, err := os.Open(heard) // waits for the writer
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(file)
		file.Close()
		if string(got) != "http://127.0.0.1:1\n" || err != nil {
			t.Errorf("with %s it was given %q, %v; want the address only", variable, got, err)
		}
		t.Setenv(variable, "")
	}
}

// On a medium that cannot be written the record opens for reading, and what cannot be kept stays in its field.
func TestARecordThatCannotBeWrittenIsReadable(t *testing.T) {
	t.Parallel()
	if exec.Command("unshare", "--map-root-user", "--mount", "true").Run() != nil {
		t.Log("this system lets nobody make a folder read-only for one program; nothing is tested")
		return
	}
	p := newProgram(t)
	p.start()
	newBrowser(t, p).found(passphrase, "words of before")
	p.stop()
	p.start("unshare", "--map-root-user", "--mount", "sh", "-c",
		`mount --bind "$KEPT_HOME" "$KEPT_HOME" && mount -o remount,bind,ro "$KEPT_HOME" && exec "$0" "$@"`)
	b := newBrowser(t, p)
	b.unlock(passphrase)
	if shown := b.get("/3"); !strings.Contains(shown.body, "words of before") {
		t.Errorf("what was kept cannot be read: %s", shown)
	}
	shown := b.post(blankPage, "text", "words that cannot be kept")
	if shown.address != blankPage || !strings.Contains(shown.body, html.EscapeString(words.ReadOnlyStore)) || !strings.Contains(shown.body, "words that cannot be kept") {
		t.Errorf("want to be told, and the words still in the field: %s", shown)
	}
	b.post("/lock")
	b.unlock(passphrase)
}
