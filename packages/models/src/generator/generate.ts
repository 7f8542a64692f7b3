import { type LatentSpec, type Latents, latentRows, type NdArray, sizeOf } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { GeneratorNetwork } from "./generator-network.ts";
import { latentTensors } from "./latent-tensors.ts";
import { paddedLatents } from "./padded-latents.ts";
import { fromModelRange, type PixelRange } from "./pixel-range.ts";

/** What {@link generate} takes besides network and latents. */
export interface GenerateOptions {
  readonly spec: LatentSpec;
  /** The values that the network's samples take; they are left as they are where there are none. */
  readonly range: PixelRange | undefined;
  readonly batchSize?: number;
}

/**
 * G(z) for any number of latents, in batches, running statistics in use.
 *
 * @returns samples in [0, 1] when the model has a range, shape [n, …]
 */
export async function generate(
  network: GeneratorNetwork,
  latents: Latents,
  { spec, range, batchSize = 250 }: GenerateOptions,
): Promise<NdArray> {
  const count = latents.z.shape[0] ?? 0;
  const { sampleShape } = network;
  const width = sizeOf(sampleShape);
  const data = new Float32Array(count * width);
  const most = Math.min(batchSize, network.batch ?? batchSize);
  for (let start = 0; start < count; start += most) {
    const end = Math.min(count, start + most);
    const part = latentRows(latents, start, end);
    const samples = tf.tidy(() => generateTensor(network, part, { spec, range }));
    data.set((await samples.data()) as Float32Array, start * width);
    samples.dispose();
  }
  return { data, shape: [count, ...sampleShape] };
}

/**
 * G(z) for the latents of one batch, at most `network.batch` of them, running statistics in use; runs inside `tf.tidy`.
 *
 * @returns samples in [0, 1] when the model has a range, shape [n, …]
 */
export function generateTensor(
  network: GeneratorNetwork,
  latents: Latents,
  { spec, range }: Pick<GenerateOptions, "spec" | "range">,
): tf.Tensor {
  const { inputs, batch } = network;
  const count = latents.z.shape[0] ?? 0;
  const values = network.run(latentTensors(paddedLatents(latents, batch), { spec, inputs }));
  const samples = fromModelRange(values, range);
  return samples.shape[0] === count ? samples : tf.slice(samples, 0, count);
}
