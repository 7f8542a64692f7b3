import { asMatrix, Random } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { meanSquaredError } from "@ganlens/losses";
import { principalComponents } from "@ganlens/metrics";
import { applyModel, buildModel, initialiseFromPca, type ModelSpec, prefixMask } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { AutoencoderConfig } from "../config/autoencoder-config.ts";
import { SingleNetworkTrainee } from "./single-network.ts";

/**
 * An autoencoder that learns min E‖x − D(E(x))‖² (mean over pixels).
 *
 * A nested autoencoder, which takes a prefix mask beside the image, starts at PCA and sees one random code size for
 * each sample: the expected loss is the mean over all its code sizes, at the price of one pass.
 */
export async function createAutoencoderTrainee(
  config: AutoencoderConfig,
  dataset: Dataset,
): Promise<SingleNetworkTrainee> {
  const random = Random.fromSeed(config.seed);
  const model = buildModel({
    spec: config.autoencoder,
    name: "autoencoder",
    random: random.split("weights"),
  });
  const codes = nestedCodes(config.autoencoder);
  if (codes !== null) {
    const data = asMatrix((await dataset.all()).x);
    const { mean, components } = principalComponents({ data, components: codes.at(-1) as number });
    await initialiseFromPca(model, { mean: { data: mean, shape: [mean.length] }, components });
  }
  return new SingleNetworkTrainee({
    name: "autoencoder",
    model,
    dataset,
    batchSize: config.batchSize,
    optimizer: config.optimizer,
    random: random.split("steps"),
    loss: (batch, random) => {
      const x = tf.tensor(batch.x.data, [...batch.x.shape]);
      const inputs = codes === null ? x : [x, randomPrefixes(codes, batch.ids.length, random)];
      const reconstruction = applyModel(model, inputs, { training: true, random }) as tf.Tensor;
      return meanSquaredError({ target: x, prediction: reconstruction });
    },
  });
}

/** The code sizes of a nested autoencoder's specification; null for any other. */
function nestedCodes(spec: ModelSpec): readonly number[] | null {
  const { codes } = spec as { codes?: unknown };
  return Array.isArray(codes) ? (codes as number[]) : null;
}

function randomPrefixes(codes: readonly number[], count: number, random: Random): tf.Tensor {
  const sizes = random.integers(count, { high: codes.length }).map((index) => codes[index] as number);
  const { data, shape } = prefixMask(sizes, codes.at(-1) as number);
  return tf.tensor(data, [...shape]);
}
