import { ConfigInvalidError } from "@ganlens/core";
import { expect, it } from "vitest";
import { openDataset } from "./open-dataset.ts";
import { datasetSources, registerDataset } from "./registry.ts";
import { labelledImages } from "./samples/labelled-images.ts";
import { trainAndHeldOut } from "./samples/split-by-hash.ts";

const source = (name: string) => ({
  name,
  description: "Ten grey pixels.",
  load: async () =>
    labelledImages({
      name,
      images: { data: Uint8Array.from({ length: 10 }, (_, i) => i), shape: [10, 1, 1, 1] },
      parts: trainAndHeldOut,
      licence: "none",
    }),
});

it("opens what a user registers, and refuses names that are taken or odd", async () => {
  expect(datasetSources().map(({ name }) => name)).toEqual([
    "mnist-5k",
    "mnist-t10k",
    "digits-8x8",
    "game-icons",
    "patches-16",
    "words",
    "sprites",
    "digits-strokes",
    "shapes",
    "ring-8",
    "grid-25",
  ]);
  registerDataset(source("ten-greys"));
  expect((await openDataset("ten-greys", { split: "train" })).size).toBe(8);
  expect(() => registerDataset(source("ten-greys"))).toThrow(/which is taken/);
  expect(() => registerDataset(source("mnist-5k"))).toThrow(ConfigInvalidError);
  for (const name of ["", "Ten", "a b", "-a", "../a"]) {
    expect(() => registerDataset(source(name))).toThrow(/lower case letters/);
  }
});

it("says which names are near an unknown one, or all when none is", async () => {
  await expect(openDataset("mnist5k", { split: "train" })).rejects.toMatchObject({
    code: "config-invalid",
    message: 'Expected the name of a data set, received "mnist5k".',
    hint: expect.stringContaining("mnist-5k"),
  });
  await expect(openDataset("photographs", { split: "train" })).rejects.toMatchObject({
    hint: expect.stringMatching(/^Known are: mnist-5k, /),
  });
  await expect(openDataset("mnist-5k", { split: "test" })).rejects.toMatchObject({
    code: "config-invalid",
    message: 'Expected the name of a split of mnist-5k, received "test".',
    hint: "Known are: train, held-out.",
  });
});
