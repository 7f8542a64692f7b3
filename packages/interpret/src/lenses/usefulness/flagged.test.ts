import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { concatRows, finish, type NdArray, Random, takeRows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { disposeModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import { nestedSpec } from "../../autoencoders/nested-spec.ts";
import { plantedContext } from "../../testdata/planted-subject.ts";
import { mostSurelyTold, repeated } from "./flagged.ts";

let images: NdArray;
let autoencoder: tf.LayersModel;
beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
  images = (await (await openDataset("digits-8x8", { split: "train" })).all()).x;
  const learning = fitAutoencoder({
    spec: nestedSpec({ imageShape: [8, 8, 1] }),
    images: { name: "real", key: "digits", x: some(1000, 1400) },
    seed: 0,
    steps: 30,
    context: plantedContext(),
  });
  autoencoder = (await finish(learning)).model;
});

afterAll(() => disposeModel(autoencoder));

const some = (from: number, to: number): NdArray =>
  takeRows(
    images,
    Array.from({ length: to - from }, (_, i) => from + i),
  );

describe("generated images that others flag", () => {
  it("repeat one before them: the first of each group is kept, and of different images none is flagged", async () => {
    const suspect = concatRows([some(0, 100), some(10, 20), some(10, 15)]);
    expect([...(await repeated(suspect)).rows]).toEqual(Array.from({ length: 15 }, (_, i) => 100 + i));
    expect((await repeated(some(0, 100))).rows.size).toBe(0);
  });

  it("are surely told where they are noised, and one in twenty of real ones is", async () => {
    const random = Random.fromSeed(6);
    const known = some(700, 1000);
    const noise = random.split("noise").normal(100 * 64, { standardDeviation: 0.3 });
    const noised = some(500, 600);
    const x = {
      data: noised.data.map((value, at) => Math.min(1, Math.max(0, value + (noise[at] as number)))),
      shape: noised.shape,
    };
    const found = await mostSurelyTold(concatRows([some(0, 500), x]), { autoencoder, known, random });
    const inNoised = [...found.rows].filter((row) => row >= 500).length;
    expect(inNoised).toBeGreaterThan(60);
    const none = await mostSurelyTold(some(0, 600), { autoencoder, known, random });
    expect(none.rows.size).toBeGreaterThan(6);
    expect(none.rows.size).toBeLessThan(75);
  });
});
