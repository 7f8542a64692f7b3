import * as tf from "@tensorflow/tfjs";
import { convolvedSide, transposedSide } from "./convolution-sides.ts";
import { type ConvolutionGeometry, convolve, convolveTransposed } from "./convolve.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link Convolution}. */
export interface ConvolutionArgs extends LayerArgs {
  readonly filters: number;
  /** [rows, columns] of the kernel. */
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** [above, below, left, right]; a transposed convolution takes them away. */
  readonly padding: readonly [number, number, number, number];
  /** Channels and filters in so many parts that do not see each other; by default 1. */
  readonly groups?: number;
  readonly bias?: boolean;
  readonly transposed?: boolean;
  /** For a transposed one: [rows, columns] added below and to the right. */
  readonly extra?: readonly [number, number];
}

/**
 * A convolution or transposed convolution with any padding, dilation and groups: [n, h, w, in] → [n, h′, w′, filters].
 *
 * TensorFlow.js's own layers know `same` and `valid` and one group. Kernel: [rows, columns, in / groups, filters], and
 * transposed [rows, columns, filters / groups, in].
 */
export class Convolution extends OperationLayer {
  static readonly className: string = "GanlensConvolution";
  readonly settings: Required<Omit<ConvolutionArgs, keyof LayerArgs>>;
  #kernel: tf.LayerVariable | undefined;
  #bias: tf.LayerVariable | undefined;

  constructor(args: ConvolutionArgs) {
    super(args);
    const { filters, size, strides, dilations, padding } = args;
    this.settings = {
      filters,
      size,
      strides,
      dilations,
      padding,
      groups: args.groups ?? 1,
      bias: args.bias ?? true,
      transposed: args.transposed ?? false,
      extra: args.extra ?? [0, 0],
    };
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    const { filters, size, groups, bias, transposed } = this.settings;
    const channels = shape[3] as number;
    const ends = transposed ? [filters / groups, channels] : [channels / groups, filters];
    this.#kernel = this.parameter("kernel", [...size, ...ends]);
    if (bias) this.#bias = this.parameter("bias", [filters]);
    super.build(inputShape);
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

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor4D;
    const { groups, transposed } = this.settings;
    const kernel = (this.#kernel as tf.LayerVariable).read() as tf.Tensor4D;
    const output = this.#sides(x.shape[1], x.shape[2]);
    const one = (part: tf.Tensor4D, taps: tf.Tensor4D) =>
      transposed
        ? convolveTransposed(part, taps, { ...this.#geometry, output })
        : convolve(part, taps, this.#geometry);
    let result: tf.Tensor;
    if (groups === 1) result = one(x, kernel);
    else {
      const parts = tf.split(x, groups, 3) as tf.Tensor4D[];
      const kernels = tf.split(kernel, groups, 3) as tf.Tensor4D[];
      result = tf.concat(
        parts.map((part, i) => one(part, kernels[i] as tf.Tensor4D)),
        3,
      );
    }
    return this.#bias ? tf.add(result, this.#bias.read()) : result;
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
