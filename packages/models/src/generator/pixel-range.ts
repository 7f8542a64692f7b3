import * as tf from "@tensorflow/tfjs";

/** The values that a model's images take; images in [0, 1] are mapped to it and back. */
export type PixelRange = readonly [number, number];

/** From [0, 1] to a model's range; left alone when the model has none. */
export function toModelRange<T extends tf.Tensor>(x: T, range: PixelRange | undefined): T {
  if (range === undefined || (range[0] === 0 && range[1] === 1)) return x;
  return tf.tidy(() => tf.add(tf.mul(x, range[1] - range[0]), range[0])) as T;
}

/** From a model's range to [0, 1]; left alone when the model has none. */
export function fromModelRange<T extends tf.Tensor>(x: T, range: PixelRange | undefined): T {
  if (range === undefined || (range[0] === 0 && range[1] === 1)) return x;
  return tf.tidy(() => tf.div(tf.sub(x, range[0]), range[1] - range[0])) as T;
}
