import { BackendUnavailableError, Random, ShapeError } from "@ganlens/core";
import { spawnWorker } from "@ganlens/core/node";
import * as tf from "@tensorflow/tfjs";
import { afterAll, describe, expect, it } from "vitest";
import { installKernels } from "../kernels/install-kernels.ts";
import { openBackend } from "../open-backend.ts";
import { combineGradients, type PartialGradients } from "./combine-gradients.ts";
import { openWorkerPool } from "./open-worker-pool.ts";
import { moved } from "./serve-tasks.ts";
import { splitBatch } from "./split-batch.ts";
import { type LinearTask, linearGradients } from "./testdata/linear-gradients.ts";

const url = new URL("./testdata/linear-worker.ts", import.meta.url);
const open = (size: number) => openWorkerPool({ size, url, spawn: spawnWorker });

const samples = 7;
const random = Random.fromSeed(41);
const weights = random.split("weights").normal(6);
const x = random.split("x").normal(3 * samples);
const y = random.split("y").normal(2 * samples);
const tasks = (parts: number): LinearTask[] =>
  splitBatch(samples, parts).map(({ from, to }) => ({
    weights,
    x: x.slice(3 * from, 3 * to),
    y: y.slice(2 * from, 2 * to),
  }));

describe("a pool of two workers", () => {
  const pool = open(2);
  afterAll(() => pool.close());

  it("gives the gradient of the whole batch, the same bits every time", async () => {
    const expected = new Float64Array(6);
    let loss = 0;
    for (let n = 0; n < samples; n++) {
      for (let j = 0; j < 2; j++) {
        let error = -(y[2 * n + j] as number);
        for (let i = 0; i < 3; i++) error += (x[3 * n + i] as number) * (weights[2 * i + j] as number);
        loss += error ** 2 / (2 * samples);
        for (let i = 0; i < 3; i++) expected[2 * i + j]! += ((x[3 * n + i] as number) * error) / samples;
      }
    }
    const runs = [];
    for (let i = 0; i < 2; i++) {
      runs.push(combineGradients(await pool.run<LinearTask, PartialGradients>("gradients", tasks(2))));
    }
    const [combined] = runs;
    expect(combined?.samples).toBe(samples);
    expect(combined?.losses[0]).toBeCloseTo(loss, 5);
    for (const [i, value] of expected.entries()) {
      expect(combined?.gradients.weights?.[i]).toBeCloseTo(value, 5);
    }
    expect(runs[1]).toEqual(combined);
  });

  it("gives outputs in the order of inputs, also when there are more of them than workers", async () => {
    const parts = await pool.run<LinearTask, PartialGradients>("gradients", tasks(5));
    expect(parts.map((part) => part.samples)).toEqual([1, 1, 2, 1, 2]);
  });

  it("tells which task failed and goes on", async () => {
    await expect(pool.run("fail", [0])).rejects.toThrow('"fail" failed in a worker: as asked');
    await expect(pool.run("unknown", [0])).rejects.toThrow('no task "unknown"');
    expect(await pool.run("gradients", tasks(1))).toHaveLength(1);
  });
});

describe("a pool with this thread in it", () => {
  const here = {
    gradients: linearGradients,
    arrays: (length: number) => {
      const array = new Float32Array(length);
      return moved({ array }, [array]);
    },
    fail: () => {
      throw new RangeError("as asked");
    },
  };
  const withHere = (size: number, spawn = spawnWorker) =>
    openWorkerPool({ size, here, url, spawn: spawn as typeof spawnWorker });

  it("gives the bits of a pool of workers", async () => {
    await openBackend({ require: "wasm" });
    installKernels(tf);
    const [mixed, workers] = [withHere(2), open(2)];
    const of = (pool: typeof mixed) => pool.run<LinearTask, PartialGradients>("gradients", tasks(5));
    expect(await of(mixed)).toEqual(await of(workers));
    await Promise.all([mixed.close(), workers.close()]);
  });

  it("starts no worker when it is alone, keeps what is moved, and goes on after a failure", async () => {
    const pool = withHere(1, () => {
      throw new Error("A worker was started.");
    });
    expect(await pool.run("arrays", [3])).toEqual([{ array: new Float32Array(3) }]);
    await expect(pool.run("fail", [0])).rejects.toThrow("as asked");
    await expect(pool.run("toString", [0])).rejects.toThrow('no task "toString"');
    expect(await pool.run("arrays", [1, 2])).toHaveLength(2);
    await pool.close();
  });
});

it("a worker that dies rejects what it was asked and what it is asked later", async () => {
  const pool = open(1);
  await expect(pool.run("leave", [0])).rejects.toThrow(BackendUnavailableError);
  await expect(pool.run("gradients", tasks(1))).rejects.toThrow("left");
  await pool.close();
});

it.each([0, 1.5, Number.NaN])("refuses a size of %d", (size) => {
  expect(() => open(size)).toThrow(BackendUnavailableError);
});

it("splits a batch into parts as equal as can be, without empty ones", () => {
  expect(splitBatch(7, 2)).toEqual([
    { from: 0, to: 3 },
    { from: 3, to: 7 },
  ]);
  expect(splitBatch(2, 3).map(({ from, to }) => to - from)).toEqual([1, 1]);
});

it("refuses parts that do not fit each other", () => {
  const part = (gradients: Record<string, Float32Array>) => ({ samples: 1, losses: [0], gradients });
  const good = part({ a: new Float32Array(2) });
  expect(() => combineGradients([good, part({ a: new Float32Array(3) })])).toThrow(ShapeError);
  expect(() => combineGradients([good, part({})])).toThrow(ShapeError);
  expect(() => combineGradients([])).toThrow(ShapeError);
});
