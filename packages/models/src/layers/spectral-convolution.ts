import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { LayerMode } from "./layer-mode.ts";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { shapesOf } from "./operation-layer.ts";
import { SpectralLayer, type SpectralLayerArgs } from "./spectral-layer.ts";

/** Settings of {@link SpectralConvolution}. */
export interface SpectralConvolutionArgs extends SpectralLayerArgs {
  /** Channels of the output. */
  readonly filters: number;
  /** The kernel's side; by default 3. */
  readonly kernelSize?: number;
  /** By default 1. */
  readonly strides?: number;
  /** As in TensorFlow; by default `same`. */
  readonly padding?: "same" | "valid";
  /** Whether a bias is added; by default true. */
  readonly bias?: boolean;
}

/**
 * A convolution with spectral normalisation: y = x ∗ (W / σ(W)) + b, with σ the largest singular value of W as a matrix
 * [rows · columns · in, filters].
 *
 * [batch, h, w, in] → [batch, h′, w′, filters]; weights kernel [rows, columns, in, filters], bias [filters] and u [1, filters].
 * Differentiable twice.
 *
 * @throws {ConfigInvalidError} when a setting is no count, the padding unknown, or the kernel larger than the maps
 * @throws {ShapeError} when the input is not maps
 * @see Miyato et al. 2018
 */
export class SpectralConvolution extends SpectralLayer {
  static readonly className: string = "GanlensSpectralConvolution";
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: "same" | "valid";
  readonly bias: boolean;
  #bias: tf.LayerVariable | undefined;

  constructor(args: SpectralConvolutionArgs) {
    super(args);
    this.filters = args.filters;
    this.kernelSize = args.kernelSize ?? 3;
    this.strides = args.strides ?? 1;
    this.padding = args.padding ?? "same";
    this.bias = args.bias ?? true;
    for (const setting of ["filters", "kernelSize", "strides"] as const) {
      assertCount({ layer: this, setting, value: this[setting] });
    }
    if (this.padding !== "same" && this.padding !== "valid") {
      throw new ConfigInvalidError({
        message: `Expected padding of "${this.name}" to be same or valid, received "${this.padding}".`,
      });
    }
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [height, width, channels] = mapsOf(this, shapesOf(inputShape)[0]);
    if (this.padding === "valid" && this.kernelSize > Math.min(height, width)) {
      throw new ConfigInvalidError({
        message: `Expected a kernel of at most ${Math.min(height, width)} for the ${height}×${width} maps of "${this.name}", received ${this.kernelSize}.`,
      });
    }
    this.addKernel([this.kernelSize, this.kernelSize, channels, this.filters]);
    if (this.bias) this.#bias = this.drawn("bias", [this.filters]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width] = shape as [number | null, number, number];
    const lost = this.padding === "same" ? 0 : this.kernelSize - 1;
    return [
      batch,
      Math.ceil((height - lost) / this.strides),
      Math.ceil((width - lost) / this.strides),
      this.filters,
    ];
  }

  protected override compute([x]: readonly tf.Tensor[], mode: LayerMode): tf.Tensor {
    const kernel = this.normalizedKernel(mode) as tf.Tensor4D;
    const maps = tf.conv2d(x as tf.Tensor4D, kernel, this.strides, this.padding);
    return this.#bias ? tf.add(maps, this.#bias.read()) : maps;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters, kernelSize, strides, padding, bias } = this;
    return { ...super.getConfig(), filters, kernelSize, strides, padding, bias };
  }
}
