import { backendFailure } from "@ganlens/backend";
import { type RunStore, runLayout, TrainingDivergedError, type TrainingEvent } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { CheckpointKeeper } from "../checkpoints/checkpoint-keeper.ts";
import { retentionOf } from "../checkpoints/retention.ts";
import type { Schedule } from "../config/schedule.ts";
import type { Trainee } from "./trainee.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

export interface RunStepsOptions {
  readonly trainee: Trainee;
  readonly schedule: Schedule;
  /** Steps already taken, when training goes on from a checkpoint. */
  readonly startStep: number;
  /** Where checkpoints go; without it none are written. */
  readonly store?: RunStore | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds from an arbitrary origin. */
  readonly clock: () => number;
}

/**
 * Trains step by step, saving and sampling by the schedule, and tells what happens as events.
 *
 * When the signal aborts, the step in progress is finished, a resumable checkpoint is saved and the last event says
 * `stopped`. When a loss stops being finite nothing more is saved: the last good checkpoint stays.
 *
 * @throws {TrainingDivergedError} when a loss or a weight is no longer finite
 * @throws {BackendUnavailableError} when the backend fails while running, with what was lost
 */
export async function* runSteps(options: RunStepsOptions): AsyncGenerator<TrainingEvent, void> {
  const { trainee, schedule, startStep, store, signal, clock } = options;
  const { totalSteps } = schedule;
  const start = clock();
  // Some clocks stand still between two steps; a rate over no time would not be a number.
  const seconds = () => Math.max(clock() - start, 1e-3) / 1000;
  const retention = retentionOf(schedule);
  let keeper: CheckpointKeeper | undefined;
  const lastGood = () => keeper?.newestResumable ?? (startStep > 0 ? startStep : null);
  const save = async (step: number, resumable: boolean): Promise<TrainingEvent> => {
    await keeper?.save(step, await trainee.save({ resumable }));
    return { type: "checkpoint-saved", step, path: runLayout.checkpoint(step) };
  };

  yield { type: "run-start", step: startStep, totalSteps, parameters: trainee.parameters };
  // Only now, for whoever is told of the start writes down what is asked of the run.
  if (store !== undefined) keeper = await CheckpointKeeper.open({ store, schedule, startStep });
  if (startStep === 0) {
    if (trainee.sample) yield { type: "sample-ready", step: 0, samples: await trainee.sample() };
    if (store && retention.isSnapshot(0)) yield await save(0, false);
  }
  let step = startStep;
  while (step < totalSteps && !signal?.aborted) {
    const losses = await trainee.step().catch((error) => {
      const lost = lostAt(step + 1, lastGood());
      throw backendFailure(error, { backend: tf.getBackend(), lost }) ?? error;
    });
    step += 1;
    assertFinite(losses, step, lastGood());
    yield {
      type: "step-end",
      step,
      totalSteps,
      losses,
      images: step * trainee.batchSize,
      time: { seconds: seconds(), imagesPerSecond: ((step - startStep) * trainee.batchSize) / seconds() },
    };
    const last = step === totalSteps;
    if (trainee.sample && (last || step % schedule.sampleEvery === 0)) {
      yield { type: "sample-ready", step, samples: await trainee.sample() };
    }
    if (store) {
      const resumable = retention.isResumable(step);
      if (resumable || retention.isSnapshot(step)) yield await save(step, resumable);
    }
    await yieldToEventLoop();
  }
  const stopped = step < totalSteps;
  if (stopped && store && lastGood() !== step && step > startStep) yield await save(step, true);
  yield { type: "run-end", step, reason: stopped ? "stopped" : "finished", time: { seconds: seconds() } };
}

function lostAt(step: number, lastGood: number | null): string {
  return lastGood === null
    ? `step ${step} and all before it, for no checkpoint had been saved yet`
    : `step ${step} and what came after the checkpoint of step ${lastGood}`;
}

function assertFinite(losses: Readonly<Record<string, number>>, step: number, lastGood: number | null): void {
  const bad = Object.entries(losses).filter(([, value]) => !Number.isFinite(value));
  if (bad.length === 0) return;
  throw new TrainingDivergedError({
    message: `Expected finite losses, received ${bad.map(([name, value]) => `${name} = ${value}`).join(", ")} at step ${step}.`,
    hint:
      lastGood === null
        ? "Lower the learning rate; no checkpoint had been saved yet."
        : `Lower the learning rate; the checkpoint of step ${lastGood} is the last good one.`,
  });
}
