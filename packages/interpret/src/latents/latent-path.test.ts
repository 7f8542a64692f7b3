import type { LatentSpec } from "@ganlens/core";
import { expect, test } from "vitest";
import { latentPath } from "./latent-path.ts";

const spec: LatentSpec = {
  parts: [
    { kind: "noise", name: "noise", size: 2, prior: "normal" },
    { kind: "code", name: "code", size: 1, prior: "uniform" },
    { kind: "label", name: "class", classes: 3, distribution: [0.2, 0.3, 0.5] },
  ],
};
const ends = (z: readonly number[], label: number) => ({
  z: { data: Float32Array.from(z), shape: [1, 3] },
  labels: Int32Array.of(label),
});

test("goes along an arc in normal parts, along a line in others, and keeps the class", () => {
  const { z, labels } = latentPath({
    spec,
    first: ends([1, 0, -1], 2),
    second: ends([0, 1, 1], 0),
    steps: 3,
  });
  expect(z.shape).toEqual([3, 3]);
  const half = Math.SQRT1_2;
  const expected = [1, 0, -1, half, half, 0, 0, 1, 1];
  for (const [i, value] of expected.entries()) expect(z.data[i]).toBeCloseTo(value, 6);
  expect([...(labels ?? [])]).toEqual([2, 2, 2]);
});

test("refuses one step, ends of another size, and ends without a shortest arc", () => {
  const [first, second] = [ends([1, 0, 0], 0), ends([0, 1, 0], 0)];
  expect(() => latentPath({ spec, first, second, steps: 1 })).toThrow(/at least 2 steps/);
  const short = { z: { data: new Float32Array(2), shape: [1, 2] } };
  expect(() => latentPath({ spec, first: short, second: short, steps: 2 })).toThrow(/\[n, 3\].*\[1, 2\]/);
  expect(() => latentPath({ spec, first, second: ends([-1, 0, 0], 0), steps: 2 })).toThrow(/below 180°/);
});
