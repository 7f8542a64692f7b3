import { type NdArray, rows, type Subject, takeRows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { shuffled } from "../real/control-images.ts";
import { differentRows } from "../sets/different-rows.ts";
import { realSet } from "../sets/draw-set.ts";

/** Two disjoint samples of real images, equal in number: the reference, and the one that shows the floor. */
export interface References {
  readonly meaning: string;
  readonly first: NdArray;
  readonly second: NdArray;
  /** Whether they are the held-out images of the subject. */
  readonly ofHeldOut: boolean;
  /** Real images that are in neither, for fitting a feature space. */
  readonly others: NdArray;
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
      ofHeldOut: false,
      others: (await mnist.openSplit("a").all()).x,
    };
  }
  const { x } = await realSet(subject, "held-out");
  // An image that stood in both halves would bring them nearer to each other than two samples are.
  const heldOut = shuffled(takeRows(x, [...differentRows(x)]));
  const count = Math.floor((heldOut.shape[0] as number) / 2);
  return {
    meaning:
      subject.real?.unseen === true ? subject.real.heldOutWords : "images that the generator was trained on",
    first: rows(heldOut, 0, count),
    second: rows(heldOut, count, 2 * count),
    ofHeldOut: true,
    others: (await realSet(subject, "train", 10_000)).x,
  };
}

/** The MNIST sets, and a split of each. */
const splits: Readonly<Record<string, string>> = { "mnist-5k": "train", "mnist-t10k": "a" };

/** Whether the data are one of the MNIST sets that come with ganlens, by their hash: a folder may have any name. */
export async function isMnist({ real, imageShape }: Subject): Promise<boolean> {
  const dataset = real?.dataset;
  // A generator that was trained on the test set itself is compared with what it has seen, and that is said.
  if (dataset === undefined || real?.unseen !== true || imageShape.join() !== "28,28,1") return false;
  const split = splits[dataset.name];
  return split !== undefined && (await openDataset(dataset.name, { split })).info.sha256 === dataset.sha256;
}
