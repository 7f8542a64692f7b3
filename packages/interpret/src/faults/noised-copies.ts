import type { Fault } from "./fault.ts";
import { replacingFault } from "./replacing-fault.ts";
import { shareInWords } from "./share-of.ts";

const standardDeviation = 0.1;

/** A share of the images is replaced by training images x + N(0, 0.1²), clipped to [0, 1]. */
export const noisedCopies: Fault = replacingFault({
  id: "noised-copies",
  title: (strength) =>
    `${shareInWords(strength)} copies of training images with noise of standard deviation ${standardDeviation}`,
  sources: 1,
  replace(random, count, { size }) {
    const noise = random.split("noise").normal(count * size, { standardDeviation });
    return ({ image, sources: [source] }, i) => {
      for (let j = 0; j < size; j++) {
        const value = ((source as Float32Array)[j] as number) + (noise[i * size + j] as number);
        image[j] = Math.min(1, Math.max(0, value));
      }
    };
  },
});
