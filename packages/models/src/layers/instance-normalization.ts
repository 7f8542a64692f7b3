import { ShapeError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { ScaledNormalization } from "./scaled-normalization.ts";
import { standardize } from "./standardize.ts";

/**
 * Instance normalisation: y = gamma · (x − mean) / √(variance + epsilon) + beta, over the places of each sample and channel.
 *
 * [batch, …, channels] of rank ≥ 3 → the same; gamma and beta are [channels]. Differentiable twice.
 *
 * @throws {ShapeError} when a sample has no axis but its channels
 * @see Ulyanov, Vedaldi and Lempitsky 2016
 */
export class InstanceNormalization extends ScaledNormalization {
  static readonly className: string = "GanlensInstanceNormalization";

  protected override parameterShape(input: tf.Shape): readonly number[] {
    if (input.length < 3) {
      throw new ShapeError({
        message: `Expected an input of rank at least 3 for "${this.name}", received [${input.map(String).join(", ")}].`,
        hint: "Over one value there is nothing to normalise: use LayerNormalization.",
      });
    }
    return [input.at(-1) as number];
  }

  protected override normalized(x: tf.Tensor): tf.Tensor {
    return standardize(x, { axes: x.shape.slice(1, -1).map((_, i) => i + 1), epsilon: this.epsilon });
  }
}
