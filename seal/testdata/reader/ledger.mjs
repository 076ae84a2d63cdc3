// What ledger/FORMAT.md says of payload, part and files. Every function throws when something is not as it should be.

import { sha256 } from '@noble/hashes/sha2.js';
import * as cbor from './cbor.mjs';
import * as entry from './entry.mjs';
import * as seal from './seal.mjs';

// readPayload reads what the head carries in the open.
export function readPayload(data) {
  const [, vault, next, parts] = readMap(data, 4);
  return {
    vault: cbor.bytes(vault),
    ...readVault(vault),
    next: whole(next),
    parts: cbor.list(parts, 2).map((p) => {
      const [generation, sealed] = cbor.list(p, 2);
      return { generation: whole(generation), sealed: cbor.bytes(sealed) };
    }),
  };
}

function readVault(data) {
  if (data.length !== 20018) throw new Error('vault: not its size');
  return { id: data.subarray(0, 16), blocks: [seal.readBlock(data.subarray(16, 10017)), seal.readBlock(data.subarray(10017))] };
}

// readPart reads what a half keeps sealed in the head; the space is not opened yet.
export function readPart(data) {
  const [, space, list, lost, lock, ownPassphrase] = readMap(data, 6);
  const files = cbor.list(list).map((f, i, all) => {
    const [number, key, frames, sum] = cbor.list(f, 4);
    const isOpen = i === all.length - 1;
    if (isOpen && frames !== 0n) throw new Error('part: an open file counts its frames');
    return { number: whole(number), key: cbor.bytes(key, 32), frames: whole(frames, 32n), sum: cbor.bytes(sum, isOpen ? 0 : 32), isOpen };
  });
  if (files.length === 0) throw new Error('part: no files');
  if (typeof ownPassphrase !== 'boolean') throw new Error('part: neither yes nor no');
  return { space: cbor.bytes(space), files, lost: whole(lost), lock: cbor.bytes(lock), ownPassphrase };
}

// checkPart opens what readPart left closed: the space's bundle and the words' lock.
export function checkPart(part) {
  if (part.lock.length > 0) seal.readLock(part.lock);
  return seal.readSpace(part.space);
}

// openFrame opens one frame and the entry in it.
export function openFrame(vault, half, file, space, index, sealed) {
  return entry.open(space, seal.openFrame(file.key, vault, half, file.number, index, sealed));
}

// sumOf is the SHA-256 of frames, each after its length.
export const sumOf = (frames) => sha256(seal.join(...frames.flatMap((f) => [seal.number(f.length, 4), f])));

function readMap(data, size) {
  const map = cbor.decode(data, { yesAndNo: true });
  if (!(map instanceof Map)) throw new Error('head: not a map');
  cbor.version(map.get(1n));
  return cbor.fields(map, size);
}

function whole(n, bits = 64n) {
  if (typeof n !== 'bigint' || n < 0n || n >= 1n << bits) throw new Error('head: not such a number');
  return n;
}
