import {
  type Batch,
  DatasetInvalidError,
  type LatentSpec,
  type Latents,
  type Need,
  type Subject,
} from "@ganlens/core";
import type { ModelSpec } from "@ganlens/models";
import { generate, type PixelRange } from "@ganlens/training";
import type * as tf from "@tensorflow/tfjs";

export interface SubjectFromModelOptions {
  readonly name: string;
  /** Any tfjs model from noise [batch, size] (and labels int32 [batch, 1]) to images. */
  readonly generator: tf.LayersModel;
  readonly latent: LatentSpec;
  /** The values that its images take; mapped to [0, 1]. */
  readonly outputRange: PixelRange;
  /** A string that changes when the weights do; it keys what lenses keep. */
  readonly fingerprint: string;
  /** Real images in [0, 1] by split; lenses want `train` and `held-out`. */
  readonly realData?: Readonly<Record<string, Batch>>;
  readonly autoencoder?: ModelSpec;
}

/** A generator that the user brings, for lenses to look at; the model stays the user's and is not disposed. */
export function subjectFromModel(options: SubjectFromModelOptions): Subject {
  const { generator, latent, outputRange, realData } = options;
  return {
    name: options.name,
    fingerprint: options.fingerprint,
    latent,
    imageShape: generator.outputs[0]?.shape.slice(1) as unknown as readonly [number, number, number],
    provides: new Set<Need>(["latents", "training", ...(realData ? (["real-data"] as const) : [])]),
    checkpoints: [],
    ...(options.autoencoder ? { autoencoder: options.autoencoder } : {}),
    generate: (latents: Latents) => generate(generator, latents, { range: outputRange }),
    async realData(split: string): Promise<Batch> {
      const batch = realData?.[split];
      if (batch === undefined) {
        throw new DatasetInvalidError({
          message: `Expected real data of split "${split}" beside the model ${options.name}, received none.`,
          hint: "Pass realData with the splits train and held-out.",
        });
      }
      return batch;
    },
    dispose() {},
  };
}
