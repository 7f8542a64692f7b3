import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { diffAugment } from "./diff-augment.ts";
import type { PolicyName } from "./policies/policies.ts";
import { farthest, noiseImages } from "./testdata/noise-images.ts";

describe("DiffAugment", () => {
  const apply = (name: PolicyName, x: tf.Tensor4D) =>
    diffAugment(x, { policies: [name], random: Random.fromSeed(8) });

  it("shifts by whole pixels, at most an eighth, zeros behind", () => {
    const x = noiseImages(1, [40, 16, 16, 1]);
    const [before, after] = [x.arraySync(), apply("translation", x).arraySync()];
    const shifts = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const found: string[] = [];
      for (let dy = -3; dy <= 3; dy++) {
        for (let dx = -3; dx <= 3; dx++) {
          const same = after[i]?.every((row, y) =>
            row.every(([value], c) => value === (before[i]?.[y - dy]?.[c - dx]?.[0] ?? 0)),
          );
          if (same) found.push(`${dy},${dx}`);
        }
      }
      expect(found).toHaveLength(1);
      shifts.add(found[0] as string);
    }
    expect([...shifts].some((shift) => shift.includes("3"))).toBe(false);
    expect(shifts.size).toBeGreaterThan(12);
  });

  it("fills with what it is told", async () => {
    const options = { policies: ["translation", "cutout"], random: Random.fromSeed(8) } as const;
    const x = tf.fill([6, 16, 16, 1], -1) as tf.Tensor4D;
    expect(await diffAugment(x, { ...options, fill: -1 }).data()).toEqual(await x.data());
    expect((await tf.max(diffAugment(x, options)).data())[0]).toBeCloseTo(0, 10);
  });

  it("covers up to a quarter of the image with zeros, in other places each time", () => {
    const covered = apply("cutout", tf.ones([60, 16, 16, 1])).arraySync();
    const sizes = covered.map((image) => image.flat(2).filter((value) => value === 0).length);
    expect(Math.max(...sizes)).toBe(64);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    expect(new Set(covered.map((image) => image.flat(2).indexOf(0))).size).toBeGreaterThan(20);
  });

  it("changes brightness by a constant, contrast about the mean, and saturation of colours only", async () => {
    const grey = noiseImages(2, [50, 8, 8, 1]);
    const changed = apply("colour", grey);
    const spread = (x: tf.Tensor) => tf.moments(x, [1, 2, 3]);
    const factors = tf.sqrt(tf.div(spread(changed).variance, spread(grey).variance)).arraySync() as number[];
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...factors)).toBeLessThanOrEqual(1.5);
    expect(Math.max(...factors) - Math.min(...factors)).toBeGreaterThan(0.7);
    const moved = tf.sub(spread(changed).mean, spread(grey).mean).arraySync() as number[];
    expect(Math.max(...moved.map(Math.abs))).toBeLessThanOrEqual(0.5);
    const three = tf.concat([grey, grey, grey], 3) as tf.Tensor4D;
    const [red, , blue] = tf.split(apply("colour", three), 3, 3);
    expect(await farthest(red as tf.Tensor, blue as tf.Tensor)).toBeLessThan(1e-6);
  });

  it("is the same for the same draws, and another for others", async () => {
    const x = noiseImages(3, [4, 8, 8, 1]);
    const all = (seed: number) =>
      diffAugment(x, { policies: ["colour", "translation", "cutout"], random: Random.fromSeed(seed) });
    expect(await all(1).data()).toEqual(await all(1).data());
    expect(await all(1).data()).not.toEqual(await all(2).data());
  });
});
