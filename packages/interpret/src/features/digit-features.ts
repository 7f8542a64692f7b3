import { rows, type Subject } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { type Features, frechetDistance } from "@ganlens/metrics";
import { realSet } from "../sets/draw-set.ts";
import { percent } from "../words/numbers.ts";
import { isMnist } from "./comparison-images.ts";
import { digitClassifierSpace } from "./digit-classifier-space.ts";
import type { FeatureSpace } from "./feature-space.ts";

/** The digit classifier's features where they fit the images, and why, or why not, where that is a question. */
export interface DigitFeatures {
  readonly space: FeatureSpace | null;
  /** Sentences for the answer. */
  readonly words: readonly string[];
}

/** Data whose features lie further from MNIST's than this share of uniform noise's distance are not digits to the classifier. */
const farthest = 0.05;
/** Images of either side that the fit of the classifier is judged by. */
const judged = 1000;

/**
 * The pinned digit classifier's penultimate layer, where size and content of the real images fit it.
 *
 * The content fits when the images are MNIST's own, by their hash, or lie as near to MNIST's as digits do: a Fréchet distance
 * in those features of at most 5 % of uniform noise's. For other images the features mean nothing.
 */
export async function digitFeatures(subject: Subject): Promise<DigitFeatures> {
  const { imageShape } = subject;
  if (imageShape.join() !== "28,28,1") {
    const digits = subject.real?.dataset?.classes?.join() === "0,1,2,3,4,5,6,7,8,9";
    const why = `The digit classifier is not used: it takes images of 28 × 28 × 1, these are ${imageShape.join(" × ")}.`;
    return { space: null, words: digits ? [why] : [] };
  }
  const space = await digitClassifierSpace();
  let share: number;
  try {
    if (await isMnist(subject)) return { space, words: [] };
    share = await shareOfNoise(subject, space);
  } catch (error) {
    space.dispose();
    throw error;
  }
  const where = `the real images lie ${percent(share)} of uniform noise's distance from MNIST's in its features`;
  if (share <= farthest) {
    return { space, words: [`The digit classifier's features are used, since ${where}.`] };
  }
  space.dispose();
  return {
    space: null,
    words: [
      `The digit classifier's features are not used: ${where}, at most ${percent(farthest)} would be digits.`,
    ],
  };
}

/** How far the real images are from MNIST's, as a share of how far uniform noise is. */
async function shareOfNoise(subject: Subject, space: FeatureSpace): Promise<number> {
  const real = await realSet(subject, "train", judged);
  const count = real.x.shape[0] as number;
  const mnist = rows((await (await openDataset("mnist-t10k", { split: "b-1" })).all()).x, 0, judged);
  const reference = await space.features(mnist);
  // A fixed pattern of every grey value is noise enough to be a yardstick, and needs no random numbers.
  const noise = Float32Array.from({ length: count * 784 }, (_, i) => ((i * 2_654_435_761) % 65_536) / 65_535);
  const ofNoise = await space.features({ data: noise, shape: [count, 28, 28, 1] });
  const distance = async (features: Features) => frechetDistance({ first: features, second: reference });
  return (await distance(await space.features(real.x))) / (await distance(ofNoise));
}
