import { readFile } from "node:fs/promises";
import { ConfigInvalidError, decodeNpy, type NdArray, ShapeError } from "@ganlens/core";
import type { FixtureValue } from "@ganlens/core/fixtures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fixtures } from "../fixtures/index.ts";
import type { ResizeFilter } from "./resample-weights.ts";
import { resize } from "./resize.ts";

type Real = Uint8Array | Float32Array | Float64Array;
interface ResizeCase {
  readonly kind: string;
  readonly variant: string;
  readonly inputs: Readonly<Record<string, { readonly file: string }>>;
  readonly expected: Readonly<Record<string, { readonly file: string }>>;
}

const filters: readonly ResizeFilter[] = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"];
const references = new URL("../../../../fixtures/", import.meta.url);
const reference = async (file: string): Promise<NdArray<Real>> =>
  decodeNpy(new Uint8Array(await readFile(new URL(file, references)))) as NdArray<Real>;

describe("resize", () => {
  it("gives Pillow's bytes exactly, and Pillow's and torch's floats to rounding", async () => {
    const manifest: { fixtures: ResizeCase[] } = JSON.parse(
      await readFile(new URL("manifest.json", references), "utf8"),
    );
    const cases = manifest.fixtures.filter(({ kind }) => kind === "resize");
    expect(cases.length).toBeGreaterThanOrEqual(4);
    for (const { variant, inputs, expected } of cases) {
      const arrays: Record<string, FixtureValue> = {};
      for (const [name, { file }] of Object.entries(inputs)) arrays[name] = await reference(file);
      const answers = await fixtures["io/resize"]?.({ inputs: arrays, args: {}, variant });
      for (const [name, { file }] of Object.entries(expected)) {
        const want = await reference(file);
        const got = answers?.[name] as NdArray<Real>;
        const error = Math.max(
          ...Array.from(want.data, (value, i) => Math.abs(value - (got.data[i] ?? Number.NaN))),
        );
        expect({ name, variant, shape: got.shape }).toEqual({ name, variant, shape: want.shape });
        expect(error, `${name} at ${variant}`).toBeLessThanOrEqual(name.startsWith("u8") ? 0 : 1e-4);
      }
    }
  });

  it("leaves a flat image flat and an image of the same size as it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...filters),
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
        fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
        fc.nat(255),
        (filter, [height, width], size, value) => {
          const flat = { data: new Uint8Array(height * width * 3).fill(value), shape: [height, width, 3] };
          const resized = resize(flat, { size, filter });
          expect(resized.shape).toEqual([...size, 3]);
          expect(resized.data.every((other) => other === value)).toBe(true);
          const ramp = {
            data: Float64Array.from({ length: height * width }, (_, i) => i * value),
            shape: [height, width],
          };
          expect(resize(ramp, { size: [height, width], filter })).toEqual(ramp);
        },
      ),
    );
  });

  it("averages whole blocks with box, and keeps a line straight when it grows bilinearly", () => {
    const image = { data: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), shape: [2, 4] };
    expect([...resize(image, { size: [1, 2], filter: "box" }).data]).toEqual([3.5, 5.5]);
    const line = resize({ data: Float64Array.of(0, 4), shape: [1, 2] }, { size: [1, 8], filter: "bilinear" });
    expect([...line.data]).toEqual([0, 0, 0.5, 1.5, 2.5, 3.5, 4, 4]);
  });

  it("resizes channels apart from each other, and width like height", () => {
    const image = { data: Float64Array.from({ length: 40 }, (_, i) => Math.sin(i)), shape: [4, 5, 2] };
    const both = resize(image, { size: [3, 7], filter: "bicubic" });
    const second = { data: image.data.filter((_, i) => i % 2 === 1), shape: [4, 5] };
    const alone = resize(second, { size: [3, 7], filter: "bicubic" });
    expect([...both.data.filter((_, i) => i % 2 === 1)]).toEqual([...alone.data]);

    const turned = (from: NdArray<Float64Array>): NdArray<Float64Array> => {
      const [height = 0, width = 0] = from.shape;
      const data = Float64Array.from(
        { length: height * width },
        (_, i) => from.data[(i % height) * width + Math.floor(i / height)] ?? 0,
      );
      return { data, shape: [width, height] };
    };
    const other = turned(resize(turned(second), { size: [7, 3], filter: "bicubic" }));
    other.data.forEach((value, i) => void expect(value).toBeCloseTo(alone.data[i] ?? Number.NaN, 12));
  });

  it("passes over pixels only when told so", () => {
    const stripes = { data: Float64Array.from({ length: 64 }, (_, i) => i % 2), shape: [1, 64] };
    const spread = (antialias: boolean) => {
      const { data } = resize(stripes, { size: [1, 9], filter: "bilinear", antialias });
      return Math.max(...data) - Math.min(...data);
    };
    expect(spread(true)).toBeLessThan(0.05);
    expect(spread(false)).toBeGreaterThan(0.3);
  });

  it("copies, and refuses what is no image or has no such filter", () => {
    const image = { data: Uint8Array.of(1), shape: [1, 1] };
    expect(resize(image, { size: [1, 1], filter: "box" }).data).not.toBe(image.data);
    for (const size of [
      [0, 1],
      [1, -1],
      [1.5, 1],
      [Number.NaN, 1],
    ] as const) {
      expect(() => resize(image, { size, filter: "box" })).toThrow(ShapeError);
    }
    expect(() => resize({ data: Uint8Array.of(1), shape: [1] }, { size: [1, 1], filter: "box" })).toThrow(
      ShapeError,
    );
    expect(() => resize({ data: Uint8Array.of(1), shape: [1, 2] }, { size: [1, 1], filter: "box" })).toThrow(
      /2 values/,
    );
    expect(() => resize(image, { size: [2, 2], filter: "lanczos", antialias: false })).toThrow(
      ConfigInvalidError,
    );
  });
});
