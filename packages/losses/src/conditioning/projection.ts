import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertShape } from "../shape-checks.ts";

/**
 * The scores of a projection discriminator: D(x, y) = ψ(φ(x)) + ⟨V_y, φ(x)⟩. Any adversarial loss takes them.
 *
 * @param unconditionalScores ψ(φ(x)), [batch] or [batch, 1]
 * @param features φ(x), [batch, features]
 * @param embeddings V, [classes, features]
 * @param labels y, int32 [batch], in 0 … classes − 1; other numbers are not found out
 * @returns [batch]
 * @throws {ShapeError} when the shapes do not fit
 * @see Miyato, Koyama 2018
 */
export function projectionScores({
  unconditionalScores,
  features,
  embeddings,
  labels,
}: {
  readonly unconditionalScores: tf.Tensor;
  readonly features: tf.Tensor;
  readonly embeddings: tf.Tensor;
  readonly labels: tf.Tensor;
}): tf.Tensor1D {
  const where = "projectionScores";
  assertShape({ tensor: features, expected: ["batch", "features"], what: "features", where });
  const [batch, width] = features.shape as [number, number];
  assertShape({ tensor: embeddings, expected: ["classes", width], what: "embeddings", where });
  assertShape({ tensor: labels, expected: [batch], what: "labels", where });
  if (unconditionalScores.shape[0] !== batch || unconditionalScores.size !== batch) {
    throw new ShapeError({
      message: `${where}: expected scores of shape [${batch}] or [${batch}, 1], received [${unconditionalScores.shape}].`,
    });
  }
  return tf.tidy(() => {
    // A product with indicators, not a gather: its gradient exists on every backend.
    const numbers = tf.cast(labels, "int32") as tf.Tensor1D;
    const indicators = tf.cast(tf.oneHot(numbers, embeddings.shape[0] as number), "float32") as tf.Tensor2D;
    const chosen = tf.matMul(indicators, embeddings as tf.Tensor2D);
    return tf.add(tf.reshape(unconditionalScores, [-1]), tf.sum(tf.mul(chosen, features), 1)) as tf.Tensor1D;
  });
}
