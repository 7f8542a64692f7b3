import { type NdArray, Random, rows } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { applyModel, disposeModel } from "@ganlens/models";
import { type ClassifierConfig, findTrainer, resolveConfig, trainClassifier } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";

/** A classifier that reads the class of images. */
export interface ImageReader {
  read(x: NdArray): Promise<Int32Array>;
  /** The share of answers that are the labels. */
  share(answers: Int32Array, labels: Int32Array | undefined): number;
  dispose(): void;
}

/** Trains a classifier on the training split of some data. */
export async function imageReader(
  dataset: Dataset,
  { seed, steps }: { readonly seed: number; readonly steps: number },
): Promise<ImageReader> {
  const values = {
    trainer: "classifier",
    seed,
    batchSize: 32,
    shards: 1,
    classifier: { architecture: "image-classifier", dropout: 0.3 },
    schedule: { totalSteps: steps, checkpointEvery: 0 },
  };
  const { config } = resolveConfig([{ origin: "set", values }]);
  const own = dataset.openSplit("train", { random: Random.fromSeed(seed).split("classifier") });
  const fitted = findTrainer("classifier").fit(config, dataset.info) as ClassifierConfig;
  const training = trainClassifier(fitted, own, { clock: () => performance.now() });
  let next = await training.next();
  while (next.done !== true) next = await training.next();
  const model = next.value;
  return {
    async read(x) {
      const [count = 0] = x.shape;
      const answers = new Int32Array(count);
      for (let start = 0; start < count; start += 100) {
        const part = rows(x, start, Math.min(count, start + 100));
        const found = tf.tidy(() => {
          const images = tf.tensor(part.data, [...part.shape]);
          const [logits] = applyModel(model, images, { training: false }) as [tf.Tensor, tf.Tensor];
          return tf.argMax(logits, -1);
        });
        answers.set((await found.data()) as Int32Array, start);
        found.dispose();
      }
      return answers;
    },
    share: (answers, labels) => answers.filter((answer, i) => answer === labels?.[i]).length / answers.length,
    dispose: () => disposeModel(model),
  };
}
