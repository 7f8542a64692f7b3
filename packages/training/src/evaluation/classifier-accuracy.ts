import { DatasetInvalidError, type Interval } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { exactShareInterval } from "@ganlens/metrics";
import { applyModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

/** The share of images whose class is named rightly. */
export interface ClassifierAccuracy {
  /** In [0, 1]. */
  readonly value: number;
  /** Images. */
  readonly n: number;
  /** 95 %, Clopper and Pearson. */
  readonly interval: Interval;
}

/** Images of one pass. */
const batch = 250;

/**
 * How often the largest value of a classifier's first output is that of the image's class.
 *
 * @param model as `trainClassifier` gives it; logits, or lengths of capsules, [batch, classes]
 * @param dataset the split to look at, every image once
 * @throws {DatasetInvalidError} when the split has no labels or no images
 */
export async function classifierAccuracy(
  model: tf.LayersModel,
  dataset: Dataset,
): Promise<ClassifierAccuracy> {
  let hits = 0;
  for (let start = 0; start < dataset.size; start += batch) {
    const { x, labels } = await dataset.slice(start, Math.min(dataset.size, start + batch));
    if (labels === undefined) {
      throw new DatasetInvalidError({
        message: `Expected labels to compare answers with, but ${dataset.info.name} has none.`,
        hint: "Put the images into one folder per class, or give a file of labels.",
      });
    }
    const answers = tf.tidy(() => {
      const [logits] = [applyModel(model, tf.tensor(x.data, [...x.shape]), { training: false })].flat();
      return tf.argMax(logits as tf.Tensor, -1);
    });
    const found = await answers.data();
    answers.dispose();
    hits += labels.filter((label, i) => label === found[i]).length;
  }
  if (dataset.size === 0) {
    throw new DatasetInvalidError({
      message: `Expected images in the split ${dataset.split} of ${dataset.info.name}, received none.`,
    });
  }
  return exactShareInterval({ hits, n: dataset.size });
}
