package entry

// Cores and sealed entries are read and written by hand: every entry goes through here when a record is opened, and
// the encoder by reflection takes five times as long. The cursor takes only shortest forms in the one order, so
// what it reads is canonical; the tests ask the other decoder for its opinion on the same bytes.

import "encoding/binary"

// Major types of CBOR (RFC 8949 section 3.1).
const (
	cborUint  = 0
	cborNeg   = 1
	cborBytes = 2
	cborList  = 4
	cborMap   = 5
)

// appendHead writes a major type and its argument in the shortest form.
func appendHead(b []byte, major byte, n uint64) []byte {
	major <<= 5
	switch {
	case n < 24:
		return append(b, major|byte(n))
	case n < 1<<8:
		return append(b, major|24, byte(n))
	case n < 1<<16:
		return binary.BigEndian.AppendUint16(append(b, major|25), uint16(n))
	case n < 1<<32:
		return binary.BigEndian.AppendUint32(append(b, major|26), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(b, major|27), n)
}

func appendBytes(b []byte, data []byte) []byte {
	return append(appendHead(b, cborBytes, uint64(len(data))), data...)
}

// appendField writes field n, whose value is a number that is not negative.
func appendField(b []byte, n byte, value uint64) []byte {
	return appendHead(append(b, n), cborUint, value)
}

func appendIDs(b []byte, ids []ID) []byte {
	b = appendHead(b, cborList, uint64(len(ids)))
	for i := range ids {
		b = appendBytes(b, ids[i][:])
	}
	return b
}

// bytes returns the core's one encoding.
func (c *Core) bytes() []byte {
	b := make([]byte, 0, 160+34*(len(c.Parents)+len(c.Answers)))
	b = appendHead(b, cborMap, 8)
	b = appendField(b, 1, uint64(c.Version))
	b = appendBytes(append(b, 2), c.Space[:])
	b = appendField(b, 3, uint64(c.Generation))
	b = appendBytes(append(b, 4), c.Epoch[:])
	b = appendIDs(append(b, 5), c.Parents)
	b = appendIDs(append(b, 6), c.Answers)
	b = appendField(b, 7, c.Depth)
	if c.Clock < 0 {
		return appendHead(append(b, 8), cborNeg, uint64(-1-c.Clock))
	}
	return appendField(b, 8, uint64(c.Clock))
}

// cursor reads canonical CBOR from front to back. Once something is not as it must be, bad stays true and whatever
// is read is zero.
type cursor struct {
	rest []byte
	bad  bool
}

func (c *cursor) take(n uint64) []byte {
	if c.bad || n > uint64(len(c.rest)) {
		c.bad = true
		return nil
	}
	taken := c.rest[:n:n]
	c.rest = c.rest[n:]
	return taken
}

// head reads a major type and its argument.
func (c *cursor) head() (major byte, n uint64) {
	first := c.take(1)
	if c.bad {
		return 0, 0
	}
	major, short := first[0]>>5, first[0]&31
	switch {
	case short < 24:
		return major, uint64(short)
	case short > 27:
		c.bad = true
		return 0, 0
	}
	size := 1 << (short - 24)
	var b [8]byte
	copy(b[8-size:], c.take(uint64(size)))
	n = binary.BigEndian.Uint64(b[:])
	least := uint64(24)
	if size > 1 {
		least = 1 << (4 * size)
	}
	if n < least {
		c.bad = true // a shorter form would do
	}
	return major, n
}

// expect reads a head of this major type and returns its argument, which is at most max.
func (c *cursor) expect(major byte, max uint64) uint64 {
	m, n := c.head()
	if m != major || n > max {
		c.bad = true
	}
	if c.bad {
		return 0
	}
	return n
}

// field reads the key of field n.
func (c *cursor) field(n uint64) {
	if c.expect(cborUint, n) != n {
		c.bad = true
	}
}

// size reads the head of a map of exactly n fields.
func (c *cursor) size(n uint64) {
	if c.expect(cborMap, n) != n {
		c.bad = true
	}
}

// fill reads a byte string exactly as long as b into b.
func (c *cursor) fill(b []byte) {
	n := c.expect(cborBytes, uint64(len(b)))
	if copy(b, c.take(n)) != len(b) {
		c.bad = true
	}
}

func (c *cursor) ids() []ID {
	n := c.expect(cborList, MaxLinks)
	if n == 0 {
		return nil
	}
	ids := make([]ID, n)
	for i := range ids {
		c.fill(ids[i][:])
	}
	return ids
}

func (c *cursor) integer() int64 {
	major, n := c.head()
	switch {
	case n > 1<<63-1:
		c.bad = true
	case major == cborUint:
		return int64(n)
	case major == cborNeg:
		return -1 - int64(n)
	default:
		c.bad = true
	}
	return 0
}

func (c *cursor) core() Core {
	var core Core
	c.size(8)
	c.field(1)
	core.Version = uint8(c.expect(cborUint, 1<<8-1))
	c.field(2)
	c.fill(core.Space[:])
	c.field(3)
	core.Generation = uint32(c.expect(cborUint, 1<<32-1))
	c.field(4)
	c.fill(core.Epoch[:])
	c.field(5)
	core.Parents = c.ids()
	c.field(6)
	core.Answers = c.ids()
	c.field(7)
	core.Depth = c.expect(cborUint, 1<<64-1)
	c.field(8)
	core.Clock = c.integer()
	return core
}

// bytes returns the one encoding of s.
func (s *Sealed) bytes() []byte {
	core := s.Core.bytes()
	b := make([]byte, 0, len(core)+len(s.Record)+96)
	b = append(appendHead(b, cborMap, 3), 1)
	b = append(b, core...)
	b = appendBytes(append(b, 2), s.Tag[:])
	if s.Record == nil {
		return appendBytes(append(b, 4), s.RecordHash[:])
	}
	return appendBytes(append(b, 3), s.Record)
}

// sealed reads a sealed entry; its record is still a part of what is read from.
func (c *cursor) sealed() Sealed {
	var s Sealed
	c.size(3)
	c.field(1)
	s.Core = c.core()
	c.field(2)
	c.fill(s.Tag[:])
	switch c.expect(cborUint, 4) {
	case 3:
		s.Record = c.take(c.expect(cborBytes, maxRecord))
		c.bad = c.bad || len(s.Record) == 0
	case 4:
		c.fill(s.RecordHash[:])
	default:
		c.bad = true
	}
	return s
}
