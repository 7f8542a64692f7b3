import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { BackendUnavailableError } from "../errors/backend-unavailable-error.ts";
import type { WorkerExit, WorkerHandle } from "../worker/worker-handle.ts";

/** A running worker thread. */
export interface ThreadHandle<In, Out> extends WorkerHandle<In, Out> {
  /** The process goes on as long as the thread does; so it is unless told. */
  ref(): void;
  /** The process may end though the thread has not. */
  unref(): void;
}

/**
 * What a worker runs first: it offers its port the way a Web worker's scope does (`workerPort` finds it there),
 * registers a loader for TypeScript where one is needed (Node 20 has none in workers), and loads the module.
 */
const start = `
const { parentPort, workerData } = require("node:worker_threads");
const heard = new Map();
globalThis[Symbol.for("ganlens.worker-scope")] = {
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
  addEventListener: (type, listener) => {
    heard.set(listener, (data) => listener({ data }));
    parentPort.on(type, heard.get(listener));
  },
  removeEventListener: (type, listener) => {
    parentPort.off(type, heard.get(listener));
    heard.delete(listener);
  },
  close: () => parentPort.close(),
};
(async () => {
  if (workerData.loader !== undefined) (await import(workerData.loader)).register();
  await import(workerData.url);
})();
`;

/**
 * Starts a worker thread from a module; the same interface as `spawnWorker` of `@ganlens/core` has for Web workers.
 *
 * A `.ts` module needs `tsx` to be installed where the module lies.
 *
 * @param url the worker's module: `new URL("./my-worker.ts", import.meta.url)`
 * @throws {BackendUnavailableError} for a `.ts` module without `tsx`
 */
export function spawnWorker<In, Out>(url: URL): ThreadHandle<In, Out> {
  const typescript = url.pathname.endsWith(".ts");
  const worker = new Worker(start, {
    eval: true,
    workerData: { url: url.href, loader: typescript ? loaderFor(url) : undefined },
    // Loaders of this process do not carry over to workers on Node 20, and registering two would clash.
    ...(typescript ? { execArgv: ["--conditions=@ganlens/source"] } : {}),
  });
  let error: Error | undefined;
  let terminated = false;
  worker.on("error", (reason: unknown) => {
    error = reason instanceof Error ? reason : new Error(String(reason));
  });
  worker.on("messageerror", (reason) => {
    error = reason;
    void worker.terminate();
  });
  const exited = new Promise<WorkerExit>((resolve) => {
    worker.on("exit", (code) => {
      if (error !== undefined) resolve({ reason: "failed", error });
      else if (terminated) resolve({ reason: "terminated" });
      else if (code === 0) resolve({ reason: "finished" });
      else
        resolve({
          reason: "failed",
          error: new Error(`The worker ${url.href} ended with exit code ${code}.`),
        });
    });
  });
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    onMessage: (listener) => {
      worker.on("message", listener);
      return () => worker.off("message", listener);
    },
    exited,
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    terminate: async () => {
      terminated = true;
      await worker.terminate();
    },
  };
}

function loaderFor(url: URL): string {
  try {
    // Its CommonJS half does not find its own files when this process itself runs under tsx.
    const entry = createRequire(url)
      .resolve("tsx/esm/api")
      .replace(/\.cjs$/, ".mjs");
    return pathToFileURL(entry).href;
  } catch (cause) {
    throw new BackendUnavailableError({
      message: `Expected tsx to be installed for the TypeScript worker ${url.href}.`,
      hint: "Install tsx, or start the built .js file.",
      cause,
    });
  }
}
