import { expect, it } from "vitest";
import { latentSpread } from "./latent-source.ts";
import { inputDirections } from "./place-latents.ts";
import { sliderRange, withinRange } from "./slider-range.ts";

const part = { kind: "noise", name: "z", size: 2 } as const;
const spreadOf = (prior: "normal" | "uniform", bounds: { low?: number; high?: number } = {}) =>
  latentSpread({ spec: { parts: [{ ...part, prior, ...bounds }] }, given: null, stored: null });

it("goes four deviations of the prior to both sides, and no further than the prior itself", () => {
  expect(sliderRange(inputDirections(2), spreadOf("normal"), 1)).toEqual({
    low: -4,
    high: 4,
    step: 0.05,
    decimals: 2,
  });
  expect(sliderRange(inputDirections(2), spreadOf("uniform"), 0)).toMatchObject({ low: -1, high: 1 });
  const shifted = spreadOf("uniform", { low: 0, high: 0.004 });
  const range = sliderRange(inputDirections(2), shifted, 0);
  expect(range).toMatchObject({ low: 0, high: 0.004, step: 0.00002, decimals: 5 });
  expect([withinRange(range, 0.0012345), withinRange(range, 1)]).toEqual([0.00123, 0.004]);
});

it("follows a direction across several entries", () => {
  const half = Math.SQRT1_2;
  const turned = { count: 1, size: 2, data: Float32Array.from([half, half]) };
  // 4 × 2 / √12 is more than the corner of the square, √2, so the corner is the end.
  expect(sliderRange(turned, spreadOf("uniform"), 0)).toMatchObject({ low: -1.4, high: 1.4 });
  expect(sliderRange(turned, spreadOf("normal"), 0)).toMatchObject({ low: -4, high: 4 });
});
