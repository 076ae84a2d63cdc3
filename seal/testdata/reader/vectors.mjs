// Opens one vector of each sort and compares all it says. Every function throws when anything differs.

import * as disk from './disk.mjs';
import * as entries from './entry.mjs';
import * as ledger from './ledger.mjs';
import * as seal from './seal.mjs';

const { same } = seal;

export function words(v) {
  const read = seal.readWords(v.Typed);
  if (read.words !== v.Words) throw new Error('words: spelled otherwise');
  same(read.entropy, v.Entropy, 'entropy');
  same(seal.wordsKeys(read.entropy).lock, v.Lock, "words' lock");
}

// waysInto does once what is slow: Argon2id, and the words' keys.
export function waysInto(v) {
  return {
    stretched: seal.stretch(v.Passphrase, seal.readBlock(v.Block).salt),
    words: v.Words === '' ? null : seal.wordsKeys(seal.readWords(v.Words).entropy),
  };
}

export function block(v, { stretched, words }) {
  const read = seal.readBlock(v.Block);
  same(seal.openBlock(v.Vault, v.Half, read, stretched), v.Key, 'key');
  if (words) same(seal.openBlockWithWords(v.Vault, v.Half, read, words), v.Key, 'key by the words');
}

export function head(v) {
  same(seal.openHead(v.Key, v.Vault, v.Half, v.Generation, v.Sealed), v.Plain, 'head');
}

export function frame(v) {
  same(seal.openFrame(v.Key, v.Vault, v.Half, v.File, v.Index, v.Sealed), v.Plain, 'frame');
}

export function space(v) {
  const read = seal.readSpace(v.Bundle);
  same(read.id, v.ID, 'space id');
  same(read.tagKey, v.TagKey, 'tag key');
  if (read.kind !== v.Kind || read.epochs.length !== v.Epochs.length) throw new Error('space: kind or epochs');
  read.epochs.forEach((e, i) => same(e.id, v.Epochs[i], 'epoch id'));
  return read;
}

export function body(v, spaces) {
  same(seal.openBody(spaces[v.Space], v.Epoch, v.Core, v.Record), v.Body, 'body');
}

export function entry(v, spaces) {
  same(seal.entryID(v.Header), v.ID, 'entry id');
  same(seal.ownTag(spaces[v.Space], v.ID), v.Tag, 'tag');
}

export function wholeEntry(v, spaces) {
  const space = spaces[v.Space];
  const read = entries.open(space, v.Sealed);
  same(read.core.bytes, v.Core, 'core');
  same(read.id, v.ID, 'entry id');
  same(read.body, v.Body, 'body');
  if (read.kind !== v.Kind || asJSON(read.fields) !== JSON.stringify(v.Fields)) throw new Error('entry: kind or fields');
  const destroyed = entries.open(space, v.Destroyed);
  same(destroyed.id, v.ID, 'id of the destroyed entry');
  if (destroyed.record !== null) throw new Error('entry: not destroyed');
}

// payload compares also each part it carries with the vector of that part.
export function payload(v, parts) {
  const read = ledger.readPayload(v.Bytes);
  same(read.id, v.ID, 'vault id');
  same(read.vault, v.Vault, 'vault');
  equal(read.next, BigInt(v.Next), 'next number');
  read.parts.forEach((p, half) => {
    equal(p.generation, BigInt(parts[half].Generation), 'generation of a part');
    same(p.sealed, parts[half].Sealed, 'sealed part');
  });
  return read;
}

export function part(v, vault) {
  const read = ledger.readPart(v.Plain);
  same(read.space, v.Space, 'space');
  same(read.lock, v.Lock, "words' lock");
  equal(read.lost, BigInt(v.Lost), 'lost entries');
  equal(read.ownPassphrase, v.OwnPassphrase, 'own passphrase');
  equal(read.files.length, v.Files.length, 'number of files');
  read.files.forEach((f, i) => {
    equal(f.number, BigInt(v.Files[i].File), 'number of a file');
    equal(f.frames, BigInt(v.Files[i].Frames), 'frames of a file');
    same(f.key, v.Files[i].Key, 'key of a file');
    same(f.sum, v.Files[i].Sum, 'sum of a file');
  });
  same(seal.openHead(v.Key, vault, v.Half, v.Generation, v.Sealed), v.Plain, 'part');
  return read;
}

// sealedFrame opens frame i of the file of v in its half, {files, space}.
export function sealedFrame(v, i, vault, half) {
  const file = half.files.find((f) => f.number === BigInt(v.File));
  const read = ledger.openFrame(vault, v.Half, file, half.space, i, v.Frames[i]);
  same(read.id, v.IDs[i], 'entry id');
  equal(read.kind ?? '', v.Kinds[i], 'kind');
}

export function sealedFile(v, vault, half) {
  const file = half.files.find((f) => f.number === BigInt(v.File));
  v.Frames.forEach((_, i) => sealedFrame(v, i, vault, half));
  if (file.isOpen) return;
  equal(BigInt(v.Frames.length), file.frames, 'number of frames');
  same(ledger.sumOf(v.Frames), file.sum, 'sum of the frames');
}

export function diskFile(v) {
  const read = disk.readFrames(v.Bytes);
  equal(read.length, v.Payloads.length, 'number of frames');
  read.forEach((p, i) => same(p, v.Payloads[i], 'payload'));
}

export function diskHead(v) {
  const read = disk.readHead(v.Bytes);
  equal(read.generation, BigInt(v.Generation), 'generation');
  equal(read.forget, v.Forget, 'forget');
  same(read.sum, v.Sum, 'sum');
  same(read.payload, v.Payload, 'payload');
  equal(asText(read.files.map((f) => [f.number, f.open])), asText(v.Files.map((f) => [BigInt(f.File), Number(f.Open)])), 'files');
  return read;
}

export function place(v) {
  const read = disk.readPlace(v.Bytes);
  equal(read.number, BigInt(v.Number), 'number');
  equal(read.generation, BigInt(v.Generation), 'generation');
  same(read.sum, v.Sum, 'sum');
  equal(asText(read.files.map((f) => [f.number, f.frames])), asText(v.Files.map((f) => [BigInt(f.File), f.Frames])), 'files');
  return read;
}

// folder finds what is in force in a folder, and that the mark says the same.
export function folder(v) {
  const head = disk.newestHead(v.HeadA, v.HeadB);
  equal(head.generation, BigInt(v.Generation), 'generation');
  same(head.payload, v.Payload, 'payload');
  const place = disk.newestPlace(v.Mark);
  equal(place.generation, head.generation, 'generation of the mark');
  same(place.sum, head.sum, 'sum of the mark');
  equal(head.files.length, v.Files.length, 'number of files');
  const open = v.Files.filter((f, i) => {
    equal(head.files[i].number, BigInt(f.File), 'number of a file');
    equal(head.files[i].open === 1, f.Open, 'whether a file is open');
    equal(disk.fileName(head.files[i].number), f.Name, 'name of a file');
    return f.Open;
  });
  const counts = open.map((f) => [BigInt(f.File), disk.readFrames(f.Bytes).length]);
  equal(asText(place.files.map((f) => [f.number, f.frames])), asText(counts), 'frames acknowledged');
  v.Files.forEach((f) => disk.readFrames(f.Bytes));
  return { head, place };
}

function equal(got, want, what) {
  if (got !== want) throw new Error(`${what}: ${got} where ${want} belongs`);
}

const asText = (lists) => lists.join(';');

const asJSON = (fields) => JSON.stringify(fields, (_, x) => (typeof x === 'bigint' ? Number(x) : x));

// parse reads a vectors file: hexadecimal text becomes bytes, except in what the fields named hold.
const text = new Set([
  'About', 'Why', 'Name', 'Typed', 'Words', 'Passphrase', 'Generation', 'File', 'Kind', 'Next', 'Number',
]);

const isText = (key, v) => (text.has(key) && !Array.isArray(v)) || key === 'Fields' || key === 'Kinds';

export function parse(json) {
  const walk = (value) => {
    if (typeof value === 'string') {
      if (!/^([0-9a-f]{2})*$/.test(value)) throw new Error('not hexadecimal');
      return Uint8Array.from(Buffer.from(value, 'hex'));
    }
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, isText(k, v) ? v : walk(v)]));
  };
  return walk(JSON.parse(json));
}
