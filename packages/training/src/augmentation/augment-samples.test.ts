import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { augmentSamples } from "./augment-samples.ts";
import { farthest, noiseImages } from "./testdata/noise-images.ts";

it("augments in the middle of the range that samples have", async () => {
  const config = {
    kind: "differentiable",
    policies: ["colour", "translation", "cutout"],
    fill: 0.2,
  } as const;
  const options = { config, random: Random.fromSeed(1), state: { numbers: {}, arrays: {} } };
  const x = noiseImages(9, [4, 8, 8, 1]);
  const signed = augmentSamples(x, { ...options, range: [-1, 1] });
  const shares = augmentSamples(tf.div(tf.add(x, 1), 2), { ...options, range: [0, 1] });
  const apart = await farthest(tf.sub(tf.mul(shares, 2), 1), signed);
  expect(apart).toBeLessThan(1e-5);
});
