import * as tf from "@tensorflow/tfjs";

/** What every layer of TensorFlow.js takes. */
export type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

/** A layer that is one function of its inputs; training and inference are the same. */
export abstract class OperationLayer extends tf.layers.Layer {
  /** The output's shape; null stands for a side that depends on the batch. */
  protected abstract shapeOf(inputs: readonly tf.Shape[]): tf.Shape;

  /** The output; called inside `tf.tidy`. */
  protected abstract compute(inputs: readonly tf.Tensor[]): tf.Tensor;

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return this.shapeOf(Array.isArray(inputShape[0]) ? (inputShape as tf.Shape[]) : [inputShape as tf.Shape]);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const list = Array.isArray(inputs) ? inputs : [inputs];
    return tf.tidy(() => {
      const output = this.compute(list);
      return list.includes(output) ? tf.clone(output) : output;
    });
  }

  /** A weight that a model file or a caller fills in. */
  protected parameter(name: string, shape: readonly number[]): tf.LayerVariable {
    return this.addWeight(name, [...shape], "float32", tf.initializers.zeros());
  }
}
