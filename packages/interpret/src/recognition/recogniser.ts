import { type NdArray, Random } from "@ganlens/core";
import { predictLinear } from "@ganlens/metrics";
import type { Hidden } from "./hidden.ts";
import { lowFrequencies } from "./low-frequencies.ts";
import { randomFeatures } from "./random-features.ts";
import { ridgeReadOut } from "./ridge-read-out.ts";

/** Units of the hidden layer. */
const units = 512;
/** Of the read-out's weights; rows of features are about 1 long. */
const penalty = 0.3;

/** A learner of classes, the same for every set of images that it is shown. */
export interface Recogniser {
  readonly classes: number;
  /** What the network's first layers make of images, once for each image. */
  hidden(images: NdArray): Hidden;
  /** Learns from some rows, and gives the class that it sees in each of others. */
  learn(from: { readonly hidden: Hidden; readonly labels: ArrayLike<number> }): (of: Hidden) => Int32Array;
}

/**
 * A small network: the coarse shapes of an image, a hidden layer of 512 units that is drawn at random, and a read-out that is fitted
 * by ridge regression to the classes, in closed form. Its layers below the read-out are fitted to nothing, and are the same for all
 * that learn.
 *
 * @param scale images of any kind, ≥ 2, whose distances set the width of the hidden units
 * @param name of the random layer: two recognisers of different names share nothing
 */
export function recogniserOf({
  scale,
  classes,
  name = "recogniser",
}: {
  readonly scale: NdArray;
  readonly classes: number;
  readonly name?: string;
}): Recogniser {
  const features = randomFeatures({
    scale: lowFrequencies(scale),
    units,
    random: Random.fromSeed(0).split(name),
  });
  return {
    classes,
    hidden: (images) => features(lowFrequencies(images)),
    learn({ hidden, labels }) {
      const model = ridgeReadOut({ x: hidden, y: oneHot(labels, classes), penalty });
      return (of) => likeliest(predictLinear(model, of).data, classes);
    },
  };
}

function oneHot(labels: ArrayLike<number>, classes: number): Hidden {
  const data = new Float64Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) data[i * classes + (labels[i] as number)] = 1;
  return { data, shape: [labels.length, classes] };
}

/** The column of each row's largest value. */
function likeliest(scores: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: scores.length / classes }, (_, i) => {
    const row = scores.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
}
