import { type Interval, type NdArray, type Random, takeRows } from "@ganlens/core";
import {
  type Features,
  frechetDistance,
  groupedJackknife,
  type JackknifeResult,
  studentQuantile,
} from "@ganlens/metrics";

/** How much further one set of images is from a reference than another. */
export interface FrechetDifference {
  /** Distance of the first minus that of the second. */
  readonly value: number;
  readonly interval: Interval;
}

export interface FrechetDifferenceOptions {
  /** Features [n, d] of two generators, and of one reference for both. */
  readonly first: Features;
  readonly second: Features;
  readonly reference: Features;
  /** True where rows of the two belong to the same latents. */
  readonly paired: boolean;
  readonly random: Random;
  readonly level?: number;
}

/**
 * The difference of two Fréchet distances to one reference, with an interval of what other samples would give.
 *
 * A jackknife that leaves out a group of rows at a time: the same rows of the reference for both, and the same latents of both
 * where they are paired. The bootstrap is wrong here as it is for a single distance: repeated rows act like fewer of them, by an
 * amount that depends on the generator.
 */
export function frechetDifference(options: FrechetDifferenceOptions): FrechetDifference {
  const { first, second, reference, paired, random, level = 0.95 } = options;
  const sets = { first: asFloats(first), second: asFloats(second), reference: asFloats(reference) };
  const difference = (of: typeof sets): number =>
    frechetDistance({ first: of.first, second: of.reference }) -
    frechetDistance({ first: of.second, second: of.reference });
  const value = difference(sets);
  const varied: (keyof typeof sets)[][] = paired
    ? [["first", "second"], ["reference"]]
    : [["first"], ["second"], ["reference"]];
  const parts = varied.map((names): JackknifeResult => {
    const count = sets[names[0] as keyof typeof sets].shape[0] ?? 0;
    const groups = Math.max(5, Math.min(20, Math.floor(count / 10)));
    const order = random.split(names.join("+")).permutation(count);
    const sizes: number[] = [];
    const leftOut: number[] = [];
    for (let group = 0; group < groups; group++) {
      const [start, end] = [Math.floor((group * count) / groups), Math.floor(((group + 1) * count) / groups)];
      const kept = order.filter((_, i) => i < start || i >= end);
      sizes.push(end - start);
      leftOut.push(
        difference({
          ...sets,
          ...Object.fromEntries(names.map((name) => [name, takeRows(sets[name], kept)])),
        }),
      );
    }
    return groupedJackknife({ estimate: value, leftOut, sizes });
  });
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const freedom =
    variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.degreesOfFreedom, 0);
  const half = variance > 0 ? studentQuantile((1 + level) / 2, freedom) * Math.sqrt(variance) : 0;
  return {
    value,
    interval: {
      low: value - half,
      high: value + half,
      level,
      method: `delete-a-group jackknife of the difference, the same reference${paired ? " and the same latents" : ""}`,
      resampled: "samples",
    },
  };
}

function asFloats({ data, shape }: Features): NdArray {
  return { data: data instanceof Float32Array ? data : Float32Array.from(data), shape };
}
