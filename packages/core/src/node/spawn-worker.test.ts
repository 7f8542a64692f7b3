import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { BackendUnavailableError } from "../errors/backend-unavailable-error.ts";
import { spawnWorker as spawnWebWorker } from "../worker/spawn-worker.ts";
import type { Sum, Task } from "../worker/testdata/sum-worker.ts";
import type { WorkerHandle } from "../worker/worker-handle.ts";
import { workerPort } from "../worker/worker-port.ts";
import { spawnWorker } from "./spawn-worker.ts";

const url = new URL("../worker/testdata/sum-worker.ts", import.meta.url);

const next = <T>(worker: WorkerHandle<never, T>) => {
  return new Promise<T>((resolve) => {
    const stop = worker.onMessage((message) => {
      stop();
      resolve(message);
    });
  });
};

test("runs TypeScript, moves arrays there and back, and is terminated", async () => {
  const worker = spawnWorker<Task, Sum>(url);
  for (const length of [3, 4]) {
    const values = new Float32Array(length).fill(0.5);
    const answer = next(worker);
    worker.post({ kind: "sum", values }, [values.buffer]);
    expect(values.length).toBe(0);
    expect(await answer).toEqual({ sum: length / 2, values: new Float32Array(length).fill(0.5) });
  }
  await worker.terminate();
  expect(await worker.exited).toEqual({ reason: "terminated" });
});

test("messages sent before it listens are not lost, and it may finish by itself", async () => {
  const worker = spawnWorker<Task, Sum>(url);
  worker.post({ kind: "finish" });
  expect(await worker.exited).toEqual({ reason: "finished" });
});

test.each(["fail", "reject"] as const)("an error that it does not catch ends it: %s", async (kind) => {
  const worker = spawnWorker<Task, Sum>(url);
  worker.post({ kind });
  const { reason, error } = await worker.exited;
  expect(reason).toBe("failed");
  expect(error).toBeInstanceOf(RangeError);
  expect(error?.message).toMatch(/^as asked/);
});

test("is terminated while it computes", async () => {
  const worker = spawnWorker<Task, Sum>(url);
  const values = new Float32Array(1);
  const answer = next(worker);
  worker.post({ kind: "sum", values });
  await answer;
  worker.post({ kind: "hang" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await worker.terminate();
  expect(await worker.exited).toEqual({ reason: "terminated" });
});

test("a missing module and plain JavaScript", async () => {
  const missing = spawnWorker(new URL("./none.js", import.meta.url));
  const { reason, error } = await missing.exited;
  expect(reason).toBe("failed");
  expect(error?.message).toMatch(/none\.js/);

  const folder = await mkdtemp(join(tmpdir(), "ganlens-worker-"));
  try {
    const file = join(folder, "worker.mjs");
    await writeFile(file, 'globalThis[Symbol.for("ganlens.worker-scope")].postMessage("hello", []);');
    const worker = spawnWorker<never, string>(pathToFileURL(file));
    expect(await next(worker)).toBe("hello");
    // TypeScript far from any tsx.
    expect(() => spawnWorker(pathToFileURL(join(folder, "worker.ts")))).toThrow(BackendUnavailableError);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("outside a worker there is no port, and Node has no Web workers", () => {
  expect(() => workerPort()).toThrow(BackendUnavailableError);
  expect(() => spawnWebWorker(url)).toThrow(BackendUnavailableError);
});
