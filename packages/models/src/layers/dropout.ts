import { ConfigInvalidError, type Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;
type Kwargs = Parameters<tf.layers.Layer["call"]>[1];

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
 * @throws {ConfigInvalidError} in training without `random`
 */
export class Dropout extends tf.layers.Layer {
  static readonly className: string = "GanlensDropout";
  readonly rate: number;

  constructor(args: DropoutArgs) {
    super(args);
    this.rate = args.rate;
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
    return tf.tidy(() => {
      if (kwargs?.training !== true || this.rate === 0) return tf.clone(x);
      const random = kwargs.random as Random | undefined;
      if (!random) {
        throw new ConfigInvalidError({
          message: `Expected a "random" to draw the dropout mask of "${this.name}" from, received none.`,
          hint: "Pass { training: true, random } to applyModel.",
        });
      }
      const scale = 1 / (1 - this.rate);
      const mask = random.uniform(x.size).map((value) => (value < this.rate ? 0 : scale));
      return tf.mul(x, tf.tensor(mask, x.shape));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate };
  }
}
