import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertNumber, mapsOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";
import { standardize } from "./standardize.ts";

/** Settings of {@link AdaptiveInstanceNormalization}. */
export interface AdaptiveInstanceNormalizationArgs extends LayerArgs {
  /** Added to the variance; by default 1e-5. */
  readonly epsilon?: number;
}

/**
 * Adaptive instance normalisation: y = (1 + scale) · (x − mean) / √(variance + epsilon) + shift, over each sample's places.
 *
 * Inputs: maps [batch, height, width, channels], scale and shift [batch, channels], which another part of the network makes
 * of a style. Differentiable twice.
 *
 * @throws {ShapeError} when scale or shift have another number of channels
 * @see Huang and Belongie 2017; with 1 + scale as StyleGAN's code has it
 */
export class AdaptiveInstanceNormalization extends OperationLayer {
  static readonly className: string = "GanlensAdaptiveInstanceNormalization";
  readonly epsilon: number;

  constructor(args: AdaptiveInstanceNormalizationArgs = {}) {
    super(args);
    this.epsilon = args.epsilon ?? 1e-5;
    assertNumber({ layer: this, setting: "epsilon", value: this.epsilon });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [maps, ...styles] = shapesOf(inputShape);
    const channels = mapsOf(this, maps)[2];
    const fit = styles.length === 2 && styles.every((shape) => shape.length === 2 && shape[1] === channels);
    if (!fit) {
      throw new ShapeError({
        message: `Expected a scale and a shift [batch, ${channels}] for "${this.name}", received ${styles.map((shape) => `[${shape.map(String).join(", ")}]`).join(" and ") || "none"}.`,
      });
    }
    super.build(inputShape);
  }

  protected override shapeOf([maps]: readonly tf.Shape[]): tf.Shape {
    return maps as tf.Shape;
  }

  protected override compute([x, scale, shift]: readonly tf.Tensor[]): tf.Tensor {
    const perChannel = (style: tf.Tensor) => tf.reshape(style, [style.shape[0] as number, 1, 1, -1]);
    const normalized = standardize(x as tf.Tensor, { axes: [1, 2], epsilon: this.epsilon });
    const scaled = tf.mul(normalized, tf.add(1, perChannel(scale as tf.Tensor)));
    return tf.add(scaled, perChannel(shift as tf.Tensor));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), epsilon: this.epsilon };
  }
}
