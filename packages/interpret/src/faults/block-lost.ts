import { RunUnsupportedError } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { shareInWords, shareOf } from "./share-of.ts";

/** Parts of an image along each side, one of which loses a block. */
const parts = 3;

/**
 * A square is black in a share of the images, its side a quarter of the image's shorter one, rounded up: in the middle of one of
 * 3 × 3 parts of the image, drawn for the whole set among those that are at least half as bright as the brightest.
 */
export const blockLost: Fault = defineFault({
  id: "block-lost",
  title: (strength) =>
    strength === 1
      ? "a black block in every image"
      : `a black block in ${shareInWords(strength)} of the images`,
  unit: "share of images",
  strengths: [1],
  range: "share",
  plant({ images, random }, strength, { count, height, width, channels, size }) {
    const side = Math.ceil(Math.min(height, width) / 4);
    const startOf = (part: number, length: number): number =>
      Math.min(length - side, Math.max(0, Math.round(((part + 0.5) * length) / parts - side / 2)));
    /** Calls with every value of a block. */
    const within = (part: number, image: number, each: (at: number) => void): void => {
      const top = startOf(Math.floor(part / parts), height);
      const left = startOf(part % parts, width);
      for (let row = top; row < top + side; row++) {
        const at = image * size + (row * width + left) * channels;
        for (let value = at; value < at + side * channels; value++) each(value);
      }
    };
    const light = Array.from({ length: parts * parts }, (_, part) => {
      let sum = 0;
      for (let image = 0; image < count; image++) {
        within(part, image, (at) => {
          sum += images.data[at] as number;
        });
      }
      return sum;
    });
    const most = Math.max(...light);
    if (most === 0) {
      throw new RunUnsupportedError({
        message: "Expected images that are not black, so that a block can be lost; received none.",
        hint: "Leave out this fault for black images.",
      });
    }
    const bright = light.flatMap((sum, part) => (sum >= most / 2 ? [part] : []));
    const part = bright[random.split("part").integers(1, { high: bright.length })[0] as number] as number;
    const data = Float32Array.from(images.data);
    const places = random.split("places").permutation(count);
    for (const image of places.subarray(0, shareOf(strength, count, "images"))) {
      within(part, image, (at) => {
        data[at] = 0;
      });
    }
    return { data, shape: images.shape };
  },
});
