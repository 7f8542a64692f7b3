import { expect, it } from "vitest";
import { formatTimings } from "./format-timings.ts";

it("prints ratios to the first timing, and units that fit", () => {
  const timings = [
    { name: "plain", nanosecondsPerItem: 250 },
    { name: "fused kernel", nanosecondsPerItem: 125 },
    { name: "slow", nanosecondsPerItem: 2_500_000 },
  ];
  expect(formatTimings(timings, { item: "image" })).toMatchInlineSnapshot(`
    "plain             1.00 ×    250.0 ns per image
    fused kernel      0.50 ×    125.0 ns per image
    slow          10000.00 ×      2.5 ms per image"
  `);
});
