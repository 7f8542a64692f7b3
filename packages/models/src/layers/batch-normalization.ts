import * as tf from "@tensorflow/tfjs";
import { assertNumber } from "./layer-settings.ts";
import { normalizeWithBatchStatistics } from "./normalize-with-batch-statistics.ts";

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;
type Kwargs = Parameters<tf.layers.Layer["call"]>[1];

/** Settings of {@link BatchNormalization}. */
export interface BatchNormalizationArgs extends LayerArgs {
  /** Share of the running statistics that one update keeps; by default 0.9. */
  readonly momentum?: number;
  /** Added to the variance; by default 1e-5. */
  readonly epsilon?: number;
  /** Whether a learned gamma multiplies the result; by default true. */
  readonly scale?: boolean;
  /** Whether a learned beta is added; by default true. */
  readonly center?: boolean;
}

/**
 * Batch normalisation over every axis but the last: y = gamma · (x − mean) / √(variance + epsilon) + beta.
 *
 * With the keyword argument `training` the statistics are the batch's (biased variance), and with `updateStats` (by
 * default the same as `training`) the running ones move: m ← momentum · m + (1 − momentum) · batch. Without `training`
 * the running ones are used. TensorFlow.js's own layer moves them on every training pass, so a discriminator mixes
 * statistics of passes that should not count, and throws with `scale: false`.
 *
 * @throws {ConfigInvalidError} when epsilon is negative
 * @see Ioffe and Szegedy 2015
 */
export class BatchNormalization extends tf.layers.Layer {
  static readonly className: string = "GanlensBatchNormalization";
  readonly momentum: number;
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
  #gamma: tf.LayerVariable | undefined;
  #beta: tf.LayerVariable | undefined;
  #mean: tf.LayerVariable | undefined;
  #variance: tf.LayerVariable | undefined;

  constructor(args: BatchNormalizationArgs = {}) {
    super(args);
    this.momentum = args.momentum ?? 0.9;
    this.epsilon = args.epsilon ?? 1e-5;
    assertNumber({ layer: this, setting: "epsilon", value: this.epsilon });
    this.scale = args.scale ?? true;
    this.center = args.center ?? true;
    this.supportsMasking = true;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    const channels = shape.at(-1) as number;
    const zeros = tf.initializers.zeros();
    const ones = tf.initializers.ones();
    if (this.scale) this.#gamma = this.addWeight("gamma", [channels], "float32", ones);
    if (this.center) this.#beta = this.addWeight("beta", [channels], "float32", zeros);
    this.#mean = this.addWeight("moving_mean", [channels], "float32", zeros, undefined, false);
    this.#variance = this.addWeight("moving_variance", [channels], "float32", ones, undefined, false);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
      const training = kwargs?.training === true;
      if (!training) return this.#normalizeWithRunningStatistics(x);
      return normalizeWithBatchStatistics({
        x,
        gamma: this.#gamma?.read(),
        beta: this.#beta?.read(),
        epsilon: this.epsilon,
        onStatistics: (mean, variance) => {
          if ((kwargs?.updateStats ?? training) !== true) return;
          this.#move(this.#mean, mean);
          this.#move(this.#variance, variance);
        },
      });
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { momentum, epsilon, scale, center } = this;
    return { ...super.getConfig(), momentum, epsilon, scale, center };
  }

  #move(running: tf.LayerVariable | undefined, batch: tf.Tensor): void {
    if (!running) return;
    const kept = tf.mul(running.read(), this.momentum);
    running.write(tf.add(kept, tf.mul(batch, 1 - this.momentum)));
  }

  #normalizeWithRunningStatistics(x: tf.Tensor): tf.Tensor {
    const mean = (this.#mean as tf.LayerVariable).read();
    const variance = (this.#variance as tf.LayerVariable).read();
    const inverse = tf.rsqrt(tf.add(variance, this.epsilon));
    const scale = this.#gamma ? tf.mul(inverse, this.#gamma.read()) : inverse;
    const shift = tf.neg(tf.mul(mean, scale));
    return tf.add(tf.mul(x, scale), this.#beta ? tf.add(shift, this.#beta.read()) : shift);
  }
}
