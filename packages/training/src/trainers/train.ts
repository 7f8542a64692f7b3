import type { Checkpoint, RunStore, TrainingEvent } from "@ganlens/core";
import type { Schedule } from "../config/schedule.ts";
import { runSteps } from "../loop/run-steps.ts";
import type { Trainee } from "../loop/trainee.ts";

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
}

/** Trains what `create` makes. Whatever happens, nothing stays behind but the networks of a trainee that finished. */
export async function* train<T extends Trainee>(
  create: () => T | Promise<T>,
  schedule: Schedule,
  { store, signal, clock, resume }: TrainOptions,
): AsyncGenerator<TrainingEvent, T> {
  const trainee = await create();
  let finished = false;
  try {
    if (resume !== undefined) await trainee.restore((path) => resume.read(path));
    const startStep = resume?.manifest.step ?? 0;
    yield* runSteps({ trainee, schedule, startStep, store, signal, clock });
    finished = true;
    return trainee;
  } finally {
    trainee.dispose({ keepModels: finished });
  }
}
