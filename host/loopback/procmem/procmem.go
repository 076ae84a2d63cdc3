//go:build linux

// Package procmem looks for bytes in the memory of a running process. It is for tests that claim
// something is forgotten.
//
// In the ordinary case call [Search] twice: before the secret should be gone, to see that the search
// finds it, and after.
//
// In: a process id (of a child, or any process when run as root) and what to look for.
// Out: how often it was found and how many bytes were read. Only mappings the process itself can read
// are searched, each whole; swapped-out pages are read back by the kernel and searched too.
// Errors: those of reading /proc. A process that ends meanwhile is an error, never a zero.
package procmem

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
)

const chunk = 1 << 20

// Result is what a search saw.
type Result struct {
	Found int   // occurrences
	Bytes int64 // memory read
}

// Search counts occurrences of secret in the memory of process pid.
func Search(pid int, secret []byte) (Result, error) {
	var result Result
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		return result, fmt.Errorf("read mappings: %w", err)
	}
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		return result, fmt.Errorf("open memory: %w", err)
	}
	defer memory.Close()
	for line := range strings.Lines(string(maps)) {
		var start, end int64
		var allowed string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &start, &end, &allowed); err != nil {
			continue // [vsyscall] lies above what a signed offset can name, and holds no data
		}
		if allowed[0] != 'r' {
			continue
		}
		if err := result.search(io.NewSectionReader(memory, start, end-start), end-start, secret); err != nil {
			return result, fmt.Errorf("read memory at %x: %w", start, err)
		}
	}
	if result.Bytes == 0 {
		return result, errors.New("no memory could be read")
	}
	return result, nil
}

// search reads one mapping; an occurrence across two chunks is found because the end of one is kept
// before the next.
func (r *Result) search(mapping io.Reader, size int64, secret []byte) error {
	buffer := make([]byte, 0, len(secret)+chunk)
	for {
		kept := len(buffer)
		n, err := io.ReadFull(mapping, buffer[kept:kept+chunk])
		buffer = buffer[:kept+n]
		r.Found += bytes.Count(buffer, secret)
		r.Bytes += int64(n)
		size -= int64(n)
		switch {
		case size == 0, errors.Is(err, syscall.EIO):
			return nil // EIO: the kernel's own pages ([vvar]), or a stretch given back since the list was read
		case err != nil:
			return err // an early end: the process is gone or was replaced
		}
		tail := min(len(secret)-1, len(buffer))
		copy(buffer, buffer[len(buffer)-tail:])
		buffer = buffer[:tail]
	}
}
