import * as tf from "@tensorflow/tfjs";

/** Every image's rows mixed by its own matrix: `[n, height, width, channels]` by `[n, height, height]`. */
export function alongRows(images: tf.Tensor4D, matrices: tf.Tensor3D): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const flat = tf.reshape(images, [count, height, width * channels]);
  return tf.reshape(tf.matMul(matrices, flat), [count, height, width, channels]);
}

/** Every image's columns mixed by its own matrix: `[n, height, width, channels]` by `[n, width, width]`. */
export function alongColumns(images: tf.Tensor4D, matrices: tf.Tensor3D): tf.Tensor4D {
  return turned(alongRows(turned(images), matrices));
}

/** Rows as columns. */
export function turned(images: tf.Tensor4D): tf.Tensor4D {
  return tf.transpose(images, [0, 2, 1, 3]);
}
