// Reads the test vectors of seal and entry by the two FORMAT.md alone:
//
//   npm ci && node read.mjs
//
// Opens every vector, then refuses every one that must be refused, then alters every byte of every good one and refuses
// that. Exit code 0 when all is as it should be; 1 and a line for each fault otherwise.

import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import * as check from './vectors.mjs';
import * as entry from './entry.mjs';
import * as seal from './seal.mjs';

const faults = [];
const counts = { opened: 0, refused: 0, altered: 0 };

function opens(what, run) {
  try {
    counts.opened++;
    return run();
  } catch (e) {
    faults.push(`${what}: does not open: ${e.message}`);
  }
}

function refuses(what, run, count = 'refused') {
  counts[count]++;
  try {
    run();
  } catch {
    return;
  }
  faults.push(`${what}: opens and must not`);
}

// alter flips one bit of each byte of v's fields, one at a time; ranges limits it to [from, to) pairs.
function alter(what, v, names, run, ranges) {
  for (const name of names) {
    for (const [from, to] of ranges ?? [[0, v[name].length]]) {
      for (let i = from; i < to; i++) {
        const changed = v[name].slice();
        changed[i] ^= 1 << i % 8;
        refuses(`${what}, byte ${i} of ${name} altered`, () => run({ ...v, [name]: changed }), 'altered');
      }
    }
  }
}

function readSeal(v) {
  v.Words.forEach((w, i) => {
    opens(`words ${i}`, () => check.words(w));
    alter(`words ${i}`, w, ['Entropy'], check.words);
  });
  v.RefusedWords.forEach((w) => refuses(`words: ${w.Why}`, () => seal.readWords(w.Typed)));
  v.RefusedLocks.forEach((l) => refuses(`lock: ${l.Why}`, () => seal.readLock(l.Lock)));
  opens('lock', () => v.Words.forEach((w) => seal.readLock(w.Lock)));

  for (const b of v.Blocks) {
    const ways = check.waysInto(b);
    opens(`block ${b.Name}`, () => check.block(b, ways));
    const used = 17 + 1248 * (b.Words === '' ? 1 : 2); // what follows is unused slots: random, and read by nobody
    alter(`block ${b.Name}`, b, ['Block'], (c) => check.block(c, ways), [[0, used]]);
    alter(`block ${b.Name}`, b, ['Vault', 'Key'], (c) => check.block(c, ways));
  }
  for (const b of v.RefusedBlocks) {
    const ways = check.waysInto(b);
    refuses(`block: ${b.Why}`, () => check.block(b, ways));
  }
  opens('vault', () => seal.same(sha256(seal.join(v.Vault, v.Blocks[0].Block, v.Blocks[1].Block)), v.VaultSHA256, 'vault'));

  const kinds = [
    ['head', v.Heads, ['Vault', 'Key', 'Plain', 'Sealed']],
    ['frame', v.Frames, ['Vault', 'Key', 'Plain', 'Sealed']],
    ['space', v.Spaces, ['ID', 'Bundle']],
  ];
  for (const [kind, good, names] of kinds) {
    good.forEach((o, i) => {
      opens(`${kind} ${i}`, () => check[kind](o));
      alter(`${kind} ${i}`, o, names, check[kind]);
    });
  }
  v.RefusedHeads.forEach((h) => refuses(`head: ${h.Why}`, () => check.head(h)));
  v.RefusedFrames.forEach((f) => refuses(`frame: ${f.Why}`, () => check.frame(f)));
  v.RefusedSpaces.forEach((s) => refuses(`space: ${s.Why}`, () => seal.readSpace(s.Bundle)));

  const spaces = v.Spaces.map(check.space);
  v.Bodies.forEach((b, i) => {
    opens(`body ${i}`, () => check.body(b, spaces));
    alter(`body ${i}`, b, ['Epoch', 'Core', 'Body', 'Record'], (c) => check.body(c, spaces));
  });
  v.RefusedBodies.forEach((b) => refuses(`body: ${b.Why}`, () => check.body(b, spaces)));
  v.Entries.forEach((e, i) => {
    opens(`entry ${i}`, () => check.entry(e, spaces));
    alter(`entry ${i}`, e, ['Header', 'ID', 'Tag'], (c) => check.entry(c, spaces));
  });
  v.RefusedTags.forEach((e) => refuses(`tag: ${e.Why}`, () => check.entry(e, spaces)));
}

function readEntries(v) {
  const spaces = v.Spaces.map(seal.readSpace);
  v.Entries.forEach((e, i) => {
    const what = `entry ${i} (${e.Kind})`;
    opens(what, () => check.wholeEntry(e, spaces));
    alter(what, e, ['Sealed', 'Destroyed', 'Core', 'ID', 'Body'], (c) => check.wholeEntry(c, spaces));
    refuses(`${what} in the other space`, () => check.wholeEntry({ ...e, Space: 1 - e.Space }, spaces));
  });
  v.RefusedSealed.forEach((r) => refuses(`sealed entry: ${r.Why}`, () => entry.read(r.Bytes)));
  v.RefusedBodies.forEach((r) => refuses(`body: ${r.Why}`, () => entry.readBody(r.Bytes)));
}

// vectorsOf reads one vectors file, and fails when a list in it is empty: nothing would be checked.
function vectorsOf(path) {
  const v = check.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  for (const [name, list] of Object.entries(v)) {
    if (Array.isArray(list) && list.length === 0) faults.push(`${path}: no ${name}`);
  }
  return v;
}

readSeal(vectorsOf('../vectors.json'));
readEntries(vectorsOf('../../../entry/testdata/vectors.json'));

console.log(`${counts.opened} opened, ${counts.refused} refused, ${counts.altered} altered and refused, ${faults.length} faults`);
faults.slice(0, 20).forEach((f) => console.error(f));
process.exit(faults.length === 0 ? 0 : 1);
