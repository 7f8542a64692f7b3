import type { LensContext } from "@ganlens/core";
import {
  type ExplainedVariance,
  explainedVariance,
  principalComponents,
  project,
  reconstruct,
} from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { codeSizes } from "../../autoencoders/nested-spec.ts";
import type { Domain } from "../../sets/image-set.ts";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";

/** Explained variance of held-out images at every code size. */
export interface RateDistortion {
  readonly sizes: readonly number[];
  readonly explained: readonly ExplainedVariance[];
}

/** One nested autoencoder, read at every code size. */
export async function autoencoderCurve(
  autoencoder: tf.LayersModel,
  { heldOut }: Pick<Domain, "heldOut">,
  context: LensContext,
): Promise<RateDistortion> {
  const codes = await encodeImages(autoencoder, heldOut.x);
  const explained: ExplainedVariance[] = [];
  for (const size of codeSizes) {
    const reconstruction = await decodeCodes(autoencoder, codes, size);
    const random = context.random.split(`curve/${heldOut.name}/${size}`);
    explained.push(explainedVariance({ x: heldOut.x, reconstruction, random }));
  }
  return { sizes: codeSizes, explained };
}

/** The yardstick: principal components of the same sizes, fitted to the same images. */
export function principalComponentCurve({ train, heldOut }: Domain, context: LensContext): RateDistortion {
  const axes = principalComponents({ data: train.x, components: codeSizes.at(-1) as number });
  const codes = project(axes, heldOut.x);
  const width = codes.shape[1] as number;
  const count = codes.shape[0] as number;
  const explained = codeSizes.map((size) => {
    const prefix = new Float64Array(count * size);
    for (let i = 0; i < count; i++) prefix.set(codes.data.subarray(i * width, i * width + size), i * size);
    const { data } = reconstruct(axes, { data: prefix, shape: [count, size] });
    return explainedVariance({
      x: heldOut.x,
      reconstruction: { data, shape: heldOut.x.shape },
      random: context.random.split(`principal components/${heldOut.name}/${size}`),
    });
  });
  return { sizes: codeSizes, explained };
}
