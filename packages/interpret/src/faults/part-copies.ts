import type { Fault } from "./fault.ts";
import { replacingFault } from "./replacing-fault.ts";
import { shareInWords } from "./share-of.ts";

/** A share of the images gets its top, bottom, left or right half from a training image; the other half stays. */
export const partCopies: Fault = replacingFault({
  id: "part-copies",
  title: (strength) => `${shareInWords(strength)} images of which one half is a training image's`,
  sources: 1,
  replace(random, count, { height, width, channels }) {
    const halves = random.split("halves").integers(count, { high: 4 });
    return ({ image, sources: [source] }, i) => {
      const half = halves[i] as number;
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const first = half < 2 ? row < height / 2 : column < width / 2;
          if (first !== (half % 2 === 0)) continue;
          const at = (row * width + column) * channels;
          image.set((source as Float32Array).subarray(at, at + channels), at);
        }
      }
    };
  },
});
