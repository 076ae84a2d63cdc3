//go:build linux

package procmem_test

import (
	"crypto/rand"
	"encoding/hex"
	"io"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"

	"kept/host/loopback/procmem"
)

// held is where the child keeps what the parent sent, so that it is not optimised away.
var held []byte

func TestMain(m *testing.M) {
	if os.Getenv("PROCMEM_CHILD") == "1" {
		held, _ = io.ReadAll(os.Stdin)
		os.Stdout.WriteString("ready\n")
		syscall.Pause() // until the parent ends us
	}
	os.Exit(m.Run())
}

// child starts a process that holds text in memory; the parent holds it too, which must not count.
func child(t *testing.T, text string) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PROCMEM_CHILD=1")
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	io.WriteString(in, text)
	in.Close()
	ready := make([]byte, 6)
	if _, err := io.ReadFull(out, ready); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func secret() string {
	b := make([]byte, 16)
	rand.Read(b)
	return hex.EncodeToString(b)
}

func TestSearchFindsWhatAnotherProcessHolds(t *testing.T) {
	text := secret()
	result, err := procmem.Search(child(t, text), []byte(text))
	if err != nil || result.Found == 0 {
		t.Fatalf("found %d in %d bytes, %v; want at least one", result.Found, result.Bytes, err)
	}
}

func TestSearchFindsNothingInAProcessThatNeverHeardIt(t *testing.T) {
	text := secret()
	result, err := procmem.Search(child(t, secret()), []byte(text))
	if err != nil || result.Found != 0 || result.Bytes < 1<<20 {
		t.Fatalf("found %d in %d bytes, %v; want none, after reading more than 1 MiB", result.Found, result.Bytes, err)
	}
	runtime.KeepAlive(text)
}

func TestSearchFindsEverySecretInALongRunOfMemory(t *testing.T) {
	// 3 MiB of 32-byte secrets: whichever way the chunks fall, many lie across an edge.
	text := secret()
	long := make([]byte, 0, 3<<20)
	const count = 3 << 20 / 33
	for range count {
		long = append(append(long, text...), ' ')
	}
	result, err := procmem.Search(child(t, string(long)), []byte(text))
	if err != nil || result.Found < count {
		t.Fatalf("found %d, %v; want at least %d", result.Found, err, count)
	}
}

func TestSearchOfAProcessThatEndedIsAnError(t *testing.T) {
	cmd := exec.Command("true")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	if result, err := procmem.Search(cmd.Process.Pid, []byte("x")); err == nil {
		t.Fatalf("found %d; want an error", result.Found)
	}
}
