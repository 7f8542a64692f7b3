import type { Interval, Random } from "@ganlens/core";
import { type Features, frechetEstimate } from "@ganlens/metrics";
import type { FeatureSpace } from "../../features/feature-space.ts";

/** How many times farther from a reference one set of images is than another of the same number. */
export interface Gap {
  readonly ratio: number;
  readonly interval: Interval;
  readonly n: number;
}

/**
 * D(suspect, reference) / D(fresh, reference), Fréchet distances in one space, the same reference for both.
 *
 * Both sets are of one number, so that the bias of a finite sample is the same for both where nothing is wrong: the ratio is then 1.
 * Interval: both jackknife intervals together, on the scale of logarithms; the reference is held fixed.
 *
 * @param suspect `[n, d]`, of which as many rows are used as both sets have
 * @param fresh `[m, d]`, real images that the reference does not hold
 */
export function gapBetween({
  space,
  suspect,
  fresh,
  reference,
  random,
  level,
}: {
  readonly space: Pick<FeatureSpace, "blocks">;
  readonly suspect: Features;
  readonly fresh: Features;
  readonly reference: Features;
  readonly random: Random;
  readonly level: number;
}): Gap {
  const n = Math.min(suspect.shape[0] ?? 0, fresh.shape[0] ?? 0);
  const estimate = (features: Features, name: string) => {
    const found = frechetEstimate({
      first: firstRows(features, n),
      second: reference,
      fixed: "second",
      blocks: space.blocks ?? 1,
      groups: Math.max(5, Math.min(20, Math.floor(n / 10))),
      random: random.split(name),
      level,
    });
    // The lower end is cut off at 0; the upper one is not.
    return { value: found.value, half: (found.interval.high - found.value) / found.value };
  };
  const [one, other] = [estimate(suspect, "suspect"), estimate(fresh, "fresh")];
  const ratio = one.value / other.value;
  const spread = Math.exp(Math.hypot(one.half, other.half));
  return {
    ratio,
    interval: {
      low: ratio / spread,
      high: ratio * spread,
      level,
      method: "delete-a-group jackknife of both distances, on logarithms, reference fixed",
      resampled: "samples",
    },
    n,
  };
}

function firstRows({ data, shape }: Features, n: number): Features {
  const d = shape[1] ?? 0;
  return { data: data.subarray(0, n * d), shape: [n, d] } as Features;
}
