/**
 * Trains the digit classifier on half A of MNIST's test set and writes its weights into `@ganlens/models`.
 *
 * `pnpm pretrain` repeats it to the byte on the same machine; half B is only looked at, never trained on.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { applyModel, disposeModel, pretrainedModuleSource, saveModel } from "@ganlens/models";
import { type ClassifierConfig, resolveConfig, trainClassifier } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";

const target = fileURLToPath(
  new URL("../../../packages/models/src/pretrained/digit-classifier.generated.ts", import.meta.url),
);
const leastAccuracy = 0.96;

await openBackend({ require: "wasm" });
installKernels(tf);
installGradients(tf);

const { config } = resolveConfig([
  { origin: "preset", values: { trainer: "classifier", schedule: { totalSteps: 1200, logEvery: 200 } } },
]);
const random = Random.fromSeed(config.seed).split("data");
const dataset = await openDataset("mnist-t10k", { split: "a", random });
const training = trainClassifier(config as ClassifierConfig, dataset, { clock: () => performance.now() });
let next = await training.next();
while (!next.done) {
  const event = next.value;
  if (event.type === "step-end" && event.step % config.schedule.logEvery === 0) {
    process.stdout.write(`step ${event.step}: loss ${event.losses.classifier?.toFixed(4)}\n`);
  }
  next = await training.next();
}
const model = next.value;

const accuracy = await accuracyOn(model, "b");
process.stdout.write(`accuracy on half B: ${(100 * accuracy).toFixed(2)} % of 5,000\n`);
if (accuracy < leastAccuracy) {
  throw new Error(
    `Expected at least ${leastAccuracy} on half B, received ${accuracy}; the weights were not written.`,
  );
}
await writeFile(target, pretrainedModuleSource(await saveModel(model)));
process.stdout.write(`wrote ${target}\n`);
disposeModel(model);

async function accuracyOn(classifier: tf.LayersModel, split: string): Promise<number> {
  const { x, labels } = await dataset.openSplit(split).all();
  let right = 0;
  const count = labels?.length ?? 0;
  const width = x.data.length / count;
  for (let start = 0; start < count; start += 500) {
    const end = Math.min(count, start + 500);
    const predicted = tf.tidy(() => {
      const images = tf.tensor(x.data.subarray(start * width, end * width), [
        end - start,
        ...x.shape.slice(1),
      ]);
      const [logits] = applyModel(classifier, images, { training: false }) as tf.Tensor[];
      return tf.argMax(logits as tf.Tensor, 1);
    });
    for (const [i, digit] of [...(await predicted.data())].entries()) {
      if (digit === labels?.[start + i]) right += 1;
    }
    predicted.dispose();
  }
  return right / count;
}
