import { ConfigInvalidError, type NdArray, rows, sizeOf } from "@ganlens/core";
import { type Dataset, openDataset } from "@ganlens/datasets";
import { type Features, principalComponents, project } from "@ganlens/metrics";
import { applyModel, disposeModel, loadDigitClassifier } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { EvaluationSettings } from "./evaluation-settings.ts";

/** What samples are to the measures: features, and where there is a classifier, its answers. */
export interface SampleFeatures {
  /** [n, d] */
  readonly features: Features;
  /** [n]; null where there is no classifier. */
  readonly classes: Int32Array | null;
}

/** A map from samples to what is measured of them. */
export interface FeatureExtractor {
  /** Names it, as it is told with every number. */
  readonly name: string;
  /** How many classes it tells apart; 0 where it has no classifier. */
  readonly classes: number;
  extract(samples: NdArray): Promise<SampleFeatures>;
}

const digitShape = "28,28,1";
const mostComponents = 64;

/**
 * The embedded digit classifier's 64 features for images of 28 × 28 × 1, or PCA of pixels, at most 64 components.
 *
 * @param options.kind `auto`: the classifier where the data are one of the MNIST sets that come with ganlens, by their hash
 * @param options.others real samples that PCA is fitted to, `[n, …]`, n ≥ 2: none of those that are compared
 * @throws {ConfigInvalidError} when the classifier is asked for, and the data have another shape
 */
export async function openFeatureExtractor({
  kind,
  dataset: { info },
  others,
}: {
  readonly kind: EvaluationSettings["features"];
  readonly dataset: Pick<Dataset, "info">;
  readonly others: NdArray;
}): Promise<FeatureExtractor> {
  if (kind === "digit-classifier" && info.shape.join() !== digitShape) {
    throw new ConfigInvalidError({
      message: `Setting "evaluation.features": expected images of 28 × 28 × 1 for the digit classifier, received ${info.name} with ${info.shape.join(" × ")}.`,
      hint: "Set evaluation.features=pixel-components, which follows any data.",
    });
  }
  const isDigits = kind === "digit-classifier" || (kind === "auto" && (await isMnist(info)));
  return isDigits ? digitFeatures() : pixelComponents(others);
}

/** Whether the data are of MNIST, as it comes with ganlens: other images of its shape mean nothing to its classifier. */
async function isMnist({ name, shape, sha256 }: Dataset["info"]): Promise<boolean> {
  const split = { "mnist-5k": "train", "mnist-t10k": "a" }[name];
  if (split === undefined || shape.join() !== digitShape) return false;
  return (await openDataset(name, { split })).info.sha256 === sha256;
}

async function digitFeatures(): Promise<FeatureExtractor> {
  const { model, sha256 } = await loadDigitClassifier();
  disposeModel(model);
  return {
    name: `digit-classifier-64, sha256 ${sha256.slice(0, 12)}`,
    classes: 10,
    async extract(samples) {
      // Opened for each evaluation: between two of them nothing of it is held in the backend.
      const { model: classifier } = await loadDigitClassifier();
      try {
        return await classified(classifier, samples);
      } finally {
        disposeModel(classifier);
      }
    },
  };
}

async function classified(model: tf.LayersModel, samples: NdArray): Promise<SampleFeatures> {
  const count = samples.shape[0] ?? 0;
  const parts: Float32Array[] = [];
  const classes = new Int32Array(count);
  for (let start = 0; start < count; start += 250) {
    const part = rows(samples, start, Math.min(count, start + 250));
    const [logits, features] = tf.tidy(
      () => applyModel(model, tf.tensor(part.data, [...part.shape]), { training: false }) as tf.Tensor[],
    ) as [tf.Tensor, tf.Tensor];
    const answers = tf.argMax(logits, -1);
    classes.set((await answers.data()) as Int32Array, start);
    parts.push((await features.data()) as Float32Array);
    tf.dispose([logits, features, answers]);
  }
  const width = (parts[0]?.length ?? 0) / Math.min(count, 250);
  const data = new Float32Array(count * width);
  for (const [i, part] of parts.entries()) data.set(part, i * 250 * width);
  return { features: { data, shape: [count, width] }, classes };
}

function pixelComponents(others: NdArray): FeatureExtractor {
  const [count = 0, ...shape] = others.shape;
  const components = Math.min(mostComponents, sizeOf(shape), count - 1);
  const axes = principalComponents({ data: others, components });
  return {
    name: `PCA-${components} of pixels`,
    classes: 0,
    extract: async (samples) => ({ features: project(axes, samples), classes: null }),
  };
}
