import * as tf from "@tensorflow/tfjs";
import { assertNumber } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";

/** Settings of {@link GradientReversal}. */
export interface GradientReversalArgs extends LayerArgs {
  /** What the reversed gradient is multiplied by, at least 0; by default 1. */
  readonly lambda?: number;
}

/**
 * Gradient reversal: y = x, and the gradient that comes back is −λ times the one that came: dx = −λ · dy.
 *
 * Any shape → the same. `lambda` may be set between steps, as DANN's schedule λ = 2 / (1 + exp(−10 p)) − 1 does over the progress
 * p in [0, 1]; it is saved with the model.
 *
 * @throws {ConfigInvalidError} when `lambda` is negative
 * @see Ganin et al. 2016
 */
export class GradientReversal extends OperationLayer {
  static readonly className: string = "GanlensGradientReversal";
  lambda: number;

  constructor(args: GradientReversalArgs = {}) {
    super(args);
    this.lambda = args.lambda ?? 1;
    assertNumber({ layer: this, setting: "lambda", value: this.lambda });
    this.supportsMasking = true;
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const { lambda } = this;
    const reversed = tf.customGrad((input) => ({
      value: tf.clone(input as tf.Tensor),
      gradFunc: (dy: tf.Tensor) => tf.mul(dy, -lambda),
    }));
    return reversed(x as tf.Tensor);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), lambda: this.lambda };
  }
}
