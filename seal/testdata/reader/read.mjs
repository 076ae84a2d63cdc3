// Reads the test vectors of seal, entry, ledger and ledger/disk by the three FORMAT.md alone:
//
//   npm ci && node read.mjs
//
// Opens every vector, then refuses every one that must be refused, then alters every byte of every good one and refuses
// that. The last line is `N passed, M failed`. Exit code 0 when M is 0; 1 and a line for each fault otherwise.

import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import * as check from './vectors.mjs';
import * as disk from './disk.mjs';
import * as entry from './entry.mjs';
import * as ledger from './ledger.mjs';
import * as seal from './seal.mjs';
import { Newer } from './cbor.mjs';

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

// refusesAs refuses v as what it is: a newer program's, a save that never finished, or neither.
function refusesAs(v, what, run) {
  refuses(`${what}: ${v.Why}`, () => {
    try {
      run();
    } catch (e) {
      if (e instanceof Newer === (v.Newer ?? false) && e instanceof disk.Torn === (v.Torn ?? false)) throw e;
    }
  });
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

// edited is good with one stretch replaced, as v says.
const edited = (v, good) => seal.join(good.subarray(0, v.At), v.Put, good.subarray(v.At + v.Cut));

function readLedger(v) {
  const payload = opens('payload', () => check.payload(v.Payload, v.Parts));
  alter('payload', v.Payload, ['Bytes', 'ID'], (c) => check.payload(c, v.Parts));
  opens('payload: its passphrase gives the key', () => {
    const stretched = seal.stretch(v.Payload.Passphrase, payload.blocks[0].salt);
    seal.same(seal.openBlock(payload.id, 0, payload.blocks[0], stretched), v.Parts[0].Key, 'key');
  });
  v.RefusedPayloads.forEach((r) => refusesAs(r, 'payload', () => ledger.readPayload(edited(r, v.Payload.Bytes))));

  const halves = v.Parts.map((p) => {
    const what = `part ${p.Half}`;
    const run = (c) => check.part(c, payload.id);
    alter(what, p, ['Key', 'Plain', 'Sealed', 'Space', 'Lock'], run);
    refuses(`${what} as the other half's`, () => run({ ...p, Half: 1 - p.Half }));
    refuses(`${what} as the next generation's`, () => run({ ...p, Generation: BigInt(p.Generation) + 1n }));
    return opens(what, () => {
      const read = run(p);
      return { files: read.files, space: ledger.checkPart(read) };
    });
  });
  v.RefusedParts.forEach((r) => refusesAs(r, 'part', () => ledger.checkPart(ledger.readPart(edited(r, v.Parts[r.Half].Plain)))));

  for (const f of v.Files) {
    const what = `file ${f.File}`;
    opens(what, () => check.sealedFile(f, payload.id, halves[f.Half]));
    f.Frames.forEach((Frame, i) => {
      const run = (c) => check.sealedFrame({ ...f, Frames: f.Frames.with(i, c.Frame) }, i, payload.id, halves[f.Half]);
      alter(`${what}, frame ${i}`, { Frame }, ['Frame'], run);
    });
  }
}

function readDisk(v) {
  v.Files.forEach((f, i) => {
    opens(`file ${i}`, () => check.diskFile(f));
    alter(`file ${i}`, f, ['Bytes'], check.diskFile);
  });
  v.Heads.forEach((h, i) => {
    opens(`head ${i}`, () => check.diskHead(h));
    opens(`head ${i} with zeros behind`, () => check.diskHead({ ...h, Bytes: seal.join(h.Bytes, new Uint8Array(99)) }));
    alter(`head ${i}`, h, ['Bytes', 'Sum', 'Payload'], check.diskHead);
  });
  v.Marks.forEach((m, i) => {
    const { used } = opens(`mark ${i}`, () => check.place(m));
    alter(`mark ${i}`, m, ['Bytes'], check.place, [[0, used]]); // what follows is zeros that nobody reads
    alter(`mark ${i}`, m, ['Sum'], check.place);
  });
  v.RefusedFiles.forEach((r) => refusesAs(r, 'file', () => disk.readFrames(r.Bytes)));
  v.RefusedHeads.forEach((r) => refusesAs(r, 'head', () => disk.readHead(r.Bytes)));
  v.RefusedMarks.forEach((r) => refusesAs(r, 'mark', () => disk.readPlace(r.Bytes)));
  readFolder(v.Folder);
}

// readFolder alters what is in force. The copy of the head and the place of the mark before it are whole as well and
// are read instead: not what the vector says. Altering those before changes nothing.
function readFolder(v) {
  const { head, place } = opens('folder', () => check.folder(v));
  const [inForce, before] = head.generation === disk.readHead(v.HeadA).generation ? ['HeadA', 'HeadB'] : ['HeadB', 'HeadA'];
  const markAt = place.number % 2n === 0n ? 0 : 512;
  alter('folder', v, [inForce], check.folder, [[0, head.used]]);
  alter('folder', v, ['Mark'], check.folder, [[markAt, markAt + place.used]]);
  v.Files.forEach((f, i) => {
    alter(`folder, file ${f.File}`, f, ['Bytes'], (c) => check.folder({ ...v, Files: v.Files.with(i, c) }));
  });
  opens('folder with a damaged copy of the head before', () => check.folder({ ...v, [before]: new Uint8Array(4096).fill(7) }));
  refuses('folder without a whole copy of the head', () => check.folder({ ...v, HeadA: v.HeadA.subarray(0, 50), HeadB: v.HeadB.subarray(1) }));
}

// vectorsOf reads one vectors file, and fails when a list in it is empty: nothing would be checked.
function vectorsOf(path) {
  const v = check.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
  for (const [name, list] of Object.entries(v)) {
    if (Array.isArray(list) && list.length === 0) throw new Error(`no ${name}`);
  }
  return v;
}

for (const [folder, read] of [['seal', readSeal], ['entry', readEntries], ['ledger', readLedger], ['ledger/disk', readDisk]]) {
  opens(`vectors of ${folder}`, () => read(vectorsOf(`../../../${folder}/testdata/vectors.json`)));
}

const total = counts.opened + counts.refused + counts.altered;
faults.slice(0, 20).forEach((f) => console.error(f));
console.log(`${counts.opened} opened, ${counts.refused} refused, ${counts.altered} altered and refused`);
console.log(`${total - faults.length} passed, ${faults.length} failed`);
process.exit(faults.length === 0 && total > 0 ? 0 : 1);
