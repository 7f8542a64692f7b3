import type { Measure, Random } from "@ganlens/core";
import { type ExceedanceShare, exceedanceShare, measure } from "@ganlens/metrics";
import type { Readings } from "./measures.ts";

/** A sentence is said when as much would be seen by chance in at most one of a hundred. */
export const alarm = 0.01;

/** How many images fit an autoencoder worse than 95 % of the images of its own kind that it has not seen. */
export interface Exceedances {
  /** Generated images, by the autoencoder of real ones: what is foreign. */
  readonly foreign: ExceedanceShare;
  /** Real images, by the autoencoder of generated ones: what is missing. */
  readonly missing: ExceedanceShare;
  /** The smallest shares that would raise an alarm in four of five runs; null where none would. */
  readonly limits: { readonly foreign: number | null; readonly missing: number | null };
  /** Real images in the place of generated ones, by halves of those that no autoencoder has seen: nothing must be found. */
  readonly placebo: { readonly foreign: ExceedanceShare; readonly missing: ExceedanceShare };
}

/**
 * Both exceedance shares, and those of the placebo.
 *
 * For the placebo real images stand in the generated ones' place. The autoencoder that learned real images is then the one
 * of either side, so that nothing is trained for it; half of the unseen real images are taken for generated ones.
 */
export function exceedances(
  { realOnReal, realOnGenerated, generatedOnReal, generatedOnGenerated }: Readings,
  random: Random,
): Exceedances {
  const count = realOnReal.errors.length;
  const order = random.permutation(count);
  const half = Math.floor(count / 2);
  const part = (start: number, end: number): Float64Array =>
    Float64Array.from(order.subarray(start, end), (row) => realOnReal.errors[row] as number);
  const [one, other] = [part(0, half), part(half, count)];
  const foreign = { reference: realOnReal.errors, suspect: realOnGenerated.errors };
  const missing = { reference: generatedOnGenerated.errors, suspect: generatedOnReal.errors };
  const limit = (pair: typeof foreign) => exceedanceShare({ ...pair, level: 1 - alarm }).detectable;
  return {
    foreign: exceedanceShare(foreign),
    missing: exceedanceShare(missing),
    limits: { foreign: limit(foreign), missing: limit(missing) },
    placebo: {
      foreign: exceedanceShare({ reference: one, suspect: other }),
      missing: exceedanceShare({ reference: other, suspect: one }),
    },
  };
}

/** Both shares as measures, beside what chance gives. */
export function exceedanceMeasures({ foreign, missing }: Exceedances, kept: string): readonly Measure[] {
  const one = (name: string, share: ExceedanceShare, chance: string): Measure =>
    measure({
      name,
      value: share.share,
      interval: share.interval,
      n: share.n,
      floor: { value: share.expected, n: share.n, meaning: chance },
      better: "lower",
    });
  const chance = (name: string, { pValue, n }: ExceedanceShare): Measure =>
    measure({
      name: `chance that as many exceed when nothing is ${name}`,
      value: pValue,
      n,
      better: "higher",
    });
  return [
    one(
      `share of generated images that fit worse than 95 % of ${kept} real ones, autoencoder trained on real images`,
      foreign,
      `other ${kept} real images`,
    ),
    one(
      `share of ${kept} real images that fit worse than 95 % of generated ones, autoencoder trained on generated images`,
      missing,
      "other generated images",
    ),
    chance("foreign", foreign),
    chance("missing", missing),
  ];
}
