import type { NdArray, Subject } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { type Features, type PrincipalComponents, principalComponents, project } from "@ganlens/metrics";
import { applyModel, disposeModel, loadDigitClassifier } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import { inBatches } from "../../steps/in-batches.ts";

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

/** The pinned digit classifier's penultimate layer, for images that are MNIST digits; null for any others. */
export async function digitFeatures(subject: Subject): Promise<FeatureSpace | null> {
  if (!(await isMnist(subject))) return null;
  const { model, sha256 } = await loadDigitClassifier();
  return {
    name: `digit-classifier-64, sha256 ${sha256.slice(0, 12)}`,
    features: (images) =>
      inBatches(
        images,
        (batch) => (applyModel(model, batch, { training: false }) as tf.Tensor[])[1] as tf.Tensor,
      ),
    dispose: () => disposeModel(model),
  };
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
 * For digits: two halves of MNIST's test set that neither the generator nor the extractor has seen. For any other data:
 * the held-out images, cut in two.
 */
export async function references(subject: Subject): Promise<References> {
  if (await isMnist(subject)) {
    const first = await openDataset("mnist-t10k", { split: "b-1" });
    return {
      meaning: "MNIST test images that no network here was trained on",
      first: (await first.all()).x,
      second: (await first.openSplit("b-2").all()).x,
      others: (await first.openSplit("a").all()).x,
    };
  }
  const heldOut = (await subject.realData("held-out")).x;
  const count = Math.floor((heldOut.shape[0] as number) / 2);
  const width = heldOut.data.length / (heldOut.shape[0] as number);
  const part = (start: number): NdArray => ({
    data: heldOut.data.subarray(start * width, (start + count) * width),
    shape: [count, ...heldOut.shape.slice(1)],
  });
  return {
    meaning: "held-out images of the same data",
    first: part(0),
    second: part(count),
    others: (await subject.realData("train")).x,
  };
}

/** The MNIST sets, and a split of each. */
const splits: Readonly<Record<string, string>> = { "mnist-5k": "train", "mnist-t10k": "a" };

/** Whether the data are one of the MNIST sets that come with ganlens, by their hash: a folder may have any name. */
async function isMnist({ dataset, imageShape }: Subject): Promise<boolean> {
  if (dataset === undefined || imageShape.join() !== "28,28,1") return false;
  const split = splits[dataset.name];
  return split !== undefined && (await openDataset(dataset.name, { split })).info.sha256 === dataset.sha256;
}
