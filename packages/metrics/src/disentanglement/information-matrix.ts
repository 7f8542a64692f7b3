import { Random } from "@ganlens/core";
import { entropyOfCounts } from "../clustering/entropy-of-counts.ts";
import type { Matrix } from "../linear/features.ts";
import { groupedJackknife } from "../statistics/grouped-jackknife.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";
import { type BinnedFactors, checkDiscreteCodes, type DiscreteFactors } from "./discrete-factors.ts";
import { discretiseCodes } from "./discretise-codes.ts";
import type { LabelledCodes } from "./labelled-codes.ts";

/** What codes say of factors, in nats. */
export interface InformationMatrix {
  /** I(code; factor), `[codes, factors]`, each ≥ 0. */
  readonly information: Matrix;
  /** H(factor), `[factors]`. */
  readonly entropies: Float64Array;
}

/** The matrix of all rows, and without each of some groups of rows. */
export interface InformationReplicates extends InformationMatrix, BinnedFactors {
  readonly n: number;
  /** None when there are too few rows. */
  readonly leftOut: readonly InformationMatrix[];
  /** Rows of each group. */
  readonly sizes: readonly number[];
}

const groupCount = 20;

/**
 * Mutual information of each discretised code and each factor, I = H(code) + H(factor) − H(code, factor).
 *
 * Plug-in values: each is too large by about (bins − 1)(classes − 1)/2n.
 *
 * @throws {ShapeError} when codes and factors differ in rows
 * @throws {ConfigInvalidError} when bins is not an integer ≥ 2
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 */
export function informationReplicates(
  input: LabelledCodes & DiscreteFactors,
  { bins, where }: { readonly bins: number; readonly where: string },
): InformationReplicates {
  const { n, d, factors, binnedFactors } = checkDiscreteCodes(input, where);
  const codes = discretiseCodes(input.codes, bins);
  const groups = n >= 2 * groupCount ? groupCount : 0;
  // Drawn, since rows may come in the order of a grid of factors; bins stay those of all rows.
  const groupOf = new Int32Array(n);
  const order = Random.fromSeed(0).permutation(n);
  for (let i = 0; i < n && groups > 0; i++) groupOf[order[i] as number] = i % groups;
  const sizes = Array.from({ length: groups }, (_, g) => Math.floor((n - g - 1) / groups) + 1);
  const results = Array.from({ length: groups + 1 }, () => ({
    information: { data: new Float64Array(d * factors.length), shape: [d, factors.length] },
    entropies: new Float64Array(factors.length),
  }));
  factors.forEach(({ ids, values }, k) => {
    const classes = values.length;
    const cells = bins * classes;
    for (let j = 0; j < d; j++) {
      const code = codes[j] as Int32Array;
      const total = new Float64Array(cells);
      const parts = new Float64Array(groups * cells);
      for (let i = 0; i < n; i++) {
        const cell = (code[i] as number) * classes + (ids[i] as number);
        total[cell]! += 1;
        if (groups > 0) parts[(groupOf[i] as number) * cells + cell]! += 1;
      }
      results.forEach(({ information, entropies }, r) => {
        const left =
          r === 0 ? total : total.map((count, c) => count - (parts[(r - 1) * cells + c] as number));
        const table = informationOf(left, { classes, n: r === 0 ? n : n - (sizes[r - 1] as number) });
        information.data[j * factors.length + k] = table.information;
        entropies[k] = table.entropy;
      });
    }
  });
  const [all, ...leftOut] = results;
  return { ...(all as InformationMatrix), n, leftOut, sizes, binnedFactors };
}

/**
 * A statistic of the matrix with its delete-a-group jackknife interval: t, within [0, 1], for the mean score at this n.
 *
 * Row resampling would not do: repeated rows look like information.
 */
export function jackknifedScore(
  replicates: InformationReplicates,
  statistic: (matrix: InformationMatrix) => number,
  level: number,
): {
  readonly value: number;
  readonly interval?: { low: number; high: number; level: number; method: string; resampled: "samples" };
} {
  const upper = tailsOf(level)[1];
  const value = statistic(replicates);
  const leftOut = replicates.leftOut.map(statistic);
  if (leftOut.length === 0 || !leftOut.every(Number.isFinite)) return { value };
  const { variance, degreesOfFreedom } = groupedJackknife({
    estimate: value,
    leftOut,
    sizes: replicates.sizes,
  });
  const half = studentQuantile(upper, degreesOfFreedom) * Math.sqrt(variance);
  return {
    value,
    interval: {
      low: Math.min(value, Math.max(0, value - half)),
      high: Math.max(value, Math.min(1, value + half)),
      level,
      method: `delete-a-group jackknife, ${leftOut.length} groups, bins fixed`,
      resampled: "samples",
    },
  };
}

function informationOf(
  counts: Float64Array,
  { classes, n }: { readonly classes: number; readonly n: number },
): { readonly information: number; readonly entropy: number } {
  const bins = new Float64Array(counts.length / classes);
  const labels = new Float64Array(classes);
  for (let c = 0; c < counts.length; c++) {
    bins[Math.floor(c / classes)]! += counts[c] as number;
    labels[c % classes]! += counts[c] as number;
  }
  const entropy = entropyOfCounts(labels, n);
  const joint = entropyOfCounts(counts, n);
  return { information: Math.max(0, entropyOfCounts(bins, n) + entropy - joint), entropy };
}
