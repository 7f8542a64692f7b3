import type { NdArray, SampleBatch, SampleSet, Subject } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { arraySampleSet } from "../real/array-sample-set.ts";
import { samplesSubject } from "../subject/samples-subject.ts";
import { countingSubject } from "../testdata/counting-subject.ts";
import { generatedSamples } from "./generated-set.ts";
import { loadSet } from "./image-set.ts";

const request = { purpose: "look", count: 600, seed: 1 };

async function all(set: SampleSet, batchSize?: number): Promise<readonly SampleBatch[]> {
  const found: SampleBatch[] = [];
  for await (const batch of set.batches(batchSize === undefined ? {} : { batchSize })) found.push(batch);
  return found;
}
const pixels = (batches: readonly SampleBatch[]) => batches.flatMap(({ x }) => [...x.data]);
const noise = (batches: readonly SampleBatch[]) =>
  batches.flatMap(({ latents }) => [...(latents?.z.data ?? [])]);
/** The first number of z of each image, which its first pixel repeats. */
const firsts = ({ x }: { readonly x: NdArray }) =>
  Array.from({ length: x.shape[0] as number }, (_, i) => x.data[4 * i] as number);
const givenLatents = (count: number) => ({
  z: { data: Float32Array.from({ length: 2 * count }, (_, i) => i), shape: [count, 2] },
});

describe("images of a generator", () => {
  it("are the same whatever the size of the batches", async () => {
    const set = generatedSamples(countingSubject({ classes: 3 }), request);
    const whole = await all(set);
    expect(pixels(whole)).toHaveLength(2400);
    for (const batchSize of [1, 7, 250, 10_000]) {
      const batches = await all(set, batchSize);
      expect(pixels(batches)).toEqual(pixels(whole));
      expect(noise(batches)).toEqual(noise(whole));
      expect(Math.max(...batches.map(({ x }) => x.shape[0] as number))).toBeLessThanOrEqual(batchSize);
      expect(batches.flatMap(({ labels }) => [...(labels ?? [])])).toEqual(
        whole.flatMap(({ labels }) => [...(labels ?? [])]),
      );
    }
  });

  it.each([
    ["sound", () => false],
    ["now and then not finite", (first: number) => first > 1],
  ] as const)(
    "of a smaller set are the start of the larger, where the generator is %s",
    async (_, broken) => {
      const subject = countingSubject({ broken });
      const large = pixels(await all(generatedSamples(subject, { ...request, count: 777 })));
      for (const count of [1, 249, 250, 251, 600]) {
        const small = pixels(await all(generatedSamples(subject, { ...request, count })));
        expect(small).toEqual(large.slice(0, 4 * count));
      }
    },
  );

  it("never share a latent between purposes, seeds or parts, also with equal counts", async () => {
    const subject = countingSubject();
    const seen = new Set<number>();
    const requests = [
      { ...request, purpose: "read-out fit" },
      { ...request, purpose: "read-out test" },
      { ...request, purpose: "read-out" },
      { ...request, seed: 2 },
      request,
    ];
    for (const each of requests)
      for (const value of firsts(await loadSet(generatedSamples(subject, each)))) seen.add(value);
    expect(seen.size).toBe(5 * 600);
  });

  it("have another key for each thing that they depend on", () => {
    const keyOf = (change: object, subject: Subject = countingSubject()) =>
      generatedSamples(subject, { ...request, ...change }).key;
    const keys = [
      keyOf({}),
      keyOf({ purpose: "other" }),
      keyOf({ seed: 2 }),
      keyOf({ count: 601 }),
      keyOf({ label: 0 }),
      keyOf({ label: 1 }),
      keyOf({ checkpoint: 0 }),
      keyOf({ checkpoint: 1 }),
      keyOf({}, countingSubject({ fingerprint: "other" })),
      keyOf({}, countingSubject({ given: givenLatents(900) })),
      keyOf({ stock: [0, 0.5] }, countingSubject({ given: givenLatents(900) })),
      // What could be mistaken for each other if keys were written one after the other.
      keyOf({ purpose: "b" }, countingSubject({ fingerprint: "a/" })),
      keyOf({ purpose: "/b" }, countingSubject({ fingerprint: "a" })),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keyOf({})).toBe(keys[0]);
  });

  it("are of the class and the checkpoint that were asked for", async () => {
    const { x, labels } = await loadSet(
      generatedSamples(countingSubject({ classes: 3 }), { ...request, label: 2, checkpoint: 5 }),
    );
    expect(new Set(labels)).toEqual(new Set([2]));
    expect(new Set(Array.from({ length: 600 }, (_, i) => x.data[4 * i + 2]))).toEqual(new Set([2]));
    expect(new Set(Array.from({ length: 600 }, (_, i) => x.data[4 * i + 3]))).toEqual(new Set([5]));
  });

  it("are all finite, each at the latent that stands beside it", async () => {
    const subject = countingSubject({ broken: (first) => first > -0.5 });
    const set = await loadSet(generatedSamples(subject, request));
    expect(set.x.shape[0]).toBe(600);
    expect(firsts(set).every((value) => value <= -0.5)).toBe(true);
    expect(firsts(set)).toEqual(Array.from({ length: 600 }, (_, i) => set.latents?.z.data[2 * i]));
    expect(new Set(firsts(set)).size).toBe(600);
  });

  it("are refused within bounds where hardly one is finite; the generator is named", async () => {
    const subject = countingSubject({ broken: () => true });
    await expect(loadSet(generatedSamples(subject, request))).rejects.toThrow(
      /finite images from the generator counting/,
    );
    expect(subject.drawn()).toBeLessThan(10_000);
  });
});

describe("a limited stock of latents", () => {
  it("gives parts that never overlap, none twice, and no more than there are", async () => {
    const subject = countingSubject({ given: givenLatents(101) });
    const draw = async (stock: readonly [number, number], count = 999) =>
      firsts(await loadSet(generatedSamples(subject, { ...request, count, stock })));
    const [one, two, three] = [await draw([0, 0.3]), await draw([0.3, 0.8]), await draw([0.8, 1])];
    expect([one, two, three].map(({ length }) => length)).toEqual([30, 50, 21]);
    expect(new Set([...one, ...two, ...three]).size).toBe(101);
    expect(await draw([0, 0.3], 10)).toEqual(one.slice(0, 10));
    expect((await draw([0, 1])).length).toBe(101);
  });

  it("leaves out latents at which the generator gives nothing finite, and repeats none for them", async () => {
    const subject = countingSubject({ given: givenLatents(100), broken: (first) => first % 10 === 0 });
    const set = generatedSamples(subject, { ...request, count: 100 });
    const { x, latents } = await loadSet(set);
    const found = firsts({ x });
    expect(found.some((first) => first % 10 === 0)).toBe(false);
    expect([found.length, new Set(found).size, latents?.z.shape[0]]).toEqual([80, 80, 80]);
  });

  it("is shown the label that is asked for", async () => {
    const given = { ...givenLatents(20), labels: new Int32Array(20) };
    const subject = countingSubject({ classes: 3, given });
    const { labels } = await loadSet(generatedSamples(subject, { ...request, count: 20, label: 2 }));
    expect([...(labels ?? [])]).toEqual(new Array(20).fill(2));
  });
});

describe("samples without a generator", () => {
  const images = (count: number): NdArray => ({
    data: Float32Array.from({ length: 4 * count }, (_, i) => i / (4 * count)),
    shape: [count, 2, 2, 1],
  });
  const labels = Int32Array.from({ length: 101 }, (_, i) => i);
  const subject = samplesSubject({
    name: "samples",
    fingerprint: "s",
    samples: arraySampleSet({ x: images(101), labels }),
  });

  it("are never repeated to reach a count, and parts never overlap", async () => {
    const draw = async (stock: readonly [number, number], batchSize?: number) =>
      (await all(generatedSamples(subject, { ...request, count: 999, stock }), batchSize)).flatMap(
        (batch) => [...(batch.labels ?? [])],
      );
    const parts = [await draw([0, 0.5]), await draw([0.5, 1])];
    expect(parts.map(({ length }) => length)).toEqual([50, 51]);
    expect(new Set(parts.flat()).size).toBe(101);
    expect(await draw([0.5, 1], 3)).toEqual(parts[1]);
    // A random part, not the first half of the file.
    expect(Math.max(...(parts[0] as number[]))).toBeGreaterThan(60);
    expect(generatedSamples(subject, { ...request, count: 999 }).count).toBe(101);
  });

  it("that are not finite are left out", async () => {
    const x = images(40);
    x.data[4 * 7] = Number.NaN;
    x.data[4 * 8] = Number.POSITIVE_INFINITY;
    const some = samplesSubject({ name: "samples", fingerprint: "s", samples: arraySampleSet({ x }) });
    const found = await loadSet(generatedSamples(some, request));
    expect(found.x.shape[0]).toBe(38);
    expect(found.x.data.every(Number.isFinite)).toBe(true);
  });

  it("cannot be asked for a class", () => {
    expect(() => generatedSamples(subject, { ...request, label: 1 })).toThrow(/nothing but its samples/);
  });
});
