import * as tf from "@tensorflow/tfjs";
import { assertCount, featuresOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** Settings of {@link MinibatchDiscrimination}. */
export interface MinibatchDiscriminationArgs extends LayerArgs {
  /** Numbers that are added to each sample's features. */
  readonly kernels: number;
  /** Numbers that samples are compared by, for each kernel. */
  readonly dimensions: number;
}

/**
 * Minibatch discrimination: how near each sample is to the others of its batch, behind its features.
 *
 * M = x T, oᵢ = Σ_{j ≠ i} exp(−‖Mᵢ − Mⱼ‖₁) for each kernel; [batch, features] → [batch, features + kernels]. The weight `kernel`
 * is T [features, kernels · dimensions]. A sample's score depends on its batch. Differentiable twice where the gradients of
 * `@ganlens/backend` are installed.
 *
 * @throws {ConfigInvalidError} when `kernels` or `dimensions` is no count
 * @throws {ShapeError} when the input has another rank than 2
 * @see Salimans et al. 2016
 */
export class MinibatchDiscrimination extends OperationLayer {
  static readonly className: string = "GanlensMinibatchDiscrimination";
  readonly kernels: number;
  readonly dimensions: number;
  #kernel: tf.LayerVariable | undefined;

  constructor(args: MinibatchDiscriminationArgs) {
    super(args);
    this.kernels = args.kernels;
    this.dimensions = args.dimensions;
    assertCount({ layer: this, setting: "kernels", value: this.kernels });
    assertCount({ layer: this, setting: "dimensions", value: this.dimensions });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const features = featuresOf(this, shapesOf(inputShape)[0]);
    this.#kernel = this.drawn("kernel", [features, this.kernels * this.dimensions]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, features] = shape as [number | null, number];
    return [batch, features + this.kernels];
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor2D;
    const batch = x.shape[0];
    const kernel = (this.#kernel as tf.LayerVariable).read() as tf.Tensor2D;
    const features = tf.reshape(tf.matMul(x, kernel), [batch, 1, this.kernels, this.dimensions]);
    const others = tf.reshape(features, [1, batch, this.kernels, this.dimensions]);
    const distances = tf.sum(tf.abs(tf.sub(features, others)), 3);
    const notItself = tf.sub(1, tf.reshape(tf.eye(batch), [batch, batch, 1]));
    const nearness = tf.sum(tf.mul(tf.exp(tf.neg(distances)), notItself), 1);
    return tf.concat([x, nearness], 1);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), kernels: this.kernels, dimensions: this.dimensions };
  }
}
