import { backendFailure } from "@ganlens/backend";
import { type RunStore, runLayout, TrainingDivergedError, type TrainingEvent } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { CheckpointKeeper } from "../checkpoints/checkpoint-keeper.ts";
import { retentionOf } from "../checkpoints/retention.ts";
import type { Schedule } from "../config/schedule.ts";
import type { StepReport, Trainee } from "./trainee.ts";
import { TrainingWatch } from "./training-watch.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

export interface RunStepsOptions {
  readonly trainee: Trainee;
  readonly schedule: Schedule;
  /** Who looks at every step; it remembers what the checkpoint has that training goes on from. */
  readonly watch: TrainingWatch;
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
  const { trainee, schedule, watch, startStep, store, signal, clock } = options;
  const { totalSteps } = schedule;
  const start = clock();
  // Some clocks stand still between two steps; a rate over no time would not be a number.
  const seconds = () => Math.max(clock() - start, 1e-3) / 1000;
  const retention = retentionOf(schedule);
  let keeper: CheckpointKeeper | undefined;
  const lastGood = () => keeper?.newestResumable ?? (startStep > 0 ? startStep : null);
  const save = async (step: number, resumable: boolean): Promise<TrainingEvent> => {
    const { files } = await trainee.save({ resumable });
    const watched = resumable ? [[TrainingWatch.file, watch.save()] as const] : [];
    const contents = { files: new Map([...files, ...watched]), resumable };
    await keeper?.save(step, contents, { best: watch.bestStep });
    return { type: "checkpoint-saved", step, path: runLayout.checkpoint(step) };
  };

  yield { type: "run-start", step: startStep, totalSteps, parameters: trainee.parameters };
  // Only now, for whoever is told of the start writes down what is asked of the run.
  if (store !== undefined)
    keeper = await CheckpointKeeper.open({ store, schedule, startStep, best: watch.bestStep });
  if (startStep === 0) {
    if (trainee.sample) yield { type: "sample-ready", step: 0, samples: await trainee.sample() };
    if (store && retention.isSnapshot(0)) yield await save(0, false);
  }
  let step = startStep;
  while (step < totalSteps && !signal?.aborted && watch.reasonToStop === undefined) {
    const gradientNorms = isLogged(step + 1, schedule);
    const report = await trainee.step({ gradientNorms }).catch((error) => {
      const lost = lostAt(step + 1, lastGood());
      throw backendFailure(error, { backend: tf.getBackend(), lost }) ?? error;
    });
    step += 1;
    const { losses } = report;
    const last = step === totalSteps;
    const isSampled = trainee.sample !== undefined && (last || step % schedule.sampleEvery === 0);
    const samples = isSampled && isFiniteReport(report) ? await trainee.sample?.() : undefined;
    const { parts, alarms, evaluation } = await watch.look({ step, report, samples });
    const alarmEvents = alarms.map((alarm) => ({ type: "health-alarm", ...alarm }) as const);
    if (!isFiniteReport(report)) yield* alarmEvents;
    assertFinite(report, step, lastGood());
    yield {
      type: "step-end",
      step,
      totalSteps,
      losses,
      parts,
      images: step * trainee.batchSize,
      time: { seconds: seconds(), imagesPerSecond: ((step - startStep) * trainee.batchSize) / seconds() },
    };
    yield* alarmEvents;
    if (samples !== undefined) yield { type: "sample-ready", step, samples };
    if (evaluation !== undefined) yield { type: "evaluation-ready", ...evaluation };
    if (store) {
      const resumable = retention.isResumable(step);
      const isBest = evaluation !== undefined && watch.bestStep === step;
      if (resumable || retention.isSnapshot(step) || isBest) yield await save(step, resumable);
    }
    await yieldToEventLoop();
  }
  const isShort = step < totalSteps;
  if (isShort && store && lastGood() !== step && step > startStep) yield await save(step, true);
  const early = isShort ? watch.reasonToStop : undefined;
  yield {
    type: "run-end",
    step,
    reason: isShort && early === undefined ? "stopped" : "finished",
    ...(early === undefined ? {} : { early }),
    time: { seconds: seconds() },
  };
}

/** Whether a step gets a line in the log: every so many, the first and the last. */
export function isLogged(
  step: number,
  { logEvery, totalSteps }: Pick<Schedule, "logEvery" | "totalSteps">,
): boolean {
  return step % logEvery === 0 || step === 1 || step === totalSteps;
}

function lostAt(step: number, lastGood: number | null): string {
  return lastGood === null
    ? `step ${step} and all before it, for no checkpoint had been saved yet`
    : `step ${step} and what came after the checkpoint of step ${lastGood}`;
}

function isFiniteReport({ losses, parts }: StepReport): boolean {
  return [...Object.values(losses), ...Object.values(parts)].every(Number.isFinite);
}

function assertFinite({ losses, parts }: StepReport, step: number, lastGood: number | null): void {
  const bad = Object.entries({ ...losses, ...parts }).filter(([, value]) => !Number.isFinite(value));
  if (bad.length === 0) return;
  throw new TrainingDivergedError({
    message: `Expected finite losses, received ${bad.map(([name, value]) => `${name} = ${value}`).join(", ")} at step ${step}.`,
    hint:
      lastGood === null
        ? "Lower the learning rate; no checkpoint had been saved yet."
        : `Lower the learning rate; the checkpoint of step ${lastGood} is the last good one.`,
  });
}
