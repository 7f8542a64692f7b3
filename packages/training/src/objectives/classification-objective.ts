import { DatasetInvalidError } from "@ganlens/core";
import { softmaxCrossEntropy } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { networkObjective } from "./network-objective.ts";

/**
 * The softmax cross-entropy of a classifier's first output; its player is called `classifier`.
 *
 * @param data what the data are called, in the words of errors
 * @throws {DatasetInvalidError} at the first batch without labels, or with labels of classes that the network does not have
 */
export function classificationObjective(data: string): Objective {
  return networkObjective("classifier", ({ batch, pass, output }) => {
    if (batch.labels === undefined) {
      throw new DatasetInvalidError({
        message: `Expected labels to train a classifier on, but ${data} has none.`,
        hint: "Put the images into one folder per class, or give a file of labels.",
      });
    }
    const classes = output.at(-1) as number;
    const unknown = batch.labels.find((label) => label < 0 || label >= classes);
    if (unknown !== undefined) {
      throw new DatasetInvalidError({
        message: `Expected labels of the classes 0 to ${classes - 1} that the classifier has in ${data}, received ${unknown}.`,
        hint: "Give the classifier as many classes as the data have.",
      });
    }
    const given = pass(tf.tensor(batch.x.data, [...batch.x.shape]));
    const logits = (Array.isArray(given) ? given[0] : given) as tf.Tensor2D;
    return softmaxCrossEntropy({ logits, labels: tf.tensor1d(batch.labels, "int32") });
  });
}
