import { GanlensError, Random, ShapeError } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Features } from "./index.ts";
import * as metrics from "./index.ts";

const n = 48;
const random = (): Random => Random.fromSeed(1);
const normal = (rows: number, d: number, seed = 1): Features => ({
  data: Float64Array.from(Random.fromSeed(seed).normal(rows * d)),
  shape: [rows, d],
});
const held = normal(n, 3, 3);
const directions = metrics.randomDirections({ count: 10, d: 3, random: random() });
const centres = { data: Float64Array.of(0, 0, 0, 1, 1, 1), shape: [2, 3] };

/** Every public function of two sets of features, as a function of these alone. */
const pairs: Readonly<Record<string, (first: Features, second: Features) => unknown>> = {
  frechetDistance: (first, second) => metrics.frechetDistance({ first, second }),
  frechetEstimate: (first, second) => metrics.frechetEstimate({ first, second, random: random() }),
  kernelDistance: (first, second) => metrics.kernelDistance({ first, second }),
  kernelDistanceSubsets: (first, second) =>
    metrics.kernelDistanceSubsets({ first, second, subsets: 3, subsetSize: 8, random: random() }),
  maximumMeanDiscrepancy: (first, second) => metrics.maximumMeanDiscrepancy({ first, second, bandwidth: 1 }),
  "maximumMeanDiscrepancy, its own bandwidth": (first, second) =>
    metrics.maximumMeanDiscrepancy({ first, second, kernel: "imq" }),
  medianDistance: metrics.medianDistance,
  prdc: (real, generated) => metrics.prdc({ real, generated, k: 3 }),
  "prdc, closed balls": (real, generated) => metrics.prdc({ real, generated, convention: "torch-fidelity" }),
  clippedDensityCoverage: (real, generated) => metrics.clippedDensityCoverage({ real, generated, k: 3 }),
  slicedWasserstein: (first, second) =>
    metrics.slicedWasserstein({ first, second, directions, random: random() }),
  wassersteinByDirection: (first, second) =>
    metrics.wassersteinByDirection({ first, second, directions, order: 1 }),
  modeCoverage: (samples, modes) =>
    metrics.modeCoverage({ samples, centres: modes, standardDeviations: 0.1 }),
  nearestNeighbours: (queries, points) => metrics.nearestNeighbours({ queries, points, k: 1 }),
  nearestDistances: (samples, train) => metrics.nearestDistances({ samples, train }),
  nearestNeighbourAccuracy: (real, synthetic) => metrics.nearestNeighbourAccuracy({ real, synthetic }),
  authenticity: (train, generated) => metrics.authenticity({ train, heldOut: held, generated }),
  copyTailTest: (train, generated) =>
    metrics.copyTailTest({ train, heldOut: held, generated, quantile: 0.2 }),
  dataCopying: (train, generated) =>
    metrics.dataCopying({ train, heldOut: held, generated, centres, random: random(), resamples: 20 }),
  dictionaryMatching: (first, second) => metrics.dictionaryMatching({ first, second }),
  principalAngles: (first, second) => metrics.principalAngles(leading(first), leading(second)),
  closedSobolIndex: (outputs, frozen) => metrics.closedSobolIndex({ outputs, frozen }),
  explainedVariance: (x, reconstruction) =>
    metrics.explainedVariance({ x, reconstruction, random: random(), resamples: 20 }),
  shrinkage: (x, reconstruction) => metrics.shrinkage({ x, reconstruction, random: random(), resamples: 20 }),
  randomPairRatio: (x, reconstruction) =>
    metrics.randomPairRatio({
      x,
      reconstruction,
      pairing: metrics.derangement(Math.max(2, halves(x).length), random()),
      random: random(),
      resamples: 20,
    }),
  squaredErrors: (x, reconstruction) => metrics.squaredErrors({ x, reconstruction }),
  determinationCoefficient: (y, prediction) => metrics.determinationCoefficient({ y, prediction }),
  ridgeRegression: (x, y) => metrics.ridgeRegression({ x, y, penalty: 1 }),
  lasso: (x, y) => metrics.lasso({ x, y, penalty: 0.1 }),
  elasticNet: (x, y) => metrics.elasticNet({ x, y, penalty: 0.1, ratio: 0.5 }),
  canonicalDetermination: (codes, latents) =>
    metrics.canonicalDetermination({
      fit: { codes, latents },
      test: { codes: held, latents: held },
      penalty: 1,
      random: random(),
      resamples: 20,
    }),
  linearAlignment: (first, second) => metrics.linearAlignment({ first, second }),
  canonicalCorrelations: (first, second) => metrics.canonicalCorrelations({ first, second }),
  representationalSimilarity: (first, second) => metrics.representationalSimilarity({ first, second }),
  orthogonalAlignment: (first, second) => metrics.orthogonalAlignment({ first, second }),
  mutualInformationGap: (codes, factors) =>
    metrics.mutualInformationGap({ codes, factors: rounded(factors) }),
  modularity: (codes, factors) => metrics.modularity({ codes, factors: rounded(factors) }),
  interventionalRobustness: (codes, factors) =>
    metrics.interventionalRobustness({ codes, factors: rounded(factors) }),
  separatedAttribute: splitScore(metrics.separatedAttribute),
  dciLasso: splitScore(metrics.dciLasso),
  dciLogistic: splitScore(metrics.dciLogistic),
  dciGradientBoosting: splitScore((splits) => metrics.dciGradientBoosting({ ...splits, rounds: 2 })),
  explicitness: splitScore(metrics.explicitness),
};

/** Every public function of one set of features. */
const singles: Readonly<Record<string, (features: Features) => unknown>> = {
  frechetMoments: metrics.frechetMoments,
  columnMeans: metrics.columnMeans,
  covariance: metrics.covariance,
  principalComponents: (data) => metrics.principalComponents({ data, components: 1 }),
  whitening: (data) => metrics.whitening({ data }),
  singularValues: metrics.singularValues,
  pseudoInverse: metrics.pseudoInverse,
  orthogonalTriangular: metrics.orthogonalTriangular,
  symmetricEigen: metrics.symmetricEigen,
  symmetricEigenvalues: metrics.symmetricEigenvalues,
  matrixSquareRoot: metrics.matrixSquareRoot,
  inverseSquareRoot: metrics.inverseSquareRoot,
  cholesky: (matrix) => metrics.cholesky(matrix as metrics.Matrix),
  hungarianAssignment: metrics.hungarianAssignment,
  kMeans: (features) => metrics.kMeans({ features, clusters: 2, random: random() }),
  silhouette: (features) => metrics.silhouette({ features, labels: halves(features) }),
  daviesBouldinIndex: (features) => metrics.daviesBouldinIndex({ features, labels: halves(features) }),
  calinskiHarabaszIndex: (features) => metrics.calinskiHarabaszIndex({ features, labels: halves(features) }),
  vendiScore: (features) => metrics.vendiScore({ features }),
  vendiEstimate: (features) => metrics.vendiEstimate({ features, random: random() }),
  inceptionScore: (probabilities) => metrics.inceptionScore({ probabilities, splits: 1, random: random() }),
  nearestNeighbours: (queries) => metrics.nearestNeighbours({ queries, k: 1 }),
  featureStatistics: (activations) => metrics.featureStatistics({ activations }),
  sparsity: (activations) => metrics.sparsity({ activations }),
  importanceScores: metrics.importanceScores,
  topTwoGap: (matrix) => metrics.topTwoGap(matrix as metrics.Matrix),
  modularityPerCode: metrics.modularityPerCode,
  discretiseCodes: (features) => metrics.discretiseCodes(features, 4),
  logisticRegression: (x) => metrics.logisticRegression({ x, labels: halves(x), classes: 2 }),
  linearSupportVectors: (x) => metrics.linearSupportVectors({ x, labels: halves(x) }),
  gradientBoosting: (x) => metrics.gradientBoosting({ x, labels: halves(x), classes: 2, rounds: 2 }),
};

/** Every public function of a list of numbers. */
const lists: Readonly<Record<string, (values: Float64Array) => unknown>> = {
  averageRanks: metrics.averageRanks,
  "exceedanceShare: reference": (values) =>
    metrics.exceedanceShare({ reference: values, suspect: [1, 2, 3] }),
  "exceedanceShare: suspect": (values) => metrics.exceedanceShare({ reference: [1, 2, 3], suspect: values }),
  mannWhitney: (values) => metrics.mannWhitney({ first: values, second: [1, 2, 3] }),
  signedRankTest: (values) =>
    metrics.signedRankTest(
      values,
      values.map((_, i) => i % 3),
    ),
  studentTest: (values) => metrics.studentTest({ first: values, second: [1, 2, 3] }),
  kolmogorovSmirnov: (values) => metrics.kolmogorovSmirnov(values, [1, 2, 3]),
  pearsonCorrelation: (values) =>
    metrics.pearsonCorrelation(
      values,
      values.map((_, i) => i % 3),
    ),
  spearmanCorrelation: (values) =>
    metrics.spearmanCorrelation(
      values,
      values.map((_, i) => i % 3),
    ),
  kendallCorrelation: (values) =>
    metrics.kendallCorrelation(
      values,
      values.map((_, i) => i % 3),
    ),
  meanInterval: (values) => metrics.meanInterval({ values }),
  seedInterval: (values) => metrics.seedInterval({ values }),
  ratioOfMeans: (values) =>
    metrics.ratioOfMeans({
      numerator: values,
      denominator: values,
      paired: true,
      random: random(),
      resamples: 20,
    }),
  rocAuc: (scores) => metrics.rocAuc({ scores, labels: scores.map((_, i) => i % 2) }),
  averagePrecision: (scores) => metrics.averagePrecision({ scores, labels: scores.map((_, i) => i % 2) }),
  membershipInference: (members) => metrics.membershipInference({ members, nonMembers: [1, 2, 3] }),
  discretiseByQuantiles: (values) => metrics.discretiseByQuantiles(values, 3),
  holmAdjusted: metrics.holmAdjusted,
  benjaminiHochbergAdjusted: metrics.benjaminiHochbergAdjusted,
  quantileSorted: (values) => metrics.quantileSorted(values, 0.5),
  lossRecovered: (values) =>
    metrics.lossRecovered({
      original: values,
      spliced: values.map((value) => value + 0.1),
      ablated: values.map((value) => value + 1),
      random: random(),
      resamples: 20,
    }),
};

function splitScore(
  score: (splits: metrics.LabelledSplits) => unknown,
): (codes: Features, factors: Features) => unknown {
  return (codes, factors) => {
    const set = { codes, factors: rounded(factors) };
    return score({ train: set, test: set });
  };
}

/** Whether there is anything that a test could make labels or other rows from. */
function isShaped(features: Features): boolean {
  const { data, shape } = (features ?? {}) as Partial<Features>;
  return (
    data instanceof Float64Array && Array.isArray(shape) && shape.every((side) => side >= 0 && side % 1 === 0)
  );
}

/** The first two rows, which can be independent. */
function leading(features: Features): Features {
  if (!isShaped(features)) return features;
  const {
    data,
    shape: [rows = 0, ...rest],
  } = features;
  const count = Math.min(2, rows);
  return {
    data: Float64Array.from(
      data.subarray(0, data.length === rows * (rest[0] ?? 0) ? count * (rest[0] ?? 0) : 0),
    ),
    shape: [count, ...rest],
  };
}

/** Numbers as a few classes; what is not finite stays. */
function rounded(features: Features): Features {
  if (!isShaped(features)) return features;
  const { data, shape } = features;
  return {
    data: Float64Array.from(data, (value) => (Number.isFinite(value) ? Number(value > 0) : value)),
    shape,
  };
}

function halves(features: Features): Int32Array {
  return Int32Array.from({ length: isShaped(features) ? (features.shape[0] ?? 0) : 0 }, (_, i) => i % 2);
}

function withValue(features: Features, value: number): Features {
  const data = Float64Array.from(features.data);
  data[1] = value;
  return { data, shape: features.shape };
}

/** Where a result holds NaN. */
function placeOfNaN(value: unknown, at = "result"): string | undefined {
  if (typeof value === "number") return Number.isNaN(value) ? at : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = placeOfNaN(item, `${at}.${key}`);
    if (found) return found;
  }
  return undefined;
}

/** An error that says what is wrong, or a value without NaN. */
function expectNoSilence(run: () => unknown, name: string): GanlensError | undefined {
  try {
    expect(placeOfNaN(run()), name).toBeUndefined();
    return undefined;
  } catch (error) {
    if (!GanlensError.isInstance(error)) throw error;
    expect(error.message, name).toMatch(/expected/i);
    expect(error.message, name).toMatch(/received|no row|not /i);
    return error;
  }
}

const good = normal(n, 3, 1);
const other = normal(n, 3, 2);

/** What untyped callers give for an array: each is told what was expected, instead of a property that cannot be read. */
const notArrays: readonly (readonly [string, unknown])[] = [
  ["lists of lists", [[1, 2]]],
  ["a list", [1, 2, 3]],
  ["nothing", undefined],
  ["null", null],
  ["a number", 3],
  ["a text", "features"],
  ["a typed array alone", Float64Array.of(1, 2)],
  ["a shape alone", { shape: [2, 2] }],
  ["data alone", { data: Float64Array.of(1, 2) }],
  ["data in a plain list", { data: [1, 2, 3, 4], shape: [2, 2] }],
  ["data of big integers", { data: BigInt64Array.of(1n, 2n), shape: [1, 2] }],
  ["a shape in words", { data: Float64Array.of(1, 2), shape: "1, 2" }],
  ["a shape with half a row", { data: Float64Array.of(1, 2), shape: [0.5, 4] }],
  ["a shape below zero", { data: Float64Array.of(1, 2), shape: [-1, -2] }],
];

const square = normal(3, 3);
const counts = { data: Float64Array.of(3, 1, 1, 3), shape: [2, 2] };
const images = { data: new Float32Array(2 * 11 * 11), shape: [2, 11, 11, 1] };
const model = { weights: normal(3, 1) as metrics.Matrix, intercept: Float64Array.of(0) };
const axes = { mean: new Float64Array(3), components: normal(2, 3) as metrics.Matrix };
const codes = { codes: normal(n, 3), factors: rounded(normal(n, 2)) };
const batches = { data: new Float64Array(24), shape: [4, 2, 3] };
const factor = [0, 1, 0, 1];
const asMatrix = (value: unknown): metrics.Matrix => value as metrics.Matrix;

/** Every other argument of a public function that is an array with a shape. */
const others: Readonly<Record<string, (array: Features) => unknown>> = {
  "separatedAttribute with bins: factors of the test": (factors) =>
    metrics.separatedAttribute({
      train: { codes: good, factors: normal(n, 2) },
      test: { codes: good, factors },
      factorBins: { count: 3, by: "quantile" },
    }),
  "multiply: first": (a) => metrics.multiply(asMatrix(a), asMatrix(square)),
  "multiply: second": (a) => metrics.multiply(asMatrix(square), asMatrix(a)),
  "multiplyTransposed: first": (a) => metrics.multiplyTransposed(asMatrix(a), asMatrix(square)),
  "multiplyTransposed: second": (a) => metrics.multiplyTransposed(asMatrix(square), asMatrix(a)),
  transpose: (a) => metrics.transpose(asMatrix(a)),
  "choleskySolve: factor": (a) => metrics.choleskySolve(asMatrix(a), asMatrix(square)),
  "choleskySolve: right": (a) => metrics.choleskySolve(asMatrix(square), asMatrix(a)),
  "predictLinear: x": (x) => metrics.predictLinear(model, x),
  "predictLinear: weights": (a) => metrics.predictLinear({ ...model, weights: asMatrix(a) }, good),
  logisticProbabilities: (x) => metrics.logisticProbabilities(model, x),
  logisticClasses: (x) => metrics.logisticClasses(model, x),
  "project: data": (data) => metrics.project(axes, data),
  "project: components": (a) => metrics.project({ ...axes, components: asMatrix(a) }, good),
  "reconstruct: codes": (a) => metrics.reconstruct(axes, a),
  "reconstruct: components": (a) => metrics.reconstruct({ ...axes, components: asMatrix(a) }, good),
  "whiten: data": (data) => metrics.whiten({ mean: new Float64Array(3), matrix: asMatrix(square) }, data),
  "whiten: matrix": (a) => metrics.whiten({ mean: new Float64Array(3), matrix: asMatrix(a) }, good),
  "freezeSubspace: first": (first) =>
    metrics.freezeSubspace({ first, second: good, directions: asMatrix(square) }),
  "freezeSubspace: second": (second) =>
    metrics.freezeSubspace({ first: good, second, directions: asMatrix(square) }),
  "freezeSubspace: directions": (a) => metrics.freezeSubspace({ first: good, second: other, directions: a }),
  "slicedWasserstein: directions": (a) =>
    metrics.slicedWasserstein({ first: good, second: other, directions: asMatrix(a), random: random() }),
  "structuralSimilarity: first": (first) => metrics.structuralSimilarity({ first, second: images }),
  "structuralSimilarity: second": (second) => metrics.structuralSimilarity({ first: images, second }),
  "multiScaleSimilarity: first": (first) => metrics.multiScaleSimilarity({ first, second: images }),
  "multiScaleSimilarity: second": (second) => metrics.multiScaleSimilarity({ first: images, second }),
  pairSimilarity: (a) => metrics.pairSimilarity({ images: a, random: random() }),
  "frechetTerms: first": (covariance) =>
    metrics.frechetTerms(
      { ...metrics.frechetMoments(good), covariance: asMatrix(covariance) },
      metrics.frechetMoments(other),
    ),
  "frechetTerms: second": (covariance) =>
    metrics.frechetTerms(metrics.frechetMoments(good), {
      ...metrics.frechetMoments(other),
      covariance: asMatrix(covariance),
    }),
  "frechetFloor: first": (first) => metrics.frechetFloor({ first, second: other, n: 20 }),
  "frechetFloor: second": (second) => metrics.frechetFloor({ first: good, second, n: 20 }),
  "copyTailTest: held out": (heldOut) =>
    metrics.copyTailTest({ train: good, heldOut, generated: other, quantile: 0.2 }),
  "authenticity: held out": (heldOut) => metrics.authenticity({ train: good, heldOut, generated: other }),
  "dataCopying: centres": (a) =>
    metrics.dataCopying({
      train: good,
      heldOut: held,
      generated: other,
      centres: a,
      random: random(),
      resamples: 20,
    }),
  "stackedModes: labels": (labels) =>
    metrics.stackedModes({ labels: labels as unknown as { data: Int32Array; shape: number[] } }),
  "neighbourVote: neighbours": (neighbours) =>
    metrics.neighbourVote({
      neighbours: neighbours as unknown as { data: Int32Array; shape: number[] },
      labels: [0, 1, 0],
      classes: 2,
    }),
  "relativeAccuracy: real": (real) => metrics.relativeAccuracy({ real, generated: counts }),
  "relativeAccuracy: generated": (generated) => metrics.relativeAccuracy({ real: counts, generated }),
  "betaVaeScore: first": (first) =>
    metrics.betaVaeScore({
      train: { first, second: batches, factor },
      test: { first: batches, second: batches, factor },
    }),
  "betaVaeScore: second": (second) =>
    metrics.betaVaeScore({
      train: { first: batches, second, factor },
      test: { first: batches, second: batches, factor },
    }),
  "expectedCalibrationError: probabilities": (probabilities) =>
    metrics.expectedCalibrationError({ probabilities, labels: [0, 1] }),
  "brierScore: probabilities": (probabilities) => metrics.brierScore({ probabilities, labels: [0, 1] }),
  "logLoss: probabilities": (probabilities) => metrics.logLoss({ probabilities, labels: [0, 1] }),
  "dciLasso: codes of the test": (a) => metrics.dciLasso({ train: codes, test: { ...codes, codes: a } }),
  "dciLasso: factors of the test": (a) => metrics.dciLasso({ train: codes, test: { ...codes, factors: a } }),
};

describe.each([
  ...Object.entries(pairs).flatMap(([name, run]): [string, (array: Features) => unknown][] => [
    [`${name}, first`, (array) => run(array, other)],
    [`${name}, second`, (array) => run(good, array)],
  ]),
  ...Object.entries(singles),
  ...Object.entries(others),
])("%s", (name, run) => {
  it.each(notArrays)("says what it takes, given %s", (_what, array) => {
    // Points are optional there: nothing means the queries themselves.
    if (name === "nearestNeighbours, second" && array === undefined) return;
    expect(() => run(array as Features)).toThrow(ShapeError);
    expect(() => run(array as Features)).toThrow(/: expected .*received/);
  });
});

describe.each(Object.entries(pairs))("%s", (name, run) => {
  it("takes good input", () => {
    if (!["modeCoverage"].includes(name))
      expect(expectNoSilence(() => run(good, other), name)).toBeUndefined();
  });

  it.each([
    ["no rows", { data: new Float64Array(0), shape: [0, 3] }],
    ["no columns", { data: new Float64Array(0), shape: [n, 0] }],
    ["a list", { data: new Float64Array(3), shape: [3] }],
    ["fewer values than the shape says", { data: new Float64Array(5), shape: [n, 3] }],
    ["NaN", withValue(good, Number.NaN)],
    ["infinity", withValue(good, Number.POSITIVE_INFINITY)],
  ])("refuses %s on either side", (what, bad) => {
    expect(() => run(bad, other), what).toThrow(GanlensError);
    expect(() => run(good, bad), what).toThrow(GanlensError);
  });

  it.each([
    ["one row", normal(1, 3)],
    ["two rows", normal(2, 3)],
    ["fewer rows than columns", normal(3, 3)],
    ["rows that are all the same", { data: new Float64Array(3 * n).fill(2), shape: [n, 3] }],
    ["zeros", { data: new Float64Array(3 * n), shape: [n, 3] }],
    ["another width", normal(n, 2)],
    ["fewer rows", normal(n - 1, 3)],
    ["huge numbers", { data: good.data.map((value) => value * 1e150), shape: [n, 3] } as Features],
  ])("gives an error or a value for %s, never NaN", (what, odd) => {
    expectNoSilence(() => run(odd, other), what);
    expectNoSilence(() => run(good, odd), what);
    expectNoSilence(() => run(odd, odd), what);
  });
});

describe.each(Object.entries(singles))("%s of one set", (_, run) => {
  it.each([
    ["no rows", { data: new Float64Array(0), shape: [0, 3] }],
    ["a list", { data: new Float64Array(3), shape: [3] }],
    ["fewer values than the shape says", { data: new Float64Array(5), shape: [3, 3] }],
    ["NaN", withValue(normal(3, 3), Number.NaN)],
    ["infinity", withValue(normal(3, 3), Number.NEGATIVE_INFINITY)],
  ])("refuses %s", (what, bad) => {
    expect(() => run(bad), what).toThrow(GanlensError);
  });

  it.each([
    ["one row", normal(1, 3)],
    ["one number", normal(1, 1)],
    ["fewer rows than columns", normal(2, 5)],
    ["rows that are all the same", { data: new Float64Array(9).fill(0.25), shape: [3, 3] }],
    ["zeros", { data: new Float64Array(9), shape: [3, 3] }],
    ["the identity", { data: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), shape: [3, 3] }],
    ["even probabilities", { data: new Float64Array(8).fill(0.5), shape: [4, 2] }],
    ["samples", good],
  ])("gives an error or a value for %s, never NaN", (what, odd) => {
    expectNoSilence(() => run(odd), what);
  });
});

describe.each(Object.entries(lists))("%s of a list", (_, run) => {
  it.each([["NaN", Float64Array.of(0.1, Number.NaN, 0.3, 0.2)]])("refuses %s", (what, bad) => {
    expect(() => run(bad), what).toThrow(GanlensError);
  });

  it.each([
    ["nothing", new Float64Array(0)],
    ["one number", Float64Array.of(0.5)],
    ["two numbers", Float64Array.of(0.5, 0.7)],
    ["equal numbers", new Float64Array(8).fill(0.5)],
    ["zeros", new Float64Array(8)],
  ])("gives an error or a value for %s, never NaN", (what, odd) => {
    expectNoSilence(() => run(odd), what);
  });
});
