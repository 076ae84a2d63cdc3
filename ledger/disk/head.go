package disk

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"kept/ledger"
)

// A head on disk, all numbers big-endian. The first 20 bytes and the sum are the same in every version, so that an
// older program can tell a newer head from a damaged one:
//
//	0   "KEPT"
//	4   format version   uint8, 1
//	5   flags            uint8, bit 0: the generation before is to be forgotten
//	6   zero             uint16
//	8   generation       uint64, from 1
//	16  body length      uint32
//	20  body: number of files uint32, then for each its id uint64 and 0 or 1 (open) uint8; then the payload
//	    SHA-256 of all before
//
// Zeros follow up to a multiple of 4,096 and never fewer than the file had: a copy is written over the one before in
// place, leaving none of its bytes behind.
const (
	headVersion = 1
	headFixed   = 20
	headBlock   = 4096
	flagForget  = 1
	maxBody     = 1 << 28
)

var headMagic = [4]byte{'K', 'E', 'P', 'T'}

// header is one copy of the head.
type header struct {
	ledger.Head
	forget bool
	sum    [sha256.Size]byte
}

var (
	errBlank  = errors.New("blank")
	errDamage = errors.New("damaged")
)

// encodeHead returns the copy's bytes, not padded, and its sum.
func encodeHead(h ledger.Head, forget bool) ([]byte, [sha256.Size]byte) {
	b := append([]byte(nil), headMagic[:]...)
	flags := byte(0)
	if forget {
		flags = flagForget
	}
	b = append(b, headVersion, flags, 0, 0)
	b = binary.BigEndian.AppendUint64(b, h.Generation)
	b = binary.BigEndian.AppendUint32(b, uint32(4+9*len(h.Files)+len(h.Payload)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(h.Files)))
	for _, f := range h.Files {
		b = binary.BigEndian.AppendUint64(b, uint64(f.ID))
		open := byte(0)
		if f.Open {
			open = 1
		}
		b = append(b, open)
	}
	b = append(b, h.Payload...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...), sum
}

// decodeHead reads one copy. errBlank: nothing was written here yet, or it was wiped. errDamage: not whole.
// ledger.ErrNewerFormat: whole, of a newer version; its Generation is set.
func decodeHead(b []byte) (header, error) {
	var h header
	if allZero(b) {
		return h, errBlank
	}
	if len(b) < headFixed+sha256.Size || [4]byte(b) != headMagic {
		return h, errDamage
	}
	length := int64(binary.BigEndian.Uint32(b[16:]))
	if length > maxBody || headFixed+length+sha256.Size > int64(len(b)) {
		return h, errDamage
	}
	whole := b[:headFixed+length]
	h.sum = sha256.Sum256(whole)
	if h.sum != [sha256.Size]byte(b[len(whole):]) {
		return h, errDamage
	}
	h.Generation = binary.BigEndian.Uint64(b[8:])
	if b[4] > headVersion {
		return h, ledger.ErrNewerFormat
	}
	if b[4] != headVersion || b[5]&^flagForget != 0 || b[6] != 0 || b[7] != 0 || h.Generation == 0 {
		return h, errDamage
	}
	h.forget = b[5] == flagForget
	return h, h.decodeBody(whole[headFixed:])
}

func (h *header) decodeBody(b []byte) error {
	if len(b) < 4 {
		return errDamage
	}
	n := int64(binary.BigEndian.Uint32(b))
	b = b[4:]
	if n*9 > int64(len(b)) {
		return errDamage
	}
	for ; n > 0; n-- {
		f := ledger.FileInfo{ID: ledger.FileID(binary.BigEndian.Uint64(b)), Open: b[8] == 1}
		if b[8] > 1 || len(h.Files) > 0 && h.Files[len(h.Files)-1].ID >= f.ID {
			return errDamage
		}
		h.Files = append(h.Files, f)
		b = b[9:]
	}
	h.Payload = append([]byte{}, b...)
	return nil
}

func allZero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// slots are the two copies as they were read.
type slots [2]struct {
	header
	err  error // nil when whole
	size int   // bytes the file has
}

// newest returns the slot in force. ErrNewerFormat when that is a newer program's; ErrUnreadable when none is whole.
func (s *slots) newest() (int, error) {
	best := -1
	for i := range s {
		whole := s[i].err == nil || errors.Is(s[i].err, ledger.ErrNewerFormat)
		if whole && (best < 0 || s[i].Generation > s[best].Generation) {
			best = i
		}
	}
	if best < 0 {
		return 0, ledger.ErrUnreadable
	}
	if s[best].err != nil {
		return 0, fmt.Errorf("read the head: %w", s[best].err)
	}
	return best, nil
}

// writeSlot writes a copy of the head over what is in slot i and makes it durable.
func (s *Store) writeSlot(i int, h ledger.Head, forget bool) error {
	b, sum := encodeHead(h, forget)
	if err := s.overwriteSlot(i, b); err != nil {
		return err
	}
	s.slots[i].header, s.slots[i].err = header{Head: h, forget: forget, sum: sum}, nil
	return nil
}

// overwriteSlot replaces the slot's bytes by b and zeros. Whatever happens, the slot counts as damaged until it has
// returned nil.
func (s *Store) overwriteSlot(i int, b []byte) (err error) {
	size := max((len(b)+headBlock-1)/headBlock*headBlock, s.slots[i].size, headBlock)
	padded := make([]byte, size)
	copy(padded, b)
	s.slots[i].err = errDamage
	name, isNew := s.path(slotNames[i]), s.slots[i].size == 0
	open := s.fs.Open
	if isNew {
		open = s.fs.Create
	}
	f, err := open(name)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(padded, 0)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if isNew {
		if err := s.fs.SyncDir(s.dir); err != nil {
			return err
		}
	}
	s.slots[i].size = size
	return nil
}

// wipeSlot takes back what may have been written to slot i: nil means that it is durably blank.
func (s *Store) wipeSlot(i int) error {
	if err := s.overwriteSlot(i, nil); err != nil {
		return err
	}
	s.slots[i].header, s.slots[i].err = header{}, errBlank
	return nil
}
