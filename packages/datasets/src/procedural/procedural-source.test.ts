import { ConfigInvalidError, datasetInfoSchema, Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { datasetSpecSchema } from "../dataset-spec.ts";
import { sprites } from "../ground-truth/sprites.ts";
import { openDataset } from "../open-dataset.ts";
import type { ProceduralSpec } from "./procedural-spec.ts";

const spec: ProceduralSpec = {
  name: "sprites",
  size: 32,
  channels: 1,
  count: 3000,
  heldOut: 1000,
  missing: [{ shape: ["heart"], x: { above: 0 } }],
  correlated: [{ factors: ["x", "size"], strength: 0.8 }],
};
const open = (procedural: ProceduralSpec, split = "train") => openDataset({ procedural }, { split });

describe("procedural data", () => {
  it("never draw what is missing, and draw pairs together, in both splits; and say so", async () => {
    expect(datasetSpecSchema.parse({ procedural: spec })).toEqual({ procedural: spec });
    const train = await open(spec);
    expect(datasetInfoSchema.parse(train.info)).toEqual(train.info);
    expect(train.info).toMatchObject({
      name: "sprites-32-gap-correlated",
      shape: [32, 32, 1],
      splits: { train: 3000, "held-out": 1000 },
      parts: ["shape"],
    });
    expect(train.notes).toEqual([
      "Never drawn: shape heart and x above 0 px.",
      expect.stringMatching(/^Drawn together: x and size, with a correlation of 0\.8 \(σ = 0\.\d+\)\.$/),
    ]);
    for (const split of [train, train.openSplit("held-out")]) {
      const { factors, labels, masks, x } = await split.all();
      const columns = (k: number) =>
        Array.from({ length: split.size }, (_, i) => factors?.data[5 * i + k] as number);
      const [shape, size, , place, y] = [0, 1, 2, 3, 4].map(columns) as [
        number[],
        number[],
        number[],
        number[],
        number[],
      ];
      expect(shape.filter((form, i) => form === 2 && (place[i] as number) >= 16)).toEqual([]);
      expect(shape.filter((form, i) => form === 2 && (place[i] as number) < 16).length).toBeGreaterThan(
        split.size / 12,
      );
      expect([...(labels ?? [])]).toEqual(shape);
      expect(Math.abs(correlation(place, size) - 0.8)).toBeLessThan(0.06);
      expect(Math.abs(correlation(place, y))).toBeLessThan(0.1);
      expect(masks?.shape).toEqual([split.size, 1, 32, 32]);
      expect(masks?.data.every((value, i) => Math.abs(value - 255 * (x.data[i] as number)) < 0.01)).toBe(
        true,
      );
    }
  });

  it("are the registered ones where nothing else is said, others for another seed", async () => {
    const registered = await openDataset("sprites", { split: "train" });
    const { info } = await open({ name: "sprites" });
    expect(info).toEqual(registered.info);
    expect((await open({ name: "sprites", seed: 1 })).info.sha256).not.toBe(info.sha256);
  });

  it("correlate as strongly as asked, positively and negatively", () => {
    const data = sprites();
    for (const strength of [-0.9, -0.3, 0.5, 0.95]) {
      const { data: drawn } = data.sampleFactors(20_000, Random.fromSeed(2), {
        correlated: [{ factors: ["rotation", "y"], strength }],
      });
      const column = (k: number) => Array.from({ length: 20_000 }, (_, i) => drawn[5 * i + k] as number);
      expect(Math.abs(correlation(column(2), column(4)) - strength)).toBeLessThan(0.02);
      expect(Math.abs(correlation(column(2), column(3)))).toBeLessThan(0.04);
      expect(Math.max(...column(2))).toBe(39);
    }
  });

  it("refuse gaps and pairs that are none", async () => {
    const refused = async (change: object, words: RegExp) => {
      const failure = expect(open({ ...spec, ...change })).rejects;
      await failure.toThrow(ConfigInvalidError);
      await expect(open({ ...spec, ...change })).rejects.toThrow(words);
    };
    await refused({ missing: [{ form: ["heart"] }] }, /name of a factor, received "form"/);
    await refused({ missing: [{ shape: ["hart"] }] }, /name of a shape, received "hart"/);
    await refused({ missing: [{ x: { above: 100 } }] }, /bounds that some values of x lie in/);
    await refused({ missing: [{ x: [0.123] }] }, /value of x on its grid/);
    await refused({ missing: [{}] }, /to have a condition/);
    await refused({ correlated: [{ factors: ["x", "x"], strength: 0.5 }] }, /found x twice/);
    await refused({ correlated: [{ factors: ["x", "y"], strength: 1 }] }, /procedural data/);
    await refused({ count: 1_000_000, size: 64 }, /at most 1024 MiB/);
    await refused({ missing: [{ x: { above: -100 } }] }, /allow at least one image/);
    await refused({ name: "shapes" }, /channels|shapes to have 3|name of a factor/);
    await refused({ size: 8 }, /procedural data/);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (one: readonly number[], other: readonly number[], x: number, y: number) =>
    one.reduce((sum, value, i) => sum + (value - x) * ((other[i] as number) - y), 0);
  return product(a, b, meanA, meanB) / Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB));
}
