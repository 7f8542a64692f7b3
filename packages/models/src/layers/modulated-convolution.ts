import * as tf from "@tensorflow/tfjs";
import { convolvedSide, transposedSide } from "./convolution-sides.ts";
import { type ConvolutionGeometry, convolve, convolveTransposed } from "./convolve.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link ModulatedConvolution}. */
export interface ModulatedConvolutionArgs extends LayerArgs {
  /** Of the output. */
  readonly filters: number;
  /** [rows, columns] of the kernel. */
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** [above, below, left, right]; a transposed convolution takes them away. */
  readonly padding: readonly [number, number, number, number];
  readonly transposed?: boolean;
  readonly extra?: readonly [number, number];
  /** True: every sample has its own kernel; false: all share one. By default true. */
  readonly perSample?: boolean;
}

/**
 * A convolution whose kernel is computed in the network: maps [n, h, w, in] and kernels [n, rows, columns, in, filters]
 * (transposed: [n, rows, columns, filters, in]) → [n, h′, w′, filters], each sample with its own kernel.
 *
 * StyleGAN 2 writes it as one grouped convolution with a group for each sample.
 *
 * @see Karras et al. 2020
 */
export class ModulatedConvolution extends OperationLayer {
  static readonly className: string = "GanlensModulatedConvolution";
  readonly settings: Required<Omit<ModulatedConvolutionArgs, keyof LayerArgs>>;

  constructor(args: ModulatedConvolutionArgs) {
    super(args);
    const { filters, size, strides, dilations, padding } = args;
    this.settings = {
      filters,
      size,
      strides,
      dilations,
      padding,
      transposed: args.transposed ?? false,
      extra: args.extra ?? [0, 0],
      perSample: args.perSample ?? true,
    };
  }

  get #geometry(): ConvolutionGeometry {
    const { strides, dilations, padding } = this.settings;
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

  #sides(height: number, width: number): [number, number] {
    const { size, extra, transposed } = this.settings;
    const { strides, dilations, padding } = this.#geometry;
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

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width] = shape as [number | null, number, number];
    return [batch, ...this.#sides(height, width), this.settings.filters];
  }

  protected override compute([input, kernels]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor4D;
    const output = this.#sides(x.shape[1], x.shape[2]);
    const one = (sample: tf.Tensor4D, kernel: tf.Tensor4D) =>
      this.settings.transposed
        ? convolveTransposed(sample, kernel, { ...this.#geometry, output })
        : convolve(sample, kernel, this.#geometry);
    if (!this.settings.perSample) return one(x, kernels as tf.Tensor4D);
    const count = x.shape[0];
    const samples = tf.split(x, count, 0) as tf.Tensor4D[];
    const each = tf.unstack(kernels as tf.Tensor5D) as tf.Tensor4D[];
    return tf.concat(
      samples.map((sample, i) => one(sample, each[i] as tf.Tensor4D)),
      0,
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, strides, dilations, padding, extra, ...rest } = this.settings;
    return {
      ...super.getConfig(),
      ...rest,
      size: [...size],
      strides: [...strides],
      dilations: [...dilations],
      padding: [...padding],
      extra: [...extra],
    };
  }
}
