//go:build !unix

package disk

import (
	"errors"
	"os"
)

// takeLock refuses: without a lock two processes would write.
func takeLock(string, *os.File) (*os.File, error) { return nil, errors.ErrUnsupported }
