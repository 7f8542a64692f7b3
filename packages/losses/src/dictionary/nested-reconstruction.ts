import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { meanSquaredError } from "../reconstruction/mean-squared-error.ts";
import { assertShape } from "../shape-checks.ts";

/**
 * The reconstruction of a Matryoshka dictionary, in which the first features must do without the later ones: Σ_m w_m ‖x − (f_{1…m} W_{1…m} + b)‖²,
 * each summed over values and averaged over the batch.
 *
 * @param target x, [batch, width]
 * @param activations f, [batch, features]
 * @param decoder W, [features, width]
 * @param bias b, [width]
 * @param prefixes m, rising, the last of them the number of features
 * @param weights w, one per prefix; 1 each where they are left out
 * @returns scalar ≥ 0
 * @throws {ShapeError} when shapes do not fit
 * @throws {ConfigInvalidError} for other prefixes, or when there is not one weight per prefix
 * @see Bussmann, Nabeshima, Karvonen, Nanda 2025
 */
export function nestedReconstruction({
  target,
  activations,
  decoder,
  bias,
  prefixes,
  weights = prefixes.map(() => 1),
}: {
  readonly target: tf.Tensor;
  readonly activations: tf.Tensor;
  readonly decoder: tf.Tensor;
  readonly bias: tf.Tensor;
  readonly prefixes: readonly number[];
  readonly weights?: readonly number[];
}): tf.Scalar {
  const where = "nestedReconstruction";
  assertShape({ tensor: activations, expected: ["batch", "features"], what: "activations", where });
  const [batch, features] = activations.shape as [number, number];
  assertShape({ tensor: target, expected: [batch, "width"], what: "a target", where });
  const width = target.shape[1] as number;
  assertShape({ tensor: decoder, expected: [features, width], what: "a decoder", where });
  assertShape({ tensor: bias, expected: [width], what: "a bias", where });
  const rising = prefixes.every((size, i) => Number.isInteger(size) && size > (prefixes[i - 1] ?? 0));
  if (!rising || prefixes.at(-1) !== features || weights.length !== prefixes.length) {
    throw new ConfigInvalidError({
      message: `${where}: expected rising prefixes that end with ${features}, and a weight for each, received [${prefixes}] and ${weights.length} weights.`,
    });
  }
  return tf.tidy(() => {
    let prediction = bias;
    const terms = prefixes.map((end, i) => {
      const start = prefixes[i - 1] ?? 0;
      const part = tf.slice(activations as tf.Tensor2D, [0, start], [batch, end - start]);
      const rows = tf.slice(decoder as tf.Tensor2D, [start, 0], [end - start, width]);
      prediction = tf.add(prediction, tf.matMul(part, rows));
      return tf.mul(meanSquaredError({ target, prediction, reduction: "batch-mean" }), weights[i] as number);
    });
    return tf.addN(terms) as tf.Scalar;
  });
}
