package seal

import (
	"crypto/sha256"
	"errors"
	"fmt"
)

// ErrUnknownEpoch is returned for a body sealed under an epoch whose secret this space does not hold.
var ErrUnknownEpoch = errors.New("unknown epoch")

// ErrTooLong is returned for a body over MaxBody bytes.
var ErrTooLong = errors.New("too long to seal")

// MaxBody is the most bytes one body may have. A body is opened whole, in memory; what people may write is far less.
const MaxBody = 1 << 20

// RecordOverhead is by how many bytes a body record is longer than its body.
const RecordOverhead = messageOverhead

// SealBody seals a body to its core, under the current epoch, as salt ‖ commitment ‖ ciphertext. core is the canonical
// bytes of the entry's core, which stay readable to whoever reads the half; body is everything else. Error: ErrTooLong.
func (s *Space) SealBody(core, body []byte) (record []byte, err error) {
	if len(body) > MaxBody {
		return nil, fmt.Errorf("seal body: %w", ErrTooLong)
	}
	return entryBody.seal(s.current().entryKey, s.bodyContext(core), body), nil
}

// OpenBody opens a record sealed to core under the given epoch. Errors: ErrUnknownEpoch, ErrMalformed (too short or too
// long), ErrCommitment (another core, epoch or space), ErrOpen.
func (s *Space) OpenBody(epoch EpochID, core, record []byte) ([]byte, error) {
	if len(record) > MaxBody+RecordOverhead {
		return nil, fmt.Errorf("open body: %w", ErrMalformed)
	}
	for _, e := range s.epochs {
		if e.id != epoch {
			continue
		}
		body, err := entryBody.open(e.entryKey, s.bodyContext(core), record)
		if err != nil {
			return nil, fmt.Errorf("open body: %w", err)
		}
		return body, nil
	}
	return nil, fmt.Errorf("open body: %w", ErrUnknownEpoch)
}

func (s *Space) bodyContext(core []byte) []byte {
	sum := sha256.Sum256(core)
	return append(s.id[:], sum[:]...)
}
