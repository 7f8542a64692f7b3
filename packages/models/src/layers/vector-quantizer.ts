import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { drawnInitializer } from "./drawn-initializer.ts";
import { layerMode } from "./layer-mode.ts";
import { assertCount, assertNumber } from "./layer-settings.ts";
import { type LayerArgs, shapesOf } from "./operation-layer.ts";
import { straightThrough } from "./straight-through.ts";
import { smoothedSizes, updatedCodebook } from "./updated-codebook.ts";
import { withoutGradient } from "./without-gradient.ts";

type Kwargs = Parameters<tf.layers.Layer["call"]>[1];

/** Settings of {@link VectorQuantizer}. */
export interface VectorQuantizerArgs extends LayerArgs {
  /** Entries of the codebook; by default 512. */
  readonly codes?: number;
  /** Share of the running means that an update keeps, in [0, 1); 0, the default: the codebook is learned by gradients. */
  readonly decay?: number;
  /** Of the Laplace smoothing of the running counts; by default 1e-5. */
  readonly epsilon?: number;
}

/**
 * A vector quantiser: each vector z becomes the entry e of the codebook that is nearest to it.
 *
 * [batch, …, dimensions] → three outputs: the entries with the gradient passed straight to z, [batch, …, dimensions]; the same
 * entries with their gradient to the codebook; and their numbers, [batch, …]. The losses are ‖sg(z) − e‖² with the second output and
 * β ‖z − sg(e)‖²; with `decay` the first is dropped, since the codebook then follows running means of what is assigned to it, in
 * passes that train and update statistics. Weights: codebook [codes, dimensions], first drawn from U(−1 / codes, 1 / codes), and with
 * `decay` cluster_size [codes]; neither is trained then.
 *
 * @throws {ConfigInvalidError} when `codes` is no count, or `decay` outside [0, 1)
 * @throws {ShapeError} when the last axis has no fixed size
 * @see van den Oord, Vinyals and Kavukcuoglu 2017
 */
export class VectorQuantizer extends tf.layers.Layer {
  static readonly className: string = "GanlensVectorQuantizer";
  readonly codes: number;
  readonly decay: number;
  readonly epsilon: number;
  #codebook: tf.LayerVariable | undefined;
  #sizes: tf.LayerVariable | undefined;

  constructor(args: VectorQuantizerArgs = {}) {
    super(args);
    this.codes = args.codes ?? 512;
    this.decay = args.decay ?? 0;
    this.epsilon = args.epsilon ?? 1e-5;
    assertCount({ layer: this, setting: "codes", value: this.codes });
    assertNumber({ layer: this, setting: "decay", value: this.decay, high: 1 });
    assertNumber({ layer: this, setting: "epsilon", value: this.epsilon });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [shape] = shapesOf(inputShape) as [tf.Shape];
    const dimensions = shape.at(-1);
    if (shape.length < 2 || !dimensions) {
      throw new ShapeError({
        message: `Expected vectors [batch, …, dimensions] for "${this.name}", received [${shape.map(String).join(", ")}].`,
      });
    }
    const learned = this.decay === 0;
    const add = (name: string, sides: number[]) =>
      this.addWeight(
        name,
        sides,
        "float32",
        drawnInitializer(`${this.name}/${name}`, name),
        undefined,
        learned,
      );
    this.#codebook = add("codebook", [this.codes, dimensions]);
    if (!learned) this.#sizes = add("cluster_size", [this.codes]);
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape[] {
    const [shape] = shapesOf(inputShape) as [tf.Shape];
    return [shape, shape, shape.slice(0, -1)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor[] {
    return tf.tidy(() => {
      const z = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
      const codebook = (this.#codebook as tf.LayerVariable).read() as tf.Tensor2D;
      const vectors = tf.reshape(z, [-1, codebook.shape[1]]) as tf.Tensor2D;
      const assigned = nearest(vectors, codebook);
      const entries = tf.reshape(tf.matMul(assigned, codebook), z.shape);
      const numbers = withoutGradient((rows) => tf.cast(tf.argMax(rows, 1), "float32"), assigned);
      if (layerMode(kwargs).updateStats) this.#follow(vectors, assigned);
      return [straightThrough(entries, z), entries, tf.reshape(numbers, z.shape.slice(0, -1))];
    });
  }

  #follow(vectors: tf.Tensor2D, assigned: tf.Tensor2D): void {
    const stored = this.#sizes;
    if (!stored) return;
    const codebook = this.#codebook as tf.LayerVariable;
    const { decay, epsilon } = this;
    // The running sums are what the codebook was made of, so they need no weight of their own.
    const sums = tf.mul(codebook.read(), tf.expandDims(smoothedSizes(stored.read(), epsilon), 1));
    const next = updatedCodebook({ sizes: stored.read(), sums, assigned, vectors, decay, epsilon });
    stored.write(next.sizes);
    codebook.write(next.codebook);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { codes, decay, epsilon } = this;
    return { ...super.getConfig(), codes, decay, epsilon };
  }
}

/** Indicators [n, codes] of the nearest entry: ‖z − e‖² = ‖z‖² − 2 z · e + ‖e‖², of which the first term is the same for all. */
function nearest(vectors: tf.Tensor2D, codebook: tf.Tensor2D): tf.Tensor2D {
  return withoutGradient(
    (z, e) => {
      const products = tf.matMul(z as tf.Tensor2D, e as tf.Tensor2D, false, true);
      const distances = tf.sub(tf.sum(tf.square(e as tf.Tensor), 1), tf.mul(products, 2));
      return tf.cast(tf.oneHot(tf.argMin(distances, 1) as tf.Tensor1D, codebook.shape[0]), "float32");
    },
    vectors,
    codebook,
  ) as tf.Tensor2D;
}
