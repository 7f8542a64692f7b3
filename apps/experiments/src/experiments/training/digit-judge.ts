import type { NdArray } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { digitClassifierSpace } from "@ganlens/interpret";
import { frechetDistance } from "@ganlens/metrics";
import { disposeModel, loadDigitClassifier } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { GeneratedSamples } from "./train-in-memory.ts";

/** How digits are judged: by the pinned classifier, against half B of MNIST's test set. */
export interface DigitJudge {
  /** Fréchet distance in the classifier's features to the 5,000 of half B. */
  distance(images: NdArray): Promise<number>;
  /** The share that is recognised as what was asked for, in [0, 1]. */
  recognised(samples: GeneratedSamples): Promise<number>;
}

let opened: Promise<DigitJudge> | undefined;

/** The judge, opened once. */
export function digitJudge(): Promise<DigitJudge> {
  opened ??= open();
  return opened;
}

async function open(): Promise<DigitJudge> {
  const space = await digitClassifierSpace();
  const real = await (await openDataset("mnist-t10k", { split: "b" })).all();
  const reference = await space.features(real.x);
  return {
    distance: async (images) => frechetDistance({ first: await space.features(images), second: reference }),
    async recognised({ x, labels }) {
      const { model } = await loadDigitClassifier();
      const answers = tf.tidy(() => {
        const [logits] = model.predict(tf.tensor(x.data, [...x.shape]), { batchSize: 500 }) as tf.Tensor[];
        return tf.argMax(logits as tf.Tensor, 1);
      });
      const named = await answers.data();
      answers.dispose();
      disposeModel(model);
      return named.filter((answer, i) => answer === labels?.[i]).length / named.length;
    },
  };
}
