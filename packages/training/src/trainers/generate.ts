import { type Latents, type NdArray, sizeOf } from "@ganlens/core";
import { applyModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { fromModelRange, type PixelRange } from "./pixel-range.ts";

/** A generator's inputs as tensors: noise, and labels where there are some. */
export function latentTensors({ z, labels }: Latents): tf.Tensor[] {
  const noise = tf.tensor(z.data, [...z.shape]);
  return labels === undefined ? [noise] : [noise, tf.tensor(labels, [labels.length, 1], "int32")];
}

/**
 * G(z) for any number of latents, in batches, running statistics in use.
 *
 * @returns samples in [0, 1] when the model has a range, shape [n, …]
 */
export async function generate(
  generator: tf.LayersModel,
  latents: Latents,
  { range, batchSize = 250 }: { readonly range: PixelRange | undefined; readonly batchSize?: number },
): Promise<NdArray> {
  const count = latents.z.shape[0] ?? 0;
  const size = latents.z.shape[1] ?? 0;
  const sampleShape = (generator.outputs[0]?.shape.slice(1) ?? []) as number[];
  const width = sizeOf(sampleShape);
  const data = new Float32Array(count * width);
  for (let start = 0; start < count; start += batchSize) {
    const end = Math.min(count, start + batchSize);
    const part: Latents = {
      z: { data: latents.z.data.subarray(start * size, end * size), shape: [end - start, size] },
      ...(latents.labels ? { labels: latents.labels.subarray(start, end) } : {}),
    };
    const samples = tf.tidy(() =>
      fromModelRange(applyModel(generator, latentTensors(part), { training: false }) as tf.Tensor, range),
    );
    data.set((await samples.data()) as Float32Array, start * width);
    samples.dispose();
  }
  return { data, shape: [count, ...sampleShape] };
}
