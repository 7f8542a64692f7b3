import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertCount } from "./layer-settings.ts";
import { ScaledNormalization, type ScaledNormalizationArgs } from "./scaled-normalization.ts";
import { standardize } from "./standardize.ts";

/** Settings of {@link GroupNormalization}. */
export interface GroupNormalizationArgs extends ScaledNormalizationArgs {
  /** The number of groups of consecutive channels; by default 32. */
  readonly groups?: number;
}

/**
 * Group normalisation: y = gamma · (x − mean) / √(variance + epsilon) + beta, over places and channels of each group.
 *
 * [batch, …, channels] → the same; gamma and beta are [channels]. Differentiable twice.
 *
 * @throws {ConfigInvalidError} when `groups` does not divide the channels
 * @see Wu and He 2018
 */
export class GroupNormalization extends ScaledNormalization {
  static readonly className: string = "GanlensGroupNormalization";
  readonly groups: number;

  constructor(args: GroupNormalizationArgs = {}) {
    super(args);
    this.groups = args.groups ?? 32;
    assertCount({ layer: this, setting: "groups", value: this.groups });
  }

  protected override parameterShape(input: tf.Shape): readonly number[] {
    const channels = input.at(-1) as number;
    if (channels % this.groups !== 0) {
      throw new ConfigInvalidError({
        message: `Expected groups that divide the ${channels} channels of "${this.name}", received ${this.groups}.`,
      });
    }
    return [channels];
  }

  protected override normalized(x: tf.Tensor): tf.Tensor {
    const { shape } = x;
    const places = shape.slice(1, -1).reduce((product, side) => product * side, 1);
    const [batch, channels] = [shape[0] as number, shape.at(-1) as number];
    const grouped = tf.reshape(x, [batch, places, this.groups, channels / this.groups]);
    return tf.reshape(standardize(grouped, { axes: [1, 3], epsilon: this.epsilon }), shape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), groups: this.groups };
  }
}
