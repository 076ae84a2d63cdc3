// Opens one vector of each sort and compares all it says. Every function throws when anything differs.

import * as entries from './entry.mjs';
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

const asJSON = (fields) => JSON.stringify(fields, (_, x) => (typeof x === 'bigint' ? Number(x) : x));

// parse reads a vectors file: hexadecimal text becomes bytes, except in what the fields named hold.
const text = new Set(['About', 'Why', 'Name', 'Typed', 'Words', 'Passphrase', 'Generation', 'File', 'Kind', 'Fields']);

export function parse(json) {
  const walk = (value) => {
    if (typeof value === 'string') {
      if (!/^([0-9a-f]{2})*$/.test(value)) throw new Error('not hexadecimal');
      return Uint8Array.from(Buffer.from(value, 'hex'));
    }
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, text.has(k) && !Array.isArray(v) || k === 'Fields' ? v : walk(v)]));
  };
  return walk(JSON.parse(json));
}
