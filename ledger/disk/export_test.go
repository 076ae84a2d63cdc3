package disk

import (
	"crypto/sha256"
	"encoding/binary"
)

// MakeNewer turns a copy of the head, in place, into one that a newer program wrote a generation later.
func MakeNewer(b []byte) {
	end := headFixed + int(binary.BigEndian.Uint32(b[16:]))
	b[4]++
	binary.BigEndian.PutUint64(b[8:], binary.BigEndian.Uint64(b[8:])+1)
	sum := sha256.Sum256(b[:end])
	copy(b[end:], sum[:])
}
