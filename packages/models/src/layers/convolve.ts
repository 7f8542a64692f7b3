import * as tf from "@tensorflow/tfjs";

/** The geometry of a convolution over maps [n, height, width, channels]. */
export interface ConvolutionGeometry {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Entries added [before, after] the rows and the columns; for a transposed convolution, taken away. */
  readonly padding: readonly [readonly [number, number], readonly [number, number]];
}

type Padding = Parameters<typeof tf.conv2d>[3];

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

/**
 * Padding as TensorFlow.js takes it: explicit, because it computes a single number's sides from the rows alone, wrong
 * where the columns have another kernel or stride.
 */
function explicit([rows, columns]: ConvolutionGeometry["padding"]): Padding {
  if ([...rows, ...columns].every((amount) => amount === 0)) return "valid";
  return [
    [0, 0],
    [rows[0], rows[1]],
    [columns[0], columns[1]],
    [0, 0],
  ];
}

/** x [n, height, width, in] with a kernel [rows, columns, in, out]. */
export function convolve(x: tf.Tensor4D, kernel: tf.Tensor4D, geometry: ConvolutionGeometry): tf.Tensor4D {
  const { strides, dilations, padding } = geometry;
  return tf.conv2d(x, spreadKernel(kernel, dilations), [...strides], explicit(padding));
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
  // A convolution of the output gives back the input's sides where less is added than one step.
  const fits = (
    side: number,
    { from, size, stride, pads }: { from: number; size: number; stride: number; pads: number },
  ) => side - size + pads >= 0 && Math.trunc((side - size + pads) / stride) + 1 === from;
  const [[above, below], [left, right]] = padding;
  if (
    fits(height, { from: h, size: rows, stride: strides[0], pads: above + below }) &&
    fits(width, { from: w, size: columns, stride: strides[1], pads: left + right })
  ) {
    return tf.conv2dTranspose(x, spread, [n, height, width, filters], [...strides], explicit(padding));
  }
  // Otherwise the whole result, of which the padding is cut away, with zeros behind it.
  const whole: [number, number] = [(h - 1) * strides[0] + rows, (w - 1) * strides[1] + columns];
  const full = tf.conv2dTranspose(x, spread, [n, ...whole, filters], [...strides], "valid");
  const rest: [number, number] = [
    Math.max(0, above + height - whole[0]),
    Math.max(0, left + width - whole[1]),
  ];
  const grown = tf.pad4d(full, [
    [0, 0],
    [0, rest[0]],
    [0, rest[1]],
    [0, 0],
  ]);
  return tf.slice4d(grown, [0, above, left, 0], [n, height, width, filters]);
}
