import fc from "fast-check";

/** One way to damage a file; places are shares of its length, so that they fit every file. */
type Damage = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
/** Headers stand at the beginning, directories at the end: half of all damage is done there. */
const spot = fc.oneof(
  place.map((share) => (length: number) => Math.floor(share * length)),
  fc.nat(300).map((at) => (length: number) => Math.min(at, Math.max(0, length - 1))),
  fc.nat(300).map((back) => (length: number) => Math.max(0, length - 1 - back)),
);
const extremes = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn, 2n ** 53n, 2n ** 63n - 1n, 2n ** 64n - 1n];

const truncate = spot.map((at): Damage => (bytes) => bytes.slice(0, at(bytes.length)));
const flip = fc.tuple(spot, fc.integer({ min: 1, max: 255 })).map(
  ([at, mask]): Damage =>
    (bytes) => {
      const changed = bytes.slice();
      const i = at(bytes.length);
      if (i < changed.length) changed[i] = (changed[i] as number) ^ mask;
      return changed;
    },
);
const overwrite = fc.tuple(spot, fc.constantFrom(...extremes), fc.constantFrom(1, 2, 4, 8), fc.boolean()).map(
  ([at, value, width, little]): Damage =>
    (bytes) => {
      const changed = bytes.slice();
      for (let k = 0; k < width; k++) {
        const shift = BigInt(8 * (little ? k : width - 1 - k));
        const i = at(bytes.length) + k;
        if (i < changed.length) changed[i] = Number((value >> shift) & 0xffn);
      }
      return changed;
    },
);
const splice = fc.tuple(spot, fc.nat(64), fc.uint8Array({ maxLength: 64 })).map(
  ([at, gone, added]): Damage =>
    (bytes) => joined(bytes.subarray(0, at(bytes.length)), added, bytes.subarray(at(bytes.length) + gone)),
);
const duplicate = fc.tuple(spot, fc.integer({ min: 1, max: 4096 })).map(
  ([at, length]): Damage =>
    (bytes) => {
      const start = at(bytes.length);
      return joined(bytes.subarray(0, start + length), bytes.subarray(start, start + length), bytes.subarray(start + length));
    },
);

/** A valid file after one to four kinds of damage. */
export function damaged(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const damages = fc.array(fc.oneof(truncate, flip, overwrite, splice, duplicate), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(fc.constantFrom(...seeds), damages)
    .map(([seed, all]) => all.reduce((bytes, damage) => damage(bytes), seed));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
