import { installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { nearestNeighbours } from "@ganlens/metrics";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { nearestRows } from "./nearest-rows.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
});

const draw = (name: string, count: number, offset = 0) => ({
  data: Random.fromSeed(2)
    .split(name)
    .normal(count * 9)
    .map((value) => value + offset),
  shape: [count, 9],
});

it("finds what an exact search finds, over more queries than one batch, and leaves no tensor", async () => {
  const [queries, points] = [draw("queries", 600), draw("points", 300)];
  const before = tf.memory().numTensors;
  const found = await nearestRows({ queries, points, k: 6 });
  expect(tf.memory().numTensors).toBe(before);
  const exact = nearestNeighbours({ queries, points, k: 6 });
  expect([...found.rows]).toEqual([...exact.indices.data]);
  found.distances.forEach((distance, i) => {
    expect(distance).toBeCloseTo(exact.distances.data[i] as number, 10);
  });
});

it("loses no digits to a common offset: a copy lies at 0", async () => {
  const points = draw("points", 300, 1000);
  const { rows, distances } = await nearestRows({ queries: points, points, k: 2 });
  for (let i = 0; i < 300; i++) expect([rows[2 * i], distances[2 * i]]).toEqual([i, 0]);
});

it("refuses fewer points than are asked for, and another width", async () => {
  const queries = draw("queries", 4);
  await expect(nearestRows({ queries, points: draw("points", 3), k: 6 })).rejects.toThrow(
    /at least 6 points/,
  );
  const narrow = { data: new Float32Array(20), shape: [10, 2] };
  await expect(nearestRows({ queries, points: narrow, k: 1 })).rejects.toThrow(/as wide as the queries/);
});
