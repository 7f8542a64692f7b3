import type { Fault } from "./fault.ts";
import { replacingFault } from "./replacing-fault.ts";
import { shareInWords } from "./share-of.ts";
import { directions, shiftImage } from "./shifted-image.ts";

/** A share of the images is replaced by training images moved by one pixel, each up, down, left or right. */
export const shiftedCopies: Fault = replacingFault({
  id: "shifted-copies",
  title: (strength) => `${shareInWords(strength)} copies of training images shifted by 1 px`,
  sources: 1,
  replace(random, count, layout) {
    const ways = random.split("ways").integers(count, { high: directions.length });
    return ({ image, sources: [source] }, i) =>
      shiftImage(
        image,
        source as Float32Array,
        layout,
        directions[ways[i] as number] as readonly [number, number],
      );
  },
});
