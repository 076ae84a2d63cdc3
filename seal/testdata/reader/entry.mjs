// What entry/FORMAT.md says. Every function throws when something is not as it should be.

import * as cbor from './cbor.mjs';
import * as seal from './seal.mjs';

const MAX_TEXT = 65536;

// read reads a sealed entry without any key; record is null once the content is destroyed.
export function read(data) {
  const map = cbor.decode(data);
  if (!(map instanceof Map)) throw new Error('entry: not a map');
  const destroyed = !map.has(3n);
  const keys = destroyed ? [1n, 2n, 4n] : [1n, 2n, 3n];
  if (map.size !== 3 || !keys.every((k) => map.has(k))) throw new Error('entry: other fields');

  const core = { ...readCore(map.get(1n)), bytes: cbor.encode(map.get(1n)) };
  const tag = cbor.bytes(map.get(2n), 32);
  const record = destroyed ? null : cbor.bytes(map.get(3n));
  if (record?.length === 0) throw new Error('entry: empty record');
  const hash = destroyed ? cbor.bytes(map.get(4n), 32) : seal.recordHash(record);
  return { core, tag, record, id: seal.entryID(seal.join(core.bytes, hash)) };
}

// open reads a sealed entry in its space and returns also its body, what that holds, and its kind.
export function open(space, data) {
  const entry = read(data);
  seal.same(entry.core.space, space.id, 'entry: space');
  seal.same(entry.tag, seal.ownTag(space, entry.id), 'own tag');
  if (entry.record === null) return entry;
  const body = seal.openBody(space, entry.core.epoch, entry.core.bytes, entry.record);
  const { kind, fields } = readBody(body);
  const [spaces, [least, most]] = kinds[kind];
  if (!spaces.includes(space.kind)) throw new Error('entry: the kind stands in the other half');
  const answers = entry.core.answers.length;
  if (answers < least || answers > most) throw new Error('entry: number of answers');
  return { ...entry, body, kind, fields };
}

function readCore(map) {
  const [version, space, generation, epoch, parents, answers, depth, clock] = cbor.fields(map, 8);
  cbor.equals(version, 1n);
  range(generation, 0n, 2n ** 32n - 1n);
  range(depth, 1n, 2n ** 48n);
  range(clock, BigInt(Date.parse('0001-01-01T00:00:00Z')), BigInt(Date.parse('9999-12-31T23:59:59.999Z')));
  if ((depth === 1n) !== (parents.length === 0)) throw new Error('core: depth and parents');
  return { space: cbor.bytes(space, 32), epoch: cbor.bytes(epoch, 32), answers: ids(answers), parents: ids(parents) };
}

function ids(value) {
  const list = cbor.list(value);
  if (list.length > 64) throw new Error('core: too many ids');
  list.forEach((id, i) => {
    cbor.bytes(id, 32);
    if (i > 0 && Buffer.compare(list[i - 1], id) >= 0) throw new Error('core: ids out of order');
  });
  return list;
}

function range(n, least, most) {
  if (typeof n !== 'bigint' || n < least || n > most) throw new Error('number out of range');
}

function text(s, least = 0, mostRunes = Infinity) {
  if (typeof s !== 'string' || s.includes('\0') || Buffer.byteLength(s) > MAX_TEXT) throw new Error('not a text');
  const runes = [...s].length;
  if (runes < least || runes > mostRunes) throw new Error('text too short or too long');
}

function oneOf(value, ...allowed) {
  if (!allowed.includes(value)) throw new Error('not one of the words');
}

function day(s) {
  const ok = typeof s === 'string' && /^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(s);
  const date = new Date(`${s}T00:00:00Z`);
  if (!ok || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== s) throw new Error('not a day');
}

function timeOfDay(s) {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(s)) throw new Error('not a time of day');
}

function zone(s) {
  if (!/^[A-Za-z0-9/_+-]{1,64}$/.test(s) || s === 'Local') throw new Error('not a zone');
}

const orEmpty = (check) => (s) => s === '' || check(s);

const MAIN = 1; // the self space
const MINE = 2;

// kind: which spaces it stands in, how many entries it may answer, how many fields it has, and what they must be.
const kinds = {
  person: [[MAIN], [0, 0], 1, (name) => text(name, 0, 60)],
  settings: [[MAIN], [0, 0], 3, (name, idle, theme) => {
    orEmpty(zone)(name);
    range(idle, 2n, 10n);
    oneOf(theme, '', 'light', 'dark');
  }],
  words: [[MAIN], [0, 0], 2, (event, on) => {
    oneOf(event, 'shown', 'confirmed', 'later');
    day(on);
  }],
  agreement: [[MAIN], [0, 0], 7, (what, repeat, every, weekdays, start, zoneName, at) => {
    text(what, 1, 1000);
    oneOf(repeat, 'once', 'days', 'weekly', 'monthly');
    range(every, 1n, repeat === 'once' ? 1n : 52n);
    range(weekdays, 0n, repeat === 'weekly' ? 127n : 0n);
    day(start);
    zone(zoneName);
    orEmpty(timeOfDay)(at);
  }],
  end: [[MAIN], [1, 1], 0, () => {}],
  mark: [[MAIN], [1, 1], 3, (occurrence, outcome, to) => {
    day(occurrence);
    oneOf(outcome, 'kept', 'missed', 'moved');
    if (outcome === 'moved') orEmpty(day)(to);
    else oneOf(to, '');
  }],
  role: [[MINE], [0, 0], 1, (role) => oneOf(role, 'hurt', 'repairing', 'both', 'writing')],
  note: [[MINE], [0, 0], 4, (page, parts, on, choice) => {
    oneOf(page, 'tonight', 'noticed', 'question', 'did', 'account', 'blank');
    cbor.list(parts).forEach((p) => text(p));
    if (parts.length < 1 || parts.length > 12 || parts.every((p) => p === '')) throw new Error('note: nothing in it');
    day(on);
    oneOf(choice, '', 'outline', 'detail', 'choose');
  }],
  feeling: [[MINE], [0, 1], 3, (word, strength, line) => {
    text(word, 0, 40);
    range(strength, -1n, 10n);
    text(line);
    if (word === '' && strength === -1n && line === '') throw new Error('feeling: nothing given');
  }],
  check: [[MINE], [0, 0], 3, (on, question, value) => {
    day(on);
    oneOf(question, 'dread', 'closeness', 'ease', 'weight');
    range(value, 0n, 10n);
  }],
  line: [[MINE], [0, 0], 3, (on, page, line) => {
    day(on);
    oneOf(page, 'line', 'tomorrow');
    text(line, 1);
  }],
  withdraw: [[MAIN, MINE], [1, 64], 0, () => {}],
};

// readBody reads a body and its content's fields, in the order of their keys.
export function readBody(body) {
  const [kind, content] = cbor.fields(cbor.decode(body), 2);
  if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) throw new Error('body: unknown kind');
  const [, , size, check] = kinds[kind];
  const fields = cbor.fields(content, size);
  check(...fields);
  return { kind, fields };
}
