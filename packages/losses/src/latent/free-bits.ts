import * as tf from "@tensorflow/tfjs";
import { assertRange } from "../shape-checks.ts";
import { divergencesOfCodes } from "./kl-to-standard-normal.ts";
import { assertPosterior, type NormalPosterior } from "./normal-posterior.ts";

/**
 * KL to the standard normal with free bits: Σ_j max(λ, KL_j), KL_j the divergence of code j averaged over the batch. Below λ nothing pulls at a code.
 *
 * @param bits λ ≥ 0, in nats per code
 * @returns scalar ≥ λ · codes
 * @throws {ShapeError} when the shapes are not both [batch, codes]
 * @throws {ConfigInvalidError} when λ is negative
 * @see Kingma et al. 2016
 */
export function freeBits({ bits, ...posterior }: NormalPosterior & { readonly bits: number }): tf.Scalar {
  assertPosterior(posterior, "freeBits");
  assertRange({ value: bits, what: "free bits", where: "freeBits", low: 0 });
  return tf.tidy(() => {
    const ofCodes = tf.mean(divergencesOfCodes(posterior), 0);
    return tf.sum(tf.add(tf.relu(tf.sub(ofCodes, bits)), bits));
  });
}
