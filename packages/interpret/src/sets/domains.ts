import { type LensContext, RunUnsupportedError, type Subject } from "@ganlens/core";
import { drawSet, realSet } from "./draw-set.ts";
import { type ImageSet, mostImages } from "./image-set.ts";

/** A domain that an autoencoder can learn: images to train on, and others that it never sees. */
export interface Domain {
  readonly train: ImageSet;
  readonly heldOut: ImageSet;
}

/** Fewer images than these say nothing that an autoencoder could learn, or be tested on. */
const least = { train: 32, heldOut: 16 };

/** How many images each part has: as many as both sides can give, in the proportion of the real data. */
async function domainCounts(subject: Subject): Promise<{ readonly train: number; readonly heldOut: number }> {
  const real = subject.real;
  if (real === undefined) throw new TypeError("Expected a subject with real data.");
  const stock = subject.samples?.count ?? subject.latents?.given?.z.shape[0] ?? Number.POSITIVE_INFINITY;
  const most = mostImages(subject.imageShape);
  const [train, heldOut] = await Promise.all(
    (["train", "held-out"] as const).map(async (part) => Math.min((await real.open(part)).count, most)),
  );
  const share = stockShare({ train: train as number, heldOut: heldOut as number });
  const counts = Number.isFinite(stock)
    ? {
        train: Math.min(train as number, Math.floor(share * stock)),
        heldOut: Math.min(heldOut as number, stock - Math.ceil(share * stock)),
      }
    : { train: train as number, heldOut: heldOut as number };
  if (counts.train < least.train || counts.heldOut < least.heldOut) {
    throw new RunUnsupportedError({
      message: `Expected at least ${least.train} images to learn from and ${least.heldOut} others on each side, found ${counts.train} and ${counts.heldOut} of ${subject.name}.`,
      hint: "Bring more samples, or more real images; none is used twice.",
    });
  }
  return counts;
}

/** The share of a limited stock that is learned from: as in the real data, but at least a fifth is kept for testing. */
function stockShare({ train, heldOut }: { readonly train: number; readonly heldOut: number }): number {
  return Math.min(0.8, train / (train + heldOut));
}

/**
 * Generated images in the numbers of the real ones: as many to train on, and as many held out.
 *
 * They depend on the subject and the seed alone, so that every lens of one seed sees the same.
 */
export async function generatedDomain(
  subject: Subject,
  real: Domain,
  { seed, context }: { readonly seed: number; readonly context: Pick<LensContext, "store" | "shared"> },
): Promise<Domain> {
  const counts = { train: real.train.x.shape[0] as number, heldOut: real.heldOut.x.shape[0] as number };
  const share = stockShare(counts);
  const draw = (purpose: string, count: number, stock: readonly [number, number]) =>
    drawSet(subject, { purpose, count, seed, stock }, context);
  return {
    train: await draw("learned", counts.train, [0, share]),
    heldOut: await draw("held-out", counts.heldOut, [share, 1]),
  };
}

/** The real images, and generated ones in equal numbers. */
export async function bothDomains(
  subject: Subject,
  { seed, context }: { readonly seed: number; readonly context: Pick<LensContext, "store" | "shared"> },
): Promise<{ readonly real: Domain; readonly generated: Domain }> {
  const counts = await domainCounts(subject);
  const real = {
    train: await realSet(subject, "train", counts.train),
    heldOut: await realSet(subject, "held-out", counts.heldOut),
  };
  return { real, generated: await generatedDomain(subject, real, { seed, context }) };
}
