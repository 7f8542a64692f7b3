import * as tf from "@tensorflow/tfjs";
import { type LayerMode, randomOf } from "./layer-mode.ts";
import { assertNumber } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer } from "./operation-layer.ts";
import { straightThrough } from "./straight-through.ts";
import { withoutGradient } from "./without-gradient.ts";

/** Settings of {@link GumbelSoftmax}. */
export interface GumbelSoftmaxArgs extends LayerArgs {
  /** τ, at least 1e-6: near 0 almost one-hot, large almost even; by default 1. */
  readonly temperature?: number;
  /** Whether the output is one-hot, with the gradient of the soft one (straight-through); by default false. */
  readonly hard?: boolean;
}

/**
 * A relaxed draw of a class: y = softmax((logits + noise) / τ) over the last axis with Gumbel noise in training, without it else.
 *
 * [batch, …, classes] → the same, rows in (0, 1) that sum to 1. noise = −log(−log(u)) with u uniform in (0, 1) from the keyword
 * argument `random`. `temperature` may be set between steps, as annealing does; it is saved with the model.
 *
 * @throws {ConfigInvalidError} when `temperature` is below 1e-6, and in training without `random`
 * @see Jang, Gu and Poole 2017; Maddison, Mnih and Teh 2017
 */
export class GumbelSoftmax extends OperationLayer {
  static readonly className: string = "GanlensGumbelSoftmax";
  temperature: number;
  readonly hard: boolean;

  constructor(args: GumbelSoftmaxArgs = {}) {
    super(args);
    this.temperature = args.temperature ?? 1;
    this.hard = args.hard ?? false;
    assertNumber({ layer: this, setting: "temperature", value: this.temperature, low: 1e-6 });
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([input]: readonly tf.Tensor[], mode: LayerMode): tf.Tensor {
    const logits = input as tf.Tensor;
    const disturbed = mode.training ? tf.add(logits, this.#noise(logits, mode)) : logits;
    return gumbelSoftmax(disturbed, { temperature: this.temperature, hard: this.hard });
  }

  #noise({ size, shape }: tf.Tensor, mode: LayerMode): tf.Tensor {
    const words = randomOf(mode, this, "the Gumbel noise").words(size);
    // In double precision and never at 0 or 1, where the noise would be infinite.
    const noise = Float32Array.from(words, (word) => -Math.log(-Math.log((word + 0.5) * 2 ** -32)));
    return tf.tensor(noise, shape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), temperature: this.temperature, hard: this.hard };
  }
}

/** y = softmax(logits / τ) over the last axis, or the one-hot row of its maximum with the gradient of the soft one. */
export function gumbelSoftmax(
  logits: tf.Tensor,
  { temperature, hard }: { readonly temperature: number; readonly hard: boolean },
): tf.Tensor {
  const soft = tf.softmax(tf.div(logits, temperature));
  if (!hard) return soft;
  const classes = logits.shape.at(-1) as number;
  const oneHot = withoutGradient(
    (rows) => tf.cast(tf.oneHot(tf.argMax(rows, -1), classes), "float32"),
    tf.reshape(soft, [-1, classes]),
  );
  return straightThrough(tf.reshape(oneHot, logits.shape), soft);
}
