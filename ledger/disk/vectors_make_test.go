package disk

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"kept/ledger"
)

func makeVectors(t *testing.T) (v vectors) {
	v.About = "Test vectors of ledger/FORMAT.md, In a folder. Bytes are hexadecimal. A store looks into no payload: these are no sealed ones."
	for _, payloads := range [][]string{{}, {""}, {"one", "", "the third one"}} {
		f := fileVector{Payloads: []octets{}, Bytes: octets{}}
		for i, p := range payloads {
			f.Payloads, f.Bytes = append(f.Payloads, octets(p)), appendFrame(f.Bytes, uint32(i), []byte(p))
		}
		v.Files = append(v.Files, f)
	}
	for _, h := range []headVector{
		{Generation: 1, Files: []numberVector{}, Payload: octets{}},
		{Generation: 1<<63 + 7, Forget: true, Payload: octets("what the ledger says"), Files: []numberVector{{File: 3}, {File: 9, Open: true}, {File: 1<<64 - 1, Open: true}}},
	} {
		b, sum := encodeHead(h.head(), h.Forget)
		h.Bytes, h.Sum = b, sum[:]
		v.Heads = append(v.Heads, h)
	}
	most := make([]numberVector, 37)
	for i := range most {
		most[i] = numberVector{File: uint64(i) << 40, Frames: uint32(i) << 20}
	}
	sum := sha256.Sum256([]byte("a head"))
	for _, m := range []markVector{
		{Number: 1, Generation: 1, Sum: make(octets, 32), Files: []numberVector{}},
		{Number: 1<<63 + 5, Generation: 1 << 63, Sum: sum[:], Files: []numberVector{{File: 2, Frames: 256}, {File: 1 << 40, Frames: 0}}},
		{Number: 2, Generation: 7, Sum: sum[:], Files: most},
	} {
		m.Bytes = encodeMark(m.mark())
		v.Marks = append(v.Marks, m)
	}
	v.Folder = makeFolder(t)
	v.refusedFiles()
	v.refusedHeads()
	v.refusedMarks()
	return v
}

func (h headVector) head() ledger.Head {
	out := ledger.Head{Generation: h.Generation, Payload: h.Payload}
	for _, f := range h.Files {
		out.Files = append(out.Files, ledger.FileInfo{ID: ledger.FileID(f.File), Open: f.Open})
	}
	return out
}

func (m markVector) mark() mark {
	out := mark{number: m.Number, generation: m.Generation, sum: [32]byte(m.Sum), counts: map[ledger.FileID]uint32{}}
	for _, f := range m.Files {
		out.counts[ledger.FileID(f.File)] = f.Frames
	}
	return out
}

// makeFolder lets a store write two generations and returns what lies in its folders then.
func makeFolder(t *testing.T) folderVector {
	ctx, o := context.Background(), Options{Dir: t.TempDir(), State: t.TempDir()}
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(o)
	check(err)
	check(s.Commit(ctx, ledger.Commit{Generation: 1, Payload: []byte("founded"), Forget: true,
		Files: []ledger.FileInfo{{ID: 1, Open: true}}, Write: map[ledger.FileID][][]byte{1: nil}}))
	for _, frame := range []string{"a", "", "b"} {
		check(s.Append(ctx, 1, []byte(frame)))
	}
	check(s.Commit(ctx, ledger.Commit{Generation: 2, Payload: []byte("turned"),
		Files: []ledger.FileInfo{{ID: 1}, {ID: 31, Open: true}}, Write: map[ledger.FileID][][]byte{31: {[]byte("c")}}}))
	check(s.Close())
	read := func(folder, name string) octets {
		b, err := os.ReadFile(filepath.Join(folder, name))
		check(err)
		return b
	}
	return folderVector{
		HeadA: read(o.Dir, "head.a"), HeadB: read(o.Dir, "head.b"), Mark: read(o.State, "mark"),
		Files: []namedVector{
			{Name: "0000000000000001", File: 1, Bytes: read(o.Dir, "0000000000000001")},
			{Name: "000000000000001f", File: 31, Open: true, Bytes: read(o.Dir, "000000000000001f")},
		},
		Generation: 2, Payload: octets("turned"),
	}
}

func (v *vectors) refusedFiles() {
	good := v.Files[2].Bytes
	bad := func(why string, b []byte) { v.RefusedFiles = append(v.RefusedFiles, refusedVector{Why: why, Bytes: b}) }
	torn := func(why string, b []byte) {
		v.RefusedFiles = append(v.RefusedFiles, refusedVector{Why: why, Torn: true, Bytes: b})
	}
	torn("a last frame one byte short", good[:len(good)-1])
	torn("a last frame cut in its numbers", good[:frameHeader+3+frameHeader+5])
	torn("a last frame cut behind its numbers", good[:3*frameHeader+3])
	torn("a byte after the last frame", append(bytes.Clone(good), 1))
	torn("zeros after the last frame", append(bytes.Clone(good), make([]byte, 40)...))
	bad("sixteen bytes after the last frame", append(bytes.Clone(good), bytes.Repeat([]byte{1}, frameHeader)...))
	bad("an altered length", alter(good, 3))
	bad("an altered index", alter(good, 7))
	bad("a wrong checksum of the numbers", alter(good, 8))
	bad("a wrong checksum of the payload", alter(good, 12))
	bad("an altered payload", alter(good, 16))
	bad("a first frame of index 1", appendFrame(nil, 1, []byte("one")))
	bad("an index twice", append(bytes.Clone(good[:19]), good[:19]...))
	bad("an index left out", append(bytes.Clone(good[:19]), appendFrame(nil, 2, []byte("the third one"))...))
	torn("a length beyond the end", appendFrame(nil, 0, make([]byte, 300))[:20])
	bad("a length above the limit, and beyond the end", header20(maxPayload+1))
	bad("the checksum that is not Castagnoli's", other(good[:19]))
}

// header20 is the header of a frame that claims length bytes, with four of them.
func header20(length uint32) []byte {
	b := binary.BigEndian.AppendUint32(nil, length)
	b = binary.BigEndian.AppendUint32(b, 0)
	b = binary.BigEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
	return append(b, make([]byte, 8)...)
}

// other gives a frame the checksums of another polynomial.
func other(frame []byte) []byte {
	b := bytes.Clone(frame)
	binary.BigEndian.PutUint32(b[8:], crc32.ChecksumIEEE(b[:8]))
	binary.BigEndian.PutUint32(b[12:], crc32.ChecksumIEEE(b[frameHeader:]))
	return b
}

func (v *vectors) refusedHeads() {
	good := v.Heads[1].Bytes
	bad := func(why string, b []byte) *refusedVector {
		v.RefusedHeads = append(v.RefusedHeads, refusedVector{Why: why, Bytes: b})
		return &v.RefusedHeads[len(v.RefusedHeads)-1]
	}
	// summed is good with some bytes from at on replaced, and a sum that fits where the body is said to end.
	summed := func(at int, by ...byte) []byte {
		b := bytes.Clone(good[:len(good)-sha256.Size])
		copy(b[at:], by)
		b = b[:min(len(b), headFixed+int(binary.BigEndian.Uint32(b[16:])))]
		sum := sha256.Sum256(b)
		return append(b, sum[:]...)
	}
	second := headFixed + 4 + 9 // the second of three files
	bad("nothing", octets{})
	bad("only zeros", make(octets, 64))
	bad("one byte short", good[:len(good)-1])
	bad("cut in its first numbers", good[:12])
	bad("a wrong sum", alter(good, len(good)-1))
	bad("an altered generation", alter(good, 15))
	bad("a byte between the body and the sum", slices.Insert(bytes.Clone(good), len(good)-sha256.Size, 0))
	bad("a body longer than the file", summed(18, 1))
	bad("a body that ends in its files", summed(16, 0, 0, 0, 12))
	bad("another beginning", summed(0, 'k'))
	bad("version 0", summed(4, 0))
	bad("version 2", summed(4, 2)).Newer = true
	bad("version 2, with a flag and a body unknown here", summed(4, 2, 0x80, 0, 9)).Newer = true
	bad("an unknown flag", summed(5, 3))
	bad("something where zero belongs", summed(7, 1))
	bad("generation 0", summed(8, make([]byte, 8)...))
	bad("more files than there is room for", summed(headFixed, 0, 0, 0, 6))
	bad("files out of order", summed(second, 0, 0, 0, 0, 0, 0, 0, 2))
	bad("a file twice", summed(second, 0, 0, 0, 0, 0, 0, 0, 3))
	bad("neither open nor finished", summed(second+8, 2))
}

func (v *vectors) refusedMarks() {
	good := v.Marks[1].Bytes
	bad := func(why string, b []byte) { v.RefusedMarks = append(v.RefusedMarks, refusedVector{Why: why, Bytes: b}) }
	end := markFixed + 2*12
	// summed is good with some bytes from at on replaced, and a checksum that fits.
	summed := func(at int, by ...byte) []byte {
		b := bytes.Clone(good)
		copy(b[at:], by)
		binary.BigEndian.PutUint32(b[end:], crc32.Checksum(b[:end], castagnoli))
		return b
	}
	bad("nothing", octets{})
	bad("only zeros", make(octets, markPlace))
	bad("one byte short", good[:markPlace-1])
	bad("one byte long", append(bytes.Clone(good), 0))
	bad("a wrong checksum", alter(good, end))
	bad("an altered number", alter(good, 15))
	bad("another beginning", summed(3, 'k'))
	bad("version 0", summed(7, 0))
	bad("version 2", summed(7, 2))
	bad("one more file than is summed", alter(good, 59))
	bad("more files than a place holds", summed(56, 0, 0, 0, 38))
}

// alter returns data with the lowest bit of one byte changed.
func alter(data []byte, at int) []byte {
	out := bytes.Clone(data)
	out[at] ^= 1
	return out
}
