import { ConfigInvalidError, DatasetInvalidError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import { quantileSorted } from "./quantile.ts";

/**
 * Values cut into bins of equal frequency: the bin of x is the number of inner quantiles i/bins (linear) that are ≤ x.
 *
 * Equal values share a bin, so that with many of them bins differ in size or stay empty.
 *
 * @param values `[n]`, n ≥ 1
 * @param bins ≥ 2
 * @returns `[n]`, in [0, bins)
 * @throws {ConfigInvalidError} when bins is not an integer ≥ 2
 * @throws {DatasetInvalidError} when there is no value or one is not finite
 */
export function discretiseByQuantiles(values: ArrayLike<number>, bins: number): Int32Array {
  if (!Number.isInteger(bins) || bins < 2) {
    throw new ConfigInvalidError({
      message: `discretiseByQuantiles: expected bins ≥ 2, received ${bins}.`,
    });
  }
  if (values.length === 0) {
    throw new DatasetInvalidError({ message: "discretiseByQuantiles: expected values, received none." });
  }
  checkFinite(values, "discretiseByQuantiles: values");
  const sorted = Float64Array.from(values).sort();
  const edges = Float64Array.from({ length: bins - 1 }, (_, i) => quantileSorted(sorted, (i + 1) / bins));
  return Int32Array.from(values, (value) => {
    let bin = 0;
    while (bin < edges.length && value >= (edges[bin] as number)) bin++;
    return bin;
  });
}
