import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { farthest, noiseImages } from "./testdata/noise-images.ts";
import type { Warp } from "./warp.ts";
import { warpImages } from "./warp-images.ts";
import { warpMatrices } from "./warp-matrices.ts";

describe("warpImages", () => {
  const still: Warp = { a: 1, b: 0, c: 0, d: 1, right: 0, down: 0 };
  /** A soft dot at a place about the middle. */
  const dotAt = (x: number, y: number, side = 33) =>
    tf.tensor4d(
      Array.from({ length: side * side }, (_, at) => {
        const [column, row] = [(at % side) - (side - 1) / 2, Math.floor(at / side) - (side - 1) / 2];
        return Math.exp(-((column - x) ** 2 + (row - y) ** 2) / 8);
      }),
      [1, side, side, 1],
    );
  const centre = async (image: tf.Tensor4D) => {
    const [, height, width] = image.shape;
    let [mass, x, y] = [0, 0, 0];
    for (const [at, value] of (await image.data()).entries()) {
      mass += value;
      x += value * ((at % width) - (width - 1) / 2);
      y += value * (Math.floor(at / width) - (height - 1) / 2);
    }
    return [x / mass, y / mass] as const;
  };

  it("leaves images alone where nothing moves", async () => {
    const x = noiseImages(1, [2, 7, 9, 3]);
    expect(await warpImages(x, [still, still]).data()).toEqual(await x.data());
  });

  it("puts what was at M·p + t to p, for turns, stretches and shifts together", async () => {
    const angle = 0.45;
    const warp: Warp = {
      a: Math.cos(angle) / 1.1,
      b: Math.sin(angle) / 0.9,
      c: -Math.sin(angle) / 1.1,
      d: Math.cos(angle) / 0.9,
      right: 2,
      down: -1,
    };
    for (const [x, y] of [
      [3, -4],
      [-5, 2],
    ] as const) {
      const from = dotAt(warp.a * x + warp.b * y + warp.right, warp.c * x + warp.d * y + warp.down);
      const [u, v] = await centre(warpImages(from, [warp]));
      expect(u).toBeCloseTo(x, 0.7);
      expect(v).toBeCloseTo(y, 0.7);
    }
  });

  it("turns as it is meant to: a turn to one side and back is nearly nothing, and two to one side are not", async () => {
    const x = dotAt(5, 3);
    const turn = (angle: number): Warp => ({
      ...still,
      a: Math.cos(angle),
      b: Math.sin(angle),
      c: -Math.sin(angle),
      d: Math.cos(angle),
    });
    const difference = (second: number) =>
      farthest(warpImages(warpImages(x, [turn(0.4)]), [turn(second)]), x);
    expect(await difference(-0.4)).toBeLessThan(0.15);
    expect(await difference(0.4)).toBeGreaterThan(0.5);
  });

  it("mixes each pixel from shares that add up to one, the edge's beyond the edge", async () => {
    const warps = [still, { a: 0.7, b: 0.4, c: -0.3, d: 0.8, right: 9, down: -4 }];
    const { horizontal, vertical } = warpMatrices(warps, { height: 6, width: 5 });
    for (const sums of [tf.sum(horizontal, 2), tf.sum(vertical, 2)]) {
      for (const sum of await sums.data()) expect(sum).toBeCloseTo(1, 5);
    }
    const far = { ...still, right: 100 };
    const edge = await warpImages(tf.tensor4d([1, 2, 3], [1, 1, 3, 1]), [far]).data();
    expect([...edge]).toEqual([3, 3, 3]);
  });
});
