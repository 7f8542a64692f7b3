import { type NdArray, Random, rows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { principalComponents, project, reconstruct, squaredErrors } from "@ganlens/metrics";
import { describe, expect, it } from "vitest";
import { componentErrors } from "./component-errors.ts";

function exactErrors(learned: NdArray, components: number, x: NdArray): Float64Array {
  const axes = principalComponents({ data: learned, components, fill: true });
  return squaredErrors({
    x,
    reconstruction: { data: reconstruct(axes, project(axes, x)).data, shape: x.shape },
  });
}

describe("what principal components leave over", () => {
  it("is what those of an eigendecomposition leave over, but for 1 % on average", async () => {
    const { x } = await (await openDataset("digits-8x8", { split: "train" })).all();
    const [learned, others] = [rows(x, 0, 400), rows(x, 400, 700)];
    const found = componentErrors(learned, 8)(others);
    const exact = exactErrors(learned, 8, others);
    const mean = (values: Float64Array) => values.reduce((sum, each) => sum + each, 0) / values.length;
    expect(Math.abs(mean(found) / mean(exact) - 1)).toBeLessThan(0.01);
    expect(Math.max(...found.map((each, i) => Math.abs(each - (exact[i] as number))))).toBeLessThan(
      mean(exact) / 4,
    );
  });

  it("is nothing where they span what was learned", () => {
    const data = Random.fromSeed(1).normal(6 * 16);
    const learned = { data, shape: [6, 4, 4, 1] };
    for (const error of componentErrors(learned, 16)(learned)) expect(error).toBeLessThan(1e-6);
  });

  it("is all that differs from the mean where two images are learned that lie elsewhere", () => {
    const learned = { data: Float32Array.from([1, 0, 0, 0, -1, 0, 0, 0]), shape: [2, 2, 2, 1] };
    const other = { data: Float32Array.from([5, 3, 0, 4]), shape: [1, 2, 2, 1] };
    expect(componentErrors(learned, 3)(other)[0]).toBeCloseTo(25, 6);
  });
});
