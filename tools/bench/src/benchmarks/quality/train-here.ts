import { type NdArray, Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { applyModel, fromModelRange } from "@ganlens/models";
import { type ConfigLayer, findTrainer, resolveConfig, type ShardRunner, trainWith } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";
import type { Contest } from "./contests.ts";

/** Generated samples that are compared. */
export const generatedCount = 10_000;

/**
 * Trains a contest here; 10,000 images that its generator makes, or what its autoencoder makes of the test images, in [0, 1].
 *
 * @param options.steps the contest's own number unless given
 */
export async function trainHere({
  contest,
  seed,
  steps,
  shards,
  runner,
  test,
}: {
  readonly contest: Contest;
  readonly seed: number;
  readonly steps: number | null;
  readonly shards: number;
  readonly runner: ShardRunner;
  readonly test: NdArray;
}): Promise<NdArray> {
  const schedule = { sampleEvery: 1e6, checkpointEvery: 0, snapshots: 0 };
  const layers: ConfigLayer[] = [
    { origin: "preset", values: contest.config },
    {
      origin: "set",
      values: {
        seed,
        shards,
        schedule: steps === null ? schedule : { ...schedule, totalSteps: steps },
      },
    },
  ];
  const { config: resolved } = resolveConfig(layers);
  const dataset = await openDataset("mnist-5k", { split: "train", random: Random.fromSeed(seed) });
  const trainer = findTrainer(resolved.trainer);
  const training = trainWith(trainer, trainer.fit(resolved, dataset.info), dataset, {
    clock: () => performance.now(),
    runner,
  });
  let next = await training.next();
  while (next.done !== true) next = await training.next();
  const trainee = next.value;
  try {
    if (trainee.generate !== undefined) {
      return await trainee.generate({
        count: generatedCount,
        random: Random.fromSeed(seed).split("generated"),
      });
    }
    return await rebuilt(trainee.model("autoencoder"), test);
  } finally {
    trainee.release();
  }
}

async function rebuilt(model: tf.LayersModel, { data, shape }: NdArray): Promise<NdArray> {
  const made = tf.tidy(() => {
    const parts = tf.split(tf.tensor(data, [...shape]), 20);
    return tf.concat(
      parts.map((part) => fromModelRange(applyModel(model, part, { training: false }) as tf.Tensor, [0, 1])),
    );
  });
  const values = (await made.data()) as Float32Array;
  made.dispose();
  return { data: values, shape };
}
