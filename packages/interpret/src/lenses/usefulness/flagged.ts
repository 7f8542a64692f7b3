import { type NdArray, rows } from "@ganlens/core";
import { quantileSorted, squaredErrors } from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { copySearch } from "../../copies/copy-search.ts";
import { pixelCodes } from "../../copies/pixel-codes.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";

/** Generated images that others flag, by what is wrong with them. */
export interface Flagged {
  /** For sentences: "that …". */
  readonly what: string;
  readonly rows: ReadonlySet<number>;
}

/** What is wrong with those that {@link nearCopies} finds. */
export const asCopies = "that lie nearest to one training image";
/** Training images that principal components are fitted to. */
const fitted = 1500;

/** Images that lie nearer to one training image than 99 % of known real images do: of images that are no copies, one in a hundred. */
export async function nearCopies(
  suspect: NdArray,
  { training, known }: Pick<ControlImages, "training" | "known">,
): Promise<Flagged> {
  const pixels = pixelCodes(rows(training, 0, Math.min(fitted, training.shape[0] as number)));
  try {
    const ofKnown = [await pixels.codes(known)];
    const find = await copySearch({ training: await pixels.codes(training), known: ofKnown });
    const threshold = quantileSorted((await find(ofKnown)).scores.sort(), 0.01);
    const { scores } = await find([await pixels.codes(suspect)]);
    return { what: asCopies, rows: rowsWhere(scores, (s) => s <= threshold) };
  } finally {
    pixels.dispose();
  }
}

/** Images that an autoencoder of real images reconstructs worse than 95 % of unseen real images. */
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
    what: "that fit an autoencoder of real images worse than 95 % of unseen ones",
    rows: rowsWhere(await errors(suspect), (error) => error > threshold),
  };
}

function rowsWhere(scores: Float64Array, holds: (score: number) => boolean): ReadonlySet<number> {
  return new Set([...scores.keys()].filter((row) => holds(scores[row] as number)));
}
