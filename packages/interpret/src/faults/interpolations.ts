import type { Fault } from "./fault.ts";
import { replacingFault } from "./replacing-fault.ts";
import { shareInWords } from "./share-of.ts";

/** A share of the images is replaced by t a + (1 − t) b of two training images, t uniform in [1/4, 3/4]. */
export const interpolations: Fault = replacingFault({
  id: "interpolations",
  title: (strength) => `${shareInWords(strength)} mixtures of two training images`,
  sources: 2,
  replace(random, count) {
    const weights = random.split("weights").uniform(count, { low: 0.25, high: 0.75 });
    return ({ image, sources: [first, second] }, i) => {
      const weight = weights[i] as number;
      for (let j = 0; j < image.length; j++) {
        const mixed =
          weight * ((first as Float32Array)[j] as number) +
          (1 - weight) * ((second as Float32Array)[j] as number);
        image[j] = Math.min(1, mixed);
      }
    };
  },
});
