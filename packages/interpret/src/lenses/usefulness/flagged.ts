import { type NdArray, type Random, rows } from "@ganlens/core";
import { quantileSorted, squaredErrors } from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { nearCopyRows } from "../../copies/near-copies.ts";
import { repeatsOf } from "../../copies/repeats.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";
import { crossFittedClassifier } from "../tell/cross-fitted-classifier.ts";
import { besideEachOther, readingOf } from "../tell/reading.ts";

/** Generated images that others flag, by what is wrong with them. */
export interface Flagged {
  /** For sentences: "that …". */
  readonly what: string;
  readonly rows: ReadonlySet<number>;
}

/** What is wrong with those that {@link nearCopies} finds. */
export const asCopies = "that lie nearest to one training image";

/** Images that lie as near to one training image as copies do. */
export async function nearCopies(
  suspect: NdArray,
  images: Pick<ControlImages, "training" | "known">,
): Promise<Flagged> {
  return { what: asCopies, rows: await nearCopyRows(suspect, images) };
}

/** Images that an autoencoder of real images reconstructs worse than 95 % of real ones that it has not learned. */
export async function badFits(
  suspect: NdArray,
  {
    autoencoder,
    code,
    heldOut,
  }: {
    readonly autoencoder: tf.LayersModel;
    readonly code: number | undefined;
    readonly heldOut: NdArray;
  },
): Promise<Flagged> {
  const errors = async (x: NdArray) =>
    squaredErrors({
      x,
      reconstruction: await decodeCodes(autoencoder, await encodeImages(autoencoder, x), code),
    });
  const threshold = quantileSorted((await errors(heldOut)).sort(), 0.95);
  return {
    what: "that fit an autoencoder of real images worse than 95 % of real ones that it has not learned",
    rows: rowsWhere(await errors(suspect), (error) => error > threshold),
  };
}

/** Images that are nearly the same as one before them: the first of each group is kept. */
export async function repeated(suspect: NdArray): Promise<Flagged> {
  const firsts = new Set((await repeatsOf(suspect)).firsts);
  const count = suspect.shape[0] as number;
  return {
    what: "that are nearly the same as one before them",
    rows: new Set(Array.from({ length: count }, (_, row) => row).filter((row) => !firsts.has(row))),
  };
}

/** The fewest that the classifier's test takes; nothing is said of their chance. */
const leastPermutations = 19;
/** Share of real images that an image must score above. */
const surest = 0.95;

/**
 * Images that a classifier is surer are generated than it is of 95 % of other real images: the classifier of the lens `tell`, of what an
 * autoencoder of real images keeps of each and leaves over, cross-fitted so that none is scored by what learned from it. Of images
 * that cannot be told, one in twenty.
 *
 * @param known real images that the autoencoder has not seen; of more generated images than these, as many are compared at a time
 */
export async function mostSurelyTold(
  suspect: NdArray,
  {
    autoencoder,
    known,
    random,
  }: { readonly autoencoder: tf.LayersModel; readonly known: NdArray; readonly random: Random },
): Promise<Flagged> {
  const [count, most] = [suspect.shape[0] as number, known.shape[0] as number];
  const generated = besideEachOther(await readingOf(autoencoder, suspect));
  const real = besideEachOther(await readingOf(autoencoder, known));
  const parts = Math.ceil(count / most);
  const places = new Float64Array(count);
  for (let part = 0; part < parts; part++) {
    const [start, end] = [part, part + 1].map((k) => Math.floor((k * count) / parts)) as [number, number];
    const test = crossFittedClassifier({
      generated: rows(generated, start, end),
      real: rows(real, 0, end - start),
      random: random.split(`part-${part}`),
      permutations: leastPermutations,
    });
    places.set(test.places, start);
  }
  return {
    what: "that a classifier is surer are generated than of 95 % of other real images",
    rows: rowsWhere(places, (place) => place > surest),
  };
}

function rowsWhere(scores: Float64Array, holds: (score: number) => boolean): ReadonlySet<number> {
  return new Set([...scores.keys()].filter((row) => holds(scores[row] as number)));
}
