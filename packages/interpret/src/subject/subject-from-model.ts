import type { LatentSpec, Subject } from "@ganlens/core";
import { type GeneratorNetwork, type ModelSpec, networkFromModel, type PixelRange } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import { type GivenData, givenData } from "../real/given-data.ts";
import { generatorSubject } from "./generator-subject.ts";

export interface SubjectFromModelOptions {
  readonly name: string;
  /** Any tfjs model from noise [batch, size] (and labels [batch, 1]) to images [batch, height, width, channels]. */
  readonly generator: tf.LayersModel | tf.GraphModel | GeneratorNetwork;
  readonly latent: LatentSpec;
  /** The values that its images take; mapped to [0, 1]. */
  readonly outputRange: PixelRange;
  /** A string that changes when the weights do; it keys what lenses keep. */
  readonly fingerprint: string;
  /** Real images in [0, 1]: to learn from, and others. */
  readonly realData?: GivenData;
  readonly autoencoder?: ModelSpec;
}

/**
 * A generator that the user brings, for lenses to look at; the model stays the user's and is not disposed.
 *
 * @throws {ConfigInvalidError} when the latent specification is none, or does not fit the model's inputs
 * @throws {RunUnsupportedError} when the model does not give images
 */
export async function subjectFromModel(options: SubjectFromModelOptions): Promise<Subject> {
  const { name, fingerprint, latent, outputRange, realData } = options;
  const { generator } = options;
  const network = "run" in generator ? generator : networkFromModel(generator);
  const subject = await generatorSubject({
    name,
    fingerprint,
    spec: latent,
    range: outputRange,
    networkAt: async () => network,
  });
  return {
    ...subject,
    ...(options.autoencoder === undefined ? {} : { autoencoder: options.autoencoder }),
    ...(realData === undefined ? {} : { real: givenData(realData) }),
  };
}
