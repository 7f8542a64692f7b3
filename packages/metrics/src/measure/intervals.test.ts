import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { lossRecovered } from "../dictionary/loss-recovered.ts";
import { shrinkage } from "../dictionary/shrinkage.ts";
import { inceptionScore } from "../distribution/inception-score.ts";
import { kernelDistance } from "../distribution/kernel-distance.ts";
import { maximumMeanDiscrepancy } from "../distribution/maximum-mean-discrepancy.ts";
import { perceptualPathLength } from "../distribution/perceptual-path-length.ts";
import { randomDirections, slicedWasserstein } from "../distribution/sliced-wasserstein.ts";
import { vendiEstimate } from "../distribution/vendi-score.ts";
import { closedSobolIndex } from "../latent/closed-sobol-index.ts";
import type { Features } from "../linear/features.ts";
import { classHistogramDivergence } from "../modes/class-histogram-divergence.ts";
import { modeCoverage } from "../modes/mode-coverage.ts";
import { relativeAccuracy } from "../modes/relative-accuracy.ts";
import { membershipInference } from "../privacy/membership-inference.ts";
import type { Estimate } from "./estimate.ts";
import { drawn, heldShare, normal } from "./testdata/held-share.ts";

const resamples = 100;

function expectHeld(estimates: readonly Estimate[], truth?: number): void {
  expect(heldShare(estimates, truth)).toBeGreaterThanOrEqual(0.9);
}

describe.each([200, 1000])("intervals at level 0.95 hold the truth in ≥ 0.9 of replicates at n = %i", (n) => {
  it.each([
    ["one distribution", 0, 0],
    ["two distributions", 0.5, undefined],
  ])("kernel distance and mean discrepancy: %s", (_, mean, truth) => {
    const sets = (random: Random) => ({
      first: normal(random, n, 2),
      second: normal(random, n, 2, { mean }),
    });
    expectHeld(
      drawn((random) => kernelDistance(sets(random))),
      truth,
    );
    // The same code but for the kernel, at several times the cost.
    if (n > 200) return;
    expectHeld(
      drawn((random) => maximumMeanDiscrepancy({ ...sets(random), bandwidth: 1 })),
      truth,
    );
  });

  it.each([
    ["one distribution", 0],
    ["two distributions", 0.5],
  ])("sliced Wasserstein: %s", (_, mean) => {
    const directions = randomDirections({ count: 8, d: 4, random: Random.fromSeed(3) });
    expectHeld(
      drawn((random) =>
        slicedWasserstein({
          first: normal(random, n, 4),
          second: normal(random, n, 4, { mean }),
          directions,
          random,
        }),
      ),
    );
  });

  it("Vendi score", () => {
    expectHeld(drawn((random) => vendiEstimate({ features: normal(random, n, 4, { mean: 0.4 }), random })));
  });

  it.each([1, 10])("Inception score, %i splits", (splits) => {
    expectHeld(
      drawn((random) => {
        const weights = Float64Array.from(random.normal(n * 5), (value, i) =>
          Math.exp(2 * value + (i % 5 === 0 ? 1 : 0)),
        );
        const data = weights.map((weight, i) => {
          const row = Math.floor(i / 5) * 5;
          return weight / weights.subarray(row, row + 5).reduce((sum, other) => sum + other, 0);
        });
        return inceptionScore({ probabilities: { data, shape: [n, 5] }, splits });
      }, 4),
    );
  });

  it("high-quality share", () => {
    const centres = { data: Float64Array.of(0, 0), shape: [1, 2] };
    expectHeld(
      drawn(
        (random) =>
          modeCoverage({ samples: normal(random, n, 2), centres, standardDeviations: 1 }).highQuality,
      ),
      1 - Math.exp(-4.5),
    );
  });

  it.each([
    ["uniform", [1, 1, 1, 1, 1, 1]],
    ["uneven", [6, 3, 2, 2, 1, 0.2]],
  ])("class histogram divergence: %s", (_, weights) => {
    expectHeld(
      drawn((random) => {
        const counts = new Int32Array(6);
        for (const mode of random.choice(n, weights)) counts[mode]!++;
        return classHistogramDivergence({ counts });
      }),
    );
  });

  it("relative accuracy", () => {
    const table = (random: Random, accuracy: number): Features => {
      const data = new Float64Array(4);
      random.uniform(n).forEach((value, i) => {
        data[(i % 2) * 2 + (value < accuracy ? i % 2 : 1 - (i % 2))]!++;
      });
      return { data, shape: [2, 2] };
    };
    expectHeld(
      drawn((random) => relativeAccuracy({ real: table(random, 0.95), generated: table(random, 0.7) })),
      0.7 / 0.95,
    );
  });

  it("path length", async () => {
    // |b − a|² of standard normal pairs: mean 2 without trimming.
    const found = await Promise.all(
      drawn((random) =>
        perceptualPathLength({
          generate: (z) => z,
          first: normal(random, n, 2),
          second: normal(random, n, 2),
          at: new Float64Array(n),
          path: "linear",
          trim: 0,
        }),
      ),
    );
    expectHeld(found, 2);
  });

  it("membership AUROC", () => {
    expectHeld(
      drawn(
        (random) =>
          membershipInference({ members: random.normal(n, { mean: 1 }), nonMembers: random.normal(n) }).auroc,
      ),
      0.760249938906523,
    );
  });

  it("closed Sobol index", () => {
    expectHeld(
      drawn((random) => {
        const shared = random.normal(n);
        const output = (): Features => ({
          data: random.normal(n).map((own, i) => own + 2 * (shared[i] as number)),
          shape: [n, 1],
        });
        return closedSobolIndex({ outputs: output(), frozen: output() });
      }),
      0.8,
    );
  });

  it("loss recovered and shrinkage", () => {
    expectHeld(
      drawn((random) => {
        const original = random.uniform(n);
        const spliced = original.map(
          (loss, i) => loss + 0.5 * (random.uniform(1)[0] as number) + (i % 2) / 4,
        );
        return lossRecovered({
          original,
          spliced,
          ablated: original.map((loss) => loss + 2),
          random,
          resamples,
        });
      }),
      1 - 0.375 / 2,
    );
    expectHeld(
      drawn((random) => {
        const x = normal(random, n, 3);
        const noise = random.normal(3 * n, { standardDeviation: 0.3 });
        const reconstruction = {
          data: Float64Array.from(x.data, (value, i) => 0.8 * value + (noise[i] as number)),
          shape: x.shape,
        };
        return shrinkage({ x, reconstruction, random, resamples }).bias;
      }),
      (0.64 + 0.09) / 0.8,
    );
  });
});
