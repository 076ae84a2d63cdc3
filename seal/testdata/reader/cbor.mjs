// A reader of deterministic CBOR, as FORMAT.md §6 allows it: whole numbers, byte strings, text, lists, maps; true and
// false only where yesAndNo is asked for. Maps come back as Map. Anything that has a second encoding is refused.

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const maxDepth = 8;

// Newer is thrown for what a newer program wrote.
export class Newer extends Error {
  constructor() {
    super('of a newer version');
  }
}

export function decode(data, { yesAndNo = false } = {}) {
  let at = 0;

  function take(n) {
    if (at + n > data.length) throw new Error('cbor: ends too early');
    at += n;
    return data.subarray(at - n, at);
  }

  function argument(info) {
    if (info < 24) return BigInt(info);
    if (info > 27) throw new Error('cbor: no definite length');
    const size = 1 << (info - 24);
    let n = 0n;
    for (const b of take(size)) n = (n << 8n) | BigInt(b);
    const least = size === 1 ? 24n : 1n << BigInt(4 * size);
    if (n < least) throw new Error('cbor: not the shortest form');
    return n;
  }

  function item(depth) {
    if (depth > maxDepth) throw new Error('cbor: too deep');
    const first = take(1)[0];
    const major = first >> 5;
    if (yesAndNo && (first === 0xf4 || first === 0xf5)) return first === 0xf5;
    if (major >= 6) throw new Error('cbor: tags, floats and simple values are not used');
    const n = argument(first & 31);
    switch (major) {
      case 0: return n;
      case 1: return -1n - n;
      case 2: return take(Number(n)).slice();
      case 3: return utf8.decode(take(Number(n)));
      case 4: {
        const list = [];
        for (let i = 0n; i < n; i++) list.push(item(depth + 1));
        return list;
      }
      default: {
        const map = new Map();
        let before = null;
        for (let i = 0n; i < n; i++) {
          const start = at;
          const key = item(depth + 1);
          const bytes = data.subarray(start, at);
          if (before && Buffer.compare(before, bytes) >= 0) throw new Error('cbor: keys out of order');
          before = bytes;
          map.set(key, item(depth + 1));
        }
        return map;
      }
    }
  }

  const value = item(1);
  if (at !== data.length) throw new Error('cbor: bytes after the end');
  return value;
}

// encode writes what decode gave, in the one encoding.
export function encode(value) {
  const head = (major, n) => {
    if (n < 24n) return [(major << 5) | Number(n)];
    const size = n < 1n << 8n ? 1 : n < 1n << 16n ? 2 : n < 1n << 32n ? 4 : 8;
    const out = [(major << 5) | (24 + Math.log2(size))];
    for (let i = size - 1; i >= 0; i--) out.push(Number((n >> BigInt(8 * i)) & 255n));
    return out;
  };
  const all = (major, n, parts) => Uint8Array.from(Buffer.concat([Uint8Array.from(head(major, BigInt(n))), ...parts]));
  if (typeof value === 'bigint') return value < 0n ? all(1, -1n - value, []) : all(0, value, []);
  if (value instanceof Uint8Array) return all(2, value.length, [value]);
  if (typeof value === 'string') return all(3, Buffer.byteLength(value), [Buffer.from(value)]);
  if (Array.isArray(value)) return all(4, value.length, value.map(encode));
  return all(5, value.size, [...value].flatMap(([k, v]) => [encode(k), encode(v)])); // the order decode checked
}

// fields checks that map has exactly the keys 1 to n and returns their values.
export function fields(map, n) {
  if (!(map instanceof Map) || map.size !== n) throw new Error(`cbor: not a map of ${n} fields`);
  return Array.from({ length: n }, (_, i) => {
    const v = map.get(BigInt(i + 1));
    if (v === undefined) throw new Error(`cbor: field ${i + 1} is missing`);
    return v;
  });
}

export function bytes(value, size) {
  if (!(value instanceof Uint8Array) || (size !== undefined && value.length !== size)) throw new Error('cbor: not these bytes');
  return value;
}

// version checks the version of an object, which is 1.
export function version(n) {
  if (typeof n === 'bigint' && n > 1n) throw new Newer();
  equals(n, 1n);
}

export function equals(value, want) {
  if (value !== want) throw new Error('cbor: another value belongs here');
}

export function list(value, size) {
  if (!Array.isArray(value) || (size !== undefined && value.length !== size)) throw new Error('cbor: not this list');
  return value;
}
