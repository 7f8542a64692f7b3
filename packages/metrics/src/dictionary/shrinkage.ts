import { DatasetInvalidError } from "@ganlens/core";
import { checkFeatures, checkSameSize } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import type { ReconstructionPair } from "../reconstruction/squared-errors.ts";
import { type BootstrapOptions, bootstrapInterval } from "../statistics/bootstrap-interval.ts";
import { meanInterval } from "../statistics/mean-interval.ts";

/** How far reconstructions are too small or point elsewhere. */
export interface Shrinkage {
  /** Relative reconstruction bias E|x̂|² / E[x·x̂]: 1 without, below 1 when reconstructions shrink. */
  readonly bias: Estimate;
  /** Mean of |x̂| / |x| over samples. */
  readonly lengthRatio: Estimate & { readonly value: number };
  /** Mean of the cosine between x and x̂. */
  readonly cosine: Estimate & { readonly value: number };
}

/**
 * The shrinkage of reconstructions, which an L1 penalty causes: E|x̂|² / E[x·x̂], with length ratio and cosine.
 *
 * Sums are made before dividing. Intervals: percentile bootstrap of rows for the ratio, t for the means.
 *
 * @param x `[n, d]`, n ≥ 2, no row of zeros
 * @param reconstruction `[n, d]`; a row of zeros has cosine 0
 * @returns `bias` is `null` with a reason when E[x·x̂] is not positive: reconstructions do not even point the way of x
 * @throws {ShapeError} when the two differ in shape
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, or a row of x is all zeros
 * @see Rajamanoharan et al. 2024 (gated autoencoders), equation 10
 */
export function shrinkage({
  x,
  reconstruction,
  ...options
}: ReconstructionPair & BootstrapOptions): Shrinkage {
  const a = checkFeatures(x, { where: "shrinkage: x", minimumRows: 2 });
  const b = checkFeatures(reconstruction, { where: "shrinkage: reconstruction", minimumRows: 2 });
  checkSameSize(a, b, "shrinkage");
  const { n, d } = a;
  const squares = new Float64Array(n);
  const products = new Float64Array(n);
  const cosines = new Float64Array(n);
  const lengths = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let own = 0;
    for (let j = i * d; j < (i + 1) * d; j++) {
      const value = a.data[j] as number;
      const other = b.data[j] as number;
      own += value * value;
      squares[i]! += other * other;
      products[i]! += value * other;
    }
    if (own === 0) {
      throw new DatasetInvalidError({
        message: `shrinkage: expected rows with a length, received all zeros in row ${i} of x.`,
      });
    }
    const square = squares[i] as number;
    lengths[i] = Math.sqrt(square / own);
    cosines[i] = square === 0 ? 0 : (products[i] as number) / Math.sqrt(square * own);
  }
  const level = options.level ?? 0.95;
  const sumOf = (values: Float64Array, indices: Int32Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[indices[i] as number] as number;
    return sum;
  };
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const across = sumOf(products, all);
  const bias: Estimate =
    across > 0
      ? { value: sumOf(squares, all) / across, n, ...intervalOf() }
      : { value: null, reason: "Reconstructions do not point the way of x on average.", n };
  return {
    bias,
    lengthRatio: meanInterval({ values: lengths, level }),
    cosine: meanInterval({ values: cosines, level }),
  };

  function intervalOf(): Pick<Estimate, "interval"> {
    // Where resamples reach a denominator of 0 or less the ratio has no finite interval.
    let broken = false;
    const interval = bootstrapInterval({
      n,
      statistic: (indices) => {
        const below = sumOf(products, indices);
        if (below <= 0) {
          broken = true;
          return 0;
        }
        return sumOf(squares, indices) / below;
      },
      ...options,
    });
    return broken ? {} : { interval };
  }
}
