import * as tf from "@tensorflow/tfjs";
import {
  type ConvolutionSettings,
  convolutionConfig,
  convolvedBy,
  convolvedShape,
} from "./convolution-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link Convolution}. */
export interface ConvolutionArgs
  extends LayerArgs,
    Omit<ConvolutionSettings, "transposed" | "extra">,
    Partial<Pick<ConvolutionSettings, "transposed" | "extra">> {
  /** Channels and filters in so many parts that do not see each other; by default 1. */
  readonly groups?: number;
  readonly bias?: boolean;
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

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return convolvedShape(this.settings, shape);
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor4D;
    const { groups } = this.settings;
    const kernel = (this.#kernel as tf.LayerVariable).read() as tf.Tensor4D;
    let result: tf.Tensor;
    if (groups === 1) result = convolvedBy(this.settings, x, kernel);
    else {
      const parts = tf.split(x, groups, 3) as tf.Tensor4D[];
      const kernels = tf.split(kernel, groups, 3) as tf.Tensor4D[];
      result = tf.concat(
        parts.map((part, i) => convolvedBy(this.settings, part, kernels[i] as tf.Tensor4D)),
        3,
      );
    }
    return this.#bias ? tf.add(result, this.#bias.read()) : result;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...convolutionConfig(this.settings) };
  }
}
