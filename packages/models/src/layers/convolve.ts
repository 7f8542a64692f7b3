import * as tf from "@tensorflow/tfjs";

/** The geometry of a convolution over maps [n, height, width, channels]. */
export interface ConvolutionGeometry {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Entries added [before, after] the rows and the columns; for a transposed convolution, taken away. */
  readonly padding: readonly [readonly [number, number], readonly [number, number]];
}

/** Zeros between the taps: a dilated kernel as a plain one, whose gradient TensorFlow.js has. */
function spreadKernel(kernel: tf.Tensor4D, [rows, columns]: readonly [number, number]): tf.Tensor4D {
  if (rows === 1 && columns === 1) return kernel;
  const [h, w, i, o] = kernel.shape;
  const apart = tf.pad(tf.reshape(kernel, [h, 1, w, 1, i * o]), [
    [0, 0],
    [0, rows - 1],
    [0, 0],
    [0, columns - 1],
    [0, 0],
  ]);
  const whole = tf.reshape(apart, [h * rows, w * columns, i, o]) as tf.Tensor4D;
  return tf.slice4d(whole, [0, 0, 0, 0], [(h - 1) * rows + 1, (w - 1) * columns + 1, i, o]);
}

function padded(x: tf.Tensor4D, [rows, columns]: ConvolutionGeometry["padding"]): tf.Tensor4D {
  if ([...rows, ...columns].every((amount) => amount === 0)) return x;
  return tf.pad4d(x, [[0, 0], [...rows], [...columns], [0, 0]]);
}

/** x [n, height, width, in] with a kernel [rows, columns, in, out]. */
export function convolve(x: tf.Tensor4D, kernel: tf.Tensor4D, geometry: ConvolutionGeometry): tf.Tensor4D {
  const { strides, dilations, padding } = geometry;
  const [above, below] = padding[0];
  const [left, right] = padding[1];
  const same = above === below && left === right && above === left;
  const spread = spreadKernel(kernel, dilations);
  // Equal padding on all sides is the convolution's own; another one is a padded input.
  return same
    ? tf.conv2d(x, spread, [...strides], above)
    : tf.conv2d(padded(x, padding), spread, [...strides], "valid");
}

/**
 * The transposed convolution of x [n, height, width, in] with a kernel [rows, columns, out, in].
 *
 * @param output the output's [height, width]
 */
export function convolveTransposed(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  {
    strides,
    dilations,
    padding,
    output: [height, width],
  }: ConvolutionGeometry & { readonly output: readonly [number, number] },
): tf.Tensor4D {
  const spread = spreadKernel(kernel, dilations);
  const [rows, columns, filters] = spread.shape;
  const [n, h, w] = x.shape;
  const [[above], [left]] = padding;
  // The whole result without any padding, of which the padding is cut away.
  const whole: [number, number] = [(h - 1) * strides[0] + rows, (w - 1) * strides[1] + columns];
  const [[, below], [, right]] = padding;
  const even = above === below && left === right && above === left;
  if (even && height === whole[0] - 2 * above && width === whole[1] - 2 * left) {
    return tf.conv2dTranspose(x, spread, [n, height, width, filters], [...strides], above);
  }
  const full = tf.conv2dTranspose(x, spread, [n, ...whole, filters], [...strides], "valid");
  const rest: [number, number] = [
    Math.max(0, above + height - whole[0]),
    Math.max(0, left + width - whole[1]),
  ];
  const grown =
    rest[0] + rest[1] === 0
      ? full
      : tf.pad4d(full, [
          [0, 0],
          [0, rest[0]],
          [0, rest[1]],
          [0, 0],
        ]);
  return tf.slice4d(grown, [0, above, left, 0], [n, height, width, filters]);
}
