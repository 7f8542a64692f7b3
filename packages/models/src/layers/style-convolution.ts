import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { convolveByStyle } from "./convolve-by-style.ts";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** Settings of {@link StyleConvolution}. */
export interface StyleConvolutionArgs extends LayerArgs {
  /** Channels of the output. */
  readonly filters: number;
  /** The kernel's side; by default 3. */
  readonly kernelSize?: number;
  /** Whether each output channel is brought back to the scale that it had; by default true. */
  readonly demodulate?: boolean;
}

/**
 * A convolution that a style modulates: s = w A + a, then {@link convolveByStyle} with s, plus a bias.
 *
 * Inputs: maps [batch, height, width, in] and styles w [batch, units], for example of {@link MappingNetwork} →
 * [batch, height, width, filters]. Weights: kernel [rows, columns, in, filters], bias [filters], style_kernel A [units, in] and
 * style_bias a [in], which starts at 1. Differentiable twice.
 *
 * @throws {ConfigInvalidError} when `filters` or `kernelSize` is no count
 * @throws {ShapeError} when the inputs are not maps and styles
 * @see Karras et al. 2020, StyleGAN 2
 */
export class StyleConvolution extends OperationLayer {
  static readonly className: string = "GanlensStyleConvolution";
  readonly filters: number;
  readonly kernelSize: number;
  readonly demodulate: boolean;
  #kernel: tf.LayerVariable | undefined;
  #bias: tf.LayerVariable | undefined;
  #styleKernel: tf.LayerVariable | undefined;
  #styleBias: tf.LayerVariable | undefined;

  constructor(args: StyleConvolutionArgs) {
    super(args);
    this.filters = args.filters;
    this.kernelSize = args.kernelSize ?? 3;
    this.demodulate = args.demodulate ?? true;
    assertCount({ layer: this, setting: "filters", value: this.filters });
    assertCount({ layer: this, setting: "kernelSize", value: this.kernelSize });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [maps, style] = shapesOf(inputShape);
    const channels = mapsOf(this, maps)[2];
    const units = style?.[1];
    if (style?.length !== 2 || !units) {
      throw new ShapeError({
        message: `Expected a style [batch, units] beside the maps for "${this.name}", received [${(style ?? []).map(String).join(", ")}].`,
      });
    }
    this.#kernel = this.drawn("kernel", [this.kernelSize, this.kernelSize, channels, this.filters]);
    this.#bias = this.drawn("bias", [this.filters]);
    this.#styleKernel = this.drawn("style_kernel", [units, channels]);
    this.#styleBias = this.drawn("style_bias", [channels]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return [...(shape as tf.Shape).slice(0, 3), this.filters];
  }

  protected override compute([x, w]: readonly tf.Tensor[]): tf.Tensor {
    const read = (weight: tf.LayerVariable | undefined) => (weight as tf.LayerVariable).read();
    const style = tf.add(
      tf.matMul(w as tf.Tensor2D, read(this.#styleKernel) as tf.Tensor2D),
      read(this.#styleBias),
    );
    const maps = convolveByStyle({
      x: x as tf.Tensor4D,
      kernel: read(this.#kernel) as tf.Tensor4D,
      style: style as tf.Tensor2D,
      demodulate: this.demodulate,
    });
    return tf.add(maps, read(this.#bias));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters, kernelSize, demodulate } = this;
    return { ...super.getConfig(), filters, kernelSize, demodulate };
  }
}
