import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/** A square window whose weights sum to 1. */
export type SimilarityWindow =
  | { readonly kind: "uniform"; readonly size: number }
  | { readonly kind: "gaussian"; readonly size: number; readonly standardDeviation: number };

/**
 * The weights of a window along one axis; the window is their outer product.
 *
 * @throws {ConfigInvalidError} when size or standard deviation cannot be used
 * @throws {ShapeError} when an image is smaller than the window
 */
export function windowWeights(
  window: SimilarityWindow,
  image: { readonly height: number; readonly width: number },
): readonly number[] {
  const { size } = window;
  if (
    !Number.isInteger(size) ||
    size < 1 ||
    (window.kind === "gaussian" && !(window.standardDeviation > 0))
  ) {
    throw new ConfigInvalidError({
      message: `Expected a window with a size that is a positive integer and a positive standard deviation, received ${JSON.stringify(window)}.`,
    });
  }
  if (image.height < size || image.width < size) {
    throw new ShapeError({
      message: `Expected images of at least ${size} × ${size} pixels for a window of ${size}, received ${image.height} × ${image.width}.`,
      hint: "Choose a smaller window.",
    });
  }
  const raw = Array.from({ length: size }, (_, i) =>
    window.kind === "uniform" ? 1 : Math.exp(-(((i - (size - 1) / 2) / window.standardDeviation) ** 2) / 2),
  );
  const sum = raw.reduce((total, value) => total + value, 0);
  return raw.map((value) => value / sum);
}

/** [size, size − window + 1]: column j holds the weights from row j on. */
function slidingMatrix(size: number, weights: readonly number[]): tf.Tensor2D {
  const places = size - weights.length + 1;
  const values = new Float32Array(size * places);
  for (let place = 0; place < places; place++)
    for (const [i, weight] of weights.entries()) values[(place + i) * places + place] = weight;
  return tf.tensor2d(values, [size, places]);
}

/** The last axis of [rows, height, width] times a matrix, as a product of matrices: its gradient exists on every backend. */
function overLastAxis(x: tf.Tensor3D, matrix: tf.Tensor2D): tf.Tensor3D {
  const [rows, middle, last] = x.shape;
  return tf.reshape(tf.matMul(tf.reshape(x, [rows * middle, last]) as tf.Tensor2D, matrix), [
    rows,
    middle,
    matrix.shape[1],
  ]);
}

/**
 * Weighted averages over every window inside of an image.
 *
 * @param images [batch, height, width, channels]
 * @returns [batch · channels, width − window + 1, height − window + 1]
 */
export function averageWindows(images: tf.Tensor4D, weights: readonly number[]): tf.Tensor3D {
  const [batch, height, width, channels] = images.shape;
  const planes = tf.reshape(tf.transpose(images, [0, 3, 1, 2]), [
    batch * channels,
    height,
    width,
  ]) as tf.Tensor3D;
  const across = overLastAxis(planes, slidingMatrix(width, weights));
  return overLastAxis(tf.transpose(across, [0, 2, 1]), slidingMatrix(height, weights));
}
