import { BackendUnavailableError } from "../errors/backend-unavailable-error.ts";

/** The outside world, seen from within a worker: it sends `In` and receives `Out`. */
export interface WorkerPort<In, Out> {
  /** Sends a message; what is transferred is moved, not copied. */
  post(message: Out, transfer?: readonly ArrayBuffer[]): void;
  /** Calls back for every message; messages wait until the first call. Returns what stops it. */
  onMessage(listener: (message: In) => void): () => void;
  /** Takes no more messages, and ends the worker when nothing is left to do. */
  close(): void;
}

/** What a Web worker's own scope offers, and what the start of a Node worker puts in its place. */
interface WorkerScope {
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

/** Where the Node half of `spawnWorker` leaves the port for the worker's code. */
const scopeKey = Symbol.for("ganlens.worker-scope");

/**
 * The port of the worker that this code runs in; the same in a browser and in Node.
 *
 * @throws {BackendUnavailableError} outside a worker that `spawnWorker` has started
 */
export function workerPort<In, Out>(): WorkerPort<In, Out> {
  const surroundings = globalThis as unknown as Record<PropertyKey, unknown>;
  // Only a Web worker has this class, and its scope is an instance of it.
  const scopeClass = surroundings.WorkerGlobalScope;
  const inWebWorker = typeof scopeClass === "function" && globalThis instanceof scopeClass;
  const scope = (surroundings[scopeKey] ?? (inWebWorker ? globalThis : undefined)) as WorkerScope | undefined;
  if (scope === undefined) {
    throw new BackendUnavailableError({
      message: "Expected to run inside a worker, but this is not one.",
      hint: "Start this file with spawnWorker(new URL(file, import.meta.url)).",
    });
  }
  return {
    post: (message, transfer = []) => scope.postMessage(message, transfer),
    onMessage: (listener) => {
      const heard = ({ data }: { readonly data: unknown }) => listener(data as In);
      scope.addEventListener("message", heard);
      return () => scope.removeEventListener("message", heard);
    },
    close: () => scope.close(),
  };
}
