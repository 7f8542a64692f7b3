import type { LensContext } from "@ganlens/core";
import {
  type ExplainedVariance,
  explainedVariance,
  principalComponents,
  project,
  reconstruct,
} from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import type { FittedNetwork } from "../../autoencoders/fit-stored.ts";
import type { Domain } from "../../sets/domains.ts";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";

/** Explained variance of held-out images at every code size. */
export interface RateDistortion {
  readonly sizes: readonly number[];
  readonly explained: readonly ExplainedVariance[];
}

/** The curves of one domain: one for each seed, the yardstick, and the control. */
export interface DomainCurves {
  readonly perSeed: readonly RateDistortion[];
  readonly principalComponents: RateDistortion;
  /** The first seed's autoencoder on images whose pixels come from different images. */
  readonly mixed: RateDistortion;
  readonly autoencoders: readonly FittedNetwork[];
}

interface CurveOptions {
  readonly sizes: readonly number[];
  readonly context: LensContext;
}

/** One nested autoencoder, read at every code size. */
export async function autoencoderCurve(
  autoencoder: tf.LayersModel,
  { heldOut }: Pick<Domain, "heldOut">,
  { sizes, context }: CurveOptions,
): Promise<RateDistortion> {
  const codes = await encodeImages(autoencoder, heldOut.x);
  const explained: ExplainedVariance[] = [];
  for (const size of sizes) {
    const reconstruction = await decodeCodes(autoencoder, codes, size);
    const random = context.random.split(`curve/${heldOut.name}/${size}`);
    explained.push(explainedVariance({ x: heldOut.x, reconstruction, random }));
  }
  return { sizes, explained };
}

/** The yardstick: principal components of the same sizes, fitted to the same images. */
export function principalComponentCurve(
  { train, heldOut }: Domain,
  { sizes, context }: CurveOptions,
): RateDistortion {
  const axes = principalComponents({ data: train.x, components: sizes.at(-1) as number, fill: true });
  const codes = project(axes, heldOut.x);
  const width = codes.shape[1] as number;
  const count = codes.shape[0] as number;
  const explained = sizes.map((size) => {
    const prefix = new Float64Array(count * size);
    for (let i = 0; i < count; i++) prefix.set(codes.data.subarray(i * width, i * width + size), i * size);
    const { data } = reconstruct(axes, { data: prefix, shape: [count, size] });
    return explainedVariance({
      x: heldOut.x,
      reconstruction: { data, shape: heldOut.x.shape },
      random: context.random.split(`principal components/${heldOut.name}/${size}`),
    });
  });
  return { sizes, explained };
}
