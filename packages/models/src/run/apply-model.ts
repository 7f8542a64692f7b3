import type { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/** How a model is run; it reaches every layer, nested ones included. */
export interface ApplyOptions {
  /** True: batch statistics and dropout, as in a training step. False: running statistics, no dropout. */
  readonly training: boolean;
  /** Whether batch normalisation moves its running statistics; by default when `training`. */
  readonly updateStats?: boolean;
  /** What dropout draws its masks from; needed when training a model that has dropout. */
  readonly random?: Random;
}

/** The keyword arguments that layers see for these options. */
export function layerArguments({ training, updateStats, random }: ApplyOptions): Record<string, unknown> {
  return { training, updateStats: updateStats ?? training, ...(random ? { random } : {}) };
}

/** Inputs as the model expects them: class numbers may come as [batch], and as any integer-valued dtype. */
export function modelInputs(model: tf.LayersModel, inputs: tf.Tensor | readonly tf.Tensor[]): tf.Tensor[] {
  const list = Array.isArray(inputs) ? (inputs as readonly tf.Tensor[]) : [inputs as tf.Tensor];
  return model.inputs.map((expected, i) => {
    const given = list[i] as tf.Tensor;
    const column = given?.rank === 1 && expected.shape.length === 2 && expected.shape[1] === 1;
    return column ? tf.reshape(given, [-1, 1]) : given;
  });
}

/**
 * One pass through a model that gradients can follow; unlike `predict` it takes the batch as it is and says whether
 * this is training.
 *
 * @param inputs one tensor per model input; class numbers int32, [batch] or [batch, 1]
 * @returns the model's output, or its outputs in order; the caller disposes them or runs inside `tf.tidy`
 * @throws {Error} of TensorFlow.js when shapes do not fit the model
 */
export function applyModel(
  model: tf.LayersModel,
  inputs: tf.Tensor | readonly tf.Tensor[],
  options: ApplyOptions,
): tf.Tensor | tf.Tensor[] {
  return tf.tidy(() => {
    const given = modelInputs(model, inputs);
    const input = given.length === 1 ? (given[0] as tf.Tensor) : given;
    return model.apply(input, layerArguments(options)) as tf.Tensor | tf.Tensor[];
  });
}
