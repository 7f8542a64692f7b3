import { DatasetInvalidError, type Interval } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, type Features } from "../linear/features.ts";
import { type MatMul, plainMatMul } from "../linear/mat-mul.ts";
import { checkSameWidth, forEachDistanceBlock } from "../neighbours/distance-blocks.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";

/** A kernel as a function of x·y, or of |x − y|², applied to a block of values in place. */
export interface Kernel {
  readonly of: "product" | "squared-distance";
  readonly apply: (values: Float64Array, count: number) => void;
}

/** The sums over a kernel matrix that every estimator of the discrepancy is made of. */
export interface KernelSums {
  readonly n: number;
  readonly m: number;
  /** `[n]`, Σⱼ≠ᵢ k(xᵢ, xⱼ) */
  readonly first: Float64Array;
  /** `[m]`, Σⱼ≠ᵢ k(yᵢ, yⱼ) */
  readonly second: Float64Array;
  /** `[n]`, Σⱼ k(xᵢ, yⱼ) */
  readonly crossFirst: Float64Array;
  /** `[m]`, Σᵢ k(xᵢ, yⱼ) */
  readonly crossSecond: Float64Array;
  /** Σᵢ k(xᵢ, xᵢ) and Σⱼ k(yⱼ, yⱼ) */
  readonly diagonal: readonly [number, number];
  /** Σᵢ k(xᵢ, yᵢ) over the rows that both have. */
  readonly crossDiagonal: number;
}

/** A squared maximum mean discrepancy in its three estimators. */
export interface MeanDiscrepancy {
  /** Diagonals of both sets dropped: no bias, may be negative. */
  readonly unbiased: number;
  /** Everything kept: ≥ 0, and about 1/n too high. */
  readonly biased: number;
  /** The cross term's diagonal dropped as well; only for n = m. */
  readonly uStatistic?: number;
  readonly interval: Interval;
}

/** {@link KernelSums} of two sets, in blocks: memory does not grow with n·m. */
export function kernelSums({
  first,
  second,
  kernel,
  matMul,
  where,
}: {
  readonly first: Features;
  readonly second: Features;
  readonly kernel: Kernel;
  readonly matMul?: MatMul | undefined;
  readonly where: string;
}): KernelSums {
  const x = checkFeatures(first, { where: `${where}: first`, minimumRows: 3 });
  const y = checkFeatures(second, { where: `${where}: second`, minimumRows: 3 });
  checkSameWidth(x, y, where);
  const walk = kernel.of === "product" ? forEachProductBlock : forEachSquaredDistanceBlock;
  const within = (set: CheckedFeatures): { rows: Float64Array; diagonal: number } => {
    const rows = new Float64Array(set.n);
    let diagonal = 0;
    walk(set, set, true, matMul, ({ firstRow, height, firstColumn, width, values }) => {
      kernel.apply(values, height * width);
      for (let i = 0; i < height; i++) {
        const row = firstRow + i;
        const on = row - firstColumn;
        if (on >= 0 && on < width) diagonal += values[i * width + on] as number;
        let sum = 0;
        for (let j = Math.max(0, on + 1); j < width; j++) {
          const value = values[i * width + j] as number;
          sum += value;
          rows[firstColumn + j]! += value;
        }
        rows[row]! += sum;
      }
    });
    return { rows, diagonal };
  };
  const own = within(x);
  const other = within(y);
  const crossFirst = new Float64Array(x.n);
  const crossSecond = new Float64Array(y.n);
  let crossDiagonal = 0;
  walk(x, y, false, matMul, ({ firstRow, height, firstColumn, width, values }) => {
    kernel.apply(values, height * width);
    for (let i = 0; i < height; i++) {
      const on = firstRow + i - firstColumn;
      if (on >= 0 && on < width) crossDiagonal += values[i * width + on] as number;
      let sum = 0;
      for (let j = 0; j < width; j++) {
        const value = values[i * width + j] as number;
        sum += value;
        crossSecond[firstColumn + j]! += value;
      }
      crossFirst[firstRow + i]! += sum;
    }
  });
  return {
    n: x.n,
    m: y.n,
    first: own.rows,
    second: other.rows,
    crossFirst,
    crossSecond,
    diagonal: [own.diagonal, other.diagonal],
    crossDiagonal,
  };
}

/**
 * The estimators and a delete-one jackknife interval of the unbiased one, in closed form from the row sums.
 *
 * Where both distributions are the same the statistic degenerates and the interval is wider than it need be.
 *
 * @see Gretton et al. 2012; Arvesen 1969 on the jackknife of U-statistics
 */
export function meanDiscrepancy(sums: KernelSums, level: number): MeanDiscrepancy {
  const { n, m, diagonal } = sums;
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  const [xx, yy, xy] = [total(sums.first), total(sums.second), total(sums.crossFirst)];
  const unbiased = xx / (n * (n - 1)) + yy / (m * (m - 1)) - (2 * xy) / (n * m);
  const variance =
    leaveOneOut(sums.first, sums.crossFirst, xx, xy, m) +
    leaveOneOut(sums.second, sums.crossSecond, yy, xy, n);
  if (!Number.isFinite(unbiased) || !Number.isFinite(variance)) {
    throw new DatasetInvalidError({
      message: `Expected features of a moderate size, received ones whose kernel overflows (${unbiased}).`,
      hint: "Scale the features, or use a kernel of distances.",
    });
  }
  const half = studentQuantile(tailsOf(level)[1], Math.min(n, m) - 1) * Math.sqrt(variance);
  return {
    unbiased,
    biased: (xx + diagonal[0]) / (n * n) + (yy + diagonal[1]) / (m * m) - (2 * xy) / (n * m),
    ...(n === m ? { uStatistic: (xx + yy - 2 * (xy - sums.crossDiagonal)) / (n * (n - 1)) } : {}),
    interval: {
      low: unbiased - half,
      high: unbiased + half,
      level,
      method: "delete-one jackknife",
      resampled: "samples",
    },
  };
}

/** The jackknife's variance from leaving out one row of one set: only what changes with the row is summed. */
function leaveOneOut(
  within: Float64Array,
  cross: Float64Array,
  withinTotal: number,
  crossTotal: number,
  others: number,
): number {
  const n = within.length;
  const values = within.map(
    (own, i) =>
      (withinTotal - 2 * own) / ((n - 1) * (n - 2)) -
      (2 * (crossTotal - (cross[i] as number))) / ((n - 1) * others),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return ((n - 1) / n) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** A block of a kernel's inputs, to be overwritten. */
interface KernelBlock {
  readonly firstRow: number;
  readonly height: number;
  readonly firstColumn: number;
  readonly width: number;
  readonly values: Float64Array;
}

type Walk = (
  first: CheckedFeatures,
  second: CheckedFeatures,
  triangle: boolean,
  matMul: MatMul | undefined,
  visit: (block: KernelBlock) => void,
) => void;

const forEachSquaredDistanceBlock: Walk = (first, second, triangle, matMul, visit) => {
  forEachDistanceBlock({
    first,
    second,
    triangle,
    matMul,
    visit: ({ firstRow, rows: height, firstColumn, columns: width, squared: values }) => {
      for (let at = 0; at < height * width; at++) values[at] = Math.max(0, values[at] as number);
      for (let i = 0; triangle && i < height; i++) {
        const on = firstRow + i - firstColumn;
        if (on >= 0 && on < width) values[i * width + on] = 0;
      }
      visit({ firstRow, height, firstColumn, width, values });
    },
  });
};

const forEachProductBlock: Walk = (first, second, triangle, matMul = plainMatMul, visit) => {
  const { d } = first;
  const side = 256;
  const a = Float64Array.from(first.data);
  const b = triangle ? a : Float64Array.from(second.data);
  const values = new Float64Array(side * side);
  for (let firstRow = 0; firstRow < first.n; firstRow += side) {
    const height = Math.min(side, first.n - firstRow);
    for (let firstColumn = triangle ? firstRow : 0; firstColumn < second.n; firstColumn += side) {
      const width = Math.min(side, second.n - firstColumn);
      matMul({
        a: a.subarray(firstRow * d, (firstRow + height) * d),
        b: b.subarray(firstColumn * d, (firstColumn + width) * d),
        rows: height,
        columns: width,
        depth: d,
        out: values,
      });
      visit({ firstRow, height, firstColumn, width, values });
    }
  }
};
