import { DatasetInvalidError, Random } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { softmaxCrossEntropy } from "@ganlens/losses";
import { applyModel, buildModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { ClassifierConfig } from "../config/classifier-config.ts";
import { SingleNetworkTrainee } from "./single-network.ts";

/**
 * A classifier that learns to name the class of an image, by softmax cross-entropy.
 *
 * @throws {DatasetInvalidError} when the data have no labels, or labels of classes that the network does not have
 */
export function createClassifierTrainee(config: ClassifierConfig, dataset: Dataset): SingleNetworkTrainee {
  const random = Random.fromSeed(config.seed);
  const model = buildModel({ spec: config.classifier, name: "classifier", random: random.split("weights") });
  return new SingleNetworkTrainee({
    name: "classifier",
    model,
    dataset,
    batchSize: config.batchSize,
    optimizer: config.optimizer,
    random: random.split("steps"),
    loss: (batch, random) => {
      if (batch.labels === undefined) {
        throw new DatasetInvalidError({
          message: `Expected labels to train a classifier on, but ${dataset.info.name} has none.`,
          hint: "Put the images into one folder per class, or give a file of labels.",
        });
      }
      const classes = model.outputs[0]?.shape.at(-1) as number;
      const unknown = batch.labels.find((label) => label < 0 || label >= classes);
      if (unknown !== undefined) {
        throw new DatasetInvalidError({
          message: `Expected labels of the classes 0 to ${classes - 1} that the classifier has in ${dataset.info.name}, received ${unknown}.`,
          hint: "Give the classifier as many classes as the data have.",
        });
      }
      const x = tf.tensor(batch.x.data, [...batch.x.shape]);
      const output = applyModel(model, x, { training: true, random });
      const logits = (Array.isArray(output) ? output[0] : output) as tf.Tensor2D;
      return softmaxCrossEntropy({ logits, labels: tf.tensor1d(batch.labels, "int32") });
    },
  });
}
