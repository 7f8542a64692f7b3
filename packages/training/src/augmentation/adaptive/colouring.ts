import * as tf from "@tensorflow/tfjs";

/** x → x·M + offset for the three channels of a pixel; M is row after row. */
export interface Colouring {
  readonly matrix: readonly number[];
  readonly offset: number;
}

/** Where no colour changes. */
export const sameColours: Colouring = { matrix: [1, 0, 0, 0, 1, 0, 0, 0, 1], offset: 0 };

/** What the first does and then the second, for matrices whose columns each have one sum. */
export function thenColouring(first: Colouring, second: Colouring): Colouring {
  const matrix = Array.from({ length: 9 }, (_, at) => {
    const [row, column] = [Math.floor(at / 3), at % 3];
    return [0, 1, 2].reduce(
      (sum, k) => sum + (first.matrix[row * 3 + k] as number) * (second.matrix[k * 3 + column] as number),
      0,
    );
  });
  // The columns of every matrix here have one sum, by which grey stays grey.
  const grey = [0, 1, 2].reduce((sum, k) => sum + (second.matrix[k * 3] as number), 0);
  return { matrix, offset: first.offset * grey + second.offset };
}

/** Colours of every image changed by its own colouring; of grey images, what it does to grey. */
export function colourImages(images: tf.Tensor4D, colourings: readonly Colouring[]): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const offsets = tf.tensor4d(
    colourings.map(({ offset }) => offset),
    [count, 1, 1, 1],
  );
  if (channels === 3) {
    const matrices = tf.tensor3d(
      colourings.flatMap(({ matrix }) => [...matrix]),
      [count, 3, 3],
    );
    const pixels = tf.reshape(images, [count, height * width, 3]);
    const changed = tf.reshape(tf.matMul(pixels, matrices), images.shape);
    return tf.add(changed, offsets) as tf.Tensor4D;
  }
  const factors = tf.tensor4d(
    colourings.map(({ matrix }) => [0, 1, 2].reduce((sum, k) => sum + (matrix[k * 3] as number), 0)),
    [count, 1, 1, 1],
  );
  return tf.add(tf.mul(images, factors), offsets) as tf.Tensor4D;
}
