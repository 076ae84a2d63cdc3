package ledger

import (
	"kept/entry"
	"kept/seal"
)

// ErrChanged is what re-sealing says of a file that cannot be read any more.
var ErrChanged = errChanged

// SetMaxFrames lets tests turn to a new file sooner.
func SetMaxFrames(n int) { maxFrames = n }

// FileKeys are the keys of an unlocked half's files.
func FileKeys(l *Ledger, h seal.Half) map[FileID]seal.FileKey {
	keys := map[FileID]seal.FileKey{}
	for _, f := range l.halves[h].files {
		keys[f.id] = f.key
	}
	return keys
}

// SpoilSum makes the first file of an unlocked half be expected to hold something else.
func SpoilSum(l *Ledger, h seal.Half) { l.halves[h].files[0].sum[0] ^= 1 }

// WrongDepths is what Verify counts.
func WrongDepths(entries []entry.Entry) int { return (&half{entries: entries}).wrongDepths() }
