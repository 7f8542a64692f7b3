import { ConfigInvalidError, type Random } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import type { BootstrapOptions } from "../statistics/bootstrap-interval.ts";
import { ratioOfMeans } from "../statistics/ratio-of-means.ts";
import { type ReconstructionPair, squaredErrors } from "./squared-errors.ts";

/** The ratio with the two errors that it is made of. */
export interface RandomPairRatio extends Estimate {
  /** Mean |xᵢ − x̂ᵢ|, Euclidean. */
  readonly error: number;
  /** Mean |x_π(i) − x̂ᵢ|: the same with a foreign original. */
  readonly randomPairError: number;
}

/**
 * The reconstruction error over that of random pairs: Σ|xᵢ − x̂ᵢ| / Σ|x_π(i) − x̂ᵢ| (BiGAN's EG / EG_b).
 *
 * Free of the data's scale: 0 is perfect, 1 means that a reconstruction fits its own original no better than another's.
 *
 * @param x `[n, …]`, n ≥ 2
 * @param reconstruction `[n, …]`
 * @param pairing π, a permutation of 0…n − 1 without fixed points ({@link derangement})
 * @returns ≥ 0; `null` with a reason when foreign originals fit perfectly (all images are one)
 * @throws {ConfigInvalidError} when π is not such a permutation
 * @throws {ShapeError | DatasetInvalidError} see {@link squaredErrors}
 * @see Donahue, Krähenbühl, Darrell 2017, and its code
 */
export function randomPairRatio({
  x,
  reconstruction,
  pairing,
  ...options
}: ReconstructionPair & BootstrapOptions & { readonly pairing: ArrayLike<number> }): RandomPairRatio {
  const { data, n, d } = checkFeatures(x, { where: "randomPairRatio: x", minimumRows: 2 });
  checkDerangement(pairing, n);
  const foreign = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const row = (pairing[i] as number) * d;
    foreign.set(data.subarray(row, row + d), i * d);
  }
  const originals: Features = { data: foreign, shape: x.shape };
  const errors = squaredErrors({ x, reconstruction }).map(Math.sqrt);
  const randomErrors = squaredErrors({ x: originals, reconstruction }).map(Math.sqrt);
  const ratio = ratioOfMeans({ numerator: errors, denominator: randomErrors, paired: true, ...options });
  return {
    ...ratio,
    ...(ratio.value === null
      ? { reason: "Every image fits every reconstruction: there are no differing pairs." }
      : {}),
    error: errors.reduce((sum, value) => sum + value, 0) / n,
    randomPairError: randomErrors.reduce((sum, value) => sum + value, 0) / n,
  };
}

/**
 * A random permutation that moves every element: one cycle through all, as Sattolo's algorithm makes.
 *
 * @param n ≥ 2
 * @returns `[n]`
 * @throws {ConfigInvalidError} when n < 2
 */
export function derangement(n: number, random: Random): Int32Array {
  if (!Number.isInteger(n) || n < 2) {
    throw new ConfigInvalidError({
      message: `derangement: expected n to be an integer of at least 2, received ${n}.`,
    });
  }
  const order = random.permutation(n);
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[order[i] as number] = order[(i + 1) % n] as number;
  return out;
}

function checkDerangement(pairing: ArrayLike<number>, n: number): void {
  const fail = (what: string): never => {
    throw new ConfigInvalidError({
      message: `randomPairRatio: expected a pairing that moves each of ${n} rows, received ${what}.`,
      hint: "Make one with derangement(n, random).",
    });
  };
  if (pairing.length !== n) fail(`${pairing.length} entries`);
  const seen = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const to = pairing[i] as number;
    if (!Number.isInteger(to) || to < 0 || to >= n) fail(`${to} at ${i}`);
    if (to === i) fail(`row ${i} paired with itself`);
    if (seen[to]) fail(`row ${to} twice`);
    seen[to] = 1;
  }
}
