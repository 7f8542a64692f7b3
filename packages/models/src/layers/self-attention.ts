import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { attend } from "./attend.ts";
import { assertCount, mapsOf } from "./layer-settings.ts";
import { type LayerArgs, OperationLayer, shapesOf } from "./operation-layer.ts";

/** Settings of {@link SelfAttention}. */
export interface SelfAttentionArgs extends LayerArgs {
  /** The channels are this many times those of queries and keys; by default 8. */
  readonly queryReduction?: number;
  /** The channels are this many times those of values; by default 2. */
  readonly valueReduction?: number;
  /** Whether keys and values are the maxima of 2×2 places, as in BigGAN; by default false. */
  readonly pooled?: boolean;
}

/**
 * SAGAN's self-attention over the places of a map: y = x + γ · (softmax(f(x) g(x)ᵀ) h(x)) Wᵥ, without a factor 1/√d.
 *
 * [batch, height, width, channels] → the same. f, g, h and Wᵥ are 1×1 convolutions without bias: the weights `query_kernel`,
 * `key_kernel` [channels, channels / 8], `value_kernel` [channels, channels / 2] and `output_kernel` [channels / 2, channels];
 * γ is the weight `gate` [1], which starts at 0. Differentiable twice where the gradients of `@ganlens/backend` are installed.
 *
 * @throws {ConfigInvalidError} when a reduction does not divide the channels, or sides that are pooled are odd
 * @throws {ShapeError} when the input is not maps
 * @see Zhang et al. 2019
 */
export class SelfAttention extends OperationLayer {
  static readonly className: string = "GanlensSelfAttention";
  readonly queryReduction: number;
  readonly valueReduction: number;
  readonly pooled: boolean;
  readonly #weights = new Map<"query" | "key" | "value" | "output", tf.LayerVariable>();
  #gate: tf.LayerVariable | undefined;

  constructor(args: SelfAttentionArgs = {}) {
    super(args);
    this.queryReduction = args.queryReduction ?? 8;
    this.valueReduction = args.valueReduction ?? 2;
    this.pooled = args.pooled ?? false;
    for (const setting of ["queryReduction", "valueReduction"] as const) {
      assertCount({ layer: this, setting, value: this[setting] });
    }
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [height, width, channels] = mapsOf(this, shapesOf(inputShape)[0]);
    for (const setting of ["queryReduction", "valueReduction"] as const) {
      if (channels % this[setting] === 0) continue;
      throw new ConfigInvalidError({
        message: `Expected ${setting} to divide the ${channels} channels of "${this.name}", received ${this[setting]}.`,
      });
    }
    if (this.pooled && (height % 2 !== 0 || width % 2 !== 0)) {
      throw new ConfigInvalidError({
        message: `Expected even sides to pool in "${this.name}", received maps of ${height}×${width}.`,
        hint: "Leave `pooled` out.",
      });
    }
    const narrow = channels / this.queryReduction;
    const half = channels / this.valueReduction;
    this.#weights.set("query", this.drawn("query_kernel", [channels, narrow]));
    this.#weights.set("key", this.drawn("key_kernel", [channels, narrow]));
    this.#weights.set("value", this.drawn("value_kernel", [channels, half]));
    this.#weights.set("output", this.drawn("output_kernel", [half, channels]));
    this.#gate = this.drawn("gate", [1]);
    super.build(inputShape);
  }

  protected override shapeOf([shape]: readonly tf.Shape[]): tf.Shape {
    return shape as tf.Shape;
  }

  protected override compute([input]: readonly tf.Tensor[]): tf.Tensor {
    const x = input as tf.Tensor4D;
    const [batch, height, width, channels] = x.shape;
    const flat = tf.reshape(x, [-1, channels]) as tf.Tensor2D;
    const weight = (name: "query" | "key" | "value" | "output") =>
      (this.#weights.get(name) as tf.LayerVariable).read() as tf.Tensor2D;
    const queries = tf.reshape(tf.matMul(flat, weight("query")), [batch, height * width, -1]);
    const places = (name: "key" | "value") => {
      const maps = tf.reshape(tf.matMul(flat, weight(name)), [batch, height, width, -1]) as tf.Tensor4D;
      const kept = this.pooled ? tf.maxPool(maps, 2, 2, "valid") : maps;
      return tf.reshape(kept, [batch, -1, kept.shape[3]]);
    };
    const { output } = attend({ queries, keys: places("key"), values: places("value") });
    const rows = tf.reshape(output, [batch * height * width, -1]) as tf.Tensor2D;
    const attended = tf.reshape(tf.matMul(rows, weight("output")), x.shape);
    return tf.add(x, tf.mul((this.#gate as tf.LayerVariable).read(), attended));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { queryReduction, valueReduction, pooled } = this;
    return { ...super.getConfig(), queryReduction, valueReduction, pooled };
  }
}
