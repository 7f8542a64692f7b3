import { expect, it } from "vitest";
import { streamSets } from "../testdata/stream-sets.ts";

it("draws, encodes and measures 50,000 images of 64 × 64 × 3 in less than 400 MB over the start", async () => {
  const { count, distance, megabytes } = await streamSets(50_000);
  expect(count).toBe(50_000);
  expect(distance).toBeLessThan(0.1);
  expect(megabytes).toBeLessThan(400);
}, 900_000);
