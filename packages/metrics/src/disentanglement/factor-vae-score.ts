import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { checkFeatures, type Features, type Matrix } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { shareInterval } from "../statistics/share-interval.ts";
import { checkBatches, checkFixedFactors, type FixedFactorBatches } from "./batches.ts";

/** The FactorVAE score with its votes. */
export interface FactorVaeScore extends Estimate {
  /** Accuracy of the vote on the batches that it was made from. */
  readonly trainAccuracy: number | null;
  /** `[codes]`, sample variance over `codes`. */
  readonly variances: Float64Array;
  /** Codes that take part. */
  readonly active: readonly number[];
  /** `[train batches, codes]`, sample variances within each training batch. */
  readonly trainVariances: Matrix;
  /** `[train batches]`, the code whose variance fell most; empty when none is active. */
  readonly trainCodes: Int32Array;
  /** `[factors, codes]`, how often a fixed factor came with a code. */
  readonly trainVotes: Matrix;
  readonly testVotes: Matrix;
  /** `[codes]`, the factor that each code stands for: the most frequent one, the lower index of two. */
  readonly factorOf: Int32Array;
}

/**
 * The FactorVAE score: how often the code whose variance falls most tells which factor was held fixed.
 *
 * Of each batch, argminⱼ Var(zⱼ in the batch) / Var(zⱼ) over the active codes; training batches give each code its factor by
 * majority, test batches the accuracy. In [0, 1], by chance about 1 / factors. Does not see a moderate rotation of the code. Dead
 * codes win the argmin by rounding unless pruned: codes with a standard deviation of at most `prune` take no part (0 by default:
 * exactly constant ones; 0.05 in the published comparisons, for codes with a prior of variance 1). Interval: Wilson over test
 * batches, the vote fixed.
 *
 * @param codes `[n, codes]`, n ≥ 2, of all factors; 10,000 rows in the literature
 * @param train `[batches, size, codes]` with the fixed factor of each; 10,000 batches of 64
 * @param test the same, 5,000 batches
 * @param prune ≥ 0, standard deviation
 * @param level confidence, 0.95 by default
 * @returns `null` with a reason when no code is active
 * @throws {ShapeError} when codes differ in number, or there is not one fixed factor per batch
 * @throws {ConfigInvalidError} when prune is negative
 * @throws {DatasetInvalidError} when a batch has fewer than 2 rows, a factor is no index or a value is not finite
 * @see Kim and Mnih 2018; disentanglement_lib `factor_vae.py`
 */
export function factorVaeScore({
  codes,
  train,
  test,
  prune = 0,
  level = 0.95,
}: {
  readonly codes: Features;
  readonly train: FixedFactorBatches;
  readonly test: FixedFactorBatches;
  readonly prune?: number;
  readonly level?: number;
}): FactorVaeScore {
  if (!(prune >= 0)) {
    throw new ConfigInvalidError({ message: `factorVaeScore: expected prune ≥ 0, received ${prune}.` });
  }
  const { data, n, d } = checkFeatures(codes, { where: "factorVaeScore: codes", minimumRows: 2 });
  const variances = columnVariances(data, 0, n, d);
  const active: number[] = [];
  variances.forEach((variance, j) => {
    if (Math.sqrt(variance) > prune) active.push(j);
  });
  const fit = batchVariances(train, d, "factorVaeScore: train");
  const scored = batchVariances(test, d, "factorVaeScore: test");
  const factors = Math.max(fit.factors, scored.factors);
  const choose = (local: Matrix): Int32Array =>
    active.length === 0 ? new Int32Array(0) : fallenMost(local, variances, active);
  const trainCodes = choose(fit.variances);
  const trainVotes = countVotes(trainCodes, train.factor, { factors, codes: d });
  const testCodes = choose(scored.variances);
  const testVotes = countVotes(testCodes, test.factor, { factors, codes: d });
  const factorOf = Int32Array.from({ length: d }, (_, j) => {
    let best = 0;
    for (let k = 1; k < factors; k++) {
      if ((trainVotes.data[k * d + j] as number) > (trainVotes.data[best * d + j] as number)) best = k;
    }
    return best;
  });
  const hits = (votes: Matrix): number =>
    factorOf.reduce((sum, factor, j) => sum + (votes.data[factor * d + j] as number), 0);
  const parts = {
    variances,
    active,
    trainVariances: fit.variances,
    trainCodes,
    trainVotes,
    testVotes,
    factorOf,
  };
  if (active.length === 0) {
    return {
      value: null,
      reason: "No code varies enough.",
      n: scored.batches,
      trainAccuracy: null,
      ...parts,
    };
  }
  return {
    ...shareInterval({ hits: hits(testVotes), n: scored.batches, level, given: "vote fixed" }),
    trainAccuracy: hits(trainVotes) / fit.batches,
    ...parts,
  };
}

function batchVariances(
  { codes, factor }: FixedFactorBatches,
  d: number,
  where: string,
): { readonly variances: Matrix; readonly factors: number; readonly batches: number } {
  const { batches, size, codes: width } = checkBatches(codes, { where, minimumSize: 2 });
  if (width !== d) throw new ShapeError({ message: `${where}: expected ${d} codes, received ${width}.` });
  const factors = checkFixedFactors(factor, batches, where);
  const variances: Matrix = { data: new Float64Array(batches * d), shape: [batches, d] };
  for (let b = 0; b < batches; b++) {
    variances.data.set(columnVariances(codes.data, b * size, size, d), b * d);
  }
  return { variances, factors, batches };
}

/** Sample variances of some rows. */
function columnVariances(data: ArrayLike<number>, first: number, count: number, d: number): Float64Array {
  return Float64Array.from({ length: d }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += data[(first + i) * d + j] as number;
    const mean = sum / count;
    let squares = 0;
    for (let i = 0; i < count; i++) squares += ((data[(first + i) * d + j] as number) - mean) ** 2;
    return squares / (count - 1);
  });
}

function fallenMost(local: Matrix, variances: Float64Array, active: readonly number[]): Int32Array {
  const [batches, d] = local.shape as readonly [number, number];
  return Int32Array.from({ length: batches }, (_, b) => {
    let chosen = active[0] as number;
    let least = Number.POSITIVE_INFINITY;
    for (const j of active) {
      const ratio = (local.data[b * d + j] as number) / (variances[j] as number);
      if (ratio < least) {
        least = ratio;
        chosen = j;
      }
    }
    return chosen;
  });
}

function countVotes(
  chosen: Int32Array,
  factor: ArrayLike<number>,
  { factors, codes }: { readonly factors: number; readonly codes: number },
): Matrix {
  const votes: Matrix = { data: new Float64Array(factors * codes), shape: [factors, codes] };
  chosen.forEach((code, b) => {
    votes.data[(factor[b] as number) * codes + code]! += 1;
  });
  return votes;
}
