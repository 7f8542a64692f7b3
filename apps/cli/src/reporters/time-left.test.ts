import { expect, test } from "vitest";
import { TimeLeft } from "./time-left.ts";

test("what is left takes as long for its share as what is done took for its own", () => {
  let now = 1000;
  const left = new TimeLeft(() => now);
  expect(left.seconds(0)).toBeUndefined();
  now += 500;
  expect(left.seconds(0.001)).toBeUndefined();
  now += 9500;
  expect(left.seconds(0.25)).toBeCloseTo(30);
  expect(left.seconds(1)).toBe(0);
});

test("a share that was done before does not count as speed", () => {
  let now = 0;
  const left = new TimeLeft(() => now, 0.5);
  now = 10_000;
  expect(left.seconds(0.75)).toBeCloseTo(10);
});
