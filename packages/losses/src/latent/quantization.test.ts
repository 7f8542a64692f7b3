import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { moveCodebook, nearestEntries, straightThrough, vectorQuantization } from "../index.ts";
import { numbersOf, rows } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const codes = () =>
  rows([
    [0.9, 0.2],
    [-2, 0],
    [1.2, -0.1],
    [0, 3],
  ]);
const codebook = () =>
  rows([
    [1, 0],
    [0, 2],
    [5, 5],
    [-1, 0],
  ]);
const entryOf = [0, 3, 0, 1];
const entries = [1, 0, -1, 0, 1, 0, 0, 2];
const values = [0.9, 0.2, -2, 0, 1.2, -0.1, 0, 3];

it("straight through, values are the first's and gradients the second's", async () => {
  const [forward, backward] = [rows([1, 2]), rows([5, 6])];
  const { value, grads } = tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) =>
    tf.sum(tf.square(straightThrough({ forward: a, backward: b }))),
  )([forward, backward]);
  expect(await numbersOf(value)).toEqual([5]);
  expect(await numbersOf(grads[0] as tf.Tensor)).toEqual([0, 0]);
  expect(await numbersOf(grads[1] as tf.Tensor)).toEqual([2, 4]);
  const other = tf.zeros([1, 2]);
  expect(() => straightThrough({ forward, backward: other })).toThrow("[2] and [1,2]");
  tf.dispose([forward, backward, other]);
});

describe("vectorQuantization", () => {
  it("finds the nearest entries, both losses, and how many entries are in use", async () => {
    const given = { codes: codes(), codebook: codebook() };
    const found = vectorQuantization(given);
    expect(found.indices.shape).toEqual([4]);
    expect(await numbersOf(found.indices)).toEqual(entryOf);
    expect(await numbersOf(found.quantized)).toEqual(entries);
    const error = values.reduce((total, value, i) => total + (value - (entries[i] as number)) ** 2, 0) / 8;
    expect(await numbersOf(found.codebookLoss)).toBeAllclose([error]);
    expect(await numbersOf(found.commitmentLoss)).toBeAllclose([error]);
    expect(await numbersOf(found.perplexity)).toBeAllclose([Math.exp(0.5 * Math.log(2) + 0.5 * Math.log(4))]);
    await expectNoLeak(tf, () => tf.dispose(Object.values(vectorQuantization(given))));
    tf.dispose(Object.values(given));
  });

  it("each loss has its gradient on one side, and the output that of the codes", async () => {
    const inputs = [codes(), codebook()];
    const gradients = (of: "codebookLoss" | "commitmentLoss" | "quantized") => {
      const { value, grads } = tf.valueAndGrads((z: tf.Tensor, e: tf.Tensor) =>
        tf.sum(vectorQuantization({ codes: z, codebook: e })[of]),
      )(inputs);
      value.dispose();
      return Promise.all(grads.map(numbersOf));
    };
    const apart = values.map((value, i) => (2 * (value - (entries[i] as number))) / 8);
    const nothing = apart.map(() => 0);
    expect(await gradients("commitmentLoss")).toBeAllclose([apart, nothing]);
    // The first entry has two codes, the third none.
    const toEntries = [
      apart[0]! + apart[4]!,
      apart[1]! + apart[5]!,
      apart[6]!,
      apart[7]!,
      0,
      0,
      apart[2]!,
      apart[3]!,
    ];
    expect(await gradients("codebookLoss")).toBeAllclose([nothing, toEntries.map((value) => -value)]);
    expect(await gradients("quantized")).toBeAllclose([apart.map(() => 1), nothing]);
    tf.dispose(inputs);
  });

  it("takes maps of codes, and refuses entries of another width", async () => {
    const map = tf.tidy(() => tf.reshape(codes(), [1, 2, 2, 2]));
    const [entriesOfTwo, wide] = [codebook(), tf.zeros([4, 3])];
    const found = vectorQuantization({ codes: map, codebook: entriesOfTwo });
    expect([found.indices.shape, found.quantized.shape]).toEqual([
      [1, 2, 2],
      [1, 2, 2, 2],
    ]);
    expect(() => vectorQuantization({ codes: map, codebook: wide })).toThrow("[entries, 2], received [4,3]");
    expect(() => nearestEntries({ codes: map, codebook: map })).toThrow(ShapeError);
    tf.dispose([map, entriesOfTwo, wide, ...Object.values(found)]);
  });
});

describe("moveCodebook", () => {
  const state = () => ({
    ...{ codes: codes(), codebook: codebook() },
    ...{ clusterSizes: tf.ones([4]), clusterSums: codebook() },
  });

  it("moves sizes and sums to what is nearest, and leaves unused entries finite", async () => {
    const given = state();
    const moved = moveCodebook({ ...given, decay: 0.5, epsilon: 0.1 });
    const sizes = [1.5, 1, 0.5, 1];
    const sums = [0.5 + 1.05, 0.05, 0, 2.5, 2.5, 2.5, -1.5, 0];
    const smoothed = sizes.map((size) => ((size + 0.1) / (4 + 0.4)) * 4);
    expect(await moved.clusterSizes.data()).toBeAllclose(sizes);
    expect(await moved.clusterSums.data()).toBeAllclose(sums);
    expect(await moved.codebook.data()).toBeAllclose(
      sums.map((value, i) => value / (smoothed[Math.floor(i / 2)] as number)),
    );
    await expectNoLeak(tf, () => tf.dispose(Object.values(moveCodebook(given))));
    tf.dispose([...Object.values(given), ...Object.values(moved)]);
  });

  it("refuses states and numbers that do not fit", () => {
    const given = state();
    const short = tf.ones([3]);
    expect(() => moveCodebook({ ...given, clusterSizes: short })).toThrow(
      "cluster sizes of shape [4], received [3]",
    );
    expect(() => moveCodebook({ ...given, clusterSums: short })).toThrow("[4, 2], received [3]");
    expect(() => moveCodebook({ ...given, decay: 1.1 })).toThrow("received 1.1");
    expect(() => moveCodebook({ ...given, epsilon: 0 })).toThrow(ConfigInvalidError);
    tf.dispose([...Object.values(given), short]);
  });
});
