import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { finish, MemoryRunStore } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { explain, findLens, subjectFromModel } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";

await openBackend();
installKernels(tf);
installGradients(tf);

// Any tfjs model from noise to images will do; this one is untrained, and the lens will say so.
const generator = tf.sequential();
const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
generator.add(tf.layers.dense({ units: 64, activation: "sigmoid", inputShape: [16], kernelInitializer }));
generator.add(tf.layers.reshape({ targetShape: [8, 8, 1] }));

const digits = await openDataset("digits-8x8", { split: "train" });
const subject = await subjectFromModel({
  name: "my generator",
  generator,
  latent: { parts: [{ kind: "noise", name: "noise", size: 16, prior: "normal" }] },
  outputRange: [0, 1],
  fingerprint: "my generator, version 1",
  realData: { train: await digits.all(), "held-out": await digits.openSplit("held-out").all() },
});

const lenses = [findLens("reconstruction")];
const options = { reconstruction: { steps: 200 } };
const [result] = await finish(explain({ subject, lenses, options, store: new MemoryRunStore() }));
process.stdout.write(`${result?.question}\n${result?.answer}\n`);
