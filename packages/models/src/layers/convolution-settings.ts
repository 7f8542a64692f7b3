import type * as tf from "@tensorflow/tfjs";
import { convolvedSide, transposedSide } from "./convolution-sides.ts";
import { type ConvolutionGeometry, convolve, convolveTransposed } from "./convolve.ts";

/** What a convolution of any kernel is set to. */
export interface ConvolutionSettings {
  /** Channels of the output. */
  readonly filters: number;
  /** [rows, columns] of the kernel. */
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** [above, below, left, right]; a transposed convolution takes them away. */
  readonly padding: readonly [number, number, number, number];
  readonly transposed: boolean;
  /** For a transposed one: [rows, columns] added below and to the right. */
  readonly extra: readonly [number, number];
}

function geometryOf({ strides, dilations, padding }: ConvolutionSettings): ConvolutionGeometry {
  const [above, below, left, right] = padding;
  return {
    strides,
    dilations,
    padding: [
      [above, below],
      [left, right],
    ],
  };
}

/** Height and width of what a convolution gives. */
export function outputSides(settings: ConvolutionSettings, height: number, width: number): [number, number] {
  const { size, extra, transposed } = settings;
  const { strides, dilations, padding } = geometryOf(settings);
  const side = (axis: 0 | 1, length: number) => {
    const of = {
      kernel: size[axis],
      stride: strides[axis],
      dilation: dilations[axis],
      padding: padding[axis],
    };
    return transposed ? transposedSide(length, { ...of, extra: extra[axis] }) : convolvedSide(length, of);
  };
  return [side(0, height), side(1, width)];
}

/** The shape that a convolution gives for [batch, height, width, channels]. */
export function convolvedShape(settings: ConvolutionSettings, shape: tf.Shape | undefined): tf.Shape {
  const [batch, height, width] = shape as [number | null, number, number];
  return [batch, ...outputSides(settings, height, width), settings.filters];
}

/** One convolution, transposed or not, of [n, height, width, channels] by a kernel. */
export function convolvedBy(settings: ConvolutionSettings, x: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
  const geometry = geometryOf(settings);
  return settings.transposed
    ? convolveTransposed(x, kernel, { ...geometry, output: outputSides(settings, x.shape[1], x.shape[2]) })
    : convolve(x, kernel, geometry);
}

/** The same settings in arrays that TensorFlow.js may keep. */
export function convolutionConfig<S extends ConvolutionSettings>(settings: S): tf.serialization.ConfigDict {
  const { size, strides, dilations, padding, extra, ...rest } = settings;
  return {
    ...rest,
    size: [...size],
    strides: [...strides],
    dilations: [...dilations],
    padding: [...padding],
    extra: [...extra],
  };
}
