import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

function half(autoencoder: tf.LayersModel, which: "encoder" | "decoder"): tf.LayersModel {
  const found = autoencoder.layers.find((layer) => layer.name === `${autoencoder.name}/${which}`);
  if (found instanceof tf.LayersModel) return found;
  throw new ShapeError({
    message: `Expected an autoencoder with a model "${autoencoder.name}/${which}" in it, received "${autoencoder.name}".`,
    hint: "Only models built from an autoencoder architecture can encode and decode.",
  });
}

/**
 * The encoder in an autoencoder; it shares the autoencoder's weights.
 *
 * @throws {ShapeError} when the model is not an autoencoder
 */
export function encoderOf(autoencoder: tf.LayersModel): tf.LayersModel {
  return half(autoencoder, "encoder");
}

/**
 * The decoder in an autoencoder; it shares the autoencoder's weights.
 *
 * @throws {ShapeError} when the model is not an autoencoder
 */
export function decoderOf(autoencoder: tf.LayersModel): tf.LayersModel {
  return half(autoencoder, "decoder");
}
