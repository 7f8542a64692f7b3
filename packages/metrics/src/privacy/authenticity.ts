import type { Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { differenceOfShares } from "../statistics/difference-of-shares.ts";
import { shareInterval } from "../statistics/share-interval.ts";
import { nearestDistances, nearestOther } from "./nearest-distances.ts";

/** Which samples are farther from the training set than it is from itself. */
export interface Authenticity {
  /** Share of generated samples that are authentic. */
  readonly share: Estimate & { readonly value: number };
  /** The same of held-out samples: what a generator that copies nothing scores. */
  readonly heldOut: Estimate & { readonly value: number };
  /** Generated minus held-out: 0 without copying, negative with it. */
  readonly difference: Estimate & { readonly value: number };
  /** `[n]`, 1 where a generated sample is authentic. */
  readonly authentic: Uint8Array;
}

/**
 * The share of authentic samples, as a difference from held-out samples' own share.
 *
 * A sample is authentic when its nearest training sample x has another training sample strictly nearer than the sample is.
 * The share alone says nothing (about ½ is usual): only its difference from samples that were never trained on
 * does. Training, held-out and generated sets must come from one distribution. Intervals: Wilson and Newcombe, the training set fixed.
 *
 * @param train `[m, d]`, m ≥ 2
 * @param heldOut `[h, d]`
 * @param generated `[n, d]`
 * @throws {ShapeError} when d differs
 * @throws {DatasetInvalidError} when a set has too few rows or a value is not finite
 * @see Alaa et al. 2022; dgm-eval `authpct.py`
 */
export function authenticity({
  train,
  heldOut,
  generated,
  matMul,
  level = 0.95,
}: {
  readonly train: Features;
  readonly heldOut: Features;
  readonly generated: Features;
  readonly matMul?: MatMul;
  readonly level?: number;
}): Authenticity {
  const hook = matMul === undefined ? {} : { matMul };
  const gaps = nearestOther(train, "authenticity: train", matMul);
  const flags = (samples: Features): Uint8Array => {
    const { distances, indices } = nearestDistances({ samples, train, ...hook });
    return Uint8Array.from(distances, (distance, i) =>
      distance > (gaps[indices[i] as number] as number) ? 1 : 0,
    );
  };
  const authentic = flags(generated);
  const counted = (list: Uint8Array): { hits: number; n: number } => ({
    hits: list.reduce((sum, flag) => sum + flag, 0),
    n: list.length,
  });
  const first = counted(authentic);
  const second = counted(flags(heldOut));
  return {
    share: shareInterval({ ...first, given: "training set fixed", level }),
    heldOut: shareInterval({ ...second, given: "training set fixed", level }),
    difference: differenceOfShares({ first, second, level }),
    authentic,
  };
}
