import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { farthest, noiseImages } from "../testdata/noise-images.ts";
import { adaptiveAugment } from "./adaptive-augment.ts";
import { type AdaptiveTransformName, adaptiveTransforms } from "./adaptive-transforms.ts";

describe("adaptive augmentation", () => {
  const names = Object.keys(adaptiveTransforms) as AdaptiveTransformName[];
  const changed = async (probability: number, transforms = names) => {
    const x = noiseImages(6, [400, 6, 6, 1]);
    const y = adaptiveAugment(x, { transforms, probability, random: Random.fromSeed(7) });
    const difference = await tf.max(tf.abs(tf.sub(x, y)), [1, 2, 3]).data();
    return difference.filter((value) => value > 1e-6).length / difference.length;
  };

  it("changes no image at 0, all at 1, and as many as the probability says between", async () => {
    expect(await changed(0)).toBe(0);
    expect(await changed(1)).toBe(1);
    for (const name of ["translation", "scale", "rotation", "stretch", "brightness", "contrast"] as const) {
      expect(Math.abs((await changed(0.3, [name])) - 0.3)).toBeLessThan(0.08);
    }
  });

  it("does nothing to grey images by hue and saturation, and leaves grey pixels of colour images grey", async () => {
    expect(await changed(1, ["hue", "saturation"])).toBe(0);
    const grey = noiseImages(6, [40, 6, 6, 1]);
    const three = tf.concat([grey, grey, grey], 3) as tf.Tensor4D;
    const turned = adaptiveAugment(three, {
      transforms: ["hue", "saturation"],
      probability: 1,
      random: Random.fromSeed(7),
    });
    expect(await farthest(turned, three)).toBeLessThan(1e-5);
    const coloured = noiseImages(7, [40, 6, 6, 3]);
    const hued = adaptiveAugment(coloured, {
      transforms: ["hue"],
      probability: 1,
      random: Random.fromSeed(7),
    });
    // A turn keeps distances from grey.
    const length = (x: tf.Tensor) => tf.sum(tf.square(x), 3);
    expect(await farthest(length(hued), length(coloured))).toBeLessThan(1e-4);
  });
});
