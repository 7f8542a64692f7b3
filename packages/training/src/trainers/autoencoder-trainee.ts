import { asMatrix, type Batch, Random } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { meanSquaredError } from "@ganlens/losses";
import { principalComponents } from "@ganlens/metrics";
import { applyModel, buildModel, initialiseFromPca, type ModelSpec, prefixMask } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { AutoencoderConfig } from "../config/autoencoder-config.ts";
import { rateScale } from "../optimizers/rate-schedule.ts";
import { SingleNetworkTrainee } from "./single-network.ts";

/**
 * An autoencoder that learns min E‖x − D(E(x))‖² (mean over pixels).
 *
 * A nested autoencoder, which takes a prefix mask beside the image, starts at PCA and sees one random code size for
 * each sample, its error divided by PCA's own at that size: the expected loss is the mean over all code sizes, each
 * weighing the same, at the price of one pass.
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
  const loss = codes === null ? plainLoss(model) : await nestedLoss(model, codes, dataset);
  return new SingleNetworkTrainee({
    name: "autoencoder",
    model,
    dataset,
    batchSize: config.batchSize,
    optimizer: config.optimizer,
    rateScale: (step) => rateScale(config.rateSchedule, step, config.schedule.totalSteps),
    random: random.split("steps"),
    loss,
  });
}

type BatchLoss = (batch: Batch, random: Random) => tf.Scalar;

function plainLoss(model: tf.LayersModel): BatchLoss {
  return (batch, random) => {
    const x = tf.tensor(batch.x.data, [...batch.x.shape]);
    const reconstruction = applyModel(model, x, { training: true, random }) as tf.Tensor;
    return meanSquaredError({ target: x, prediction: reconstruction });
  };
}

/** Starts the model at PCA, and gives the loss over random prefixes. */
async function nestedLoss(
  model: tf.LayersModel,
  codes: readonly number[],
  dataset: Dataset,
): Promise<BatchLoss> {
  const code = codes.at(-1) as number;
  const data = asMatrix((await dataset.all()).x);
  const { mean, components, variances, totalVariance } = principalComponents({
    data,
    components: code,
    fill: true,
  });
  await initialiseFromPca(model, { mean: { data: mean, shape: [mean.length] }, components });
  const left = codes.map(
    (size) => totalVariance - variances.slice(0, size).reduce((sum, value) => sum + value, 0),
  );
  const least = 1e-3 * totalVariance;
  const weights = left.map((variance) => 1 / Math.max(variance, least));
  const meanWeight = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return (batch, random) => {
    const x = tf.tensor(batch.x.data, [...batch.x.shape]);
    const drawn = random.integers(batch.ids.length, { high: codes.length });
    const mask = prefixMask(
      drawn.map((index) => codes[index] as number),
      code,
    );
    const reconstruction = applyModel(model, [x, tf.tensor(mask.data, [...mask.shape])], {
      training: true,
      random,
    }) as tf.Tensor;
    const roots = Float32Array.from(drawn, (index) => Math.sqrt((weights[index] as number) / meanWeight));
    const scale = tf.tensor(roots, [roots.length, 1, 1, 1]);
    return meanSquaredError({ target: tf.mul(x, scale), prediction: tf.mul(reconstruction, scale) });
  };
}

/** The code sizes of a nested autoencoder's specification; null for any other. */
function nestedCodes(spec: ModelSpec): readonly number[] | null {
  const { codes } = spec as { codes?: unknown };
  return Array.isArray(codes) ? (codes as number[]) : null;
}
