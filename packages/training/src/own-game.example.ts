import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { meanSquaredError } from "@ganlens/losses";
import { type Game, trainGame } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";

await openBackend();
installKernels(tf);
installGradients(tf);

const optimizer = { name: "sgd", learningRate: 0.1, momentum: 0.9, dampening: 0, nesterov: false } as const;
const model = { architecture: "dense-autoencoder", shape: [8, 8, 1], code: 4 };
/** An autoencoder that is shown noisy images and has to give back clean ones. */
const denoising: Game = {
  players: [{ name: "autoencoder", model, optimizer: { ...optimizer, weightDecay: 0 }, saved: "always" }],
  objective: {
    updates: ({ batch, random, apply }) => [
      {
        name: "denoising",
        players: ["autoencoder"],
        loss: () => {
          const { x } = batch();
          const target = tf.tensor(x.data, [...x.shape]);
          const noise = tf.tensor(random.normal(x.data.length), [...x.shape]);
          const prediction = apply("autoencoder", tf.add(target, tf.mul(noise, 0.2))) as tf.Tensor;
          return { loss: meanSquaredError({ target, prediction }) };
        },
      },
    ],
  },
  rateSchedule: "half-cosine",
};

const data = await openDataset("digits-8x8", { split: "train", random: Random.fromSeed(0).split("data") });
const schedule = { totalSteps: 30, sampleEvery: 30, logEvery: 10, checkpointEvery: 0, snapshots: 0 };
const training = trainGame(
  {
    game: denoising,
    seed: 0,
    batchSize: 64,
    accumulate: 1,
    shards: 1,
    schedule: { ...schedule, keepLast: 1, keepEvery: 0 },
    datasets: { data },
  },
  { clock: () => performance.now() },
);
for await (const event of training) {
  if (event.type === "step-end" && event.step % 10 === 0) console.log(event.step, event.losses.denoising);
}
