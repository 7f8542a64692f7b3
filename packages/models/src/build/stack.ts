import type * as tf from "@tensorflow/tfjs";

/**
 * Applies layers one after the other to a symbolic tensor.
 *
 * Weights are left at what costs nothing: {@link buildModel} draws them all afterwards, and TensorFlow.js's own draw
 * would take hundreds of milliseconds and its own random numbers.
 */
export function stack(
  input: tf.SymbolicTensor | tf.SymbolicTensor[],
  layers: readonly tf.layers.Layer[],
): tf.SymbolicTensor {
  let current = input;
  for (const layer of layers) {
    layer.setFastWeightInitDuringBuild(true);
    current = layer.apply(current) as tf.SymbolicTensor;
  }
  return current as tf.SymbolicTensor;
}
