import * as tf from "@tensorflow/tfjs";
import {
  type ConvolutionSettings,
  convolutionConfig,
  convolvedBy,
  convolvedShape,
} from "./convolution-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link ModulatedConvolution}. */
export interface ModulatedConvolutionArgs
  extends LayerArgs,
    Omit<ConvolutionSettings, "transposed" | "extra">,
    Partial<Pick<ConvolutionSettings, "transposed" | "extra">> {
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

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return convolvedShape(this.settings, shape);
  }

  protected override compute([input, kernels]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor4D;
    if (!this.settings.perSample) return convolvedBy(this.settings, x, kernels as tf.Tensor4D);
    const count = x.shape[0];
    const samples = tf.split(x, count, 0) as tf.Tensor4D[];
    const each = tf.unstack(kernels as tf.Tensor5D) as tf.Tensor4D[];
    return tf.concat(
      samples.map((sample, i) => convolvedBy(this.settings, sample, each[i] as tf.Tensor4D)),
      0,
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...convolutionConfig(this.settings) };
  }
}
