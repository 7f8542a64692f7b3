import * as tf from "@tensorflow/tfjs";
import { type LayerMode, randomOf } from "./layer-mode.ts";
import { assertNumber } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link GaussianNoise}. */
export interface GaussianNoiseArgs extends LayerArgs {
  /** Of the noise, in the unit of the input. */
  readonly standardDeviation: number;
}

/**
 * Additive noise from the keyword argument `random`: y = x + standardDeviation · ε with ε ~ N(0, 1) in training, else y = x.
 *
 * Any shape → the same. Each pass draws on from that generator, so noise differs between passes and repeats with its state.
 *
 * @throws {ConfigInvalidError} when `standardDeviation` is negative, and in training without `random`
 */
export class GaussianNoise extends OperationLayer {
  static readonly className: string = "GanlensGaussianNoise";
  readonly standardDeviation: number;

  constructor(args: GaussianNoiseArgs) {
    super(args);
    this.standardDeviation = args.standardDeviation;
    assertNumber({ layer: this, setting: "standardDeviation", value: this.standardDeviation });
    this.supportsMasking = true;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([input]: readonly tf.Tensor[], mode: LayerMode): tf.Tensor {
    const x = input as tf.Tensor;
    if (!mode.training || this.standardDeviation === 0) return x;
    const { standardDeviation } = this;
    const noise = randomOf(mode, this, "the noise").normal(x.size, { standardDeviation });
    return tf.add(x, tf.tensor(noise, x.shape));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), standardDeviation: this.standardDeviation };
  }
}
