import type * as tf from "@tensorflow/tfjs";
import { loadModel } from "../files/load-model.ts";
import { filesOfPretrained } from "./pretrained-module.ts";

/**
 * The pinned extractor: a classifier of 28×28 digits in [0, 1] with shipped weights; outputs logits and 64 features.
 *
 * Its hash is printed with every number that depends on it. Nothing is cached: each call gives a model of its own.
 *
 * @throws {CheckpointCorruptError} when the shipped weights do not match their hash
 */
export async function loadDigitClassifier(): Promise<{
  readonly model: tf.LayersModel;
  readonly sha256: string;
}> {
  const shipped = await import("./digit-classifier.generated.ts");
  const { model } = await loadModel(filesOfPretrained(shipped));
  return { model, sha256: shipped.sha256 };
}
