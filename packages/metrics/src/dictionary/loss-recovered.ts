import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { type BootstrapOptions, bootstrapInterval } from "../statistics/bootstrap-interval.ts";

/**
 * The share of a model's loss that comes back when activations are replaced by their reconstruction: (L_ablated − L_spliced) / (L_ablated −
 * L_original), from mean losses.
 *
 * Ablate to the **mean** activation: zero ablation is off the distribution and flatters. For a generator the loss is a
 * distance of the images to those of the untouched model (then the original's is 0). 1 is all, 0 no better than ablation, and it may be
 * negative. Interval: percentile bootstrap over samples, losses of a sample kept together.
 *
 * @param original losses per sample with the activations untouched, n ≥ 2
 * @param spliced with activations replaced by their reconstruction
 * @param ablated with activations replaced by their mean
 * @returns `null` with a reason when ablation does not raise the mean loss: there is nothing to recover
 * @throws {ShapeError} when the three differ in length
 * @throws {DatasetInvalidError} when n < 2 or a loss is not finite
 */
export function lossRecovered({
  original,
  spliced,
  ablated,
  ...options
}: BootstrapOptions & {
  readonly original: ArrayLike<number>;
  readonly spliced: ArrayLike<number>;
  readonly ablated: ArrayLike<number>;
}): Estimate {
  const n = original.length;
  if (spliced.length !== n || ablated.length !== n) {
    throw new ShapeError({
      message: `lossRecovered: expected as many losses of each, received ${n}, ${spliced.length} and ${ablated.length}.`,
    });
  }
  if (n < 2) {
    throw new DatasetInvalidError({ message: `lossRecovered: expected at least 2 losses, received ${n}.` });
  }
  checkFinite(original, "lossRecovered: original");
  checkFinite(spliced, "lossRecovered: spliced");
  checkFinite(ablated, "lossRecovered: ablated");
  const shareOf = (indices: ArrayLike<number>): number | undefined => {
    let above = 0;
    let below = 0;
    for (let i = 0; i < n; i++) {
      const row = indices[i] as number;
      above += (ablated[row] as number) - (spliced[row] as number);
      below += (ablated[row] as number) - (original[row] as number);
    }
    return below > 0 ? above / below : undefined;
  };
  const value = shareOf(Int32Array.from({ length: n }, (_, i) => i));
  if (value === undefined) {
    return { value: null, reason: "Ablation does not raise the loss: there is nothing to recover.", n };
  }
  let broken = false;
  const interval = bootstrapInterval({
    n,
    statistic: (indices) => {
      const share = shareOf(indices);
      broken ||= share === undefined;
      return share ?? 0;
    },
    ...options,
  });
  // Some resamples have nothing to recover: the interval would be without bounds.
  return broken ? { value, n } : { value, n, interval };
}
