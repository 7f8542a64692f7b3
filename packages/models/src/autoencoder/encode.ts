import type * as tf from "@tensorflow/tfjs";
import { type ApplyOptions, applyModel } from "../run/apply-model.ts";
import { encoderOf } from "./halves.ts";

/**
 * h = E(x).
 *
 * @param images in the autoencoder's output range, [batch, height, width, channels]
 * @returns codes [batch, code]
 * @throws {ShapeError} when the model is not an autoencoder
 */
export function encode(
  autoencoder: tf.LayersModel,
  images: tf.Tensor,
  options: ApplyOptions = { training: false },
): tf.Tensor2D {
  return applyModel(encoderOf(autoencoder), images, options) as tf.Tensor2D;
}
