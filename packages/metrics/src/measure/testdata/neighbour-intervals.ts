import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { prdc } from "../../distribution/prdc.ts";
import { authenticity } from "../../privacy/authenticity.ts";
import { copyTailTest } from "../../privacy/copy-tail-test.ts";
import { dataCopying } from "../../privacy/data-copying.ts";
import { nearestNeighbourAccuracy } from "../../privacy/nearest-neighbour-accuracy.ts";
import type { Estimate } from "../estimate.ts";
import { drawn, heldShare, normal } from "./held-share.ts";

const resamples = 100;

/** The intervals hold the truth (see {@link heldShare}) in 9 of 10 replicates. */
export function expectHeld(estimates: readonly Estimate[], truth?: number): void {
  expect(heldShare(estimates, truth)).toBeGreaterThanOrEqual(0.9);
}

/** Tests that their intervals hold the truth in at least 0.9 of replicates at this n. */
export function testNeighbourIntervals(n: number): void {
  describe(`intervals of nearest-neighbour measures hold the truth in ≥ 0.9 of replicates at n = ${n}`, () => {
    it.each([
      ["one distribution", 0],
      ["two distributions", 0.6],
    ])("precision, recall, density, coverage: %s", (_, mean) => {
      const found = drawn((random) =>
        prdc({ real: normal(random, n, 2), generated: normal(random, n, 2, { mean }) }),
      );
      for (const name of ["precision", "recall", "density", "coverage"] as const) {
        expectHeld(found.map((result) => result[name]));
      }
    });

    it("precision and density with the real balls fixed: of a generator against this reference", () => {
      const real = normal(Random.fromSeed(5), n, 2);
      const draw = (rows: number) => (random: Random) =>
        prdc({ real, generated: normal(random, rows, 2, { mean: 0.6 }), interval: "fixed-balls" });
      const many = draw(20_000)(Random.fromSeed(6));
      const found = drawn(draw(n));
      for (const name of ["precision", "density"] as const) {
        expectHeld(
          found.map((result) => result[name]),
          many[name].value,
        );
      }
    });

    it("copying, authenticity and tail excess on a fixed training set", () => {
      const train = normal(Random.fromSeed(7), 300, 2);
      const centres = { data: Float64Array.of(-1, 0, 1, 0), shape: [2, 2] };
      const sets = drawn((random) => ({
        train,
        heldOut: normal(random, n, 2),
        generated: normal(random, n, 2, { standardDeviation: 1.2 }),
      }));
      expectHeld(sets.map((set) => dataCopying({ ...set, centres, random: Random.fromSeed(1), resamples })));
      expectHeld(sets.map((set) => authenticity(set).difference));
      expectHeld(sets.map((set) => copyTailTest({ ...set, quantile: 0.1 }).excess));
    });

    it("nearest-neighbour accuracy", () => {
      expectHeld(
        drawn((random) =>
          nearestNeighbourAccuracy({
            real: normal(random, n, 2),
            synthetic: normal(random, n, 2, { mean: 0.5 }),
          }),
        ),
      );
    });
  });
}
