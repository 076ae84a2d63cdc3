package disk

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"

	"kept/ledger"
)

// A frame on disk, all numbers big-endian:
//
//	0   payload length   uint32
//	4   index            uint32, place in the file from 0
//	8   CRC-32C of bytes 0 to 7
//	12  CRC-32C of the payload
//	16  payload
//
// The index and the checksum of the first two numbers stand in every frame so that one damaged length costs one frame:
// the reader looks for the next place where a whole frame of a higher index begins.
const frameHeader = 16

// maxPayload bounds what a length may claim (256 MiB; the largest entry is under 2 MiB).
const maxPayload = 1 << 28

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendFrame appends one frame to dst.
func appendFrame(dst []byte, index uint32, payload []byte) []byte {
	start := len(dst)
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(payload)))
	dst = binary.BigEndian.AppendUint32(dst, index)
	dst = binary.BigEndian.AppendUint32(dst, crc32.Checksum(dst[start:], castagnoli))
	dst = binary.BigEndian.AppendUint32(dst, crc32.Checksum(payload, castagnoli))
	return append(dst, payload...)
}

// parsed is what a reading of one file found.
type parsed struct {
	frames  []ledger.Frame // by rising index, without holes
	end     int64          // where the whole, undamaged frames from the start of the file end
	damaged bool           // something between or behind the frames is neither a frame nor a torn end
}

// parseFrames reads a file. It never fails: what is not a frame is damage, or a torn end. Payloads alias b.
func parseFrames(b []byte) parsed {
	var p parsed
	at, next := 0, uint32(0)
	effort := 16 * len(b) // bytes that may be checked in search of a frame: a hostile file costs no more
	for at < len(b) {
		index, payload, ok := frameAt(b[at:], next)
		if !ok && isTorn(b[at:], next) {
			break
		}
		skipped := 0
		for !ok && at+skipped+1 < len(b) && effort > 0 {
			skipped++
			if length, _, isHeader := headerAt(b[at+skipped:]); isHeader {
				effort -= length
			}
			index, payload, ok = frameAt(b[at+skipped:], next+1)
			// A damaged stretch of n bytes cannot have held more frames than fit into it.
			ok = ok && int64(index-next) <= int64(skipped)/frameHeader
		}
		if !ok {
			p.frames = append(p.frames, ledger.Frame{Index: next, Damaged: true})
			p.damaged = true
			break
		}
		for ; next < index; next++ {
			p.frames = append(p.frames, ledger.Frame{Index: next, Damaged: true})
			p.damaged = true
		}
		p.frames = append(p.frames, ledger.Frame{Index: index, Payload: payload})
		at += skipped + frameHeader + len(payload)
		next = index + 1
		if !p.damaged {
			p.end = int64(at)
		}
	}
	return p
}

// frameAt returns the whole frame at the start of b if there is one with at least this index.
func frameAt(b []byte, min uint32) (index uint32, payload []byte, ok bool) {
	length, index, ok := headerAt(b)
	if !ok || index < min || length > len(b)-frameHeader {
		return 0, nil, false
	}
	payload = b[frameHeader : frameHeader+length : frameHeader+length]
	return index, payload, crc32.Checksum(payload, castagnoli) == binary.BigEndian.Uint32(b[12:])
}

func headerAt(b []byte) (length int, index uint32, ok bool) {
	if len(b) < frameHeader || crc32.Checksum(b[:8], castagnoli) != binary.BigEndian.Uint32(b[8:]) {
		return 0, 0, false
	}
	claimed := binary.BigEndian.Uint32(b)
	return int(claimed), binary.BigEndian.Uint32(b[4:]), claimed <= maxPayload
}

// isTorn says whether b, all that is left of a file, is a frame whose writing was cut: it was never acknowledged. A
// file system that grew the file before it stored the bytes leaves zeros; they are a cut as well.
func isTorn(b []byte, next uint32) bool {
	if len(b) < frameHeader || len(bytes.TrimLeft(b, "\x00")) == 0 {
		return true
	}
	length, index, ok := headerAt(b)
	return ok && index == next && length > len(b)-frameHeader
}
