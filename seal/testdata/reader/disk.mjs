// What ledger/FORMAT.md says under "In a folder". Every function throws when something is not as it should be.

import { sha256 } from '@noble/hashes/sha2.js';
import { Newer } from './cbor.mjs';
import { same } from './seal.mjs';

const MAX = 2 ** 28;

// Torn is thrown for a file that ends in a save that never finished.
export class Torn extends Error {}

// CRC-32C: the polynomial 0x1edc6f41, reflected.
const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0x82f63b78 : n >>> 1;
  return n;
});
export const crc32c = (data) => ~data.reduce((crc, b) => table[(crc ^ b) & 255] ^ (crc >>> 8), -1) >>> 0;

// cursor takes numbers and bytes from front to back.
function cursor(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.length); // throws beyond the end
  let at = 0;
  const by = (size, read) => () => read((at += size) - size);
  return {
    at: () => at,
    u8: by(1, (i) => view.getUint8(i)),
    u16: by(2, (i) => view.getUint16(i)),
    u32: by(4, (i) => view.getUint32(i)),
    u64: by(8, (i) => view.getBigUint64(i)),
    bytes(n) {
      if (at + n > data.length) throw new Error('ends too early');
      at += n;
      return data.subarray(at - n, at);
    },
  };
}

const ascii = (data) => String.fromCharCode(...data);
const times = (n, read) => Array.from({ length: n }, read);

function expect(ok, what) {
  if (!ok) throw new Error(what);
}

// readFrames reads a file that holds frames and nothing else, and returns their payloads.
export function readFrames(data) {
  const payloads = [];
  const c = cursor(data);
  while (c.at() < data.length) {
    const start = c.at();
    const rest = data.subarray(start);
    if (rest.length < 16 || rest.every((b) => b === 0)) throw new Torn('file: ends in less than a frame');
    const length = c.u32();
    const index = c.u32();
    expect(c.u32() === crc32c(data.subarray(start, start + 8)), 'frame: checksum of the numbers');
    expect(length <= MAX && index === payloads.length, 'frame: length or index');
    const sum = c.u32();
    if (length > data.length - c.at()) throw new Torn('file: ends inside a frame');
    const payload = c.bytes(length);
    expect(sum === crc32c(payload), 'frame: checksum of the payload');
    payloads.push(payload);
  }
  return payloads;
}

// readHead reads one copy of the head; used is where its bytes end.
export function readHead(data) {
  const c = cursor(data);
  expect(ascii(c.bytes(4)) === 'KEPT', 'head: not its beginning');
  const [version, flags, zero, generation, length] = [c.u8(), c.u8(), c.u16(), c.u64(), c.u32()];
  expect(length <= MAX, 'head: body too long');
  const body = c.bytes(length);
  const sum = sha256(data.subarray(0, c.at()));
  same(c.bytes(32), sum, 'head: sum');
  if (version > 1) throw new Newer();
  expect(version === 1 && flags <= 1 && zero === 0 && generation > 0n, 'head: first numbers');
  return { generation, forget: flags === 1, sum, used: c.at(), ...readBody(body) };
}

function readBody(body) {
  const c = cursor(body);
  const count = c.u32();
  expect(count * 9 <= body.length, 'head: more files than there is room for');
  const files = times(count, () => ({ number: c.u64(), open: c.u8() }));
  files.forEach((f, i) => {
    expect(f.open <= 1, 'head: neither open nor finished');
    expect(i === 0 || files[i - 1].number < f.number, 'head: files out of order');
  });
  return { files, payload: body.subarray(c.at()) };
}

// readPlace reads one place of the mark; used is where its bytes end.
export function readPlace(data) {
  expect(data.length === 512, 'mark: not a place');
  const c = cursor(data);
  expect(ascii(c.bytes(4)) === 'KMRK' && c.u32() === 1, 'mark: not its beginning');
  const [number, generation, sum, count] = [c.u64(), c.u64(), c.bytes(32), c.u32()];
  expect(count <= 37, 'mark: too many files');
  const files = times(count, () => ({ number: c.u64(), frames: c.u32() }));
  expect(crc32c(data.subarray(0, c.at())) === c.u32(), 'mark: checksum');
  return { number, generation, sum, files, used: c.at() };
}

// newest reads those of copies that are whole and returns the one that counts.
function newest(copies, read, order) {
  const whole = copies.flatMap((data) => {
    try {
      return [read(data)];
    } catch (e) {
      if (e instanceof Newer) throw e;
      return [];
    }
  });
  expect(whole.length > 0, 'no copy is whole');
  return whole.reduce((a, b) => (b[order] > a[order] ? b : a));
}

export const newestHead = (a, b) => newest([a, b], readHead, 'generation');
export const newestPlace = (mark) => newest([mark.subarray(0, 512), mark.subarray(512, 1024)], readPlace, 'number');
export const fileName = (number) => number.toString(16).padStart(16, '0');
