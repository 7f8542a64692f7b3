import { it } from "vitest";
import { prdc } from "../distribution/prdc.ts";
import { drawn, normal } from "./testdata/held-share.ts";
import { expectHeld, testNeighbourIntervals } from "./testdata/neighbour-intervals.ts";

testNeighbourIntervals(200);

it("precision, recall, density and coverage do so at n = 1000", () => {
  const found = drawn((random) =>
    prdc({ real: normal(random, 1000, 2), generated: normal(random, 1000, 2, { mean: 0.6 }) }),
  );
  for (const name of ["precision", "recall", "density", "coverage"] as const) {
    expectHeld(found.map((result) => result[name]));
  }
});
