import { applyModel, disposeModel, loadDigitClassifier } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import { inBatches } from "../steps/in-batches.ts";
import type { FeatureSpace } from "./feature-space.ts";

/** The pinned digit classifier's penultimate layer: 64 features of images of 28 × 28 × 1. */
export async function digitClassifierSpace(): Promise<FeatureSpace> {
  const { model, sha256 } = await loadDigitClassifier();
  return {
    kind: "digit-classifier",
    id: `digit-classifier-${sha256}`,
    name: `digit-classifier-64, sha256 ${sha256.slice(0, 12)}`,
    features: (images) =>
      inBatches(
        images,
        (batch) => (applyModel(model, batch, { training: false }) as tf.Tensor[])[1] as tf.Tensor,
      ),
    dispose: () => disposeModel(model),
  };
}
