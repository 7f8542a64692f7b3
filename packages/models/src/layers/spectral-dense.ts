import * as tf from "@tensorflow/tfjs";
import type { LayerMode } from "./layer-mode.ts";
import { assertCount, featuresOf } from "./layer-settings.ts";
import { shapesOf } from "./operation-layer.ts";
import { SpectralLayer, type SpectralLayerArgs } from "./spectral-layer.ts";

/** Settings of {@link SpectralDense}. */
export interface SpectralDenseArgs extends SpectralLayerArgs {
  readonly units: number;
  /** Whether a bias is added; by default true. */
  readonly bias?: boolean;
}

/**
 * A dense layer with spectral normalisation: y = x W / σ(W) + b, with σ the largest singular value of W.
 *
 * [batch, in] → [batch, units]; weights kernel [in, units], bias [units] and u [1, units]. Differentiable twice.
 *
 * @throws {ConfigInvalidError} when `units` or `iterations` is no count
 * @throws {ShapeError} when the input has another rank than 2
 * @see Miyato et al. 2018
 */
export class SpectralDense extends SpectralLayer {
  static readonly className: string = "GanlensSpectralDense";
  readonly units: number;
  readonly bias: boolean;
  #bias: tf.LayerVariable | undefined;

  constructor(args: SpectralDenseArgs) {
    super(args);
    this.units = args.units;
    this.bias = args.bias ?? true;
    assertCount({ layer: this, setting: "units", value: this.units });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const features = featuresOf(this, shapesOf(inputShape)[0]);
    this.addKernel([features, this.units]);
    if (this.bias) this.#bias = this.drawn("bias", [this.units]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return [(shape as tf.Shape)[0] as number | null, this.units];
  }

  protected override compute([x]: readonly tf.Tensor[], mode: LayerMode): tf.Tensor {
    const product = tf.matMul(x as tf.Tensor2D, this.normalizedKernel(mode) as tf.Tensor2D);
    return this.#bias ? tf.add(product, this.#bias.read()) : product;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, bias: this.bias };
  }
}
