import { ConfigInvalidError, DatasetInvalidError, Random, ShapeError } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetSamples } from "./dataset-samples.ts";
import { openSamples } from "./open-samples.ts";

const count = 7;
const samples: DatasetSamples = {
  info: {
    name: "toy",
    kind: "image",
    shape: [1, 2, 1],
    classes: ["even", "odd"],
    splits: { train: count, "held-out": 1, none: 0 },
    licence: "none",
    sha256: "0".repeat(64),
  },
  x: { data: Uint8Array.from({ length: 16 }, (_, i) => i), shape: [8, 1, 2, 1] },
  maximum: 16,
  ids: Array.from({ length: 8 }, (_, i) => `toy/${i}`),
  labels: Int32Array.from({ length: 8 }, (_, i) => i % 2),
  factors: { data: Int32Array.from({ length: 16 }, (_, i) => 100 + i), shape: [8, 2] },
  splits: { train: Int32Array.of(6, 5, 4, 3, 2, 1, 0), "held-out": Int32Array.of(7), none: new Int32Array() },
};
const open = (seed = 1) => openSamples(samples, "train", { random: Random.fromSeed(seed), batchSize: 3 });

describe("openSamples", () => {
  it("gives the whole split in its own order, with all that belongs to a sample", async () => {
    const { x, ids, labels, factors } = await open().all();
    expect(x.shape).toEqual([count, 1, 2, 1]);
    expect(ids).toEqual(["toy/6", "toy/5", "toy/4", "toy/3", "toy/2", "toy/1", "toy/0"]);
    expect([...x.data.subarray(0, 4)]).toEqual([12 / 16, 13 / 16, 10 / 16, 11 / 16]);
    expect(labels).toEqual(Int32Array.of(0, 1, 0, 1, 0, 1, 0));
    expect(factors?.shape).toEqual([count, 2]);
    expect([...(factors?.data.subarray(0, 2) ?? [])]).toEqual([112, 113]);
  });

  it("yields every sample once per epoch, whatever the batch sizes, in another order each time", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 5, maxLength: 20 }),
        fc.nat(),
        async (sizes, seed) => {
          const dataset = open(seed);
          const batches = await Promise.all(sizes.map((size) => dataset.next(size)));
          const ids = batches.flatMap((batch) => batch.ids);
          for (let start = 0; start + count <= ids.length; start += count) {
            expect(new Set(ids.slice(start, start + count)).size).toBe(count);
          }
        },
      ),
    );
    const dataset = open();
    const epochs: string[] = [];
    for (let i = 0; i < 20; i++) epochs.push((await dataset.next(count)).ids.join());
    expect(new Set(epochs).size).toBeGreaterThan(15);
    expect(new Set(epochs.map((ids) => ids.slice(0, 5))).size).toBeGreaterThan(3);
  });

  it("repeats itself for the same seed, does not draw from it, and differs for another", async () => {
    const random = Random.fromSeed(1);
    const before = random.state;
    const { ids } = await openSamples(samples, "train", { random }).next(50);
    expect(random.state).toEqual(before);
    expect((await open(1).next(50)).ids).toEqual(ids);
    expect((await open(2).next(50)).ids).not.toEqual(ids);
  });

  it("goes on exactly from a cursor that went through JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 40 }), async (before, after) => {
        const dataset = open(5);
        if (before > 0) await dataset.next(before);
        const saved = JSON.parse(JSON.stringify(dataset.cursor));
        const other = open(99);
        await other.next(4);
        other.restore(saved);
        expect(other.cursor).toEqual(saved);
        expect(await other.next(after)).toEqual(await dataset.next(after));
        expect(await other.next()).toEqual(await dataset.next());
      }),
    );
  });

  it("refuses a cursor of other data, and what is none", () => {
    const { cursor } = open();
    const attempt = (change: object) => () => open().restore({ ...cursor, ...change });
    expect(attempt({ sha256: "1".repeat(64) })).toThrow(DatasetInvalidError);
    expect(attempt({ split: "held-out" })).toThrow(/cursor of split train of toy/);
    expect(attempt({ position: count })).toThrow(DatasetInvalidError);
    expect(attempt({ epoch: -1 })).toThrow(/saved cursor/);
    expect(attempt({ extra: 1 })).toThrow(/saved cursor/);
  });

  it("opens another split of the same data", async () => {
    const heldOut = open().openSplit("held-out");
    expect(heldOut.size).toBe(1);
    expect((await heldOut.all()).ids).toEqual(["toy/7"]);
    await expect(heldOut.next()).rejects.toThrow(/opened with "random"/);
    expect(() => heldOut.cursor).toThrow(ConfigInvalidError);
  });

  it("refuses unknown splits, empty splits and odd batch sizes", async () => {
    expect(() => open().openSplit("heldout")).toThrow(
      expect.objectContaining({ code: "config-invalid", hint: 'Did you mean "held-out"?' }),
    );
    expect(() => open().openSplit("toString")).toThrow(ConfigInvalidError);
    for (const size of [0, -1, 1.5, Number.NaN])
      await expect(open().next(size)).rejects.toThrow(ConfigInvalidError);
    await expect(
      open()
        .openSplit("none", { random: Random.fromSeed(1) })
        .next(),
    ).rejects.toThrow(DatasetInvalidError);
    await expect(open().slice(3, 8)).rejects.toThrow(ShapeError);
  });
});
