import * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertShape } from "../shape-checks.ts";

/**
 * How the channels of features go together: G = FᵀF / (height · width · channels) of each sample, F its [height · width, channels].
 *
 * @param features [batch, height, width, channels]
 * @returns [batch, channels, channels], symmetric
 * @throws {ShapeError} for another rank
 * @see Gatys, Ecker, Bethge 2016, with the scale of Johnson, Alahi, Fei-Fei 2016
 */
export function gramMatrix(features: tf.Tensor): tf.Tensor3D {
  assertShape({
    tensor: features,
    expected: ["batch", "height", "width", "channels"],
    what: "features",
    where: "gramMatrix",
  });
  return tf.tidy(() => {
    const [batch, height, width, channels] = features.shape as [number, number, number, number];
    const rows = tf.reshape(features, [batch, height * width, channels]) as tf.Tensor3D;
    const product = tf.matMul(tf.transpose(rows, [0, 2, 1]), rows);
    return tf.div(product, height * width * channels) as tf.Tensor3D;
  });
}

/**
 * The distance of two styles: the squared Frobenius distance of Gram matrices, averaged over the batch.
 *
 * @param target features, [batch, height, width, channels]
 * @param prediction features of the same shape
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape, or are no features of images
 * @see Johnson, Alahi, Fei-Fei 2016
 */
export function styleDistance({
  target,
  prediction,
}: {
  readonly target: tf.Tensor;
  readonly prediction: tf.Tensor;
}): tf.Scalar {
  assertSameShape(target, prediction, "styleDistance");
  return tf.tidy(() =>
    tf.mean(tf.sum(tf.square(tf.sub(gramMatrix(prediction), gramMatrix(target))), [1, 2])),
  );
}
