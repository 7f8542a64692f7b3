import * as tf from "@tensorflow/tfjs";
import { assertCount, featuresOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";
import { standardize } from "./standardize.ts";

/** Settings of {@link MappingNetwork}. */
export interface MappingNetworkArgs extends LayerArgs {
  /** Numbers of the style; by default 64. */
  readonly units?: number;
  /** Dense layers; by default 2 (StyleGAN has 8 with 512 units). */
  readonly depth?: number;
}

/**
 * StyleGAN's mapping network: a latent z, normalised to mean square 1, through dense layers with leaky relu 0.2 to a style w.
 *
 * [batch, latent] → [batch, units]; weights dense1_kernel, dense1_bias, … for each of `depth` layers.
 *
 * @throws {ConfigInvalidError} when `units` or `depth` is no count
 * @throws {ShapeError} when the input has another rank than 2
 * @see Karras, Laine and Aila 2019
 */
export class MappingNetwork extends OperationLayer {
  static readonly className: string = "GanlensMappingNetwork";
  readonly units: number;
  readonly depth: number;
  readonly #dense: { readonly kernel: tf.LayerVariable; readonly bias: tf.LayerVariable }[] = [];

  constructor(args: MappingNetworkArgs = {}) {
    super(args);
    this.units = args.units ?? 64;
    this.depth = args.depth ?? 2;
    assertCount({ layer: this, setting: "units", value: this.units });
    assertCount({ layer: this, setting: "depth", value: this.depth });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    let inputs = featuresOf(this, shapesOf(inputShape)[0]);
    for (let i = 1; i <= this.depth; i++) {
      this.#dense.push({
        kernel: this.drawn(`dense${i}_kernel`, [inputs, this.units]),
        bias: this.drawn(`dense${i}_bias`, [this.units]),
      });
      inputs = this.units;
    }
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return [(shape as tf.Shape)[0] as number | null, this.units];
  }

  protected override compute([z]: readonly tf.Tensor[]): tf.Tensor {
    const normalized = standardize(z as tf.Tensor, { axes: [1], epsilon: 1e-8, centred: false });
    return this.#dense.reduce<tf.Tensor>((x, { kernel, bias }) => {
      const product = tf.matMul(x as tf.Tensor2D, kernel.read() as tf.Tensor2D);
      return tf.leakyRelu(tf.add(product, bias.read()), 0.2);
    }, normalized);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), units: this.units, depth: this.depth };
  }
}
