import { Random, ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import {
  applyModel,
  buildModel,
  decode,
  disposeModel,
  encode,
  initialiseFromPca,
  loadModel,
  prefixMask,
  saveModel,
} from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const nested = { architecture: "nested-autoencoder", codes: [1, 2, 3], width: 5, shape: [2, 3, 1] };

/** Orthonormal rows by Gram and Schmidt. */
function orthonormal(rows: number, columns: number, random: Random): number[][] {
  const basis: number[][] = [];
  while (basis.length < rows) {
    let row = [...random.normal(columns)];
    for (const other of basis) {
      const dot = row.reduce((sum, value, i) => sum + value * (other[i] as number), 0);
      row = row.map((value, i) => value - dot * (other[i] as number));
    }
    const norm = Math.hypot(...row);
    basis.push(row.map((value) => value / norm));
  }
  return basis;
}

test.each([
  { architecture: "seed-autoencoder" },
  { architecture: "dense-autoencoder", widths: [8], code: 4 },
  { architecture: "conv-autoencoder", channels: [2, 2], code: 4 },
])("decode(encode(x)) is the whole, after loading too: $architecture", async (spec) => {
  const built = buildModel({ spec, name: "autoencoder", random: Random.fromSeed(1) });
  const { model } = await loadModel(await saveModel(built));
  const x = tf.tensor(Random.fromSeed(2).uniform(2 * 784), [2, 28, 28, 1]);
  const whole = applyModel(built, x, { training: false }) as tf.Tensor;
  const code = encode(model, x);
  const image = decode(model, code);
  expect(code.shape.length).toBe(2);
  expect(await image.data()).toEqual(await whole.data());
  expect(Math.min(...(await image.data()))).toBeGreaterThanOrEqual(0);
  await expectNoLeak(tf, () => tf.dispose([encode(model, x), decode(model, code)]));
  tf.dispose([x, whole, code, image]);
  disposeModel(built);
  disposeModel(model);
});

test("a nested autoencoder initialised from PCA is PCA of every prefix size", async () => {
  const random = Random.fromSeed(4);
  const model = buildModel({ spec: nested, name: "n", random });
  const components = orthonormal(3, 6, random);
  const mean = [...random.uniform(6)];
  await initialiseFromPca(model, {
    mean: { data: mean, shape: [6] },
    components: { data: components.flat(), shape: [3, 6] },
  });
  const x = [...random.uniform(6)];
  const input = tf.tensor(x, [1, 2, 3, 1]);
  const centred = x.map((value, i) => value - (mean[i] as number));
  const scores = components.map((row) =>
    row.reduce((sum, value, i) => sum + value * (centred[i] as number), 0),
  );
  const code = encode(model, input);
  expect(await code.data()).toBeAllclose(scores, { atol: 1e-5 });
  for (const size of [1, 2, 3]) {
    const { data, shape } = prefixMask([size], 3);
    const mask = tf.tensor(data, [...shape]);
    const expected = mean.map((value, i) =>
      scores.slice(0, size).reduce((sum, score, j) => sum + score * (components[j]?.[i] as number), value),
    );
    const whole = applyModel(model, [input, mask], { training: false }) as tf.Tensor;
    const decoded = decode(model, code, { training: false, mask });
    expect(await whole.data()).toBeAllclose(expected, { atol: 1e-5 });
    expect(await decoded.data()).toBeAllclose(expected, { atol: 1e-5 });
    tf.dispose([mask, whole, decoded]);
  }
  tf.dispose([input, code]);
  disposeModel(model);
});

test("the corrections learn although they start at 0", async () => {
  const model = buildModel({ spec: nested, name: "n", random: Random.fromSeed(4) });
  const x = tf.tensor(Random.fromSeed(5).normal(60), [10, 2, 3, 1]);
  const { data, shape } = prefixMask([1, 2, 3, 1, 2, 3, 1, 2, 3, 3], 3);
  const mask = tf.tensor(data, [...shape]);
  const loss = () =>
    tf.losses.meanSquaredError(x, applyModel(model, [x, mask], { training: true }) as tf.Tensor) as tf.Scalar;
  const optimizer = tf.train.adam(0.02);
  const [before] = await tf.tidy(loss).data();
  for (let step = 0; step < 60; step++) optimizer.minimize(loss);
  const [after] = await tf.tidy(loss).data();
  expect(after as number).toBeLessThan(0.7 * (before as number));
  const correction = model.weights.find((weight) => weight.originalName === "n/decoder/correction/kernel");
  expect((await correction?.read().data())?.some((value) => value !== 0)).toBe(true);
});

test("what does not fit is refused", async () => {
  const model = buildModel({ spec: nested, name: "n", random: Random.fromSeed(4) });
  const other = buildModel({
    spec: { architecture: "points-generator" },
    name: "p",
    random: Random.fromSeed(4),
  });
  const x = tf.zeros([1, 2]);
  expect(() => encode(other, x)).toThrow(ShapeError);
  const mean = { data: new Float32Array(6), shape: [6] };
  await expect(
    initialiseFromPca(model, { mean, components: { data: new Float32Array(12), shape: [2, 6] } }),
  ).rejects.toThrow(ShapeError);
  await expect(
    initialiseFromPca(other, { mean, components: { data: new Float32Array(18), shape: [3, 6] } }),
  ).rejects.toThrow(ShapeError);
  expect(() => prefixMask([0], 3)).toThrow(ShapeError);
  expect(() => prefixMask([4], 3)).toThrow(ShapeError);
  x.dispose();
  disposeModel(model);
  disposeModel(other);
});
