import type { Measure, NdArray } from "@ganlens/core";
import { measure, shareInterval } from "@ganlens/metrics";
import { applyModel, disposeModel, loadDigitClassifier } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { inBatches } from "../../steps/in-batches.ts";

/** The classifier recognises a digit that it gives at least this probability. */
const leastProbability = 0.9;

/**
 * The share of drawn digits that the pinned classifier recognises: its largest class probability is at least .9.
 *
 * The floor is the same share of as many real images. It says that images look like some digit, not that they are good or varied.
 *
 * @param generated `[n, 28, 28, 1]`
 * @param real likewise
 */
export async function recognisedShare(generated: NdArray, real: NdArray): Promise<Measure> {
  const { model } = await loadDigitClassifier();
  const hits = async (images: NdArray): Promise<number> => {
    const { data } = await inBatches(images, (batch) => {
      const [logits] = applyModel(model, batch, { training: false }) as tf.Tensor[];
      return tf.max(tf.softmax(logits as tf.Tensor), 1);
    });
    return data.reduce((sum, probability) => sum + (probability >= leastProbability ? 1 : 0), 0);
  };
  try {
    const [n, m] = [generated.shape[0] as number, real.shape[0] as number];
    return measure({
      name: "share of drawn digits that the classifier recognises",
      ...shareInterval({ hits: await hits(generated), n }),
      floor: { value: (await hits(real)) / m, n: m, meaning: "real images" },
      better: "higher",
    });
  } finally {
    disposeModel(model);
  }
}
