import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { betaBinomialTail } from "./beta-binomial.ts";
import { exceedanceShare } from "./exceedance-share.ts";
import { normalQuantile } from "./normal-distribution.ts";

const drawsOf = (count: number, seed: number) =>
  Array.from({ length: count }, (_, i) => Random.fromSeed(seed).split(`draw ${i}`));

/** Student's t with 1 degree of freedom: no mean, no variance. */
const cauchy = (random: Random, n: number): Float64Array =>
  Float64Array.from(random.uniform(n), (value) => Math.tan(Math.PI * (value - 0.5)));

describe("beta-binomial tail", () => {
  it("is uniform where one reference value is the threshold", () => {
    // Of m + 1 exchangeable values the single reference value is at each place equally often.
    for (const k of [0, 1, 3, 7]) expect(betaBinomialTail(k, 7, 1, 1)).toBeCloseTo((8 - k) / 8, 14);
    expect(betaBinomialTail(8, 7, 1, 1)).toBe(0);
  });

  it("has the closed form of the largest value, and counts all orders of small samples", () => {
    // All k of k new values above the largest of n: n!·k! / (n + k)!.
    expect(betaBinomialTail(2, 2, 1, 3)).toBeCloseTo(2 / (4 * 5), 14);
    // Of 3 references and 3 suspects, 20 orders; at least 2 suspects above the second largest reference: counted by hand.
    let hits = 0;
    for (let mask = 0; mask < 64; mask++) {
      const places = Array.from({ length: 6 }, (_, i) => (mask >> i) & 1);
      if (places.filter((isSuspect) => isSuspect === 1).length !== 3) continue;
      const references = places.flatMap((isSuspect, place) => (isSuspect === 0 ? [place] : []));
      const above = places.filter((isSuspect, at) => isSuspect === 1 && at < (references[1] as number));
      if (above.length >= 2) hits++;
    }
    expect(betaBinomialTail(2, 3, 2, 2)).toBeCloseTo(hits / 20, 14);
  });

  it("is the same from either side, and finite far out", () => {
    for (const [k, m, a, b] of [
      [3, 50, 5, 95],
      [9, 50, 5, 95],
      [600, 20_000, 1000, 19_001],
    ] as const) {
      const mirrored = 1 - betaBinomialTail(m - k + 1, m, b, a);
      expect(betaBinomialTail(k, m, a, b)).toBeCloseTo(mirrored, 10);
    }
    const far = betaBinomialTail(20_000, 20_000, 1000, 19_001);
    expect(far).toBeGreaterThanOrEqual(0);
    expect(far).toBeLessThan(1e-300);
  });
});

describe("exceedance share", () => {
  it("counts what is strictly above the threshold that is exceeded as often as asked", () => {
    const reference = Array.from({ length: 19 }, (_, i) => i + 1);
    const result = exceedanceShare({ reference, suspect: [18.5, 19, 19.5, 40] });
    // j = 1 of 19: a new value is above the largest with chance 1 / 20.
    expect(result).toMatchObject({ threshold: 19, expected: 0.05, count: 2, share: 0.5, n: 4, value: 0.5 });
    // At least 2 of 4 above the largest of 19.
    const none = (19 * 18 * 17 * 16) / (23 * 22 * 21 * 20);
    expect(1 - none).toBeGreaterThan(0.05);
    const choose = (a: number, b: number): number =>
      Array.from({ length: b }, (_, i) => (a - i) / (i + 1)).reduce((product, value) => product * value, 1);
    const atLeastTwo = [2, 3, 4].reduce((sum, k) => sum + choose(4 - k + 18, 4 - k) / choose(23, 4), 0);
    expect(result.pValue).toBeCloseTo(atLeastTwo, 12);
    // One reference, two suspects: at least one of them above it in 4 of 6 orders.
    expect(exceedanceShare({ reference: [3], suspect: [4, 2] })).toMatchObject({
      expected: 0.5,
      share: 0.5,
      pValue: expect.closeTo(2 / 3, 12),
    });
  });

  const size = 200;
  it.each([
    ["normal", (random: Random) => random.normal(size), false],
    ["heavy-tailed", (random: Random) => cauchy(random, size), false],
    ["of ten different values", (random: Random) => random.integers(size, { high: 10 }), true],
    ["mostly zeros", (random: Random) => random.uniform(size).map((u) => Math.max(0, u - 0.9)), false],
  ] as const)(
    "values that are %s raise an alarm in at most one exchangeable draw of twenty",
    (_, draw, tied) => {
      const results = drawsOf(2000, 11).map((random) =>
        exceedanceShare({
          reference: draw(random.split("reference")),
          suspect: draw(random.split("suspect")),
        }),
      );
      const alarms = results.filter(({ pValue }) => pValue <= 0.05).length / results.length;
      // What the test can reach at these n, the number above the threshold being whole: .036.
      let attained = 0;
      for (let k = size; betaBinomialTail(k, size, 10, 191) <= 0.05; k--)
        attained = betaBinomialTail(k, size, 10, 191);
      expect(attained).toBeGreaterThan(0.03);
      const error = Math.sqrt((attained * (1 - attained)) / 2000);
      expect(alarms).toBeLessThanOrEqual(attained + 3 * error);
      expect(alarms).toBeGreaterThanOrEqual(tied ? 0 : attained - 3 * error);
      const mean = results.reduce((sum, { share }) => sum + share, 0) / results.length;
      const expected = results[0]?.expected as number;
      if (!tied) expect(Math.abs(mean / expected - 1)).toBeLessThan(0.02);
      else expect(mean).toBeLessThan(expected);
    },
  );

  it.each([0.05, 0.2, 0.5])(
    "has an interval at level .95 that holds the share %d in .93 to .97 of draws",
    (share) => {
      // Which share of N(mean, 1) lies above the .95 quantile of N(0, 1) is known; at .5 the threshold is most of the error.
      const mean = normalQuantile(0.95) - normalQuantile(1 - share);
      const held = drawsOf(1000, 7).filter((random) => {
        const { interval } = exceedanceShare({
          reference: random.normal(500),
          suspect: random.normal(500, { mean }),
        });
        return interval.low <= share && share <= interval.high;
      });
      expect(held.length / 1000).toBeGreaterThanOrEqual(0.93);
      expect(held.length / 1000).toBeLessThanOrEqual(0.97);
    },
  );

  it("holds its value in the interval, which reaches 0 and 1 where all are on one side", () => {
    const reference = Random.fromSeed(1).normal(100);
    const none = exceedanceShare({ reference, suspect: [-9, -8, -7] });
    expect(none).toMatchObject({ share: 0, pValue: 1 });
    expect(none.interval.low).toBe(0);
    expect(none.interval.high).toBeGreaterThan(0.3);
    const all = exceedanceShare({ reference, suspect: [9, 8, 7] });
    expect(all.share).toBe(1);
    expect(all.interval.high).toBe(1);
    expect(all.interval.low).toBeLessThan(0.7);
  });

  it("finds a share as large as its detection limit in four draws of five", () => {
    const reference = Random.fromSeed(2).normal(300);
    const { detectable, expected } = exceedanceShare({ reference, suspect: reference });
    expect(detectable).toBeGreaterThan(expected);
    expect(detectable).toBeLessThan(0.15);
    // Of so many foreign ones, each above all real ones, the share above the threshold is the detectable one on average.
    const foreign = ((detectable as number) - expected) / (1 - expected);
    const found = drawsOf(1000, 5).filter((random) => {
      const planted = random.split("planted").uniform(300);
      const suspect = random
        .split("suspect")
        .normal(300)
        .map((value, i) => ((planted[i] as number) < foreign ? 99 : value));
      return exceedanceShare({ reference: random.split("reference").normal(300), suspect }).pValue <= 0.05;
    });
    expect(found.length / 1000).toBeGreaterThan(0.76);
    expect(found.length / 1000).toBeLessThan(0.84);
  });

  it("says that nothing can be found among too few", () => {
    expect(exceedanceShare({ reference: [1, 2, 3], suspect: [9] }).detectable).toBeNull();
  });

  it("refuses empty samples, NaN, and probabilities that are none", () => {
    expect(() => exceedanceShare({ reference: [], suspect: [1] })).toThrow(/expected at least 1.*received 0/);
    expect(() => exceedanceShare({ reference: [1], suspect: [] })).toThrow(/received 1 and 0/);
    expect(() => exceedanceShare({ reference: [1, Number.NaN], suspect: [1] })).toThrow(
      /reference.*NaN at 1/,
    );
    expect(() => exceedanceShare({ reference: [1], suspect: [Number.NEGATIVE_INFINITY] })).toThrow(/suspect/);
    expect(() => exceedanceShare({ reference: [1], suspect: [1], quantile: 1 })).toThrow(/quantile/);
    expect(() => exceedanceShare({ reference: [1], suspect: [1], level: 0 })).toThrow(/level/);
  });
});
