import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { meanSquaredError } from "./mean-squared-error.ts";

/** Maps samples to one or several layers of features, differentiably: a LayersModel, or a function. */
export type FeatureExtractor =
  | Pick<tf.LayersModel, "apply">
  | ((samples: tf.Tensor) => tf.Tensor | readonly tf.Tensor[]);

/**
 * The distance of two batches in a space of features: Σ_l w_l · mean (φ_l(prediction) − φ_l(target))².
 *
 * @param target [batch, …], in the range that the extractor wants; gradients reach it, too
 * @param prediction the same shape
 * @param features φ: a model with one output or several, used as it is after training, or a function
 * @param weights w, one per output of φ; 1 each where they are left out
 * @returns scalar ≥ 0 for weights ≥ 0
 * @throws {ShapeError} when target and prediction, or their features, differ in shape
 * @throws {ConfigInvalidError} when there is not one weight per output
 * @see Johnson, Alahi, Fei-Fei 2016
 */
export function featureDistance({
  target,
  prediction,
  features,
  weights,
}: {
  readonly target: tf.Tensor;
  readonly prediction: tf.Tensor;
  readonly features: FeatureExtractor;
  readonly weights?: readonly number[];
}): tf.Scalar {
  assertSameShape(target, prediction, "featureDistance");
  return tf.tidy(() => {
    const [expected, got] = [layersOf(features, target), layersOf(features, prediction)];
    if (weights !== undefined && weights.length !== got.length) {
      throw new ConfigInvalidError({
        message: `featureDistance: expected ${got.length} weights, one per output, received ${weights.length}.`,
      });
    }
    const terms = got.map((layer, i) =>
      tf.mul(meanSquaredError({ target: expected[i] as tf.Tensor, prediction: layer }), weights?.[i] ?? 1),
    );
    return tf.addN(terms) as tf.Scalar;
  });
}

function layersOf(features: FeatureExtractor, samples: tf.Tensor): readonly tf.Tensor[] {
  const found =
    typeof features === "function" ? features(samples) : features.apply(samples, { training: false });
  return (Array.isArray(found) ? found : [found]) as readonly tf.Tensor[];
}
