import * as tf from "@tensorflow/tfjs";
import { assertRange } from "../shape-checks.ts";
import { klToStandardNormal } from "./kl-to-standard-normal.ts";
import type { NormalPosterior } from "./normal-posterior.ts";

/**
 * The latent term with a capacity that grows: γ |KL(N(μ, e^v) ‖ N(0, I)) − C|.
 *
 * @param capacity C ≥ 0, in nats per sample; {@link capacityAt} lets it grow
 * @param weight γ ≥ 0, by default 1000
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the shapes are not both [batch, codes]
 * @throws {ConfigInvalidError} when C or γ is negative
 * @see Burgess et al. 2018
 */
export function capacityDivergence({
  capacity,
  weight = 1000,
  ...posterior
}: NormalPosterior & { readonly capacity: number; readonly weight?: number }): tf.Scalar {
  assertRange({ value: capacity, what: "a capacity", where: "capacityDivergence", low: 0 });
  assertRange({ value: weight, what: "a weight", where: "capacityDivergence", low: 0 });
  return tf.tidy(() => tf.mul(tf.abs(tf.sub(klToStandardNormal(posterior), capacity)), weight));
}

/**
 * A capacity that grows linearly from 0: C_max · min(1, step / steps).
 *
 * @param step from 0 on
 * @param steps after which it stays
 * @param maximum C_max ≥ 0, in nats per sample
 * @returns in [0, C_max]
 * @throws {ConfigInvalidError} for other numbers
 * @see Burgess et al. 2018
 */
export function capacityAt({
  step,
  steps,
  maximum,
}: {
  readonly step: number;
  readonly steps: number;
  readonly maximum: number;
}): number {
  assertRange({ value: step, what: "a step", where: "capacityAt", low: 0 });
  assertRange({ value: steps, what: "steps", where: "capacityAt", low: 0, open: true });
  assertRange({ value: maximum, what: "a maximum", where: "capacityAt", low: 0 });
  return maximum * Math.min(1, step / steps);
}
