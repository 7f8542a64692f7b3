import { RunUnsupportedError } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { shareInWords, shareOf } from "./share-of.ts";

/**
 * A square in one corner, drawn for the whole set, is black in a share of the images; its side is a quarter of the image's
 * shorter one, rounded up. Where that corner is black already, an image stays as it is.
 */
export const cornerLost: Fault = defineFault({
  id: "corner-lost",
  title: (strength) =>
    strength === 1
      ? "a black corner in every image"
      : `a black corner in ${shareInWords(strength)} of the images`,
  unit: "share of images",
  strengths: [0.2, 1],
  range: "share",
  plant({ images, random }, strength, { count, height, width, channels, size }) {
    const places = random.split("places").permutation(count);
    const corner = random.split("corner").integers(1, { high: 4 })[0] as number;
    const side = Math.ceil(Math.min(height, width) / 4);
    const top = corner < 2 ? 0 : height - side;
    const left = corner % 2 === 0 ? 0 : width - side;
    const data = Float32Array.from(images.data);
    for (const place of places.subarray(0, shareOf(strength, count, "images"))) {
      for (let row = top; row < top + side; row++) {
        const at = place * size + (row * width + left) * channels;
        data.fill(0, at, at + side * channels);
      }
    }
    if (data.every((value, i) => value === images.data[i])) {
      throw new RunUnsupportedError({
        message: "Expected images whose corner is not black, so that it can be lost; received none.",
        hint: "Leave out this fault for images on a black background.",
      });
    }
    return { data, shape: images.shape };
  },
});
