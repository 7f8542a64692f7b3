import { spawnWorker } from "../spawn-worker.ts";
import type { Sum, Task } from "./sum-worker.ts";

/** What the page of the browser test does with the worker; it leaves its functions where the test finds them. */
export interface SumPage {
  sum(): Promise<unknown>;
  fail(file: string): Promise<{ readonly reason: string; readonly message: string | undefined }>;
}

const sumPage: SumPage = {
  async sum() {
    const worker = spawnWorker<Task, Sum>(new URL("./sum-worker.ts", import.meta.url));
    const values = new Float32Array(4).fill(0.5);
    const answer = new Promise<Sum>((resolve) => worker.onMessage(resolve));
    worker.post({ kind: "sum", values }, [values.buffer]);
    const { sum, values: back } = await answer;
    await worker.terminate();
    return { sum, back: [...back], left: values.length, exit: await worker.exited };
  },
  async fail(file) {
    const worker = spawnWorker<Task, Sum>(new URL(file, import.meta.url));
    worker.post({ kind: "fail" });
    const { reason, error } = await worker.exited;
    return { reason, message: error?.message };
  },
};

Object.assign(globalThis, { sumPage });
