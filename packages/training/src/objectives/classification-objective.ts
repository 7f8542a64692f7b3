import { type Batch, DatasetInvalidError } from "@ganlens/core";
import { capsuleMargin, meanSquaredError, softmaxCrossEntropy } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { ClassifierConfig } from "../config/classifier-config.ts";
import type { Objective } from "../engine/objective.ts";

/** What {@link classificationObjective} needs to know. */
export interface ClassificationOptions
  extends Pick<ClassifierConfig, "loss" | "labelSmoothing" | "reconstructionWeight"> {
  /** What the data are called, in the words of errors. */
  readonly data: string;
  /** Whether a player `decoder` draws each image from the capsule of its class. */
  readonly decodes: boolean;
}

/**
 * The loss of a classifier's first output, whose player is called `classifier`: softmax cross-entropy of logits, or the margin loss
 * of the lengths of capsules.
 *
 * With a decoder w ‖x − D(v_y)‖² is added, a mean over pixels: D sees all features, those of other classes than the label's as 0.
 *
 * @throws {DatasetInvalidError} at the first batch without labels, or with labels of classes that the network does not have
 * @see Sabour, Frosst, Hinton 2017, for capsules and their decoder
 */
export function classificationObjective(options: ClassificationOptions): Objective {
  const { data, decodes, loss, labelSmoothing, reconstructionWeight } = options;
  return {
    updates: (context) => [
      {
        name: "classifier",
        players: decodes ? ["classifier", "decoder"] : ["classifier"],
        loss() {
          const batch = context.batch();
          const classes = context.outputOf("classifier").at(-1) as number;
          // Before the pass: what tfjs keeps for gradients is not freed when a loss throws behind it.
          const given = labelsOf(batch, { classes, data });
          const images = tf.tensor(batch.x.data, [...batch.x.shape]);
          const outputs = [context.apply("classifier", images)].flat();
          const [logits, features] = outputs as [tf.Tensor2D, tf.Tensor2D | undefined];
          const labels = tf.tensor1d(given, "int32");
          if (loss === "cross-entropy" && !decodes) {
            return { loss: softmaxCrossEntropy({ logits, labels, smoothing: labelSmoothing }) };
          }
          const targets = tf.cast(tf.oneHot(labels, classes), "float32");
          const margin = capsuleMargin({ lengths: logits, targets });
          if (!decodes) return { loss: margin };
          const prediction = context.apply("decoder", ofClass(features as tf.Tensor2D, targets)) as tf.Tensor;
          const reconstruction = meanSquaredError({ target: images, prediction });
          return {
            loss: tf.add(margin, tf.mul(reconstruction, reconstructionWeight)) as tf.Scalar,
            parts: { margin, reconstruction },
          };
        },
      },
    ],
  };
}

/** Features [batch, classes · d] with those of all classes but the targets' as 0. */
function ofClass(features: tf.Tensor2D, targets: tf.Tensor): tf.Tensor {
  const [batch, classes] = targets.shape as [number, number];
  const capsules = tf.reshape(features, [batch, classes, -1]);
  return tf.reshape(tf.mul(capsules, tf.expandDims(targets, 2)), [batch, -1]);
}

function labelsOf(
  { labels }: Batch,
  { classes, data }: { readonly classes: number; readonly data: string },
): Int32Array {
  if (labels === undefined) {
    throw new DatasetInvalidError({
      message: `Expected labels to train a classifier on, but ${data} has none.`,
      hint: "Put the images into one folder per class, or give a file of labels.",
    });
  }
  const unknown = labels.find((label) => label < 0 || label >= classes);
  if (unknown === undefined) return labels;
  throw new DatasetInvalidError({
    message: `Expected labels of the classes 0 to ${classes - 1} that the classifier has in ${data}, received ${unknown}.`,
    hint: "Give the classifier as many classes as the data have.",
  });
}
