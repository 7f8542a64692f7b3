import * as tf from "@tensorflow/tfjs";
import { assertRange, assertSameShape, assertShape } from "../shape-checks.ts";
import { averageWindows, type SimilarityWindow, windowWeights } from "./similarity-window.ts";

/** What is compared, and through which window. */
export interface StructuralSimilarityOptions {
  /** Images, [batch, height, width, channels], at least as large as the window. */
  readonly target: tf.Tensor;
  readonly prediction: tf.Tensor;
  /** By default Gaussian, 11 pixels wide with a standard deviation of 1.5. */
  readonly window?: SimilarityWindow;
  /** L, what lies between the lowest and the highest value that a pixel can have; by default 1. */
  readonly range?: number;
}

/**
 * The structural similarity of two images, the mean over all windows that lie inside, all channels and the batch, of
 * (2μₓμᵧ + c₁)(2σₓᵧ + c₂) / ((μₓ² + μᵧ² + c₁)(σₓ² + σᵧ² + c₂)), with c₁ = (0.01 L)², c₂ = (0.03 L)² and (co)variances of the population.
 *
 * @returns scalar in [−1, 1], 1 for equal images; to be made large
 * @throws {ShapeError} when the images differ in shape, are none, or are smaller than the window
 * @throws {ConfigInvalidError} when window or range cannot be used
 * @see Wang et al. 2004, equation 13
 */
export function structuralSimilarity({
  target,
  prediction,
  window = { kind: "gaussian", size: 11, standardDeviation: 1.5 },
  range = 1,
}: StructuralSimilarityOptions): tf.Scalar {
  const where = "structuralSimilarity";
  assertSameShape(target, prediction, where);
  assertShape({
    tensor: target,
    expected: ["batch", "height", "width", "channels"],
    what: "images",
    where,
  });
  assertRange({ value: range, what: "a range", where, low: 0, open: true });
  const weights = windowWeights(window, {
    height: target.shape[1] as number,
    width: target.shape[2] as number,
  });
  return tf.tidy(() => {
    const [x, y] = [target as tf.Tensor4D, prediction as tf.Tensor4D];
    const average = (images: tf.Tensor4D) => averageWindows(images, weights);
    const [meanX, meanY] = [average(x), average(y)];
    const products = tf.mul(meanX, meanY);
    const squares = tf.add(tf.square(meanX), tf.square(meanY));
    const covariance = tf.sub(average(tf.mul(x, y)), products);
    const variances = tf.sub(average(tf.add(tf.square(x), tf.square(y))), squares);
    const [c1, c2] = [(0.01 * range) ** 2, (0.03 * range) ** 2];
    const above = tf.mul(tf.add(tf.mul(products, 2), c1), tf.add(tf.mul(covariance, 2), c2));
    return tf.mean(tf.div(above, tf.mul(tf.add(squares, c1), tf.add(variances, c2))));
  });
}

/**
 * What structural similarity lacks, as a loss: 1 − SSIM.
 *
 * @returns scalar in [0, 2], 0 for equal images
 * @throws as {@link structuralSimilarity}
 */
export function structuralDissimilarity(options: StructuralSimilarityOptions): tf.Scalar {
  return tf.tidy(() => tf.sub(1, structuralSimilarity(options)));
}
