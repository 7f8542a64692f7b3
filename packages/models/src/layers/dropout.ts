import * as tf from "@tensorflow/tfjs";
import { type LayerMode, randomOf } from "./layer-mode.ts";
import { assertNumber } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link Dropout}. */
export interface DropoutArgs extends LayerArgs {
  /** The share of values set to 0, in [0, 1). */
  readonly rate: number;
}

/**
 * Dropout whose masks come from the keyword argument `random`: y = x · mask / (1 − rate) in training, else y = x.
 *
 * Each pass draws on from that generator, so masks differ between passes and repeat with its state. TensorFlow.js's own
 * layer repeats one mask when it is seeded and cannot be repeated when it is not.
 *
 * @throws {ConfigInvalidError} when `rate` is outside [0, 1), and in training without `random`
 */
export class Dropout extends OperationLayer {
  static readonly className: string = "GanlensDropout";
  readonly rate: number;

  constructor(args: DropoutArgs) {
    super(args);
    this.rate = args.rate;
    assertNumber({ layer: this, setting: "rate", value: this.rate, high: 1 });
    this.supportsMasking = true;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([input]: readonly tf.Tensor[], mode: LayerMode): tf.Tensor {
    const x = input as tf.Tensor;
    if (!mode.training || this.rate === 0) return x;
    const scale = 1 / (1 - this.rate);
    const draws = randomOf(mode, this, "the dropout mask").uniform(x.size);
    const mask = draws.map((value) => (value < this.rate ? 0 : scale));
    return tf.mul(x, tf.tensor(mask, x.shape));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate };
  }
}
