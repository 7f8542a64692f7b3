import { ConfigInvalidError, DatasetInvalidError, ShapeError } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, type Features } from "../linear/features.ts";
import { growTree, type RegressionTree, treeValue } from "./regression-tree.ts";

/** Boosted trees for one discrete variable. */
export interface GradientBoosting {
  /** `[d]`, the share of the fit's gain that each input brought; all 0 when no tree could split. */
  readonly importance: Float64Array;
  /** The likeliest class of each row of `[n, d]`, `[n]`. */
  readonly predict: (x: Features) => Int32Array;
}

/**
 * Gradient-boosted classification trees (softmax loss, one tree per class and round), for importances as DCI uses them.
 *
 * Starts from the classes' logits, then adds `learningRate` times trees grown on the residuals y − p, each leaf moved by
 * one Newton step, (K − 1)/K · Σr / Σp(1 − p). Two classes need one tree per round, on the logistic loss. Where several inputs
 * part a node equally well, the lowest index splits and the gain is shared: scikit-learn draws one at random, which for copies
 * of one input has the same mean, and here the result needs no seed.
 *
 * @param x `[n, d]`, n ≥ 2
 * @param labels `[n]`, integers in [0, classes)
 * @param classes ≥ 2
 * @param rounds trees per class, 100 by default
 * @param depth of each tree, 3 by default
 * @param learningRate 0.1 by default
 * @throws {ShapeError} when there is not one label per row
 * @throws {ConfigInvalidError} when an option is out of range
 * @throws {DatasetInvalidError} when a label is out of range, only one class is present or a value is not finite
 * @see Friedman 2001, algorithm 6; scikit-learn's `GradientBoostingClassifier`
 */
export function gradientBoosting({
  x,
  labels,
  classes,
  rounds = 100,
  depth = 3,
  learningRate = 0.1,
}: {
  readonly x: Features;
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  readonly rounds?: number;
  readonly depth?: number;
  readonly learningRate?: number;
}): GradientBoosting {
  const inputs = checkFeatures(x, { where: "gradientBoosting: x", minimumRows: 2 });
  const { n, d } = inputs;
  if (!(rounds >= 1) || !(depth >= 1 && depth <= 16) || !(learningRate > 0) || !(classes >= 2)) {
    throw new ConfigInvalidError({
      message: `gradientBoosting: expected rounds ≥ 1, depth in 1…16, learningRate > 0 and classes ≥ 2, received ${rounds}, ${depth}, ${learningRate} and ${classes}.`,
    });
  }
  const counts = countLabels(labels, { n, classes });
  const orders = sortedOrders(inputs);
  // With two classes the logit of the second one says all.
  const outputs = classes === 2 ? 1 : classes;
  const target = (k: number): number => (classes === 2 ? 1 : k);
  const start = Float64Array.from({ length: outputs }, (_, k) => {
    const share = Math.max((counts[target(k)] as number) / n, Number.EPSILON);
    return classes === 2 ? Math.log(share / (1 - share)) : Math.log(share);
  });
  const raw = new Float64Array(n * outputs);
  for (let i = 0; i < n; i++) raw.set(start, i * outputs);
  const gains = new Float64Array(d);
  const trees: RegressionTree[][] = [];
  const probabilities = new Float64Array(n * outputs);
  const residuals = new Float64Array(n);
  const curvatures = new Float64Array(n);
  const shrink = classes === 2 ? 1 : (classes - 1) / classes;
  for (let round = 0; round < rounds; round++) {
    probabilitiesOf(raw, outputs, probabilities);
    const stage: RegressionTree[] = [];
    for (let k = 0; k < outputs; k++) {
      for (let i = 0; i < n; i++) {
        const p = probabilities[i * outputs + k] as number;
        residuals[i] = (labels[i] === target(k) ? 1 : 0) - p;
        curvatures[i] = p * (1 - p);
      }
      const { tree, leafOf } = growTree({ inputs, orders, targets: residuals, depth, gains });
      const up = new Float64Array(tree.values.length);
      const down = new Float64Array(tree.values.length);
      for (let i = 0; i < n; i++) {
        up[leafOf[i] as number]! += residuals[i] as number;
        down[leafOf[i] as number]! += curvatures[i] as number;
      }
      for (let leaf = 0; leaf < up.length; leaf++) {
        const curvature = down[leaf] as number;
        tree.values[leaf] =
          Math.abs(curvature) < 1e-150 ? 0 : learningRate * shrink * ((up[leaf] as number) / curvature);
      }
      for (let i = 0; i < n; i++) raw[i * outputs + k]! += tree.values[leafOf[i] as number] as number;
      stage.push(tree);
    }
    trees.push(stage);
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return {
    importance: total > 0 ? gains.map((gain) => gain / total) : gains,
    predict: (features) => predict(features, { start, trees, d }),
  };
}

function predict(
  features: Features,
  {
    start,
    trees,
    d,
  }: { readonly start: Float64Array; readonly trees: readonly RegressionTree[][]; readonly d: number },
): Int32Array {
  const rows = checkFeatures(features, { where: "gradientBoosting: predict" });
  if (rows.d !== d) {
    throw new ShapeError({ message: `gradientBoosting: expected ${d} columns, received ${rows.d}.` });
  }
  return Int32Array.from({ length: rows.n }, (_, i) => {
    const raw = start.slice();
    for (const stage of trees) {
      stage.forEach((tree, k) => {
        raw[k]! += treeValue(tree, rows, i);
      });
    }
    if (raw.length === 1) return (raw[0] as number) > 0 ? 1 : 0;
    return raw.indexOf(Math.max(...raw));
  });
}

function probabilitiesOf(raw: Float64Array, outputs: number, out: Float64Array): void {
  if (outputs === 1) {
    for (let i = 0; i < raw.length; i++) out[i] = 1 / (1 + Math.exp(-(raw[i] as number)));
    return;
  }
  for (let from = 0; from < raw.length; from += outputs) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < outputs; k++) largest = Math.max(largest, raw[from + k] as number);
    let sum = 0;
    for (let k = 0; k < outputs; k++) {
      const value = Math.exp((raw[from + k] as number) - largest);
      out[from + k] = value;
      sum += value;
    }
    for (let k = 0; k < outputs; k++) out[from + k]! /= sum;
  }
}

function countLabels(
  labels: ArrayLike<number>,
  { n, classes }: { readonly n: number; readonly classes: number },
): Float64Array {
  if (labels.length !== n) {
    throw new ShapeError({
      message: `gradientBoosting: expected ${n} labels, one per row, received ${labels.length}.`,
    });
  }
  const counts = new Float64Array(classes);
  for (let i = 0; i < n; i++) {
    const label = labels[i] as number;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new DatasetInvalidError({
        message: `gradientBoosting: expected labels in 0…${classes - 1}, received ${label} at ${i}.`,
      });
    }
    counts[label]! += 1;
  }
  if (counts.filter((count) => count > 0).length < 2) {
    throw new DatasetInvalidError({ message: "gradientBoosting: expected two classes, received one." });
  }
  return counts;
}

function sortedOrders({ data, n, d }: CheckedFeatures): readonly Int32Array[] {
  return Array.from({ length: d }, (_, j) =>
    Int32Array.from({ length: n }, (_unused, i) => i).sort(
      (a, b) => (data[a * d + j] as number) - (data[b * d + j] as number),
    ),
  );
}
