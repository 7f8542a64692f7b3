import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { frechetDistance } from "@ganlens/metrics";
import * as tf from "@tensorflow/tfjs";
import { generatedSamples } from "../sets/generated-set.ts";
import { inBatches } from "../steps/in-batches.ts";
import { subjectFromModel } from "../subject/subject-from-model.ts";

// Draws, encodes and measures images of 64 × 64 × 3 in a process of its own, and prints what memory that took beyond the start.
const count = Number(process.argv[2]);
await openBackend({ require: "wasm" });
installKernels(tf);
installGradients(tf);

const width = 64 * 64 * 3;
const kernelInitializer = tf.initializers.randomNormal({ seed: 1, stddev: 0.3 });
const generator = tf.sequential();
generator.add(tf.layers.dense({ units: width, activation: "sigmoid", inputShape: [8], kernelInitializer }));
generator.add(tf.layers.reshape({ targetShape: [64, 64, 3] }));
const encoder = tf.randomNormal([width, 6], 0, 0.01, "float32", 3);

const subject = await subjectFromModel({
  name: "wide",
  generator,
  latent: { parts: [{ kind: "noise", name: "noise", size: 8, prior: "normal" }] },
  outputRange: [0, 1],
  fingerprint: "wide",
});
const encoded = async (purpose: string) => {
  const features = new Float32Array(count * 6);
  let read = 0;
  for await (const { x } of generatedSamples(subject, { purpose, count, seed: 1 }).batches()) {
    const codes = await inBatches(x, (batch) => tf.matMul(tf.reshape(batch, [-1, width]), encoder as tf.Tensor2D));
    features.set(codes.data, read * 6);
    read += x.shape[0] as number;
  }
  return { data: features, shape: [read, 6] };
};
// Buffers of the first batches are part of the start.
for await (const _ of generatedSamples(subject, { purpose: "first", count: 1, seed: 1 }).batches()) continue;
const start = process.memoryUsage().rss;
const first = await encoded("first");
const second = await encoded("second");
const distance = frechetDistance({ first, second });
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ count: first.shape[0], distance, megabytes: (peak - start) / 2 ** 20 })}\n`);
