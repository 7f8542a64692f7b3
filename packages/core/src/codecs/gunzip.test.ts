import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gunzip } from "./gunzip.ts";
import { refusesTruncation } from "./testdata/hostile-bytes.ts";

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

test("stops a bomb at the limit", () => {
  const bomb = gzipSync(new Uint8Array(50_000_000), { level: 9 });
  expect(bomb.length).toBeLessThan(60_000);
  expect(() => gunzip(bomb, { maxBytes: 1000 })).toThrowError(/more than the 1000 bytes/);
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
