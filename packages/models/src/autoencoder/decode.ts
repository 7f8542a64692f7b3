import * as tf from "@tensorflow/tfjs";
import { type ApplyOptions, applyModel } from "../run/apply-model.ts";
import { decoderOf } from "./halves.ts";

/**
 * x̂ = D(h).
 *
 * @param codes [batch, code]
 * @param options.mask for a nested autoencoder, [batch, code] or [1, code]: 1 for entries in use; by default all
 * @returns images [batch, height, width, channels]
 * @throws {ShapeError} when the model is not an autoencoder
 */
export function decode(
  autoencoder: tf.LayersModel,
  codes: tf.Tensor,
  { mask, ...options }: ApplyOptions & { readonly mask?: tf.Tensor } = { training: false },
): tf.Tensor4D {
  const decoder = decoderOf(autoencoder);
  return tf.tidy(() => {
    if (decoder.inputs.length === 1) return applyModel(decoder, codes, options) as tf.Tensor4D;
    const ones = tf.ones(codes.shape);
    const used = mask ? tf.mul(mask, ones) : ones;
    return applyModel(decoder, [codes, used], options) as tf.Tensor4D;
  });
}
