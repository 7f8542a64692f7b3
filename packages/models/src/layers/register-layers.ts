import * as tf from "@tensorflow/tfjs";
import * as importedLayers from "./imported-layers.ts";
import * as layers from "./layers.ts";

/**
 * Makes every layer of this package known to `tf.loadLayersModel`, which finds layers by the names in a model's file.
 *
 * One call that the package's entry makes: what a module does when it is loaded, a bundler leaves out with the module.
 */
export function registerLayers(): void {
  for (const layer of [...Object.values(layers), ...Object.values(importedLayers)]) {
    tf.serialization.registerClass(
      layer as unknown as tf.serialization.SerializableConstructor<tf.serialization.Serializable>,
    );
  }
}
