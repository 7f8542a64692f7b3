import { workerPort } from "@ganlens/core";
import type { ResultMessage, TaskMessage } from "./worker-messages.ts";

/** Functions that a worker offers, by name; inputs and outputs must be what a message can carry. */
export type Tasks = Readonly<Record<string, (input: never) => unknown>>;

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
          const run = tasks[task];
          if (run === undefined) throw new Error(`There is no task "${task}" in this worker.`);
          port.post({ id, output: await run(input as never) });
        } catch (error) {
          port.post({ id, error: error instanceof Error ? error.message : String(error) });
        }
      });
  });
}
