import * as tf from "@tensorflow/tfjs";
import { huber } from "./huber.ts";
import type { Reconstruction } from "./reduction.ts";

/**
 * Smooth L1: Huber's loss over β, so that errors beyond β cost |e| − ½β.
 *
 * @param target any shape
 * @param prediction the same shape
 * @param beta β > 0, by default 1
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the two differ in shape
 * @throws {ConfigInvalidError} when β is not positive
 * @see Girshick 2015, equation 3
 */
export function smoothL1({ beta = 1, ...given }: Reconstruction & { readonly beta?: number }): tf.Scalar {
  return tf.tidy(() => tf.div(huber({ ...given, delta: beta }), beta));
}
