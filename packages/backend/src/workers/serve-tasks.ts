import { workerPort } from "@ganlens/core";
import type { ResultMessage, TaskMessage } from "./worker-messages.ts";

/** Functions that a worker offers, by name; inputs and outputs must be what a message can carry. */
export type Tasks = Readonly<Record<string, (input: never) => unknown>>;

/** A task's output of which some buffers are moved to the one who asked instead of copied. */
class Moved {
  readonly output: unknown;
  readonly buffers: readonly ArrayBuffer[];

  constructor(output: unknown, buffers: readonly ArrayBuffer[]) {
    this.output = output;
    this.buffers = buffers;
  }
}

/**
 * What a task returns to have its arrays moved, not copied; nothing else in the worker may use them afterwards.
 *
 * @param arrays typed arrays within `output`, each the only one of its buffer
 */
export function moved<O>(output: O, arrays: readonly ArrayBufferView<ArrayBuffer>[]): O {
  return new Moved(
    output,
    arrays.map(({ buffer }) => buffer),
  ) as unknown as O;
}

/** The output itself, for one who asks in the same thread. */
export function unmoved(output: unknown): unknown {
  return output instanceof Moved ? output.output : output;
}

/** Does one task; its output as the task returned it. */
export async function runTask(tasks: Tasks, name: string, input: unknown): Promise<unknown> {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task === undefined) throw new Error(`There is no task "${name}" in this worker.`);
  return task(input as never);
}

/**
 * Answers what {@link openWorkerPool} asks, one task after another; called once at the end of a worker's module.
 *
 * @param prepare what must be done before the first task: opening a backend, building networks
 * @throws {BackendUnavailableError} outside a worker
 */
export function serveTasks(tasks: Tasks, prepare: () => Promise<unknown> = async () => {}): void {
  const port = workerPort<TaskMessage, ResultMessage>();
  let last: Promise<unknown> = prepare();
  // Whoever asks first hears of a failed preparation; before that it is nobody's.
  last.catch(() => {});
  const prepared = last;
  port.onMessage(({ id, task, input }) => {
    last = last
      .catch(() => {})
      .then(async () => {
        try {
          await prepared;
          const output = await runTask(tasks, task, input);
          if (output instanceof Moved) port.post({ id, output: output.output }, output.buffers);
          else port.post({ id, output });
        } catch (error) {
          port.post({ id, error: error instanceof Error ? error.message : String(error) });
        }
      });
  });
}
