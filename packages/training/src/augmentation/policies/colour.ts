import * as tf from "@tensorflow/tfjs";
import type { Policy } from "./policy.ts";

/**
 * Brightness, saturation and contrast: x + U(−½, ½); about the mean of the channels times U(0, 2), of colours only; about the mean of
 * the image times U(½, 3⁄2).
 *
 * @see Zhao, Liu, Lin, Zhu, Han 2020, section 3.2 (DiffAugment)
 */
export const colour: Policy = {
  description: "Brightness, saturation and contrast.",
  leavesGaps: false,
  apply(images, random) {
    const [count, , , channels] = images.shape;
    const draw = (name: string, low: number, high: number) =>
      tf.tensor4d(random.split(name).uniform(count, { low, high }), [count, 1, 1, 1]);
    const about = (x: tf.Tensor, mean: tf.Tensor, factor: tf.Tensor) =>
      tf.add(tf.mul(tf.sub(x, mean), factor), mean) as tf.Tensor4D;
    const brighter = tf.add(images, draw("brightness", -0.5, 0.5)) as tf.Tensor4D;
    const saturated =
      channels === 1 ? brighter : about(brighter, tf.mean(brighter, 3, true), draw("saturation", 0, 2));
    return about(saturated, tf.mean(saturated, [1, 2, 3], true), draw("contrast", 0.5, 1.5));
  },
};
