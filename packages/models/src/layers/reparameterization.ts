import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { type LayerMode, randomOf } from "./layer-mode.ts";
import { OperationLayer, shapesOf } from "./operation-layer.ts";

/**
 * A draw from N(mean, σ²) that gradients can follow: z = mean + exp(logVariance / 2) · ε with ε ~ N(0, 1) in training, else z = mean.
 *
 * Inputs: mean and logarithm of the variance, of one shape → that shape. ε comes from the keyword argument `random`, so draws
 * differ between passes and repeat with its state.
 *
 * @throws {ShapeError} when the two have different shapes
 * @throws {ConfigInvalidError} in training without `random`
 * @see Kingma and Welling 2014
 */
export class Reparameterization extends OperationLayer {
  static readonly className: string = "GanlensReparameterization";

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shapes = shapesOf(inputShape).map((shape) => shape.map(String).join(", "));
    if (shapes.length !== 2 || shapes[0] !== shapes[1]) {
      throw new ShapeError({
        message: `Expected a mean and a logarithm of the variance of one shape for "${this.name}", received ${shapes.map((shape) => `[${shape}]`).join(" and ")}.`,
      });
    }
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([mean, logVariance]: readonly tf.Tensor[], mode: LayerMode): tf.Tensor {
    const center = mean as tf.Tensor;
    if (!mode.training) return center;
    const epsilon = tf.tensor(randomOf(mode, this, "the code").normal(center.size), center.shape);
    return tf.add(center, tf.mul(tf.exp(tf.mul(logVariance as tf.Tensor, 0.5)), epsilon));
  }
}
