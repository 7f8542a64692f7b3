import { installKernels, openBackend } from "@ganlens/backend";
import { type NdArray, takeRows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { areAlike } from "./alike-images.ts";
import { shuffled } from "./control-images.ts";

let digits: NdArray;
let labels: Int32Array;
beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  const data = await (await openDataset("digits-8x8", { split: "train" })).all();
  [digits, labels] = [data.x, data.labels as Int32Array];
});

const part = (offset: number, every = 5) =>
  shuffled(
    takeRows(
      digits,
      [...Array(digits.shape[0]).keys()].filter((row) => row % every === offset),
    ),
  );

it("holds divisions of one source to be alike", async () => {
  const alike: boolean[] = [];
  for (let i = 0; i < 5; i++) for (let j = 0; j < i; j++) alike.push(await areAlike(part(i), part(j)));
  expect(alike).toEqual(Array(10).fill(true));
});

it("tells other classes, other contrast and copies from them", async () => {
  const sevens = takeRows(
    digits,
    [...labels.keys()].filter((row) => labels[row] === 7),
  );
  expect(await areAlike(part(0), shuffled(sevens))).toBe(false);
  const faded = { ...part(1), data: part(1).data.map((value) => 0.6 * value) };
  expect(await areAlike(part(0), faded)).toBe(false);
  const one = takeRows(part(1), Array(200).fill(0));
  expect(await areAlike(part(0), one)).toBe(false);
});
