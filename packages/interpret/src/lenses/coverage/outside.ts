import { concatRows, type LensContext, type NdArray, type Subject, takeRows } from "@ganlens/core";
import { type ExceedanceShare, exceedanceShare, quantileSorted, squaredErrors } from "@ganlens/metrics";
import { disposeModel } from "@ganlens/models";
import { codeSizeOf } from "../../autoencoders/code-size.ts";
import { fitAutoencoder } from "../../autoencoders/fit-autoencoder.ts";
import { proposedSpec } from "../../autoencoders/proposed-spec.ts";
import { differentRows } from "../../sets/different-rows.ts";
import { bothDomains } from "../../sets/domains.ts";
import { decodeCodes } from "../../steps/decode-codes.ts";
import { encodeImages } from "../../steps/encode-images.ts";

/** How real images fit an autoencoder that learned generated ones. */
export interface Outside {
  /** Real images that neither the autoencoder nor the generator's shares were made of. */
  readonly images: NdArray;
  /** Of each, the mean squared error over its pixels. */
  readonly errors: Float64Array;
  /** Whether each fits worse than 95 % of generated images that the autoencoder has not seen. */
  readonly isOutside: readonly boolean[];
  readonly share: ExceedanceShare;
  /** Hash of the autoencoder. */
  readonly model: string;
}

/** Code size at which a nested autoencoder is read, as the lens `reconstruction` reads it. */
const codeSize = 16;

/**
 * Trains an autoencoder on generated images, as the lens `reconstruction` does (a run keeps it, and it is trained once for both), and
 * finds the real images that it rebuilds worse than nearly all generated ones. Yields the share of the training that is done.
 */
export async function* outsideOf({
  subject,
  real: { known, placebo },
  steps,
  context,
}: {
  readonly subject: Subject;
  readonly real: { readonly known: NdArray; readonly placebo: NdArray };
  readonly steps: number;
  readonly context: LensContext;
}): AsyncGenerator<number, Outside> {
  const spec = proposedSpec(subject);
  const { generated } = await bothDomains(subject, { seed: context.seed, context });
  const fitted = yield* fitAutoencoder({
    spec,
    images: generated.train,
    seed: context.seed,
    steps,
    context,
  });
  try {
    const code = codeSizeOf(spec, codeSize);
    const errorsOf = async (x: NdArray): Promise<Float64Array> => {
      const reconstruction = await decodeCodes(fitted.model, await encodeImages(fitted.model, x), code);
      const pixels = x.data.length / (x.shape[0] as number);
      return squaredErrors({ x, reconstruction }).map((error) => error / pixels);
    };
    const images = concatRows([known, placebo]);
    const errors = await errorsOf(images);
    // Repeated images would count as so many draws.
    const reference = await errorsOf(takeRows(generated.heldOut.x, differentRows(generated.heldOut.x)));
    const threshold = quantileSorted(
      [...reference].sort((a, b) => a - b),
      0.95,
    );
    return {
      images,
      errors,
      isOutside: [...errors].map((error) => error > threshold),
      share: exceedanceShare({ reference, suspect: errors }),
      model: fitted.hash,
    };
  } finally {
    disposeModel(fitted.model);
  }
}
