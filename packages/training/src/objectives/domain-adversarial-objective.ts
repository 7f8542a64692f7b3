import { type Batch, DatasetInvalidError, type NdArray, takeRows } from "@ganlens/core";
import { domainAdversarialLoss, softmaxCrossEntropy } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";

export interface DomainAdversarialObjectiveOptions {
  /** Images of the other domain, [n, height, width, channels]. */
  readonly target: NdArray;
  readonly domainWeight: number;
}

/**
 * A classifier of one domain whose features are to say nothing of the domain: softmax cross-entropy of labelled images, and the
 * error of a discriminator of features, whose gradient is reversed on its way into the classifier.
 *
 * Its players are called `classifier` (outputs: logits, features) and `discriminator`, and follow one gradient. Parts are both terms without weight; `domain`
 * is 2 log 2 where features of the two domains cannot be told apart. The coefficient `reversal` is λ.
 *
 * @throws {DatasetInvalidError} at the first batch without labels
 * @see Ganin et al. 2016, algorithm 1
 */
export function domainAdversarialObjective({
  target,
  domainWeight,
}: DomainAdversarialObjectiveOptions): Objective {
  const others = target.shape[0] as number;
  return {
    updates: (context) => [
      {
        name: "classifier",
        players: ["classifier", "discriminator"],
        loss() {
          const batch = context.batch();
          const labels = tf.tensor1d(labelsOf(batch), "int32");
          const [logits, features] = context.apply(
            "classifier",
            tf.tensor(batch.x.data, [...batch.x.shape]),
          ) as [tf.Tensor2D, tf.Tensor];
          const drawn = context.random.split("target").integers(batch.ids.length, { high: others });
          const unlabelled = takeRows(target, drawn);
          const [, targetFeatures] = context.apply(
            "classifier",
            tf.tensor(unlabelled.data, [...unlabelled.shape]),
          ) as tf.Tensor[];
          const classification = softmaxCrossEntropy({ logits, labels });
          const domain = domainAdversarialLoss({
            sourceFeatures: features,
            targetFeatures: targetFeatures as tf.Tensor,
            classify: (given) => context.apply("discriminator", given) as tf.Tensor,
            strength: domainWeight * (context.coefficients.reversal ?? 1),
          });
          return { loss: tf.add(classification, domain) as tf.Scalar, parts: { classification, domain } };
        },
      },
    ],
  };
}

function labelsOf({ labels }: Batch): Int32Array {
  if (labels !== undefined) return labels;
  throw new DatasetInvalidError({
    message: "Expected labels in the data that are classified, received none.",
    hint: "Put the images into one folder per class, or give a file of labels; only the target goes without.",
  });
}
