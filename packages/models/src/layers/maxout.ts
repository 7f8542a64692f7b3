import * as tf from "@tensorflow/tfjs";
import { assertCount, featuresOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** Settings of {@link Maxout}. */
export interface MaxoutArgs extends LayerArgs {
  readonly units: number;
  /** Linear maps that each unit is the maximum of; by default 5. */
  readonly pieces?: number;
  /** Whether a bias is added to each linear map; by default true. */
  readonly bias?: boolean;
}

/**
 * A maxout layer: yᵤ = max over pieces p of (x W + b)ᵤₚ.
 *
 * [batch, in] → [batch, units]; weights kernel [in, units · pieces], the pieces of a unit side by side, and bias
 * [units · pieces].
 *
 * @throws {ConfigInvalidError} when `units` or `pieces` is no count
 * @throws {ShapeError} when the input has another rank than 2
 * @see Goodfellow et al. 2013, maxout networks
 */
export class Maxout extends OperationLayer {
  static readonly className: string = "GanlensMaxout";
  readonly units: number;
  readonly pieces: number;
  readonly bias: boolean;
  #kernel: tf.LayerVariable | undefined;
  #bias: tf.LayerVariable | undefined;

  constructor(args: MaxoutArgs) {
    super(args);
    this.units = args.units;
    this.pieces = args.pieces ?? 5;
    this.bias = args.bias ?? true;
    assertCount({ layer: this, setting: "units", value: this.units });
    assertCount({ layer: this, setting: "pieces", value: this.pieces });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const features = featuresOf(this, shapesOf(inputShape)[0]);
    this.#kernel = this.drawn("kernel", [features, this.units * this.pieces]);
    if (this.bias) this.#bias = this.drawn("bias", [this.units * this.pieces]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return [(shape as tf.Shape)[0] as number | null, this.units];
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const product = tf.matMul(x as tf.Tensor2D, (this.#kernel as tf.LayerVariable).read() as tf.Tensor2D);
    const linear = this.#bias ? tf.add(product, this.#bias.read()) : product;
    return tf.max(tf.reshape(linear, [-1, this.units, this.pieces]), 2);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, pieces: this.pieces, bias: this.bias };
  }
}
