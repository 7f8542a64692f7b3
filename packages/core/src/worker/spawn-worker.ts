import { BackendUnavailableError } from "../errors/backend-unavailable-error.ts";
import type { WorkerExit, WorkerHandle } from "./worker-handle.ts";

/**
 * Starts a Web worker from a module; `@ganlens/core/node` has the same function for Node.
 *
 * An error that the worker does not catch ends it: `exited` then tells it. (A Web worker that closes itself cannot be
 * observed, so `exited` stays open until `terminate`.)
 *
 * @param url the worker's module: `new URL("./my-worker.ts", import.meta.url)`
 * @throws {BackendUnavailableError} where there are no Web workers
 */
export function spawnWorker<In, Out>(url: URL): WorkerHandle<In, Out> {
  if (typeof globalThis.Worker !== "function") {
    throw new BackendUnavailableError({
      message: "Expected a platform with Web workers; there are none here.",
      hint: "In Node, import spawnWorker from @ganlens/core/node.",
    });
  }
  const worker = new Worker(url, { type: "module" });
  let end: (exit: WorkerExit) => void = () => {};
  const exited = new Promise<WorkerExit>((resolve) => {
    end = (exit) => {
      worker.terminate();
      resolve(exit);
    };
  });
  worker.addEventListener("error", (event) => {
    const text = event.message || `The worker ${url.href} could not be loaded.`;
    end({ reason: "failed", error: event.error instanceof Error ? event.error : new Error(text) });
  });
  worker.addEventListener("messageerror", () =>
    end({ reason: "failed", error: new Error(`A message of the worker ${url.href} could not be read.`) }),
  );
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      const heard = (event: MessageEvent) => listener(event.data as Out);
      worker.addEventListener("message", heard);
      return () => worker.removeEventListener("message", heard);
    },
    exited,
    terminate: async () => end({ reason: "terminated" }),
  };
}
