import * as tf from "@tensorflow/tfjs";
import { assertShape } from "../shape-checks.ts";

/**
 * Total variation, what neighbouring pixels differ by: Σ |x(i + 1, j) − x(i, j)| + Σ |x(i, j + 1) − x(i, j)|, averaged over the batch.
 *
 * @param images [batch, height, width, channels]
 * @returns scalar ≥ 0; 0 for even images
 * @throws {ShapeError} for another rank
 * @see Rudin, Osher, Fatemi 1992; in its anisotropic form
 */
export function totalVariation(images: tf.Tensor): tf.Scalar {
  assertShape({
    tensor: images,
    expected: ["batch", "height", "width", "channels"],
    what: "images",
    where: "totalVariation",
  });
  return tf.tidy(() => {
    const [batch, height, width, channels] = images.shape as [number, number, number, number];
    const part = (top: number, left: number, rows: number, columns: number) =>
      tf.slice(images as tf.Tensor4D, [0, top, left, 0], [batch, rows, columns, channels]);
    // On wasm the sum of no values is no 0, so an image without neighbours is compared with itself.
    const [down, across] = [Math.min(1, height - 1), Math.min(1, width - 1)];
    const below = tf.sub(part(down, 0, height - down, width), part(0, 0, height - down, width));
    const beside = tf.sub(part(0, across, height, width - across), part(0, 0, height, width - across));
    return tf.div(tf.add(tf.sum(tf.abs(below)), tf.sum(tf.abs(beside))), batch) as tf.Scalar;
  });
}
