import { ConfigInvalidError, DatasetInvalidError, Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { dciGradientBoosting } from "./dci-gradient-boosting.ts";
import { dciLasso } from "./dci-lasso.ts";
import { dciLogistic } from "./dci-logistic.ts";
import type { DiscreteFactors } from "./discrete-factors.ts";
import { explicitness } from "./explicitness.ts";
import { interventionalRobustness } from "./interventional-robustness.ts";
import type { LabelledCodes } from "./labelled-codes.ts";
import { modularity } from "./modularity.ts";
import { mutualInformationGap } from "./mutual-information-gap.ts";
import { separatedAttribute } from "./separated-attribute.ts";

/** A perfect code: the factors themselves. Factor 0 has 3 values, factor 1 a value of its own in every row. */
function perfect(seed: number, n: number): LabelledCodes {
  const random = Random.fromSeed(seed);
  const classes = random.integers(n, { high: 3 });
  const values = random.normal(n);
  const data = Float64Array.from({ length: 2 * n }, (_, i) =>
    i % 2 === 0 ? (classes[i >> 1] as number) : (values[i >> 1] as number),
  );
  return { codes: { data, shape: [n, 2] }, factors: { data, shape: [n, 2] } };
}

const train = perfect(1, 400);
const test = perfect(2, 200);

const metrics: readonly [
  string,
  (options: DiscreteFactors) => { readonly binnedFactors: readonly number[] },
][] = [
  ["mutualInformationGap", (options) => mutualInformationGap({ ...train, ...options })],
  ["modularity", (options) => modularity({ ...train, ...options })],
  ["interventionalRobustness", (options) => interventionalRobustness({ ...train, ...options })],
  ["separatedAttribute", (options) => separatedAttribute({ train, test, ...options })],
  ["dciGradientBoosting", (options) => dciGradientBoosting({ train, test, rounds: 5, ...options })],
  ["dciLogistic", (options) => dciLogistic({ train, test, ...options })],
  ["explicitness", (options) => explicitness({ train, test, ...options })],
];

describe.each(metrics)("%s of a continuous factor", (_, score) => {
  it("is refused, naming the factor, its values and the way out", () => {
    const refused = expect.objectContaining({
      code: "dataset-invalid",
      message: expect.stringMatching(/400 distinct values in the 400 rows of factor 1: it looks continuous/),
      hint: expect.stringMatching(/factorBins/),
    });
    expect(() => score({})).toThrow(refused);
    expect(() => score({})).toThrow(DatasetInvalidError);
  });

  it("says which factors it cut, and leaves the discrete one whole", () => {
    expect(score({ factorBins: { count: 4 } }).binnedFactors).toEqual([1]);
    expect(score({ factorBins: { count: 5, by: "equal-width" } }).binnedFactors).toEqual([1]);
  });

  it("refuses bins that are none", () => {
    expect(() => score({ factorBins: { count: 1 } })).toThrow(ConfigInvalidError);
    expect(() => score({ factorBins: { count: 4, by: "hand" as never } })).toThrow(/"equal-width"/);
    // As many classes as rows are no classes.
    expect(() => score({ factorBins: { count: 200 } })).toThrow(/looks continuous/);
  });
});

describe("factorBins", () => {
  it("lets a perfect code score high again", () => {
    const { value, perFactor, entropies } = mutualInformationGap({ ...train, factorBins: { count: 10 } });
    expect(value).toBeGreaterThan(0.8);
    expect(perFactor[0]).toBeGreaterThan(0.95);
    // Ten bins of 40 rows each.
    expect(entropies[1]).toBeCloseTo(Math.log(10), 12);
    expect(explicitness({ train, test, factorBins: { count: 4 } }).value).toBeGreaterThan(0.6);
    const trees = dciGradientBoosting({ train, test, rounds: 20, factorBins: { count: 4 } });
    expect(trees.disentanglement).toBeGreaterThan(0.9);
    expect(trees.informativeness.test).toBeGreaterThan(0.95);
  });

  it("cuts at quantiles or at equal widths", () => {
    const data = Float64Array.from({ length: 40 }, (_, i) => (i < 30 ? i / 1000 : i));
    const input = { codes: { data, shape: [40, 1] }, factors: { data, shape: [40, 1] } };
    const halves = mutualInformationGap({ ...input, factorBins: { count: 2 } });
    expect(halves.entropies[0]).toBeCloseTo(Math.log(2), 12);
    const wide = mutualInformationGap({ ...input, factorBins: { count: 2, by: "equal-width" } });
    const share = 0.25;
    expect(wide.entropies[0]).toBeCloseTo(-share * Math.log(share) - (1 - share) * Math.log(1 - share), 12);
  });

  it("cuts the test set at the training set's edges", () => {
    const shifted = { ...test, factors: { ...test.factors, data: Float64Array.from(test.factors.data) } };
    for (let i = 1; i < 400; i += 2) shifted.factors.data[i]! += 10;
    const { informativeness } = dciLogistic({ train, test: shifted, factorBins: { count: 2 } });
    // All of the shifted factor lies in the upper half of the training set's now, which the codes cannot know.
    const unshifted = dciLogistic({ train, test, factorBins: { count: 2 } });
    expect(informativeness.train).toBe(unshifted.informativeness.train);
    expect(informativeness.test).toBeLessThan(unshifted.informativeness.test - 0.15);
  });

  it("is not needed for factors of few values, many values in many rows, or metrics of ordered numbers", () => {
    const n = 1000;
    const data = Float64Array.from({ length: n }, (_, i) => (i % 40) / 40);
    const forty = { codes: { data, shape: [n, 1] }, factors: { data, shape: [n, 1] } };
    expect(mutualInformationGap(forty)).toMatchObject({ binnedFactors: [] });
    const eight = Float64Array.from({ length: 8 }, (_, i) => i);
    const few = { codes: { data: eight, shape: [8, 1] }, factors: { data: eight, shape: [8, 1] } };
    expect(mutualInformationGap(few).value).toBeGreaterThan(0.9);
    expect(separatedAttribute({ train, test, kind: "continuous" }).score).toBeGreaterThan(0.9);
    expect(dciLasso({ train, test }).disentanglement).toBeGreaterThan(0.9);
  });

  it("refuses NaN and shapes that disagree as before", () => {
    const data = Float64Array.from(train.factors.data);
    data[5] = Number.NaN;
    const holes = { ...train, factors: { data, shape: [400, 2] } };
    expect(() => mutualInformationGap({ ...holes, factorBins: { count: 4 } })).toThrow(/factor 1: .* NaN/);
    const short = { ...train, factors: { data: data.subarray(0, 10), shape: [5, 2] } };
    expect(() => mutualInformationGap({ ...short, factorBins: { count: 4 } })).toThrow(/400, factors/);
  });
});
