import { ConfigInvalidError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { ScaledNormalization, type ScaledNormalizationArgs } from "./scaled-normalization.ts";
import { standardize } from "./standardize.ts";

/** Settings of {@link LayerNormalization}. */
export interface LayerNormalizationArgs extends ScaledNormalizationArgs {
  /** The axes that mean and variance are taken over, from 1 (0 is the batch); by default the last one. */
  readonly axes?: readonly number[];
}

/**
 * Layer normalisation: y = gamma · (x − mean) / √(variance + epsilon) + beta, over `axes` of each sample.
 *
 * Any shape of rank ≥ 2 → the same; gamma and beta have the sides of `axes`. Differentiable twice.
 *
 * @throws {ConfigInvalidError} when an axis is not one of a sample's, or stands twice
 * @see Ba, Kiros and Hinton 2016
 */
export class LayerNormalization extends ScaledNormalization {
  static readonly className: string = "GanlensLayerNormalization";
  readonly axes: readonly number[] | undefined;
  #over: readonly number[] = [];

  constructor(args: LayerNormalizationArgs = {}) {
    super(args);
    this.axes = args.axes;
  }

  protected override parameterShape(input: tf.Shape): readonly number[] {
    const last = input.length - 1;
    const axes = [...(this.axes ?? [last])].sort((a, b) => a - b);
    const usable = axes.every(
      (axis, i) => Number.isInteger(axis) && axis >= 1 && axis <= last && axis !== axes[i - 1],
    );
    if (!usable || axes.length === 0) {
      throw new ConfigInvalidError({
        message: `Expected different axes from 1 to ${last} for "${this.name}", received [${axes.join(", ")}].`,
      });
    }
    this.#over = axes;
    // Sides that are not normalised over are 1, so that the parameters broadcast; leading ones are left out.
    const sides = input.map((side, axis) => (axes.includes(axis) ? (side as number) : 1));
    return sides.slice(axes[0]);
  }

  protected override normalized(x: tf.Tensor): tf.Tensor {
    return standardize(x, { axes: this.#over, epsilon: this.epsilon });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...(this.axes ? { axes: [...this.axes] } : {}) };
  }
}
