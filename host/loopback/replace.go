//go:build linux || darwin

package loopback

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// inheritVariable names the open files a replaced process leaves to the next: socket, pipe, and the lock where
// there is one. It holds their numbers, nothing else, and is removed as soon as it is read.
const inheritVariable = "KEPT_INHERIT"

// maxHandover fits into a pipe of every system without a reader (16 KiB on macOS, 64 KiB on Linux).
const maxHandover = 4 << 10

// Inherited is what the process before this one left. The zero value: there was none.
type Inherited struct {
	Lock     *os.File // the store's lock file, still locked; nil when it had none
	Handover []byte   // what [Home.Forget] was given; the caller clears it after use
	socket   *os.File
}

// Given is true when there was a process before this one.
func (i Inherited) Given() bool { return i.socket != nil }

// Inherit takes over what the process before left. Call it before anything else is opened. It also turns
// core dumps off: a dump would hold what is open at that moment.
func Inherit() (Inherited, error) {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return Inherited{}, fmt.Errorf("turn core dumps off: %w", err)
	}
	numbers := os.Getenv(inheritVariable)
	os.Unsetenv(inheritVariable)
	if numbers == "" {
		return Inherited{}, nil
	}
	var files []*os.File
	for text := range strings.SplitSeq(numbers, ",") {
		fd, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			return Inherited{}, fmt.Errorf("inherit open files: %w", err)
		}
		syscall.CloseOnExec(int(fd))
		files = append(files, os.NewFile(uintptr(fd), "inherited"))
	}
	if len(files) < 2 || len(files) > 3 {
		return Inherited{}, errors.New("inherit open files: not two or three")
	}
	defer files[1].Close()
	handover, err := io.ReadAll(io.LimitReader(files[1], maxHandover))
	if err != nil {
		return Inherited{}, fmt.Errorf("inherit what is handed over: %w", err)
	}
	if len(handover) == 0 {
		handover = nil
	}
	left := Inherited{socket: files[0], Handover: handover}
	if len(files) == 3 {
		left.Lock = files[2]
	}
	return left, nil
}

// Replace starts this program afresh in the same process, with the same arguments, the listening socket
// and the store's lock file (nil when the store is open for reading only). Memory, other files and threads
// are gone afterwards; the handover went into a pipe, which is the kernel's. It returns only if that could
// not be done: then the caller must end the process, because what was to be forgotten is still in memory.
func (h *Home) Replace(lock *os.File) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.handover) > maxHandover {
		return errors.New("replace the process: too much to hand over")
	}
	read, write, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("replace the process: %w", err)
	}
	if _, err := write.Write(h.handover); err != nil {
		return fmt.Errorf("replace the process: hand over: %w", err)
	}
	clear(h.handover)
	write.Close()
	files := []*os.File{h.socket, read}
	if lock != nil {
		files = append(files, lock)
	}
	var numbers []string
	for _, file := range files {
		fd, err := stayOpen(file)
		if err != nil {
			return fmt.Errorf("replace the process: keep a file open: %w", err)
		}
		numbers = append(numbers, strconv.Itoa(fd))
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("replace the process: %w", err)
	}
	environment := append(os.Environ(), inheritVariable+"="+strings.Join(numbers, ","))
	err = syscall.Exec(program, os.Args, environment)
	if errors.Is(err, syscall.ENOENT) { // removed or renamed while we ran; Linux still knows it
		err = syscall.Exec("/proc/self/exe", os.Args, environment)
	}
	return fmt.Errorf("replace the process: %w", err)
}

// stayOpen lets exec keep file open and returns its number, without changing how the file blocks.
func stayOpen(file *os.File) (int, error) {
	raw, err := file.SyscallConn()
	if err != nil {
		return 0, err
	}
	var number int
	var refused error
	err = raw.Control(func(fd uintptr) {
		number = int(fd)
		_, refused = unix.FcntlInt(fd, unix.F_SETFD, 0) // clears FD_CLOEXEC, the only flag there is
	})
	return number, errors.Join(err, refused)
}
