import * as tf from "@tensorflow/tfjs";
import { drawnInitializer } from "./drawn-initializer.ts";
import { type LayerMode, layerMode } from "./layer-mode.ts";

/** What every layer of TensorFlow.js takes. */
export type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

/** A layer that is one function of its inputs; training and inference are the same unless it looks at the mode. */
export abstract class OperationLayer extends tf.layers.Layer {
  /** The output's shape; null stands for a side that depends on the batch. */
  protected abstract shapeOf(inputs: readonly tf.Shape[]): tf.Shape;

  /** The output; called inside `tf.tidy`. */
  protected abstract compute(inputs: readonly tf.Tensor[], mode: LayerMode): tf.Tensor;

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return this.shapeOf(shapesOf(inputShape));
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Parameters<tf.layers.Layer["call"]>[1]): tf.Tensor {
    const list = Array.isArray(inputs) ? inputs : [inputs];
    return tf.tidy(() => {
      const output = this.compute(list, layerMode(kwargs));
      return list.includes(output) ? tf.clone(output) : output;
    });
  }

  /** A weight that a model file or a caller fills in. */
  protected parameter(name: string, shape: readonly number[]): tf.LayerVariable {
    return this.addWeight(name, [...shape], "float32", tf.initializers.zeros());
  }

  /** A weight that starts as the rule for its name says, the same in every process. */
  protected drawn(
    name: string,
    shape: readonly number[],
    options: { readonly trainable?: boolean } = {},
  ): tf.LayerVariable {
    const initializer = drawnInitializer(`${this.name}/${name}`, name);
    return this.addWeight(name, [...shape], "float32", initializer, undefined, options.trainable ?? true);
  }
}

/** The shapes of a layer's inputs, of which TensorFlow.js passes a single one without a list. */
export function shapesOf(inputShape: tf.Shape | tf.Shape[]): readonly tf.Shape[] {
  return Array.isArray(inputShape[0]) ? (inputShape as tf.Shape[]) : [inputShape as tf.Shape];
}
