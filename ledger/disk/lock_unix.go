//go:build unix

package disk

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// maxAddress bounds what is read from the lock.
const maxAddress = 1024

// takeLock holds the lock as long as the file is open in this process or one it was handed over to; the system gives it
// back when they end, however they end. The name stays.
func takeLock(name string, handed *os.File) (*os.File, error) {
	f := handed
	if f == nil {
		var err error
		if f, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
			return nil, fmt.Errorf("open the lock: %w", err)
		}
	}
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		b := make([]byte, maxAddress)
		n, _ := f.ReadAt(b, 0)
		return nil, errors.Join(&BusyError{Address: string(b[:n])}, f.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("take the lock: %w", err), f.Close())
	}
	return f, nil
}
