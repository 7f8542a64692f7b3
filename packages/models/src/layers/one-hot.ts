import * as tf from "@tensorflow/tfjs";
import { assertCount } from "./layer-settings.ts";

type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

/** Settings of {@link OneHot}. */
export interface OneHotArgs extends LayerArgs {
  /** The number of classes. */
  readonly classes: number;
}

/**
 * Class numbers [batch, 1] → indicator rows [batch, classes]; a number outside 0 … classes − 1 gives a row of zeros.
 *
 * A dense layer on top is an embedding whose gradient is a matrix product, which every backend has.
 *
 * @throws {ConfigInvalidError} when `classes` is no count
 */
export class OneHot extends tf.layers.Layer {
  static readonly className: string = "GanlensOneHot";
  readonly classes: number;

  constructor(args: OneHotArgs) {
    super(args);
    this.classes = args.classes;
    assertCount({ layer: this, setting: "classes", value: this.classes });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return [inputShape[0] as number | null, this.classes];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const labels = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor;
      const numbers = tf.cast(tf.reshape(labels, [-1]), "int32") as tf.Tensor1D;
      return tf.cast(tf.oneHot(numbers, this.classes), "float32");
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), classes: this.classes };
  }
}
