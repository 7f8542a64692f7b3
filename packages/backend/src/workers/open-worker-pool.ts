import { BackendUnavailableError, type WorkerHandle } from "@ganlens/core";
import { lostWorkerError } from "../memory/backend-failure.ts";
import { runTask, type Tasks, unmoved } from "./serve-tasks.ts";
import type { ResultMessage, TaskMessage } from "./worker-messages.ts";

/** How {@link openWorkerPool} starts its workers. */
export interface WorkerPoolOptions {
  /** How many work at once, this thread among them if it has tasks; results depend on it only where a task does. */
  readonly size: number;
  /**
   * The tasks as this thread does them: then it is the last of the `size`, and one worker fewer is started. Its inputs and
   * outputs need no messages, so that a pool of size 1 costs nothing, but while it works it hears of nothing else.
   */
  readonly here?: Tasks;
  /** The workers' module, which ends with `serveTasks`. */
  readonly url: URL;
  /** `spawnWorker` of `@ganlens/core` in a page, that of `@ganlens/core/node` in Node. */
  readonly spawn: (url: URL) => WorkerHandle<TaskMessage, ResultMessage>;
}

/** Workers that share tasks. */
export interface WorkerPool {
  readonly size: number;
  /**
   * Runs a task on every input, input i on worker i modulo `size`, and gives the outputs in the order of the inputs.
   *
   * @throws {BackendUnavailableError} when a worker has died
   * @throws {Error} with the words of a task that failed
   */
  run<I, O>(task: string, inputs: readonly I[]): Promise<O[]>;
  /** Ends the workers. */
  close(): Promise<void>;
}

/** One that takes tasks. */
interface Member {
  ask(task: string, input: unknown): Promise<unknown>;
  terminate(): Promise<void>;
}

interface Waiting {
  readonly task: string;
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/**
 * Starts workers, each with a thread, a backend and memory of its own: for gradients of parts of a batch (see
 * {@link combineGradients}) and for work on many samples.
 *
 * @throws {BackendUnavailableError} for a size that is not a positive whole number
 */
export function openWorkerPool({ size, here, url, spawn }: WorkerPoolOptions): WorkerPool {
  if (!Number.isInteger(size) || size < 1) {
    throw new BackendUnavailableError({
      message: `Expected a positive whole number of workers, received ${size}.`,
      hint: "One for each core is a good number.",
    });
  }
  let count = 0;
  const workers: Member[] = Array.from({ length: here === undefined ? size : size - 1 }, () => {
    const worker = spawn(url);
    const waiting = new Map<number, Waiting>();
    let lost: Error | undefined;
    worker.onMessage((message) => {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if ("error" in message) {
        asked?.reject(new Error(`The task "${asked.task}" failed in a worker: ${message.error}`));
      } else asked?.resolve(message.output);
    });
    void worker.exited.then((exit) => {
      lost = lostWorkerError(exit, { lost: "the tasks given to it" });
      for (const { reject } of waiting.values()) reject(lost);
      waiting.clear();
    });
    const ask = (task: string, input: unknown): Promise<unknown> => {
      return new Promise((resolve, reject) => {
        if (lost !== undefined) return reject(lost);
        const id = count++;
        waiting.set(id, { task, resolve, reject });
        worker.post({ id, task, input });
      });
    };
    return { ask, terminate: () => worker.terminate() };
  });
  if (here !== undefined) workers.push(memberHere(here));
  return {
    size,
    run: <I, O>(task: string, inputs: readonly I[]) =>
      Promise.all(inputs.map((input, i) => workers[i % size]?.ask(task, input))) as Promise<O[]>,
    close: async () => {
      await Promise.all(workers.map(({ terminate }) => terminate()));
    },
  };
}

/** This thread: it begins when the others have been given their inputs, and does one task after another. */
function memberHere(tasks: Tasks): Member {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask(task, input) {
      const result = last.then(async () => unmoved(await runTask(tasks, task, input)));
      last = result.catch(() => {});
      return result;
    },
    terminate: async () => {},
  };
}
