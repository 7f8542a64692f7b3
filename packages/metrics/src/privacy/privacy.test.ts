import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Features } from "../linear/features.ts";
import { powerCurve } from "../measure/power-curve.ts";
import { fisherExact } from "../statistics/fisher-exact.ts";
import { normalCumulative, normalQuantile } from "../statistics/normal-distribution.ts";
import { authenticity } from "./authenticity.ts";
import { copyTailTest } from "./copy-tail-test.ts";
import { dataCopying } from "./data-copying.ts";
import { gaussianMechanismDelta } from "./gaussian-mechanism-delta.ts";
import { membershipInference } from "./membership-inference.ts";
import { nearestDistances } from "./nearest-distances.ts";
import { nearestNeighbourAccuracy } from "./nearest-neighbour-accuracy.ts";
import { accountPrivacy } from "./renyi-accountant.ts";
import { sampledGaussianDivergence } from "./sampled-gaussian-divergence.ts";

const d = 8;
const normal = (random: Random, n: number): Features => ({ data: random.normal(n * d), shape: [n, d] });
const train = normal(Random.fromSeed(1), 500);
const heldOut = normal(Random.fromSeed(2), 500);
const honest = normal(Random.fromSeed(3), 500);
const centres = {
  data: Float64Array.from({ length: 3 * d }, (_, i) => (i % d === 0 ? Math.floor(i / d) - 1 : 0)),
  shape: [3, d],
};

/** A share of rows replaced by training rows with a little noise. */
function withCopies(share: number, random: Random): Features {
  const data = random.normal(500 * d);
  const copies = Math.round(share * 500);
  for (let i = 0; i < copies * d; i++) data[i] = (train.data[i] as number) + 0.05 * (data[i] as number);
  return { data, shape: [500, d] };
}

describe("tests for copies", () => {
  const copied = withCopies(0.3, Random.fromSeed(4));

  it("stay silent without copies and speak with them", () => {
    const sets = { train, heldOut, random: Random.fromSeed(1), resamples: 100 };
    const silent = dataCopying({ ...sets, generated: honest, centres });
    expect(Math.abs(silent.value as number)).toBeLessThan(2.5);
    const loud = dataCopying({ ...sets, generated: copied, centres });
    expect(loud.value).toBeLessThan(-3);
    expect(loud.interval?.high).toBeLessThan(silent.interval?.high as number);
    expect(copyTailTest({ train, heldOut, generated: honest }).pValue).toBeGreaterThan(0.05);
    const tail = copyTailTest({ train, heldOut, generated: copied });
    expect(tail.pValue).toBeLessThan(1e-6);
    expect(Math.abs(tail.excess.value - 0.3)).toBeLessThan(0.05);
    const authentic = authenticity({ train, heldOut, generated: copied });
    expect(authentic.difference.interval?.high).toBeLessThan(0);
    const fair = authenticity({ train, heldOut, generated: honest }).difference.interval;
    expect((fair?.low as number) * (fair?.high as number)).toBeLessThan(0);
  });

  it("do not see the order of rows", () => {
    const order = Random.fromSeed(9).permutation(500);
    const mixed = {
      data: Float64Array.from(
        { length: 500 * d },
        (_, i) => copied.data[(order[Math.floor(i / d)] as number) * d + (i % d)] as number,
      ),
      shape: [500, d],
    };
    const sets = { train, heldOut, centres, random: Random.fromSeed(1), resamples: 20 };
    expect(dataCopying({ ...sets, generated: mixed }).value).toBeCloseTo(
      dataCopying({ ...sets, generated: copied }).value as number,
      9,
    );
    expect(copyTailTest({ train, heldOut, generated: mixed }).pValue).toBe(
      copyTailTest({ train, heldOut, generated: copied }).pValue,
    );
  });

  it("leave out cells without samples, with a reason", () => {
    const far = {
      data: Float64Array.from([...centres.data, ...new Array<number>(d).fill(100)]),
      shape: [4, d],
    };
    const result = dataCopying({
      train,
      heldOut,
      generated: honest,
      centres: far,
      random: Random.fromSeed(1),
      resamples: 20,
    });
    expect(result.cells[3]).toMatchObject({ z: null, reason: "no training sample" });
    const none = dataCopying({
      train,
      heldOut,
      generated: honest,
      centres: far,
      tau: 0.99,
      random: Random.fromSeed(1),
      resamples: 20,
    });
    expect(none.value).toBeNull();
  });

  it("refuse quantiles below one sample and other widths", () => {
    expect(() => copyTailTest({ train, heldOut, generated: honest, quantile: 0.001 })).toThrow(
      /at least one of 500/,
    );
    const other = { data: new Float64Array(4), shape: [2, 2] };
    expect(() => nearestDistances({ samples: other, train })).toThrow(/2 and 8/);
    expect(() =>
      dataCopying({ train, heldOut, generated: honest, centres: other, random: Random.fromSeed(1) }),
    ).toThrow(/dimension/);
  });

  it("have a detection limit that is measured", async () => {
    const curve = await powerCurve({
      defect: { name: "copied rows", plant: withCopies },
      test: (generated) => copyTailTest({ train, heldOut, generated }).pValue < 0.05,
      sizes: [0.005, 0.02, 0.08],
      random: Random.fromSeed(5),
      replicates: 20,
    });
    expect(curve.falseAlarms.rate).toBeLessThan(0.1);
    expect(curve.points[2]?.rate).toBeGreaterThan(0.9);
    expect(curve.detects).toMatchObject({ defect: "copied rows", power: 0.8 });
    expect(curve.smallest).toBeGreaterThan(0.005);
    expect(curve.smallest).toBeLessThan(0.08);
  });
});

describe("powerCurve", () => {
  const plant = (size: number): number => size;

  it("finds the size at which a known test has the wanted power", async () => {
    // P(found) = logistic(2·log(size / 3)): power 0.8 at 3·e^(log 4 / 2) = 6.
    const curve = await powerCurve({
      defect: { name: "planted", plant },
      test: (size, random) => (random.uniform(1)[0] as number) < 1 / (1 + (3 / size) ** 2),
      sizes: [1, 2, 4, 8, 16],
      random: Random.fromSeed(1),
      replicates: 400,
    });
    expect(Math.abs((curve.smallest as number) - 6)).toBeLessThan(0.7);
    expect(curve.falseAlarms).toMatchObject({ rate: 0, replicates: 400 });
  });

  it("claims nothing beyond the sizes that were tried", async () => {
    const of = (test: (size: number) => boolean) =>
      powerCurve({ defect: { name: "planted", plant }, test, sizes: [1, 2], random: Random.fromSeed(1) });
    expect(await of(() => false)).toMatchObject({ smallest: null });
    expect((await of((size) => size > 0)).reason).toMatch(/passed already at 1|more often/);
    await expect(
      powerCurve({
        defect: { name: "x", plant },
        test: () => true,
        sizes: [2, 1],
        random: Random.fromSeed(1),
      }),
    ).rejects.toThrow(/ascending/);
  });
});

describe("membershipInference", () => {
  it("is U / nm with ties ½, unchanged by a monotone map, and turns round with the roles", () => {
    const members = [3, 1, 2, 2];
    const nonMembers = [2, 0, 1];
    let u = 0;
    for (const a of members) for (const b of nonMembers) u += a > b ? 1 : a === b ? 0.5 : 0;
    const { auroc, chance } = membershipInference({ members, nonMembers });
    expect(auroc.value).toBeCloseTo(u / 12, 12);
    expect(chance).toBeCloseTo(4 / 7, 12);
    const mapped = membershipInference({
      members: members.map(Math.exp),
      nonMembers: nonMembers.map(Math.exp),
    });
    expect(mapped.auroc).toEqual(auroc);
    expect(membershipInference({ members: nonMembers, nonMembers: members }).auroc.value).toBeCloseTo(
      1 - auroc.value,
      12,
    );
    const equal = membershipInference({ members: [1, 1], nonMembers: [1, 1] });
    expect([equal.auroc.value, equal.averagePrecision, equal.advantage]).toEqual([0.5, 0.5, 0]);
    expect(() => membershipInference({ members: [1], nonMembers })).toThrow(/at least 2 members/);
    expect(() => membershipInference({ members: [1, Number.NaN], nonMembers })).toThrow(/NaN/);
  });
});

describe("nearestNeighbourAccuracy", () => {
  it("is ½ for one distribution, 0 for copies, 1 for sets apart", () => {
    const fair = nearestNeighbourAccuracy({ real: train, synthetic: honest });
    expect(Math.abs(fair.value - 0.5)).toBeLessThan(0.06);
    expect(nearestNeighbourAccuracy({ real: train, synthetic: train }).value).toBe(0);
    const apart = { data: train.data.map((value) => value + 50), shape: train.shape } as Features;
    expect(nearestNeighbourAccuracy({ real: train, synthetic: apart }).value).toBe(1);
    expect(() => nearestNeighbourAccuracy({ real: train, synthetic: normal(Random.fromSeed(1), 3) })).toThrow(
      /one shape/,
    );
  });
});

describe("accounting", () => {
  it("adds up over phases, grows with steps and rate, falls with noise", () => {
    const at = (noiseMultiplier: number, samplingRate: number, steps: number) => ({
      noiseMultiplier,
      samplingRate,
      steps,
    });
    const epsilon = (...phases: ReturnType<typeof at>[]): number =>
      accountPrivacy({ phases, delta: 1e-5 }).epsilon;
    expect(epsilon(at(1, 0.01, 300), at(1, 0.01, 200))).toBeCloseTo(epsilon(at(1, 0.01, 500)), 12);
    expect(epsilon(at(1, 0.01, 1000))).toBeCloseTo(2.1, 1);
    expect(epsilon(at(1, 0.02, 500))).toBeGreaterThan(epsilon(at(1, 0.01, 500)));
    expect(epsilon(at(2, 0.01, 500))).toBeLessThan(epsilon(at(1, 0.01, 500)));
    expect(epsilon(at(1e6, 0.01, 1))).toBeLessThan(0.2);
    expect(accountPrivacy({ phases: [at(1, 0.01, 10)], delta: 1e-5, orders: [2, 3] }).orderAtEdge).toBe(true);
  });

  it("is continuous between whole and fractional orders", () => {
    for (const [noiseMultiplier, samplingRate] of [
      [1, 0.01],
      [0.7, 0.1],
      [2, 0.5],
    ] as const) {
      const at = (order: number): number =>
        sampledGaussianDivergence({ order, noiseMultiplier, samplingRate });
      expect(at(7 + 1e-7) / at(7)).toBeCloseTo(1, 5);
      expect(at(7 - 1e-7) / at(7)).toBeCloseTo(1, 5);
    }
    expect(sampledGaussianDivergence({ order: 3, noiseMultiplier: 2, samplingRate: 1 })).toBeCloseTo(
      3 / 8,
      12,
    );
    expect(sampledGaussianDivergence({ order: 3, noiseMultiplier: 2, samplingRate: 0 })).toBe(0);
  });

  it("refuses what is out of range", () => {
    const phase = { noiseMultiplier: 1, samplingRate: 0.1, steps: 10 };
    expect(() => accountPrivacy({ phases: [phase], delta: 0 })).toThrow(/delta/);
    expect(() => accountPrivacy({ phases: [{ ...phase, steps: 1.5 }], delta: 0.1 })).toThrow(/steps/);
    expect(() => accountPrivacy({ phases: [{ ...phase, noiseMultiplier: 0 }], delta: 0.1 })).toThrow(
      /multiplier/,
    );
    expect(() => sampledGaussianDivergence({ order: 1, noiseMultiplier: 1, samplingRate: 0.1 })).toThrow(
      /order > 1/,
    );
    expect(() => gaussianMechanismDelta({ epsilon: -1, sigma: 1 })).toThrow(/epsilon/);
    expect(gaussianMechanismDelta({ epsilon: 0, sigma: 0.5 })).toBeCloseTo(
      normalCumulative(1) - normalCumulative(-1),
      12,
    );
  });
});

describe("fisherExact and the normal distribution", () => {
  it("meet known values", () => {
    // The lady tasting tea, 3 of 4 and 4 of 4.
    expect(fisherExact({ hits: 3, n: 4, otherHits: 1, m: 4 })).toBeCloseTo(17 / 70, 10);
    expect(fisherExact({ hits: 4, n: 4, otherHits: 0, m: 4 })).toBeCloseTo(1 / 70, 10);
    expect(fisherExact({ hits: 0, n: 4, otherHits: 3, m: 4 })).toBeCloseTo(1, 10);
    expect(() => fisherExact({ hits: 5, n: 4, otherHits: 0, m: 4 })).toThrow(/5 of 4/);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    expect(normalCumulative(-10) / 7.61985302416052e-24).toBeCloseTo(1, 12);
    expect(normalCumulative(1)).toBeCloseTo(0.841344746068543, 13);
    expect(normalCumulative(2.9)).toBeCloseTo(0.998134186699616, 13);
    expect(() => normalQuantile(1)).toThrow(/\(0, 1\)/);
  });
});
