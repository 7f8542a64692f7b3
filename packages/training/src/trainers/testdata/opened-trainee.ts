import type { DatasetInfo } from "@ganlens/core";
import { Random } from "@ganlens/core";
import { type Dataset, type DatasetSpec, openDataset } from "@ganlens/datasets";
import type { PartialConfig } from "../../config/config-layers.ts";
import { resolveConfig } from "../../config/resolve-config.ts";
import type { RunConfig } from "../../config/run-config.ts";
import type { Game } from "../../engine/game.ts";
import { GameTrainee } from "../../engine/game-trainee.ts";
import { shardsHere } from "../../engine/shard-runner.ts";
import { findTrainer } from "../trainers.ts";

/** What is trained in a test, step by step, and all that it was made from. */
export interface OpenedTrainee {
  readonly trainee: GameTrainee;
  readonly config: RunConfig;
  readonly game: Game;
  readonly dataset: Dataset;
  readonly info: DatasetInfo;
}

/** A configuration as its trainer opens it: its own data from seed 0, one shard in this thread, nothing trained yet. */
export async function openedTrainee(values: PartialConfig): Promise<OpenedTrainee> {
  const { config: resolved } = resolveConfig([{ origin: "file", values }]);
  const dataset = await openDataset(resolved.data as DatasetSpec, {
    split: "train",
    random: Random.fromSeed(0).split("data"),
  });
  const { info } = dataset;
  const trainer = findTrainer(resolved.trainer);
  const config = trainer.fit(resolved, info);
  const game = trainer.game(config, info, await trainer.prepare?.(config, dataset));
  const trainee = await GameTrainee.open({
    game,
    seed: 0,
    batchSize: config.batchSize,
    accumulate: 1,
    shards: 1,
    totalSteps: config.schedule.totalSteps,
    datasets: { data: dataset },
    runner: shardsHere,
  });
  return { trainee, config, game, dataset, info };
}
