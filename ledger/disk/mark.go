package disk

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"

	"kept/ledger"
)

// The mark says in another folder how far this device had come, so that an older copy put in the record's place is
// noticed. Two places of 512 bytes are written in turn; the whole one with the higher number counts:
//
//	0   "KMRK"
//	4   version      uint32, 1
//	8   number       uint64
//	16  generation   uint64
//	24  SHA-256 of the head
//	56  open files   uint32, then for each its id uint64 and its count of frames uint32
//	    CRC-32C of all before
//
// A mark behind the truth is weaker, never wrong: it is not made durable at every append, and an error in writing it
// is a note, not a failure of what was stored.
const (
	markVersion = 1
	markPlace   = 512
	markFixed   = 60
	markName    = "mark"
)

var markMagic = [4]byte{'K', 'M', 'R', 'K'}

type mark struct {
	number     uint64
	generation uint64
	sum        [32]byte
	counts     map[ledger.FileID]uint32 // acknowledged frames of open files
}

func encodeMark(m mark) []byte {
	b := append(make([]byte, 0, markPlace), markMagic[:]...)
	b = binary.BigEndian.AppendUint32(b, markVersion)
	b = binary.BigEndian.AppendUint64(b, m.number)
	b = binary.BigEndian.AppendUint64(b, m.generation)
	b = append(b, m.sum[:]...)
	ids := slices.Sorted(maps.Keys(m.counts))
	ids = ids[:min(len(ids), (markPlace-markFixed-4)/12)]
	b = binary.BigEndian.AppendUint32(b, uint32(len(ids)))
	for _, id := range ids {
		b = binary.BigEndian.AppendUint64(b, uint64(id))
		b = binary.BigEndian.AppendUint32(b, m.counts[id])
	}
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
	return append(b, make([]byte, markPlace-len(b))...)
}

// decodePlace reads one place of the mark; false when it is not whole.
func decodePlace(b []byte) (mark, bool) {
	m := mark{counts: map[ledger.FileID]uint32{}}
	if len(b) != markPlace || [4]byte(b) != markMagic || binary.BigEndian.Uint32(b[4:]) != markVersion {
		return m, false
	}
	n := int(binary.BigEndian.Uint32(b[56:]))
	if n > (markPlace-markFixed-4)/12 {
		return m, false
	}
	end := markFixed + 12*n
	if crc32.Checksum(b[:end], castagnoli) != binary.BigEndian.Uint32(b[end:]) {
		return m, false
	}
	m.number, m.generation = binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(b[16:])
	m.sum = [32]byte(b[24:])
	for at := markFixed; at < end; at += 12 {
		m.counts[ledger.FileID(binary.BigEndian.Uint64(b[at:]))] = binary.BigEndian.Uint32(b[at+8:])
	}
	return m, true
}

// decodeMark reads both places; false when none is whole.
func decodeMark(b []byte) (newest mark, ok bool) {
	for at := 0; at+markPlace <= len(b) && at < 2*markPlace; at += markPlace {
		if m, whole := decodePlace(b[at : at+markPlace]); whole && (!ok || m.number > newest.number) {
			newest, ok = m, true
		}
	}
	return newest, ok
}

// readMark reads the mark of this device.
func (s *Store) readMark() error {
	b, err := s.fs.Read(filepath.Join(s.state, markName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s.mark, s.marked = decodeMark(b)
	return nil
}

// writeMark writes down what is in force now. Its failure is a note.
func (s *Store) writeMark(isDurable bool) {
	if s.readOnly {
		return
	}
	s.mark.number++
	s.mark.generation, s.mark.sum = s.head().Generation, s.head().sum
	if err := s.storeMark(isDurable); err != nil {
		s.note("how far the record goes could not be noted on this device")
	}
}

func (s *Store) storeMark(isDurable bool) error {
	name := filepath.Join(s.state, markName)
	if s.markFile == nil {
		f, err := s.fs.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			f, err = s.fs.Create(name)
			isDurable = true
		}
		if err != nil {
			return err
		}
		s.markFile = f
	}
	if _, err := s.markFile.WriteAt(encodeMark(s.mark), int64(s.mark.number%2)*markPlace); err != nil {
		return err
	}
	if !isDurable {
		return nil
	}
	return errors.Join(s.markFile.Sync(), s.fs.SyncDir(s.state))
}
