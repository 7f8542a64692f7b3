import * as tf from "@tensorflow/tfjs";
import { BatchNormalization, type BatchNormalizationArgs } from "./batch-normalization.ts";
import { classRows } from "./class-rows.ts";
import { drawnInitializer } from "./drawn-initializer.ts";
import { assertCount } from "./layer-settings.ts";

type Kwargs = Parameters<tf.layers.Layer["call"]>[1];

/** Settings of {@link ConditionalBatchNormalization}. */
export interface ConditionalBatchNormalizationArgs extends Omit<BatchNormalizationArgs, "scale" | "center"> {
  readonly classes: number;
}

/**
 * Batch normalisation with a gamma and a beta for each class: y = gamma[label] · (x − mean) / √(variance + epsilon) + beta[label].
 *
 * Inputs: [batch, …, channels] and class numbers [batch, 1]; gamma and beta are [classes, channels]. Statistics are those of
 * the whole batch, and move, as in {@link BatchNormalization}. A label outside 0 … classes − 1 gives NaN.
 *
 * @throws {ConfigInvalidError} when `classes` is no count
 * @see Dumoulin, Shlens and Kudlur 2017; de Vries et al. 2017
 */
export class ConditionalBatchNormalization extends BatchNormalization {
  static override readonly className: string = "GanlensConditionalBatchNormalization";
  readonly classes: number;
  #gamma: tf.LayerVariable | undefined;
  #beta: tf.LayerVariable | undefined;

  constructor(args: ConditionalBatchNormalizationArgs) {
    super({ ...args, scale: false, center: false });
    this.classes = args.classes;
    assertCount({ layer: this, setting: "classes", value: this.classes });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [shape] = inputShape as [tf.Shape, tf.Shape];
    const table = [this.classes, shape.at(-1) as number];
    const add = (name: string) =>
      this.addWeight(name, table, "float32", drawnInitializer(`${this.name}/${name}`, name));
    this.#gamma = add("gamma");
    this.#beta = add("beta");
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return inputShape[0] as tf.Shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Kwargs): tf.Tensor {
    return tf.tidy(() => {
      const [x, labels] = inputs as [tf.Tensor, tf.Tensor];
      const normalized = super.call(x, kwargs);
      const ofClass = (weight: tf.LayerVariable | undefined) =>
        tf.reshape(classRows(labels, (weight as tf.LayerVariable).read()), [
          x.shape[0] as number,
          ...x.shape.slice(1, -1).map(() => 1),
          x.shape.at(-1) as number,
        ]);
      return tf.add(tf.mul(normalized, ofClass(this.#gamma)), ofClass(this.#beta));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { scale: _, center: __, ...config } = super.getConfig();
    return { ...config, classes: this.classes };
  }
}
