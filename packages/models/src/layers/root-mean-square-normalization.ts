import type * as tf from "@tensorflow/tfjs";
import { ScaledNormalization, type ScaledNormalizationArgs } from "./scaled-normalization.ts";
import { standardize } from "./standardize.ts";

/** Settings of {@link RootMeanSquareNormalization}. */
export interface RootMeanSquareNormalizationArgs extends Omit<ScaledNormalizationArgs, "center"> {}

/**
 * RMS normalisation: y = gamma · x / √(mean of x² + epsilon), over the channels of each place; epsilon is 1e-6 by default.
 *
 * [batch, …, channels] → the same; gamma is [channels]. Differentiable twice.
 *
 * @see Zhang and Sennrich 2019
 */
export class RootMeanSquareNormalization extends ScaledNormalization {
  static readonly className: string = "GanlensRootMeanSquareNormalization";

  constructor(args: RootMeanSquareNormalizationArgs = {}) {
    super({ ...args, epsilon: args.epsilon ?? 1e-6, center: false });
  }

  protected override parameterShape(input: tf.Shape): readonly number[] {
    return [input.at(-1) as number];
  }

  protected override normalized(x: tf.Tensor): tf.Tensor {
    return standardize(x, { axes: [x.rank - 1], epsilon: this.epsilon, centred: false });
  }
}
