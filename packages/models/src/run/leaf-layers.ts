import * as tf from "@tensorflow/tfjs";

/** Every layer of a model that is not itself a model, nested ones included, each once, in the order of construction. */
export function leafLayers(model: tf.LayersModel): tf.layers.Layer[] {
  const found = new Set<tf.layers.Layer>();
  for (const layer of model.layers) {
    if (layer instanceof tf.LayersModel) for (const inner of leafLayers(layer)) found.add(inner);
    else found.add(layer);
  }
  return [...found];
}
