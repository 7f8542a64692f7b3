import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitByHash, trainAndHeldOut } from "./split-by-hash.ts";

const halves = [
  { name: "a", weight: 1 },
  { name: "b", weight: 1, parts: trainAndHeldOut },
];

describe("splitByHash", () => {
  it("takes the lowest hashes of each class and lists them in order of hash", () => {
    const hashes = ["9", "1", "5", "3", "8", "2", "7", "4", "6", "0"];
    const labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
    const { train, "held-out": heldOut } = splitByHash({ hashes, labels, parts: trainAndHeldOut });
    expect(Array.from(train ?? [], (row) => hashes[row])).toEqual(["0", "1", "2", "3", "4", "5", "6", "8"]);
    expect(Array.from(heldOut ?? [], (row) => hashes[row])).toEqual(["7", "9"]);
  });

  it("carries the odd ones of odd classes over, so that halves differ by one at most", () => {
    const labels = Array.from({ length: 15 }, (_, i) => Math.floor(i / 3));
    const hashes = labels.map((_, i) => String.fromCharCode(97 + i));
    const { a = new Int32Array(), b = new Int32Array() } = splitByHash({ hashes, labels, parts: halves });
    const perClass = [0, 1, 2, 3, 4].map((label) => a.filter((row) => labels[row] === label).length);
    expect(perClass).toEqual([2, 1, 2, 1, 2]);
    expect(b.length).toBe(7);
  });

  it("keeps copies together, also across classes", () => {
    const hashes = ["a", "b", "c", "z", "z", "z", "c", "d", "e", "f"];
    const labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
    const splits = splitByHash({ hashes, labels, parts: trainAndHeldOut });
    const train = new Set(Array.from(splits.train ?? [], (row) => hashes[row]));
    expect(Array.from(splits["held-out"] ?? []).every((row) => !train.has(hashes[row]))).toBe(true);
    expect(train.has("z")).toBe(true);
  });

  it("loses nothing, repeats nothing, and does not see the order", () => {
    const sample = fc.record({
      hash: fc.string({ unit: fc.constantFrom("0", "7", "f"), minLength: 1, maxLength: 3 }),
      label: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), fc.func(fc.nat()), (samples, rank) => {
        const content = (of: typeof samples) => {
          const splits = splitByHash({
            hashes: of.map(({ hash }) => hash),
            labels: of.map(({ label }) => label),
            parts: halves,
          });
          return Object.fromEntries(
            Object.entries(splits).map(([name, rows]) => [name, Array.from(rows, (row) => of[row])]),
          );
        };
        const first = content(samples);
        const permuted = samples.map((value, i) => ({ value, key: rank(i) })).sort((a, b) => a.key - b.key);
        expect(content(permuted.map(({ value }) => value))).toEqual(first);
        expect([...(first.a ?? []), ...(first.b ?? [])]).toHaveLength(samples.length);
        expect([...(first.train ?? []), ...(first["held-out"] ?? [])]).toHaveLength(first.b?.length ?? -1);
        const hashesOfA = new Set(first.a?.map((value) => value?.hash));
        expect(first.b?.some((value) => hashesOfA.has(value?.hash))).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
