import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { farthest, noiseImages } from "../testdata/noise-images.ts";
import { type Colouring, colourImages, thenColouring } from "./colouring.ts";

// Each column adds up to one number, as in all colourings: grey stays grey.
const first: Colouring = { matrix: [0.5, 0.2, 0.1, 0.2, 0.3, 0.7, 0.1, 0.3, 0], offset: 0.3 };
const second: Colouring = { matrix: [1, 0.5, 0.2, 0.6, 1.2, 1, 0.4, 0.3, 0.8], offset: -0.2 };

it("does in one product what two colourings do one after the other, to grey and to colours", async () => {
  for (const channels of [1, 3]) {
    const x = noiseImages(1, [2, 3, 3, channels]);
    const twice = (each: Colouring) => [each, each];
    const apart = colourImages(colourImages(x, twice(first)), twice(second));
    expect(await farthest(colourImages(x, twice(thenColouring(first, second))), apart)).toBeLessThan(1e-6);
  }
});

it("does to grey pixels of colour images what it does to grey images", async () => {
  const grey = noiseImages(2, [2, 3, 3, 1]);
  const three = tf.concat([grey, grey, grey], 3) as tf.Tensor4D;
  const [red] = tf.split(colourImages(three, [second, first]), 3, 3) as tf.Tensor[];
  expect(await farthest(red as tf.Tensor, colourImages(grey, [second, first]))).toBeLessThan(1e-6);
});
