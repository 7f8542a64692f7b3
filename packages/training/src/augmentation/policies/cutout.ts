import * as tf from "@tensorflow/tfjs";
import type { Policy } from "./policy.ts";

/** The side of the block, as a share of the image's. */
const share = 1 / 2;

/**
 * A block of half the height and half the width, in a random place and partly outside perhaps, becomes nothing.
 *
 * @see Zhao, Liu, Lin, Zhu, Han 2020, section 3.2 (DiffAugment)
 */
export const cutout: Policy = {
  description: "A block of half the height and half the width is covered.",
  leavesGaps: true,
  apply(images, random) {
    const [count, height, width] = images.shape;
    const rows = intervals(height, random.split("down").uniform(count));
    const columns = intervals(width, random.split("right").uniform(count));
    const mask = new Float32Array(count * height * width).fill(1);
    for (let i = 0; i < count; i++) {
      const [top, bottom] = rows[i] as Interval;
      const [left, right] = columns[i] as Interval;
      for (let y = top; y < bottom; y++) {
        mask.fill(0, (i * height + y) * width + left, (i * height + y) * width + right);
      }
    }
    return tf.mul(images, tf.tensor4d(mask, [count, height, width, 1])) as tf.Tensor4D;
  },
};

type Interval = readonly [start: number, end: number];

/** Blocks whose middles lie anywhere on the side, cut off at its ends. */
function intervals(side: number, draws: Float32Array): readonly Interval[] {
  const length = Math.floor(side * share + 0.5);
  const places = side + (1 - (length % 2));
  return Array.from(draws, (draw) => {
    const start = Math.min(places - 1, Math.floor(draw * places)) - Math.floor(length / 2);
    return [Math.max(0, start), Math.min(side, start + length)];
  });
}
