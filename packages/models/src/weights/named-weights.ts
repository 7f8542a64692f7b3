import type * as tf from "@tensorflow/tfjs";

function byOriginalName(weights: readonly tf.LayerVariable[]): Map<string, tf.Variable> {
  return new Map([...new Set(weights)].map((weight) => [weight.originalName, weight.read() as tf.Variable]));
}

/**
 * The trainable variables of a model by their original names (`"<model>/<layer>/kernel"`).
 *
 * Original names stay the same however many models of that name a process builds; `variable.name` does not.
 */
export function namedParameters(model: tf.LayersModel): Map<string, tf.Variable> {
  return byOriginalName(model.trainableWeights);
}

/** All variables of a model by their original names: parameters and state such as running statistics. */
export function namedWeights(model: tf.LayersModel): Map<string, tf.Variable> {
  return byOriginalName(model.weights);
}

/** The number of trainable values of a model. */
export function parameterCount(model: tf.LayersModel): number {
  return [...namedParameters(model).values()].reduce((sum, variable) => sum + variable.size, 0);
}
