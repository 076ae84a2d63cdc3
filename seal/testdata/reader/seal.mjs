// What FORMAT.md says, section by section. Every function throws when something is not as it should be.

import { readFileSync } from 'node:fs';
import { xchacha20poly1305, chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { argon2id } from '@noble/hashes/argon2.js';
import { expand, extract, hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ml_kem768_x25519 as kem } from '@noble/post-quantum/hybrid.js';
import * as cbor from './cbor.mjs';

const ascii = (text) => Uint8Array.from(text, (c) => c.charCodeAt(0));
export const join = (...parts) => Uint8Array.from(Buffer.concat(parts));
const label = (name) => ascii(`kept/v1/${name}\0`);
const H = (...parts) => sha256(join(...parts));
const derive = (secret, salt, info, size) => hkdf(sha256, secret, salt, info, size);

export function number(n, size) {
  const out = new Uint8Array(size);
  let rest = BigInt(n);
  for (let i = size - 1; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 255n);
  if (rest !== 0n) throw new Error('number too large');
  return out;
}

export function same(got, want, what) {
  if (Buffer.compare(got, want) !== 0) throw new Error(`${what}: not the same bytes`);
}

function sized(data, size, what) {
  if (data.length !== size) throw new Error(`${what}: ${data.length} bytes where ${size} belong`);
  return data;
}

// §1

export function openMessage(purpose, secret, context, message) {
  if (message.length < 80) throw new Error('message: too short');
  const keys = derive(secret, message.subarray(0, 32), join(label(purpose), context), 88);
  same(message.subarray(32, 64), keys.subarray(56), 'commitment');
  const ad = join(label(`${purpose}-ad`), context);
  return xchacha20poly1305(keys.subarray(0, 32), keys.subarray(32, 56), ad).decrypt(message.subarray(64));
}

// §2

export function readBlock(data) {
  cbor.version(BigInt(data[0]));
  sized(data, 10001, 'block');
  const slots = Array.from({ length: 8 }, (_, i) => data.subarray(17 + i * 1248, 17 + (i + 1) * 1248));
  return { salt: data.subarray(1, 17), slots };
}

export function normalise(passphrase) {
  const check = (s) => {
    if (!s.isWellFormed() || /\p{Cc}/u.test(s) || Buffer.byteLength(s) > 1024) throw new Error('passphrase: not allowed');
    return s;
  };
  return check(check(passphrase).normalize('NFKC'));
}

export const stretch = (passphrase, salt) =>
  argon2id(Buffer.from(normalise(passphrase)), salt, { t: 3, m: 65536, p: 1, dkLen: 32 });

const slotContext = (vault, half, salt, i) => join(sized(vault, 16, 'vault id'), number(half, 1), salt, number(i, 1));

// firstThatOpens tries all eight slots.
function firstThatOpens(block, open) {
  for (let i = 0; i < 8; i++) {
    try {
      return open(block.slots[i], i);
    } catch {
      continue;
    }
  }
  throw new Error('block: no slot opens');
}

export function openBlock(vault, half, block, stretched) {
  return firstThatOpens(block, (slot, i) => {
    const plain = openMessage('slot', stretched, slotContext(vault, half, block.salt, i), slot);
    same(plain.subarray(32), new Uint8Array(1136), 'padding');
    return plain.subarray(0, 32);
  });
}

// §3

const wordList = readFileSync(new URL('../../english.txt', import.meta.url));
same(sha256(wordList), Buffer.from('2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda', 'hex'), 'word list');
const english = wordList.toString().trim().split('\n');

export function readWords(typed) {
  const list = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (list.length !== 12) throw new Error('words: not twelve');
  let bits = 0n;
  for (const word of list) {
    const n = english.indexOf(word);
    if (n < 0) throw new Error('words: not in the list');
    bits = (bits << 11n) | BigInt(n);
  }
  const entropy = number(bits >> 4n, 16);
  if (BigInt(sha256(entropy)[0] >> 4) !== (bits & 15n)) throw new Error('words: checksum');
  return { words: list.join(' '), entropy };
}

export function wordsKeys(entropy) {
  const seed = derive(entropy, undefined, label('words-kem'), 32);
  const outer = derive(entropy, undefined, label('words-outer'), 32);
  const pair = kem.keygen(seed);
  return { secretKey: pair.secretKey, outer, lock: join(number(1, 1), pair.publicKey, outer) };
}

export function readLock(data) {
  if (data[0] !== 1) throw new Error('lock: unknown version');
  sized(data, 1249, 'lock');
  kem.encapsulate(data.subarray(1, 1217)); // throws unless it is a public key
}

export function openBlockWithWords(vault, half, block, keys) {
  return firstThatOpens(block, (slot, i) => {
    const context = slotContext(vault, half, block.salt, i);
    const wrap = openMessage('words-slot', keys.outer, context, slot);
    return openHPKE(keys.secretKey, join(label('words-wrap'), context), wrap);
  });
}

// RFC 9180, base mode, one shot, sequence number 0.
function openHPKE(secretKey, info, data) {
  const suite = join(ascii('HPKE'), number(0x647a, 2), number(1, 2), number(3, 2));
  const none = new Uint8Array(0);
  const labeledExtract = (salt, name, ikm) => extract(sha256, join(ascii('HPKE-v1'), suite, ascii(name), ikm), salt);
  const labeledExpand = (key, name, context, size) =>
    expand(sha256, key, join(number(size, 2), ascii('HPKE-v1'), suite, ascii(name), context), size);

  const shared = kem.decapsulate(data.subarray(0, 1120), secretKey);
  const context = join(number(0, 1), labeledExtract(none, 'psk_id_hash', none), labeledExtract(none, 'info_hash', info));
  const secret = labeledExtract(shared, 'secret', none);
  const key = labeledExpand(secret, 'key', context, 32);
  const nonce = labeledExpand(secret, 'base_nonce', context, 12);
  return chacha20poly1305(key, nonce).decrypt(data.subarray(1120));
}

// §4

export function openHead(key, vault, half, generation, part) {
  if (part[0] !== 1) throw new Error('head: unknown version');
  const context = join(sized(vault, 16, 'vault id'), number(half, 1), number(generation, 8));
  return openMessage('head', sized(key, 32, 'key'), context, part.subarray(1));
}

// §5

export function openFrame(key, vault, half, file, index, frame) {
  const where = join(sized(vault, 16, 'vault id'), number(half, 1), number(file, 8), number(index, 4));
  return xchacha20poly1305(key, frame.subarray(0, 24), join(label('frame-ad'), where)).decrypt(frame.subarray(24));
}

// §6

export function readSpace(data) {
  const [version, genesis, signatures, member, keySets, epochs] = cbor.fields(cbor.decode(data), 6);
  cbor.version(version);
  cbor.equals(member, 0n);
  const id = H(label('genesis'), cbor.bytes(genesis));
  const { kind, signKey, wrapKey } = readGenesis(genesis);

  const signed = [[cbor.list(signatures, 1)[0], join(label('genesis-sig'), id)]];
  let previous = new Uint8Array(32);
  const opened = cbor.list(epochs).map((e, i) => {
    const [announcement, signature, secret] = cbor.fields(e, 3);
    readAnnouncement(cbor.bytes(announcement), {
      space: id,
      counter: BigInt(i),
      previous,
      commitment: H(label('epoch'), id, cbor.bytes(secret, 32)),
    });
    const epoch = H(label('announcement'), announcement);
    signed.push([signature, join(label('announcement-sig'), id, epoch)]);
    previous = epoch;
    return { id: epoch, entryKey: derive(secret, undefined, join(label('entry-key'), id, epoch), 32) };
  });
  if (opened.length === 0) throw new Error('space: no epoch');

  const [generation, signSeed, wrapSeed, tagKey] = cbor.fields(cbor.list(keySets, 1)[0], 4);
  cbor.equals(generation, 0n);
  same(ed25519.getPublicKey(cbor.bytes(signSeed, 32)), signKey, 'sign key');
  signed.forEach(([signature, message]) => verify(signKey, signature, message));
  same(kem.keygen(cbor.bytes(wrapSeed, 32)).publicKey, wrapKey, 'wrap key');
  return { id, kind, tagKey: cbor.bytes(tagKey, 32), epochs: opened };
}

function readGenesis(data) {
  const [version, kind, origin, rules, members, relays] = cbor.fields(cbor.decode(data), 6);
  cbor.equals(version, 1n);
  if (kind !== 1n && kind !== 2n) throw new Error('genesis: unknown kind');
  cbor.bytes(origin, 32);
  cbor.equals(rules, 1n);
  cbor.list(relays, 0);
  const [signKey, wrapKey] = cbor.fields(cbor.list(members, 1)[0], 2);
  return { kind: Number(kind), signKey: cbor.bytes(signKey, 32), wrapKey: cbor.bytes(wrapKey, 1216) };
}

function readAnnouncement(data, want) {
  const [version, space, author, generation, counter, previous, commitment, readers] = cbor.fields(cbor.decode(data), 8);
  cbor.equals(version, 1n);
  same(cbor.bytes(space), want.space, 'announcement: space');
  cbor.equals(author, 0n);
  cbor.equals(generation, 0n);
  cbor.equals(counter, want.counter);
  same(cbor.bytes(previous), want.previous, 'announcement: previous');
  same(cbor.bytes(commitment), want.commitment, 'announcement: commitment');
  cbor.list(readers, 0);
}

function verify(key, signature, message) {
  if (!ed25519.verify(cbor.bytes(signature, 64), message, key, { zip215: false })) throw new Error('signature does not match');
}

// §7

export function openBody(space, epoch, core, record) {
  const found = space.epochs.find((e) => Buffer.compare(e.id, epoch) === 0);
  if (!found) throw new Error('body: unknown epoch');
  return openMessage('body', found.entryKey, join(space.id, H(core)), record);
}

export const recordHash = (record) => H(record);
export const entryID = (header) => H(label('entry'), header);
export const ownTag = (space, id) => hmac(sha256, space.tagKey, join(label('own-tag'), space.id, id));
