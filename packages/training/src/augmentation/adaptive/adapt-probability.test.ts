import { expect, it } from "vitest";
import type { StateBag } from "../../engine/state-bag.ts";
import { adaptationStart, adaptProbability, augmentationProbability } from "./adapt-probability.ts";

const settings = { target: 0.6, speed: 10, every: 4, maximum: 0.8 };
const after = (signs: readonly number[], from: StateBag = adaptationStart) =>
  signs.reduce((state, sign) => adaptProbability(state, { sign, images: 50, settings }), from);

it("moves by the images seen, once in so many steps, towards its target", () => {
  expect(augmentationProbability(after([1, 1, 1]))).toBe(0);
  expect(augmentationProbability(after([1, 1, 1, 1]))).toBeCloseTo((4 * 50) / 10_000, 10);
  // The mean of the four counts, not the last.
  expect(augmentationProbability(after([1, 1, 1, 0]))).toBeCloseTo(0.02, 10);
  const high = after(new Array(40).fill(1));
  expect(augmentationProbability(high)).toBeCloseTo(0.2, 10);
  expect(augmentationProbability(after([0, 0, 0, 0], high))).toBeCloseTo(0.18, 10);
});

it("goes from 0 to 1 in so many thousand images, and stays within its bounds", () => {
  expect(augmentationProbability(after(new Array(160).fill(1)))).toBeCloseTo(0.8, 10);
  expect(augmentationProbability(after(new Array(400).fill(1)))).toBe(0.8);
  expect(augmentationProbability(after(new Array(400).fill(-1)))).toBe(0);
});
