import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertCount, assertNumber, mapsOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** Settings of {@link MinibatchStandardDeviation}. */
export interface MinibatchStandardDeviationArgs extends LayerArgs {
  /** Samples that are compared with each other; a smaller batch is one group. By default 4. */
  readonly groupSize?: number;
  /** Added to the variance; by default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Minibatch standard deviation: one more channel, s = the mean over places and channels of √(variance over the group + epsilon).
 *
 * [batch, height, width, channels] → [batch, height, width, channels + 1]. Sample i belongs to group i mod (batch / groupSize),
 * as in StyleGAN's code; the variance is the biased one. Differentiable twice. A discriminator sees by it how much samples
 * vary, so a sample's score depends on its batch.
 *
 * @throws {ConfigInvalidError} when `groupSize` is no count
 * @throws {ShapeError} when the input is not maps, or when it runs on a batch that the group size does not divide
 * @see Karras et al. 2018, progressive growing
 */
export class MinibatchStandardDeviation extends OperationLayer {
  static readonly className: string = "GanlensMinibatchStandardDeviation";
  readonly groupSize: number;
  readonly epsilon: number;

  constructor(args: MinibatchStandardDeviationArgs = {}) {
    super(args);
    this.groupSize = args.groupSize ?? 4;
    this.epsilon = args.epsilon ?? 1e-8;
    assertCount({ layer: this, setting: "groupSize", value: this.groupSize });
    assertNumber({ layer: this, setting: "epsilon", value: this.epsilon });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    mapsOf(this, shapesOf(inputShape)[0]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    const [batch, height, width, channels] = shape as [number | null, number, number, number];
    return [batch, height, width, channels + 1];
  }

  protected override compute([x]: readonly tf.Tensor[]): tf.Tensor {
    const [batch, height, width, channels] = (x as tf.Tensor4D).shape;
    const size = Math.min(this.groupSize, batch);
    const groups = batch / size;
    if (!Number.isInteger(groups)) {
      throw new ShapeError({
        message: `Expected a batch that groups of ${size} divide for "${this.name}", received ${batch} samples.`,
        hint: "Choose a batch size that is a multiple of groupSize.",
      });
    }
    const grouped = tf.reshape(x as tf.Tensor, [size, groups, height * width * channels]);
    const variance = tf.mean(tf.square(tf.sub(grouped, tf.mean(grouped, 0, true))), 0);
    const deviation = tf.mean(tf.sqrt(tf.add(variance, this.epsilon)), 1);
    // Each group's number at every place of each of its samples; multiplying with ones broadcasts.
    const map = tf.mul(tf.reshape(deviation, [1, groups, 1]), tf.ones([size, groups, height * width]));
    return tf.concat([x as tf.Tensor, tf.reshape(map, [batch, height, width, 1])], 3);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), groupSize: this.groupSize, epsilon: this.epsilon };
  }
}
