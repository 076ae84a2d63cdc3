package disk

import "bytes"

// The reserve is room for rewriting the largest file and the head, so that an erasure can be done on a full disk. Its
// bytes are not zero: some file systems keep no room for zeros. Holding it is an offer, never a condition.
const (
	reserveName = "reserve"
	leastBytes  = 256 << 10
)

func (s *Store) holdReserve() {
	want := int64(leastBytes)
	for _, f := range s.head().Files {
		if size, err := s.fs.Size(s.path(fileName(f.ID))); err == nil {
			want = max(want, size+leastBytes/2)
		}
	}
	want = (want + leastBytes - 1) / leastBytes * leastBytes
	if size, err := s.fs.Size(s.path(reserveName)); err == nil && size >= want {
		return
	}
	f, err := s.fs.Create(s.path(reserveName))
	if err != nil {
		return
	}
	_, err = f.WriteAt(bytes.Repeat([]byte{0x5a}, int(want)), 0)
	if err == nil {
		err = f.Sync()
	}
	if f.Close() != nil || err != nil {
		s.giveReserve() // a disk this full needs the room itself
	}
}

func (s *Store) giveReserve() {
	if s.fs.Remove(s.path(reserveName)) == nil {
		_ = s.fs.SyncDir(s.dir) // the room is free either way
	}
}
