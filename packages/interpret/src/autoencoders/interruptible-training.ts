import {
  CancelledError,
  type Checkpoint,
  listCheckpoints,
  openCheckpoint,
  type RunStore,
  TrainingDivergedError,
} from "@ganlens/core";
import type { TrainOptions, trainAutoencoder } from "@ganlens/training";
import type * as tf from "@tensorflow/tfjs";
import { storeWithin } from "./store-within.ts";

type Training = ReturnType<typeof trainAutoencoder>;

/** Steps between two states that are kept in case that the process is killed. */
export const stepsBetweenStates = 250;
const stepsBetweenShares = 25;

export interface InterruptibleTrainingOptions {
  /** Begins training with its own data and order, anew each time that it is called. */
  readonly begin: (options: Pick<TrainOptions, "store" | "signal" | "resume">) => Promise<Training>;
  readonly steps: number;
  readonly store: RunStore;
  /** Where in the store the state of an unfinished training lies; it belongs to this training alone. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Trains to the end, from where the same training was interrupted before, to the bytes of one that never was.
 *
 * When the signal aborts or the generator is left, the state is kept in the store; the caller removes it by
 * {@link forgetUnfinished} once it has kept the model. A damaged state is removed, and training starts anew.
 *
 * Yields the share of all steps that are done; the caller disposes the model.
 *
 * @throws {CancelledError} when the signal aborts
 */
export async function* interruptibleTraining(
  options: InterruptibleTrainingOptions,
): AsyncGenerator<number, tf.LayersModel> {
  const { steps, store, folder, signal } = options;
  const stop = new AbortController();
  const pass = (): void => stop.abort();
  if (signal.aborted) stop.abort();
  const { training, first } = await goOn(options, stop.signal);
  if (signal.aborted) stop.abort();
  else signal.addEventListener("abort", pass, { once: true });
  let next = first;
  try {
    while (!next.done) {
      const event = next.value;
      if (event.type === "run-end" && event.reason === "stopped") throw stopped();
      if (event.type === "step-end" && event.step % stepsBetweenShares === 0) yield event.step / steps;
      next = await training.next();
    }
    return next.value;
  } catch (error) {
    // What led there must not lead there again.
    if (error instanceof TrainingDivergedError) await store.remove(folder);
    // A state that could not be kept is no reason to fail: training then starts anew.
    throw signal.aborted && !(error instanceof CancelledError) ? stopped(error) : error;
  } finally {
    signal.removeEventListener("abort", pass);
    if (!next.done) {
      stop.abort();
      await leave(training, next.value.type === "run-end");
    }
  }
}

/** Removes what an interrupted training has left. */
export function forgetUnfinished({
  store,
  folder,
}: Pick<InterruptibleTrainingOptions, "store" | "folder">): Promise<void> {
  return store.remove(folder);
}

interface Begun {
  readonly training: Training;
  readonly first: Awaited<ReturnType<Training["next"]>>;
}

async function goOn(
  { begin, steps, store, folder }: InterruptibleTrainingOptions,
  signal: AbortSignal,
): Promise<Begun> {
  const states = storeWithin(store, folder);
  const isOwn = await belongsTo(states, folder);
  const resume = isOwn ? await newestState(states, steps) : undefined;
  if (resume !== undefined) {
    try {
      const training = await begin({ store: states, signal, resume });
      return { training, first: await training.next() };
    } catch {
      // A state that cannot be taken up is as good as none.
    }
  }
  await store.remove(folder);
  // Where that cannot be kept, no state is gone on from.
  await states.write(owner, new TextEncoder().encode(`${folder}\n`)).catch(() => undefined);
  const training = await begin({ store: states, signal });
  return { training, first: await training.next() };
}

/** The file that names the folder in which a state belongs: one that was copied elsewhere is of another training. */
const owner = "belongs-to.txt";

async function belongsTo(states: RunStore, folder: string): Promise<boolean> {
  const text = await states.read(owner).catch(() => new Uint8Array());
  return new TextDecoder().decode(text) === `${folder}\n`;
}

async function newestState(states: RunStore, steps: number): Promise<Checkpoint | undefined> {
  try {
    const step = (await listCheckpoints(states)).at(-1);
    if (step === undefined || step > steps) return undefined;
    const state = await openCheckpoint(states, step);
    return state.manifest.resumable && state.manifest.step === step ? state : undefined;
  } catch {
    return undefined;
  }
}

/** Lets a training that was told to stop keep its state, and frees what it holds. */
async function leave(training: Training, ended: boolean): Promise<void> {
  try {
    let over = ended;
    while (!over) {
      const { done, value } = await training.next();
      over = done === true || value.type === "run-end";
    }
  } catch {
    // Whoever leaves does not wait for a state that cannot be kept.
  } finally {
    await training.return(undefined as never);
  }
}

function stopped(cause?: unknown): CancelledError {
  return new CancelledError({ message: "Stopped while a network was being trained.", cause });
}
