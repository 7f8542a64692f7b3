import type { Checkpoint, RunStore, TrainingEvent } from "@ganlens/core";
import type { Schedule } from "../config/schedule.ts";
import { GameTrainee, type GameTraineeOptions } from "../engine/game-trainee.ts";
import { type ShardRunner, shardsHere } from "../engine/shard-runner.ts";
import { Evaluator } from "../evaluation/evaluator.ts";
import { sampleSpread } from "../health/sample-spread.ts";
import { runSteps } from "../loop/run-steps.ts";
import { TrainingWatch } from "../loop/training-watch.ts";

/** What every training function takes besides its configuration and data. */
export interface TrainOptions {
  /** Where checkpoints go; without it none are written. */
  readonly store?: RunStore | undefined;
  /** Aborting it ends training after the step in progress, with a resumable checkpoint. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from an arbitrary origin, for rates only. */
  readonly clock: () => number;
  /** Goes on from here instead of from the start. */
  readonly resume?: Checkpoint | undefined;
  /** Computes the shards of a batch; all in this thread, one after another, unless given. It is not closed here. */
  readonly runner?: ShardRunner | undefined;
}

/** A game to be trained: what {@link GameTrainee} takes, and the schedule in place of the number of steps. */
export interface GameToTrain extends Omit<GameTraineeOptions, "runner" | "totalSteps"> {
  readonly schedule: Schedule;
}

/** Trains a game. Whatever happens, nothing stays behind but the networks of one that ended well. */
export async function* trainGame(
  { schedule, ...game }: GameToTrain,
  { store, signal, clock, resume, runner = shardsHere }: TrainOptions,
): AsyncGenerator<TrainingEvent, GameTrainee> {
  const trainee = await GameTrainee.open({ ...game, runner, totalSteps: schedule.totalSteps });
  let finished = false;
  try {
    const watch = await openWatch(trainee, { schedule, ...game });
    if (resume !== undefined) {
      await trainee.restore((path) => resume.read(path));
      // Checkpoints of earlier versions hold nothing of what was seen.
      const { file } = TrainingWatch;
      if (file in resume.manifest.files) watch.restore(await resume.read(file));
    }
    const startStep = resume?.manifest.step ?? 0;
    yield* runSteps({ trainee, schedule, watch, startStep, store, signal, clock });
    finished = true;
    return trainee;
  } finally {
    trainee.dispose({ keepModels: finished });
  }
}

/** Real samples that the spread of generated ones is held against. */
const realSamples = 200;

/** Who looks at the training of a game: monitors always, an evaluator where its configuration asks for one. */
async function openWatch(
  trainee: GameTrainee,
  { game, schedule, datasets, seed }: GameToTrain,
): Promise<TrainingWatch> {
  const [dataset] = Object.values(datasets);
  const { generate } = trainee;
  const { evaluation: settings, falling = [] } = game;
  return new TrainingWatch({
    totalSteps: schedule.totalSteps,
    falling,
    ...(trainee.sample === undefined || dataset === undefined
      ? {}
      : { spread: sampleSpread(await dataset.slice(0, Math.min(realSamples, dataset.size))) }),
    ...(settings === undefined || generate === undefined || dataset === undefined
      ? {}
      : { evaluator: await Evaluator.open({ settings, dataset, generate, seed }) }),
  });
}
