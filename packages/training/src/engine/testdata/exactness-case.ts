import { Random } from "@ganlens/core";
import { type Dataset, openDataset } from "@ganlens/datasets";
import type { PartialConfig } from "../../config/config-layers.ts";
import { resolveConfig } from "../../config/resolve-config.ts";
import { trainWith } from "../../trainers/train.ts";
import type { TrainOptions, trainGame } from "../../trainers/train-game.ts";
import { findTrainer } from "../../trainers/trainers.ts";

/** One line of the exactness matrix: something that is trained, on data that are opened anew for each session. */
export interface ExactnessCase {
  readonly name: string;
  /** What it stands for, as `<registry>:<id>`; every registered thing with a state must stand in some line. */
  readonly covers: readonly string[];
  /** Too slow in plain JavaScript. */
  readonly compiledOnly?: boolean;
  /** Whether a worker can build it. */
  readonly inWorkers: boolean;
  readonly steps: number;
  train(options: TrainOptions): ReturnType<typeof trainGame>;
}

/** Steps of each line. */
export const steps = 6;

/** How each line is trained. */
export const schedule = { totalSteps: 6, sampleEvery: 3, checkpointEvery: 0, snapshots: 0 };

/** Training images of a registered name, in the order of one seed. */
export async function openData(data: string): Promise<Dataset> {
  return openDataset(data, { split: "train", random: Random.fromSeed(5).split("data") });
}

/** A line for a configuration of a registered trainer. */
export function configured({
  values,
  ...line
}: Omit<ExactnessCase, "train" | "inWorkers" | "steps"> & { readonly values: PartialConfig }): ExactnessCase {
  return {
    ...line,
    steps,
    inWorkers: true,
    async *train(options) {
      const common = { seed: 5, batchSize: 8, schedule };
      const { config } = resolveConfig([{ origin: "file", values: { ...common, ...values } }]);
      const dataset = await openData(config.data as string);
      const trainer = findTrainer(config.trainer);
      return yield* trainWith(trainer, trainer.fit(config, dataset.info), dataset, options);
    },
  };
}
