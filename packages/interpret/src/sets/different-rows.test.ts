import { Random, takeRows } from "@ganlens/core";
import { expect, it } from "vitest";
import { differentRows, sharedRows } from "./different-rows.ts";

it("finds each image once, by its bits, wherever it is repeated", () => {
  const images = { data: Random.fromSeed(1).uniform(5 * 16), shape: [5, 4, 4, 1] };
  expect(differentRows(images)).toEqual([0, 1, 2, 3, 4]);
  expect(differentRows(takeRows(images, [3, 3, 0, 3, 1, 0]))).toEqual([0, 2, 4]);
  const nearly = takeRows(images, [2, 2]);
  nearly.data[20] = (nearly.data[20] as number) + 1e-6;
  expect(differentRows(nearly)).toEqual([0, 1]);
});

it("finds images that another set holds, too, and none that differs in its last bit", () => {
  const images = { data: Random.fromSeed(1).uniform(5 * 16), shape: [5, 4, 4, 1] };
  const others = takeRows(images, [3, 0, 3]);
  others.data[20] = (others.data[20] as number) + 1e-6;
  expect(sharedRows(images, others)).toEqual([3]);
  expect(sharedRows(takeRows(images, [3, 1, 3]), others)).toEqual([0, 2]);
});
