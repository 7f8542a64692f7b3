/** How a worker came to its end. */
export interface WorkerExit {
  /** It finished by itself, was terminated by us, or failed with an error. */
  readonly reason: "finished" | "terminated" | "failed";
  /** What it failed with. */
  readonly error?: Error;
}

/** A running worker, seen from outside: it receives `In` and sends `Out`. */
export interface WorkerHandle<In, Out> {
  /** Sends a message; what is transferred is moved, not copied, and is no longer usable here. */
  post(message: In, transfer?: readonly ArrayBuffer[]): void;
  /** Calls back for every message from now on; returns what stops it. */
  onMessage(listener: (message: Out) => void): () => void;
  /** Resolves once, when the worker has come to its end; never rejects. */
  readonly exited: Promise<WorkerExit>;
  /** Stops the worker at once, whatever it is doing. */
  terminate(): Promise<void>;
}
