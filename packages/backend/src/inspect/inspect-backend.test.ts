import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { networks } from "../networks/networks.ts";
import { inspectBackend } from "./inspect-backend.ts";
import { inspectionText } from "./inspection-text.ts";

it("inspects wasm: plain data, the same each time but for the timings, and the rest of the program is left alone", async () => {
  const done: string[] = [];
  const inspect = () => inspectBackend({ require: "wasm", onProgress: (what) => done.push(what) });
  const inspection = await inspect();
  expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
  expect(inspection.backends.map(({ name }) => name)).toEqual([
    "node",
    "webgpu",
    "webgl",
    "wasm-relaxed",
    "wasm",
    "cpu",
  ]);
  expect(inspection.backends.find(({ name }) => name === "webgl")).toEqual({
    name: "webgl",
    works: false,
    device: null,
    problem: "there is no canvas here",
    hint: expect.stringMatching(/browser/),
  });
  expect(inspection.wasm).toMatchObject({ simd: true, threads: false });
  expect(inspection.operations.map(({ backend }) => backend)).toEqual(["wasm"]);
  const [table] = inspection.operations;
  expect(table?.rows.find(({ operation, order }) => operation === "leakyRelu" && order === 2)).toMatchObject({
    status: "fixed",
    stock: "missing",
  });
  expect(Object.values(table?.counts ?? {}).reduce((a, b) => a + b)).toBe(table?.rows.length);
  expect(inspection.speed.map(({ problem }) => problem)).toEqual(Array(6).fill(null));
  expect(inspection.speed[0]?.milliseconds).toBeGreaterThan(0);
  expect(inspection.speed.map(({ step }) => step).sort()).toEqual(Object.keys(networks).sort());
  expect(done).toContain("checking operations on wasm");

  expect(tf.getBackend()).toBe("wasm");
  const text = inspectionText(inspection);
  expect(text).toMatch(/\* {2}wasm +works {2}WebAssembly, 128-bit SIMD, 1 thread/);
  expect(text).toMatch(/leakyRelu .*second order: fixed \(was missing\)/);
  expect(text).toMatch(/note: The backend webgl does not work here/);

  const { speed: _, ...again } = await inspect();
  const { speed: __, ...first } = inspection;
  expect(again).toEqual(first);
});
