import { type Interval, Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { frechetEstimate } from "../distribution/frechet-estimate.ts";
import { determinationInterval } from "../linear/determination-coefficient.ts";
import { explainedVariance } from "../reconstruction/explained-variance.ts";
import { derangement, randomPairRatio } from "../reconstruction/random-pair-ratio.ts";
import { bootstrapInterval } from "./bootstrap-interval.ts";
import { covariateAdjustedDifference } from "./covariate-adjusted-difference.ts";
import { meanInterval, seedInterval } from "./mean-interval.ts";
import { ratioOfMeans } from "./ratio-of-means.ts";

const replicates = 200;
const resamples = 200;

/** In how many of the replicates the interval holds the truth. */
function coverage(draw: (random: Random) => Interval, truth: number): number {
  let held = 0;
  for (let r = 0; r < replicates; r++) {
    const { low, high } = draw(Random.fromSeed(1).split(`replicate ${r}`));
    if (low <= truth && truth <= high) held++;
  }
  return held / replicates;
}

/** At least 0.9, and not 1: an interval that is right misses in 200 replicates but for one run in 28,000. */
function expectCoverage(held: number): void {
  expect(held).toBeGreaterThanOrEqual(0.9);
  expect(held).toBeLessThan(1);
}

const exponential = (random: Random, n: number): Float64Array =>
  Float64Array.from(random.uniform(n), (value) => -Math.log1p(-value));

const normal = (random: Random, n: number, d: number, options = {}) => ({
  data: random.normal(n * d, options),
  shape: [n, d],
});

/** x in 4 dimensions with variances 4, 1, 1, 1 and a reconstruction that keeps the first coordinate but for noise. */
function pair(random: Random, n: number) {
  const x = normal(random, n, 4);
  const noise = random.normal(n, { standardDeviation: 0.5 });
  const data = new Float32Array(n * 4);
  for (let i = 0; i < n; i++) {
    x.data[i * 4]! *= 2;
    data[i * 4] = (x.data[i * 4] as number) + (noise[i] as number);
  }
  return { x, reconstruction: { data, shape: [n, 4] } };
}

describe.each([200, 1000])(
  "intervals at level 0.95 hold the truth in at least 0.9 of replicates at n = %i",
  (n) => {
    it("mean, t", () => {
      expect(
        coverage((random) => meanInterval({ values: exponential(random, n) }).interval, 1),
      ).toBeGreaterThanOrEqual(0.9);
    });

    it("mean, percentile bootstrap of a skewed distribution", () => {
      const held = coverage((random) => {
        const values = exponential(random, n);
        return bootstrapInterval({
          n,
          statistic: (indices) => {
            let sum = 0;
            for (let i = 0; i < n; i++) sum += values[indices[i] as number] as number;
            return sum / n;
          },
          random,
          resamples,
        });
      }, 1);
      expectCoverage(held);
    });

    it("U-statistic (variance), percentile bootstrap", () => {
      const held = coverage((random) => {
        const values = random.normal(n);
        return bootstrapInterval({
          n,
          statistic: (indices) => {
            let sum = 0;
            let squares = 0;
            for (let i = 0; i < n; i++) {
              const value = values[indices[i] as number] as number;
              sum += value;
              squares += value * value;
            }
            return (squares - (sum * sum) / n) / (n - 1);
          },
          random,
          resamples,
        });
      }, 1);
      expectCoverage(held);
    });

    it.each([true, false])("ratio of means, paired: %s", (paired) => {
      const held = coverage((random) => {
        const denominator = exponential(random, n);
        const numerator = paired
          ? exponential(random, n).map((value, i) => value * 0.5 + (denominator[i] as number))
          : exponential(random, n).map((value) => 1.5 * value);
        return ratioOfMeans({ numerator, denominator, paired, random, resamples }).interval as Interval;
      }, 1.5);
      expectCoverage(held);
    });

    it("explained variance", () => {
      const held = coverage(
        (random) => {
          const { interval } = explainedVariance({ ...pair(random, n), random, resamples });
          return interval as Interval;
        },
        1 - 3.25 / 7,
      );
      expectCoverage(held);
    });

    it("random-pair ratio, although every image is in two pairs", () => {
      // E|x − x̂| and E|x' − x̂| by integration over 10⁶ pairs with another seed.
      const many = pair(Random.fromSeed(77), 1_000_000);
      const pairing = derangement(1_000_000, Random.fromSeed(78));
      let own = 0;
      let foreign = 0;
      for (let i = 0; i < 1_000_000; i++) {
        let a = 0;
        let b = 0;
        for (let j = 0; j < 4; j++) {
          const guess = many.reconstruction.data[i * 4 + j] as number;
          a += ((many.x.data[i * 4 + j] as number) - guess) ** 2;
          b += ((many.x.data[(pairing[i] as number) * 4 + j] as number) - guess) ** 2;
        }
        own += Math.sqrt(a);
        foreign += Math.sqrt(b);
      }
      const held = coverage((random) => {
        const pairing = derangement(n, random);
        return randomPairRatio({ ...pair(random, n), pairing, random, resamples }).interval as Interval;
      }, own / foreign);
      expectCoverage(held);
    });

    it("R² of a column and of the sum", () => {
      const results = Array.from({ length: replicates }, (_, r) => {
        const random = Random.fromSeed(1).split(`replicate ${r}`);
        const y = normal(random, n, 2);
        const noise = random.normal(2 * n, { standardDeviation: 0.5 });
        const prediction = {
          data: y.data.map((value, i) => value * (i % 2) + (noise[i] as number)),
          shape: [n, 2],
        };
        return determinationInterval({ y, prediction, random, resamples });
      });
      const held = (intervals: readonly (Interval | undefined)[], truth: number): number =>
        intervals.filter((interval) => interval && interval.low <= truth && truth <= interval.high).length /
        replicates;
      expectCoverage(
        held(
          results.map(({ columns }) => columns[1]?.interval),
          0.75,
        ),
      );
      expectCoverage(
        held(
          results.map(({ sum }) => sum.interval),
          0.5,
        ),
      );
    });

    it("covariate-adjusted difference, groups of unequal spread", () => {
      const held = coverage((random) => {
        const group = (name: string, ink: number, effect: number, noise: number) => {
          const own = random.split(name);
          const covariate = own.normal(n, { mean: ink });
          const error = own.normal(n, { standardDeviation: noise });
          return {
            covariate,
            values: error.map((value, i) => value + effect + (covariate[i] as number) ** 2),
          };
        };
        return covariateAdjustedDifference({
          first: group("first", 1.5, 0.2, 2),
          second: group("second", 1, 0, 0.5),
        }).interval;
      }, 0.2);
      expectCoverage(held);
    });

    const d = 8;
    it.each([
      ["one distribution", 0, 1],
      ["two distributions", 0.5, 1.3],
    ])("Fréchet distance, jackknife, %s", (_, mean, standardDeviation) => {
      const estimates = Array.from({ length: replicates }, (_, r) => {
        const random = Random.fromSeed(2).split(`replicate ${r}`);
        return frechetEstimate({
          first: normal(random, n, d, { mean, standardDeviation }),
          second: normal(random, n, d),
          random,
        });
      });
      const held = (intervals: readonly Interval[], truth: number): number =>
        intervals.filter(({ low, high }) => low <= truth && truth <= high).length / replicates;
      // The plain value's interval is of the mean score at this n, the corrected one's of the distance itself.
      const expected = estimates.reduce((sum, { value }) => sum + value, 0) / replicates;
      const distance = d * (mean ** 2 + (standardDeviation - 1) ** 2);
      expect(
        held(
          estimates.map(({ interval }) => interval),
          expected,
        ),
      ).toBeGreaterThanOrEqual(0.9);
      expect(
        held(
          estimates.map(({ corrected }) => corrected.interval),
          distance,
        ),
      ).toBeGreaterThanOrEqual(0.9);
      // Where the distributions differ the interval is as wide as the values scatter, not merely wide enough.
      if (mean > 0) {
        const scatter = Math.sqrt(
          estimates.reduce((sum, { value }) => sum + (value - expected) ** 2, 0) / (replicates - 1),
        );
        const half =
          estimates.reduce((sum, { interval }) => sum + interval.high - interval.low, 0) / (2 * replicates);
        expect(half / scatter).toBeLessThan(2.5);
      }
      expect(estimates.every(({ value, interval }) => interval.low <= value && value <= interval.high)).toBe(
        true,
      );
    });

    it("Fréchet distance to a fixed reference", () => {
      const reference = normal(Random.fromSeed(3), n, d);
      const estimates = Array.from({ length: replicates }, (_, r) => {
        const random = Random.fromSeed(4).split(`replicate ${r}`);
        return frechetEstimate({
          first: normal(random, n, d, { mean: 0.3 }),
          second: reference,
          fixed: "second",
          random,
        });
      });
      const expected = estimates.reduce((sum, { value }) => sum + value, 0) / replicates;
      const held = estimates.filter(
        ({ interval }) => interval.low <= expected && expected <= interval.high,
      ).length;
      expect(held / replicates).toBeGreaterThanOrEqual(0.9);
    });
  },
);

describe("intervals over five seeds", () => {
  it("hold the truth", () => {
    expect(
      coverage((random) => seedInterval({ values: random.normal(5) }).interval, 0),
    ).toBeGreaterThanOrEqual(0.9);
  });
});
