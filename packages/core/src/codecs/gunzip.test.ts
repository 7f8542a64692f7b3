import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";
import { gunzip } from "./gunzip.ts";
import { joinBytes } from "./join-bytes.ts";
import { refusesTruncation, survivesChanges } from "./testdata/hostile-bytes.ts";

test("inflates what zlib deflated", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), fc.constantFrom(0, 1, 9), (bytes, level) => {
      expect(gunzip(gzipSync(bytes, { level }))).toEqual(bytes);
    }),
  );
});

test("inflates more than one piece of input", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 13);
  expect(gunzip(gzipSync(bytes))).toEqual(bytes);
});

test("inflates several members, with and without zeros behind", () => {
  const members = fc.array(fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(0, 9)), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(members, fc.nat(600), (contents, padding) => {
      const files = contents.map(([bytes, level]) => new Uint8Array(gzipSync(bytes, { level })));
      const plain = joinBytes(contents.map(([bytes]) => bytes));
      expect(gunzip(joinBytes([...files, new Uint8Array(padding)]))).toEqual(plain);
    }),
  );
});

test("finds the padding whatever zeros the data and the trailer end with", () => {
  // No content has a trailer of zeros only, 256 bytes one that ends in three.
  for (const size of [0, 1, 255, 256, 65_536]) {
    const file = new Uint8Array(gzipSync(new Uint8Array(size)));
    for (let padding = 0; padding < 40; padding++)
      expect(gunzip(joinBytes([file, new Uint8Array(padding)]))).toHaveLength(size);
  }
});

test("skips a member's name, comment and extra field, also across pieces of input", () => {
  const extra = Array.from({ length: 60_000 }, (_, i) => i % 251);
  const fields = [0x60, 0xea, ...extra, 0x61, 0, 0x62, 0x63, 0];
  const plain = new Uint8Array(gzipSync(Uint8Array.of(1, 2, 3)));
  const member = joinBytes([plain.subarray(0, 10), Uint8Array.from(fields), plain.subarray(10)]);
  // FEXTRA, FNAME, FCOMMENT.
  member[3] = 4 | 8 | 16;
  expect([...gunzip(joinBytes([member, member, new Uint8Array(30)]))]).toEqual([1, 2, 3, 1, 2, 3]);
});

test("refuses damage in any member, and what follows the last one and is no padding", () => {
  const one = new Uint8Array(gzipSync(new TextEncoder().encode("what the generator never learned")));
  const two = joinBytes([one, one]);
  for (const at of [one.length - 1, one.length - 5, two.length - 5]) {
    const changed = two.slice();
    changed[at] = (changed[at] as number) ^ 1;
    expect(() => gunzip(changed)).toThrowError(/checksum/);
  }
  refusesTruncation(two, gunzip, [one.length]);
  for (const rest of [[1], [0, 0, 0, 0, 0, 0, 7], [0x1f, 0x8b], [1, 2, 3, 4, 5, 6, 7, 8]])
    expect(() => gunzip(joinBytes([one, Uint8Array.from(rest)]))).toThrowError(DatasetInvalidError);
  expect(() => gunzip(Uint8Array.of(1, 2, 3, 4, 5))).toThrowError(/gzip member at its beginning/);
});

test("changed bytes are refused, or change nothing that counts", () => {
  const contents = ["what the generator", "", "never learned"].map((text) => new TextEncoder().encode(text));
  const file = joinBytes([...contents.map((bytes) => new Uint8Array(gzipSync(bytes))), new Uint8Array(9)]);
  // Names, times and flags of a header may change; the content is that of all or of the members that are left.
  const whole = new TextDecoder().decode(joinBytes(contents));
  survivesChanges(file, gunzip, (bytes: Uint8Array) => new TextDecoder().decode(bytes) === whole);
});

test("counts the members of a hostile file", () => {
  const empty = new Uint8Array(gzipSync(new Uint8Array(0)));
  const many = (count: number) => joinBytes(Array.from({ length: count }, () => empty));
  expect(gunzip(many(9000))).toHaveLength(0);
  expect(() => gunzip(many(50_001))).toThrowError(/more than 50000 gzip members/);
});

test("stops a bomb at the limit", () => {
  const bomb = gzipSync(new Uint8Array(50_000_000), { level: 9 });
  expect(bomb.length).toBeLessThan(60_000);
  expect(() => gunzip(bomb, { maxBytes: 1000 })).toThrowError(/more than the 1000 bytes/);
  // Members are counted together.
  const small = gzipSync(new Uint8Array(600));
  expect(() => gunzip(joinBytes([small, small]), { maxBytes: 1000 })).toThrowError(
    /more than the 1000 bytes/,
  );
});

test("refuses a wrong checksum, a wrong length and every truncation", () => {
  const file = new Uint8Array(gzipSync(new TextEncoder().encode("what the generator never learned")));
  for (const fromEnd of [1, 5]) {
    const changed = file.slice();
    changed[file.length - fromEnd] = (changed[file.length - fromEnd] as number) ^ 1;
    expect(() => gunzip(changed)).toThrowError(/checksum/);
  }
  refusesTruncation(file, gunzip);
});
