import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { defaultMemoryBudget, limitMemory } from "./limit-memory.ts";

interface WasmBackend extends tf.KernelBackend {
  makeOutput(shape: number[], dtype: "float32"): tf.TensorInfo;
}

const megabyte = 1024 ** 2;

describe("limitMemory on wasm", () => {
  beforeAll(async () => {
    await openBackend({ require: "wasm" });
  });

  afterEach(() => {
    limitMemory(tf);
  });

  it("is there from the start, with 2 GiB", () => {
    expect(limitMemory(tf)?.().budgetBytes).toBe(defaultMemoryBudget);
    expect(defaultMemoryBudget).toBe(2 ** 31);
  });

  it("counts what tensors hold, and nothing once they are disposed of", () => {
    const use = limitMemory(tf);
    const before = use?.().heldBytes as number;
    const x = tf.ones([256, 1024]);
    const y = tf.tidy(() => tf.add(tf.mul(x, 2), 1));
    expect(use?.().heldBytes).toBe(before + 2 * megabyte);
    tf.dispose([x, y]);
    expect(use?.().heldBytes).toBe(before);
  });

  it("throws before the budget is passed, with all sizes, and leaves tensors as they were", () => {
    const before = limitMemory(tf)?.().heldBytes as number;
    limitMemory(tf, { bytes: before + 3 * megabyte });
    const x = tf.ones([2, 256, 1024]);
    const tensors = tf.memory().numTensors;
    expect(() => tf.tidy(() => tf.mul(x, 2))).toThrow(
      /^Expected wasm tensors to stay within 3\.\d\d MB, but 2\.00 MB more were asked for while 2\.\d\d MB are held\.$/,
    );
    expect(tf.memory().numTensors).toBe(tensors);
    expect(x.dataSync().every((value) => value === 1)).toBe(true);
    x.dispose();
    limitMemory(tf)?.();
    expect(tf.tidy(() => tf.mul(tf.ones([4]), 2).dataSync()[3])).toBe(2);
  });

  it("notices that the heap itself has ended, where stock tfjs goes on with pointer 0", () => {
    limitMemory(tf, { bytes: 1e12 });
    const backend = tf.backend() as WasmBackend;
    expect(() => backend.makeOutput([2 ** 30 - 64], "float32")).toThrow(
      /^Expected 4096 MB of wasm memory, but the heap of \d+\.?\d* MB cannot grow by that/,
    );
  });

  it.each([0, -1, Number.NaN])("refuses a budget of %s bytes", (bytes) => {
    expect(() => limitMemory(tf, { bytes })).toThrow(/positive number of bytes/);
  });

  it("fills a small budget to the brim in a process of its own", async () => {
    const program = fileURLToPath(new URL("./testdata/fill-heap.ts", import.meta.url));
    const tsx = createRequire(import.meta.url).resolve("tsx");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=@ganlens/source", "--import", tsx, program],
      { env: { ...process.env, NODE_OPTIONS: "" } },
    );
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      count: 16,
      code: "backend-unavailable",
      message: expect.stringMatching(/within 64 MB, but 4\.00 MB more were asked for while 64 MB are held/),
      hint: expect.stringMatching(/smaller batch/),
      full: { heldBytes: 64 * megabyte, budgetBytes: 64 * megabyte },
      intact: true,
      again: { heldBytes: 64 * megabyte },
    });
  });
});

it("does nothing on other backends", async () => {
  await openBackend({ require: "cpu" });
  expect(limitMemory(tf)).toBeUndefined();
});
