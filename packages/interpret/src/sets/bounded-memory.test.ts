import { expect, it } from "vitest";
import { streamSets } from "../testdata/stream-sets.ts";

// Two sets of 3,000 images of 64 × 64 × 3 are 281 MB as numbers; the long test draws 50,000.
it("draws, encodes and measures sets of images without holding one of them", async () => {
  const { count, distance, megabytes } = await streamSets(3000);
  expect(count).toBe(3000);
  expect(distance).toBeLessThan(1);
  expect(distance).toBeGreaterThanOrEqual(0);
  expect(megabytes).toBeLessThan(230);
});
