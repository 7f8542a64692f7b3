import type * as tf from "@tensorflow/tfjs";

/**
 * Gives back the memory of every weight of a model, each once, however often its layers are shared.
 *
 * `model.dispose()` counts references and frees nothing, or another model's weights, when layers are shared.
 */
export function disposeModel(model: tf.LayersModel): void {
  for (const weight of new Set(model.weights)) weight.dispose();
}
