import { readFileSync } from "node:fs";
import { encodeIdx, encodeNpy, encodeNpz, type NpyInput } from "@ganlens/core";
import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { decodeLatentFile } from "./decode-latent-file.ts";
import { decodeSampleFile } from "./decode-sample-file.ts";
import { sampleBatch } from "./sample-batch.ts";
import type { SampleFileOptions } from "./sample-file.ts";

const count = 12;
const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const bytes = (...shape: number[]): NpyInput => ({
  data: Uint8Array.from({ length: size(shape) }, (_, i) => (i * 37) % 256),
  shape,
});
const floats = (low: number, high: number, ...shape: number[]): NpyInput => ({
  data: Float32Array.from({ length: size(shape) }, (_, i) => low + ((high - low) * (i % 101)) / 100),
  shape,
});
const integers = (of: number, ...shape: number[]): NpyInput => ({
  data: BigInt64Array.from({ length: size(shape) }, (_, i) => BigInt((i % of) + 1)),
  shape,
});
const npy = (array: NpyInput, options?: SampleFileOptions) =>
  decodeSampleFile({ name: "x.npy", bytes: encodeNpy(array) }, options);
const npz = (arrays: Record<string, NpyInput>, options?: SampleFileOptions) =>
  decodeSampleFile({ name: "x.npz", bytes: encodeNpz(arrays) }, options);
const refused = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(dataset|config)-invalid$/) });
    const { message, hint } = error as Error & { hint?: string };
    return `${message} | ${hint}`;
  }
  throw new Error("Expected a refusal.");
};

describe("layout", () => {
  it("tells channels last, channels first, greys and squares apart, and says what it concluded", () => {
    expect(npy(bytes(count, 6, 5, 3)).x.shape).toEqual([count, 6, 5, 3]);
    const first = npy(bytes(count, 3, 6, 5));
    expect(first.x.shape).toEqual([count, 6, 5, 3]);
    expect(first.notes).toContain("Channels stand first in [12, 3, 6, 5].");
    const stored = bytes(count, 3, 6, 5).data;
    expect(first.x.data[3 * (5 * 2 + 4) + 1]).toBe(stored[30 + 5 * 2 + 4]);
    expect(first.x.data[90 + 3 * (5 * 2 + 4) + 2]).toBe(stored[90 + 60 + 5 * 2 + 4]);
    expect(npy(bytes(count, 1, 6, 5)).x.shape).toEqual([count, 6, 5, 1]);
    expect(npy(bytes(count, 6, 5, 4)).x.shape).toEqual([count, 6, 5, 4]);
    expect(npy(bytes(count, 6, 5)).x.shape).toEqual([count, 6, 5, 1]);
    const rows = npy(bytes(count, 49));
    expect(rows.x.shape).toEqual([count, 7, 7, 1]);
    expect(rows.notes[0]).toBe("Rows of 49 numbers are read as greys of 7 × 7.");
  });

  it("asks where it could be either, and takes the answer", () => {
    expect(refused(() => npy(bytes(count, 3, 6, 3)))).toMatch(/--layout nhwc or --layout nchw/);
    expect(npy(bytes(count, 3, 6, 3), { layout: "nchw" }).x.shape).toEqual([count, 6, 3, 3]);
    expect(npy(bytes(count, 3, 6, 3), { layout: "nhwc" }).x.shape).toEqual([count, 3, 6, 3]);
    expect(refused(() => npy(bytes(count, 6, 5, 2)))).toMatch(/\[12, 6, 5, 2\]/);
    expect(npy(bytes(count, 6, 5, 2), { layout: "nhwc" }).x.shape).toEqual([count, 6, 5, 2]);
    expect(refused(() => npy(bytes(count, 48)))).toMatch(/--size 4 and --layout/);
    expect(npy(bytes(count, 48), { size: [6, 8] }).x.shape).toEqual([count, 6, 8, 1]);
    expect(refused(() => npy(bytes(count, 48), { size: [4, 4] }))).toMatch(/in a known order/);
    expect(npy(bytes(count, 48), { size: [4, 4], layout: "nchw" }).x.shape).toEqual([count, 4, 4, 3]);
    expect(refused(() => npy(bytes(count, 48), { size: [5, 5] }))).toMatch(/5 × 5/);
  });

  it("refuses one picture, few samples and what is no image", () => {
    expect(refused(() => npy(bytes(64, 64, 3)))).toMatch(/single picture/);
    expect(refused(() => npy(bytes(3, 8, 8)))).toMatch(/at least 10 samples in x\.npy, found 3/);
    expect(refused(() => npy(bytes(1, 8, 8, 1)))).toMatch(/found 1\b/);
    expect(refused(() => npy(bytes(20)))).toMatch(/2 to 4 dimensions/);
    expect(refused(() => npy(bytes(count, 1, 2, 3, 4)))).toMatch(/2 to 4 dimensions/);
    expect(refused(() => npy(bytes(count, 0, 8)))).toMatch(/sides of 1/);
    expect(refused(() => npy(bytes(10, 5000, 1, 1)))).toMatch(/sides of 1 to 4096/);
  });
});

describe("range", () => {
  it("is that of the type, or of the values where they are clear", () => {
    expect(npy(bytes(count, 4, 4)).range).toEqual({ low: 0, high: 255, stored: "uint8", origin: "type" });
    expect(npy(floats(0, 1, count, 4, 4)).range).toEqual({
      low: 0,
      high: 1,
      stored: "float",
      origin: "found",
    });
    const tanh = npy(floats(-1, 1, count, 4, 4));
    expect(tanh.range).toMatchObject({ low: -1, high: 1 });
    expect(tanh.x.data[0]).toBe(-1);
    expect(tanh.notes.at(-1)).toMatch(/taken to be of -1 to 1/);
    const zeroOrOne = Uint8Array.from({ length: count * 16 }, (_, i) => i % 2);
    expect(npy({ data: zeroOrOne, shape: [count, 4, 4], dtype: "bool" }).range).toMatchObject({ high: 1 });
    expect(npy({ data: zeroOrOne, shape: [count, 4, 4] }).notes.at(-1)).toMatch(/largest byte is 1/);
  });

  it("is asked for where they are not, and never guessed", () => {
    expect(refused(() => npy(floats(0, 255, count, 4, 4)))).toMatch(
      /found float32 from 0 to 255.*--range 0,255/,
    );
    expect(refused(() => npy(floats(-0.1, 1, count, 4, 4)))).toMatch(/--range -1,1/);
    expect(refused(() => npy(floats(-3, 3, count, 4, 4)))).toMatch(/found float32 from -3 to 3/);
    expect(refused(() => npy(integers(200, count, 4, 4)))).toMatch(/found int64/);
    expect(npy(floats(0, 255, count, 4, 4), { range: [0, 255] }).range).toMatchObject({ origin: "given" });
    expect(npy(integers(200, count, 4, 4), { range: [0, 255] }).x.data).toBeInstanceOf(Float32Array);
    expect(refused(() => npy(floats(-1, 1, count, 4, 4), { range: [0, 1] }))).toMatch(
      /within 0 to 1, found -1 to 1/,
    );
    expect(refused(() => npy(floats(0, 1, count, 4, 4), { range: [1, 0] }))).toMatch(/from low to high/);
  });

  it("maps to [0, 1] by batch only", () => {
    const file = npy(floats(-1, 1, count, 4, 4));
    const batch = sampleBatch(file, { start: 2, end: 5 });
    expect(batch.shape).toEqual([3, 4, 4, 1]);
    expect(batch.data[0]).toBeCloseTo(((file.x.data[32] as number) + 1) / 2, 6);
    expect(Math.min(...batch.data)).toBeGreaterThanOrEqual(0);
    expect(() => sampleBatch(file, { start: 0, end: 13 })).toThrow(/within 0…12/);
  });

  it("leaves samples out that are not finite, with their labels and latents, and names the generator", () => {
    const images = floats(0, 1, count, 4, 4);
    images.data[16 * 3] = Number.NaN;
    images.data[16 * 7 + 2] = Number.POSITIVE_INFINITY;
    const file = npz({ images, z: floats(-2, 2, count, 5), labels: integers(3, count) });
    expect(Array.from(file.rows ?? [])).toEqual([0, 1, 2, 4, 5, 6, 8, 9, 10, 11]);
    expect(file.x.shape).toEqual([10, 4, 4, 1]);
    expect(file.latents?.shape).toEqual([10, 5]);
    expect(file.latents?.data[15]).toBe(floats(-2, 2, count, 5).data[20]);
    expect(Array.from(file.labels ?? [])).toEqual([0, 1, 2, 1, 2, 0, 2, 0, 1, 2]);
    expect(file.notes).toContainEqual(
      expect.stringMatching(/^2 of 12 samples \(16\.7 %\).*the first is number 3/),
    );
    images.data.fill(Number.NaN as never);
    expect(refused(() => npz({ images }))).toMatch(/generator that made them/);
  });
});

describe("archives", () => {
  it("finds images, labels and latents, and says what is left", () => {
    const file = npz({
      noise: { ...floats(-2, 2, count, 5, 1, 1) },
      samples: floats(-1, 1, count, 3, 5, 6),
      y: integers(3, count),
      other: floats(0, 1, 7),
    });
    expect(file.x.shape).toEqual([count, 5, 6, 3]);
    expect(file.classes).toEqual(["1", "2", "3"]);
    expect(Array.from(file.labels ?? []).slice(0, 4)).toEqual([0, 1, 2, 0]);
    expect(file.latents?.shape).toEqual([count, 5]);
    expect(file.notes).toContain("Other arrays are not used: other [7].");
  });

  it("reads what stands beside a pickled member", () => {
    const url = new URL("../../testdata/cases/shapes-with-pickled-member.npz", import.meta.url);
    const file = decodeSampleFile({ name: "shapes.npz", bytes: new Uint8Array(readFileSync(url)) });
    expect(file.x.shape).toEqual([50, 8, 8, 1]);
    expect(Array.from(file.x.data).reduce((a, b) => a + b, 0)).toBe(1567);
    expect(file.latents).toBeUndefined();
    expect(file.notes.join("\n")).toMatch(/latents_classes \[50, 3\].*\n.*metadata could not be read/s);
  });

  it("lists the arrays where several could be meant, and takes the one that is named", () => {
    const two = { a: bytes(count, 4, 4), b: bytes(count, 5, 5) };
    expect(refused(() => npz(two))).toMatch(/found a \[12, 4, 4\], b \[12, 5, 5\]/);
    expect(npz(two, { images: "b" }).x.shape).toEqual([count, 5, 5, 1]);
    expect(refused(() => npz(two, { images: "c" }))).toMatch(/"c"/);
    expect(npz({ ...two, imgs: bytes(count, 6, 6) }).x.shape).toEqual([count, 6, 6, 1]);
    expect(npz({ x: bytes(count, 36), other: bytes(4) }).x.shape).toEqual([count, 6, 6, 1]);
  });

  it("reads IDX with labels from another file, gzipped once and not twice", () => {
    const idx = encodeIdx({ data: bytes(count, 4, 4).data as Uint8Array, shape: [count, 4, 4] });
    const labels = encodeIdx({
      data: Uint8Array.from({ length: count }, (_, i) => (i % 2) + 1),
      shape: [count],
    });
    const read = (file: Uint8Array) =>
      decodeSampleFile({ name: "x.idx", bytes: file }, { labels: { name: "y.idx", bytes: labels } });
    expect(read(gzipSync(idx)).classes).toEqual(["1", "2"]);
    expect(read(idx).x.shape).toEqual([count, 4, 4, 1]);
    let nested = idx;
    for (let i = 0; i < 2000; i++) nested = gzipSync(nested, { level: 0 });
    expect(refused(() => read(nested))).toMatch(/x\.idx/);
    const few = { name: "few", bytes: labels.subarray(0) };
    expect(refused(() => npy(bytes(20, 4, 4), { labels: few }))).toMatch(/each of 20 images/);
  });

  it("reads safetensors", () => {
    const data = floats(-1, 1, count, 5, 5, 3).data as Float32Array;
    const header = JSON.stringify({
      samples: { dtype: "F32", shape: [count, 5, 5, 3], data_offsets: [0, data.byteLength] },
    });
    const file = new Uint8Array(8 + header.length + data.byteLength);
    new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
    file.set(new TextEncoder().encode(header), 8);
    file.set(new Uint8Array(data.buffer), 8 + header.length);
    expect(decodeSampleFile({ name: "g.safetensors", bytes: file }).x.shape).toEqual([count, 5, 5, 3]);
  });
});

describe("other files", () => {
  const text = (value: string) => Uint8Array.from(value, (letter) => letter.charCodeAt(0));

  it.each([
    ["empty", new Uint8Array(), /an empty file/],
    ["text", text("hello world"), /something else/],
    ["HDF5", text("\x89HDF\r\n\x1a\n"), /an HDF5 file/],
    ["pickle", text("\x80\x04K\x01."), /a pickle/],
    ["picture", text("\x89PNG\r\n\x1a\n"), /a single picture.*folder/],
    ["torch", zipSync({ "archive/data.pkl": text("\x80\x02.") }), /torch\.save.*numpy\.savez/],
  ])("%s is refused by name", (_, content, said) => {
    expect(refused(() => decodeSampleFile({ name: "file", bytes: content }))).toMatch(said);
  });

  it("is refused when its arrays are larger than allowed, before they are made", () => {
    const bomb = zipSync({ "images.npy": encodeNpy(bytes(100, 50, 50)) }, { level: 9 });
    const read = (maximumBytes: number) => decodeSampleFile({ name: "b.npz", bytes: bomb }, { maximumBytes });
    expect(read(2 ** 20).x.shape).toEqual([100, 50, 50, 1]);
    expect(refused(() => read(1000))).toMatch(/1000 (bytes )?are allowed|at most 1000 bytes/);
  });

  it("gives samples or an error of its own for any bytes", () => {
    const whole = encodeNpz({ images: bytes(count, 4, 4), z: floats(-1, 1, count, 3) });
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(whole.length),
        (at, flip, cut) => {
          const changed = Uint8Array.from(whole);
          changed[at] = (changed[at] as number) ^ flip;
          for (const file of [changed, whole.subarray(0, cut)]) {
            try {
              decodeSampleFile({ name: "f", bytes: file });
            } catch (error) {
              expect(error).toMatchObject({ code: expect.stringMatching(/^(dataset|config)-invalid$/) });
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("decodeLatentFile", () => {
  const read = (array: NpyInput) => decodeLatentFile({ name: "z.npy", bytes: encodeNpy(array) });

  it("reads rows of floats, also as DCGANs take them", () => {
    expect(read(floats(-2, 2, count, 7)).latents.shape).toEqual([count, 7]);
    const { latents, notes } = read(floats(-2, 2, count, 7, 1, 1));
    expect(latents.shape).toEqual([count, 7]);
    expect(notes).toEqual(["Latents of shape [12, 7, 1, 1] are read as [12, 7]."]);
    const archive = encodeNpz({ images: bytes(count, 4, 4), Z: floats(-2, 2, count, 3) });
    expect(decodeLatentFile({ name: "z.npz", bytes: archive }).latents.shape).toEqual([count, 3]);
  });

  it("keeps the classes beside them as they are counted, and passes over what is none", () => {
    const z = floats(-2, 2, count, 3);
    const withLabels = (labels: NpyInput) =>
      decodeLatentFile({ name: "z.npz", bytes: encodeNpz({ z, labels }) });
    const { labels, notes } = withLabels(integers(3, count, 1));
    expect(labels).toEqual(Int32Array.from({ length: count }, (_, i) => (i % 3) + 1));
    expect(notes).toEqual([]);
    const negative = { data: Int32Array.from({ length: count }, (_, i) => i - 1), shape: [count] };
    const large = { data: new BigInt64Array(count).fill(2n ** 40n), shape: [count] };
    for (const stray of [
      negative,
      large,
      floats(0, 1, count),
      integers(3, count - 1),
      integers(3, count, 2),
    ]) {
      const found = withLabels(stray);
      expect(found.labels).toBeUndefined();
      expect(found.notes).toEqual([expect.stringMatching(/^labels of z\.npz is not used/)]);
    }
    expect(decodeLatentFile({ name: "z.npz", bytes: encodeNpz({ y: z }) }).notes).toEqual([]);
  });

  it("refuses other shapes, types and values", () => {
    expect(refused(() => read(bytes(count, 7)))).toMatch(/received uint8 \[12, 7\]/);
    expect(refused(() => read(floats(0, 1, count)))).toMatch(/received float32 \[12\]/);
    expect(refused(() => read(floats(0, 1, count, 7, 2)))).toMatch(/\[12, 7, 2\]/);
    const strange = floats(0, 1, count, 7);
    strange.data[8] = Number.NaN;
    expect(refused(() => read(strange))).toMatch(/finite latents/);
    const two = encodeNpz({ a: floats(0, 1, 3, 2), b: floats(0, 1, 3, 2) });
    expect(refused(() => decodeLatentFile({ name: "two.npz", bytes: two }))).toMatch(
      /found a \[3, 2\], b \[3, 2\]/,
    );
  });
});
