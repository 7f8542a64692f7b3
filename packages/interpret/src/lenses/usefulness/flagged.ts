import type { NdArray } from "@ganlens/core";
import { quantileSorted, squaredErrors } from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { nearCopyRows } from "../../copies/near-copies.ts";
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

function rowsWhere(scores: Float64Array, holds: (score: number) => boolean): ReadonlySet<number> {
  return new Set([...scores.keys()].filter((row) => holds(scores[row] as number)));
}
