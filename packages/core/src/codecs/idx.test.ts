import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeOf } from "../contracts/nd-array.ts";
import { ShapeError } from "../errors/shape-error.ts";
import { decodeIdx, encodeIdx } from "./idx.ts";
import { joinBytes } from "./join-bytes.ts";
import type { StoredArray } from "./stored-array.ts";
import { caseFile } from "./testdata/case-file.ts";
import { refusesTruncation, survivesChanges } from "./testdata/hostile-bytes.ts";

test("gives back what was written, plain and gzipped", () => {
  const arrays = fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }).chain((shape) => {
    const size = { minLength: sizeOf(shape), maxLength: sizeOf(shape) };
    return fc
      .oneof(
        fc.uint8Array(size),
        fc.int8Array(size),
        fc.int16Array(size),
        fc.int32Array(size),
        fc.float32Array(size),
        fc.float64Array(size),
      )
      .map((data) => ({ data, shape }));
  });
  fc.assert(
    fc.property(arrays, (array) => {
      const before = array.data.slice();
      const bytes = encodeIdx(array);
      expect(decodeIdx(bytes)).toMatchObject(array);
      expect(decodeIdx(gzipSync(bytes))).toMatchObject(array);
      expect(array.data).toEqual(before);
    }),
  );
});

test("the bytes are those of the format's description", () => {
  expect([...encodeIdx({ data: Int16Array.from([1, -2]), shape: [2, 1] })]).toEqual([
    0, 0, 0x0b, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1, 0xff, 0xfe,
  ]);
});

test("reads a file of several gzip members as its one-member twin", () => {
  const [one, two] = ["images-one-member", "images-two-members"].map((name) => caseFile(`${name}.idx3.gz`));
  const images = decodeIdx(two as Uint8Array);
  expect(images.shape).toEqual([40, 8, 8]);
  expect(images).toEqual(decodeIdx(one as Uint8Array));
  expect(decodeIdx(joinBytes([two as Uint8Array, new Uint8Array(512)]))).toEqual(images);
});

test("unwraps gzip once, however often a file was gzipped", () => {
  const file = encodeIdx({ data: Uint8Array.of(1, 2), shape: [2] });
  expect(() => decodeIdx(gzipSync(gzipSync(file)), { source: "x.gz" })).toThrowError(
    /^x\.gz: .* gzipped again/,
  );
  let deep: Uint8Array = file;
  for (let level = 0; level < 300; level++) deep = gzipSync(deep, { level: 0 });
  expect(() => decodeIdx(deep)).toThrowError(/gzipped again/);
});

test("refuses what is no IDX file, a huge claim and every truncation", () => {
  expect(() => decodeIdx(new Uint8Array(16), { source: "labels" })).toThrowError(
    /^labels: Expected an IDX file/,
  );
  const claim = Uint8Array.from([0, 0, 8, 3, ...Array(12).fill(255)]);
  expect(() => decodeIdx(claim)).toThrowError(/truncated/);
  const many = Uint8Array.from([0, 0, 8, 255, ...Array(1020).fill(255)]);
  expect(() => decodeIdx(many)).toThrowError(/truncated/);
  const file = encodeIdx({ data: Float32Array.from([1, 2, 3, 4]), shape: [2, 2] });
  refusesTruncation(file, decodeIdx);
  refusesTruncation(new Uint8Array(gzipSync(file)), decodeIdx);
  survivesChanges(file, decodeIdx, ({ data, shape }: StoredArray) => data.length === sizeOf(shape));
  expect(() => decodeIdx(file, { maxBytes: 15 })).toThrowError(/at most 15/);
  expect(() => decodeIdx(gzipSync(new Uint8Array(1e7)), { maxBytes: 15 })).toThrowError(/bytes allowed/);
});

test("refuses to write what IDX cannot hold", () => {
  expect(() => encodeIdx({ data: new Uint32Array(1), shape: [1] })).toThrowError(ShapeError);
  expect(() => encodeIdx({ data: new Uint8Array(1), shape: [] })).toThrowError(ShapeError);
  expect(() => encodeIdx({ data: new Uint8Array(3), shape: [2] })).toThrowError(ShapeError);
});
