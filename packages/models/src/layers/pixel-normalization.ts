import type * as tf from "@tensorflow/tfjs";
import { assertNumber } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { standardize } from "./standardize.ts";

/** Settings of {@link PixelNormalization}. */
export interface PixelNormalizationArgs extends LayerArgs {
  /** Added to the mean square; by default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Pixelwise feature normalisation: y = x / √(mean of x² over the channels + epsilon), nothing learned.
 *
 * [batch, …, channels] → the same. Differentiable twice.
 *
 * @see Karras et al. 2018, progressive growing
 */
export class PixelNormalization extends OperationLayer {
  static readonly className: string = "GanlensPixelNormalization";
  readonly epsilon: number;

  constructor(args: PixelNormalizationArgs = {}) {
    super(args);
    this.epsilon = args.epsilon ?? 1e-8;
    assertNumber({ layer: this, setting: "epsilon", value: this.epsilon });
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor;
    return standardize(x, { axes: [x.rank - 1], epsilon: this.epsilon, centred: false });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.epsilon };
  }
}
