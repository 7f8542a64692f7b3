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
  /** Generated images that were looked at, and how many of them differ from every other. */
  readonly generated: { readonly count: number; readonly different: number };
  /** Real images in the place of generated ones, by halves of those that no autoencoder has seen: nothing must be found. */
  readonly placebo: Both;
  /** The same with a fault planted in it, draw by draw: it must be found; why not, where it could not be planted. */
  readonly spikes: readonly Both[] | { readonly reason: string };
}

interface Both {
  readonly foreign: ExceedanceShare;
  readonly missing: ExceedanceShare;
}

/** Unseen real images with a fault in them, read by the autoencoder of real ones; or why there are none. */
export type PlantedErrors = Float64Array | { readonly reason: string };

/** Of the real images this share is made unlike all that the other side holds, where what is missing must be found. */
export const missingSpike = 0.5;

/**
 * Both exceedance shares, and those of the placebo and of planted faults; of generated images that are the same one counts.
 *
 * For the placebo real images stand in the generated ones' place. The autoencoder that learned real images is then the one
 * of either side, so that nothing is trained for it; half of the unseen real images are taken for generated ones. A fault
 * is planted in the other half: in all of them where something must be foreign, in half of those where something must be missing.
 */
export function exceedances(
  { realOnReal, realOnGenerated, generatedOnReal, generatedOnGenerated }: Readings,
  {
    planted,
    different,
    draws,
    random,
  }: {
    readonly planted: PlantedErrors;
    /** Rows of generated images of which none is the same as another. */
    readonly different: readonly number[];
    readonly draws: number;
    readonly random: Random;
  },
): Exceedances {
  const count = realOnReal.errors.length;
  const half = Math.floor(count / 2);
  const halves = (by: Random): readonly [ArrayLike<number>, ArrayLike<number>] => {
    const order = by.permutation(count);
    return [order.subarray(0, half), order.subarray(half)];
  };
  // Repeated images would count as so many draws, and raise alarms by repeating alone.
  const once = (errors: Float64Array): Float64Array => of(errors, different);
  const of = (errors: Float64Array, taken: ArrayLike<number>): Float64Array =>
    Float64Array.from(taken, (row) => errors[row] as number);
  const [one, other] = halves(random).map((taken) => of(realOnReal.errors, taken)) as [
    Float64Array,
    Float64Array,
  ];
  const spike = (faulty: Float64Array, draw: number): Both => {
    const [clean, hit] = halves(random.split(`spike-in/${draw}`));
    const reference = of(realOnReal.errors, clean);
    const some = Float64Array.from(hit, (row, i) =>
      i < missingSpike * hit.length ? (faulty[row] as number) : (realOnReal.errors[row] as number),
    );
    return {
      foreign: exceedanceShare({ reference, suspect: of(faulty, hit) }),
      missing: exceedanceShare({ reference, suspect: some }),
    };
  };
  const foreign = { reference: realOnReal.errors, suspect: once(realOnGenerated.errors) };
  const missing = { reference: once(generatedOnGenerated.errors), suspect: generatedOnReal.errors };
  const limit = (pair: typeof foreign) => exceedanceShare({ ...pair, level: 1 - alarm }).detectable;
  return {
    generated: { count: realOnGenerated.errors.length, different: different.length },
    foreign: exceedanceShare(foreign),
    missing: exceedanceShare(missing),
    limits: { foreign: limit(foreign), missing: limit(missing) },
    placebo: {
      foreign: exceedanceShare({ reference: one, suspect: other }),
      missing: exceedanceShare({ reference: other, suspect: one }),
    },
    spikes: "reason" in planted ? planted : Array.from({ length: draws }, (_, draw) => spike(planted, draw)),
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
  ];
}

/** How likely as many would exceed by chance, of either share. */
export function chanceMeasures({ foreign, missing }: Exceedances): readonly Measure[] {
  return Object.entries({ foreign, missing }).map(([name, { pValue, n }]) =>
    measure({
      name: `chance that as many exceed when nothing is ${name}`,
      value: pValue,
      n,
      better: "higher",
    }),
  );
}
