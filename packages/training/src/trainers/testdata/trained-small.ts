import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { applyModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { PartialConfig } from "../../config/config-layers.ts";
import { resolveConfig } from "../../config/resolve-config.ts";
import { trainWith } from "../train.ts";
import { findTrainer } from "../trainers.ts";

/** What a short training of 8 × 8 digits came to. */
export interface TrainedSmall {
  /** Means over the last tenth of the steps. */
  readonly losses: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, number>>;
  /** The outputs of a player for some inputs, not in training. */
  outputs(player: string, inputs: tf.Tensor): tf.Tensor[];
  /** The held-out digits, [count, 8, 8, 1]. */
  readonly heldOut: tf.Tensor;
  release(): void;
}

/** Trains a configuration on `digits-8x8`, in this thread and in memory. */
export async function trainedSmall(values: PartialConfig, totalSteps: number): Promise<TrainedSmall> {
  const common = {
    data: "digits-8x8",
    shards: 1,
    schedule: { totalSteps, snapshots: 0, checkpointEvery: 0, sampleEvery: totalSteps, logEvery: 1 },
  };
  const { config } = resolveConfig([{ origin: "file", values: { ...common, ...values } }]);
  const dataset = await openDataset("digits-8x8", {
    split: "train",
    random: Random.fromSeed(0).split("data"),
  });
  const trainer = findTrainer(config.trainer);
  const training = trainWith(trainer, trainer.fit(config, dataset.info), dataset, { clock: () => 0 });
  const sums = { losses: new Map<string, number>(), parts: new Map<string, number>() };
  const counted = Math.ceil(totalSteps / 10);
  let next = await training.next();
  for (; !next.done; next = await training.next()) {
    if (next.value.type !== "step-end" || next.value.step <= totalSteps - counted) continue;
    for (const kind of ["losses", "parts"] as const)
      for (const [name, value] of Object.entries(next.value[kind] ?? {}))
        sums[kind].set(name, (sums[kind].get(name) ?? 0) + (value as number) / counted);
  }
  const trainee = next.value;
  const { x } = await dataset.openSplit("held-out").all();
  const heldOut = tf.tensor(x.data, [...x.shape]);
  return {
    losses: Object.fromEntries(sums.losses),
    parts: Object.fromEntries(sums.parts),
    heldOut,
    outputs: (player, inputs) =>
      tf.tidy(() => [applyModel(trainee.model(player), inputs, { training: false })].flat()),
    release() {
      heldOut.dispose();
      trainee.release();
    },
  };
}

/** Codes as rows of plain numbers. */
export async function rowsOf(codes: tf.Tensor): Promise<number[][]> {
  return (await codes.array()) as number[][];
}

/** Σ_{i ≠ j} C_ij² of the covariance of codes. */
export function offDiagonal(rows: readonly (readonly number[])[]): number {
  const width = rows[0]?.length ?? 0;
  const mean = Array.from({ length: width }, (_, j) => averageOf(rows.map((row) => row[j] as number)));
  let sum = 0;
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++)
      if (i !== j)
        sum +=
          averageOf(
            rows.map(
              (row) =>
                ((row[i] as number) - (mean[i] as number)) * ((row[j] as number) - (mean[j] as number)),
            ),
          ) ** 2;
  return sum;
}

function averageOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
