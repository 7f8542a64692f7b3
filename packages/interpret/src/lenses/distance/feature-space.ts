import type { NdArray, Subject } from "@ganlens/core";
import { rows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import {
  type Features,
  frechetDistance,
  type PrincipalComponents,
  principalComponents,
  project,
} from "@ganlens/metrics";
import { applyModel, disposeModel, loadDigitClassifier } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import { realSet } from "../../sets/draw-set.ts";
import { inBatches } from "../../steps/in-batches.ts";
import { percent } from "../../words/numbers.ts";

/** Where distances are taken: a name that says how, and the map from images to features. */
export interface FeatureSpace {
  /** Names the extractor and its hash, as it is printed with every number. */
  readonly name: string;
  features(images: NdArray): Promise<Features>;
  dispose(): void;
}

/** Two disjoint samples of real images, equal in number: the reference, and the one that shows the floor. */
export interface References {
  readonly meaning: string;
  readonly first: NdArray;
  readonly second: NdArray;
  /** Real images that are in neither, for fitting a feature space. */
  readonly others: NdArray;
}

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
  const { model, sha256 } = await loadDigitClassifier();
  const space: FeatureSpace = {
    name: `digit-classifier-64, sha256 ${sha256.slice(0, 12)}`,
    features: (images) =>
      inBatches(
        images,
        (batch) => (applyModel(model, batch, { training: false }) as tf.Tensor[])[1] as tf.Tensor,
      ),
    dispose: () => disposeModel(model),
  };
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

/** Principal components of pixels, fitted to real images that are not in the comparison. */
export function pixelFeatures(others: NdArray): FeatureSpace {
  const [count = 0, ...shape] = others.shape;
  const pixels = shape.reduce((product, side) => product * side, 1);
  const components = Math.min(64, pixels, count - 1);
  const axes: PrincipalComponents = principalComponents({ data: others, components });
  return {
    name: `PCA-${components} of pixels`,
    features: async (images) => project(axes, images),
    dispose: () => {},
  };
}

/**
 * What generated images are compared with.
 *
 * For MNIST: two halves of its test set that neither the generator nor the extractor has seen. For any other data, or
 * held-out images of the user's own: the held-out images, cut in two.
 */
export async function references(subject: Subject): Promise<References> {
  const mnist = (await isMnist(subject)) ? await openDataset("mnist-t10k", { split: "b-1" }) : undefined;
  // Held-out images of the user's own are what is to be compared with, whatever the training data are.
  const held = (await subject.real?.open("held-out"))?.key ?? "";
  const own = subject.real?.dataset;
  // Half B of the test set is what nothing was trained on: where it is held out, or the data are other ones of MNIST.
  const otherDigits = own?.name === "mnist-5k" && held.startsWith(own.sha256);
  if (mnist !== undefined && (otherDigits || held.includes(`${mnist.info.sha256}/b`))) {
    return {
      meaning: "MNIST test images that no network here was trained on",
      first: (await mnist.all()).x,
      second: (await mnist.openSplit("b-2").all()).x,
      others: (await mnist.openSplit("a").all()).x,
    };
  }
  const heldOut = (await realSet(subject, "held-out")).x;
  const count = Math.floor((heldOut.shape[0] as number) / 2);
  return {
    meaning:
      subject.real?.unseen === true ? subject.real.heldOutWords : "images that the generator was trained on",
    first: rows(heldOut, 0, count),
    second: rows(heldOut, count, 2 * count),
    others: (await realSet(subject, "train", 10_000)).x,
  };
}

/** The MNIST sets, and a split of each. */
const splits: Readonly<Record<string, string>> = { "mnist-5k": "train", "mnist-t10k": "a" };

/** Whether the data are one of the MNIST sets that come with ganlens, by their hash: a folder may have any name. */
async function isMnist({ real, imageShape }: Subject): Promise<boolean> {
  const dataset = real?.dataset;
  // A generator that was trained on the test set itself is compared with what it has seen, and that is said.
  if (dataset === undefined || real?.unseen !== true || imageShape.join() !== "28,28,1") return false;
  const split = splits[dataset.name];
  return split !== undefined && (await openDataset(dataset.name, { split })).info.sha256 === dataset.sha256;
}
