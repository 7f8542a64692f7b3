import {
  type Latents,
  type LensContext,
  type NdArray,
  RunUnsupportedError,
  type SampleSet,
  type Subject,
  sizeOf,
} from "@ganlens/core";
import { type DrawRequest, generatedSamples } from "./generated-set.ts";
import { rememberedSet } from "./set-cache.ts";

/** Images in memory, and what is known of each. */
export interface ImageSet {
  /** What they are, for sentences: "real" or "generated". */
  readonly name: string;
  /** A string that names exactly these images; keys what is trained on them. */
  readonly key: string;
  /** [n, height, width, channels] in [0, 1] */
  readonly x: NdArray;
  readonly ids?: readonly string[];
  readonly labels?: Int32Array;
  readonly latents?: Latents;
}

/** A domain that an autoencoder can learn: images to train on, and others that it never sees. */
export interface Domain {
  readonly train: ImageSet;
  readonly heldOut: ImageSet;
}

/** Values of images that are held in memory at once, of one set: 256 MB as float32. */
const mostValues = 2 ** 26;
/** Fewer images than these say nothing that an autoencoder could learn, or be tested on. */
const least = { train: 32, heldOut: 16 };

/** The most images of a shape that a lens holds in memory at once. */
export function mostImages(shape: readonly number[]): number {
  return Math.max(1, Math.floor(mostValues / sizeOf(shape)));
}

/** Reads the first `most` samples of a set into memory, with all that is known of them. */
export async function loadSet(set: SampleSet, most: number = set.count): Promise<ImageSet> {
  const count = Math.min(most, set.count);
  const width = sizeOf(set.shape);
  const data = new Float32Array(count * width);
  const ids: string[] = [];
  const labels: number[] = [];
  const noise: Float32Array[] = [];
  const classes: number[] = [];
  let size = 0;
  let read = 0;
  for await (const batch of set.batches()) {
    const here = Math.min(batch.x.shape[0] ?? 0, count - read);
    data.set(batch.x.data.subarray(0, here * width), read * width);
    if (batch.ids !== undefined) ids.push(...batch.ids.slice(0, here));
    if (batch.labels !== undefined) labels.push(...batch.labels.subarray(0, here));
    if (batch.latents !== undefined) {
      size = batch.latents.z.shape[1] ?? 0;
      noise.push(batch.latents.z.data.slice(0, here * size));
      if (batch.latents.labels !== undefined) classes.push(...batch.latents.labels.subarray(0, here));
    }
    read += here;
    if (read === count) break;
  }
  const z = new Float32Array(read * size);
  let at = 0;
  for (const part of noise) {
    z.set(part, at);
    at += part.length;
  }
  const x = { data: read === count ? data : data.slice(0, read * width), shape: [read, ...set.shape] };
  return {
    name: set.name,
    key: read === set.count ? set.key : `${set.key}/first-${read}`,
    x,
    ...(ids.length === 0 ? {} : { ids }),
    ...(labels.length === 0 ? {} : { labels: Int32Array.from(labels) }),
    ...(size === 0
      ? {}
      : {
          latents: {
            z: { data: z, shape: [read, size] },
            ...(classes.length === 0 ? {} : { labels: Int32Array.from(classes) }),
          },
        }),
  };
}

/** Images of a subject in memory; the same request is drawn once in a run folder, and then taken from its cache. */
export async function drawSet(
  subject: Subject,
  request: DrawRequest,
  context: Pick<LensContext, "store">,
): Promise<ImageSet> {
  const most = mostImages(subject.imageShape);
  const set = generatedSamples(subject, { ...request, count: Math.min(request.count, most) });
  if (subject.generate === undefined) return loadSet(set);
  return rememberedSet(set, () => loadSet(set), context.store);
}

/** One part of the real data, in memory. */
export async function realSet(
  subject: Subject,
  part: "train" | "held-out",
  count?: number,
): Promise<ImageSet> {
  if (subject.real === undefined) {
    throw new RunUnsupportedError({
      message: `Expected real images beside ${subject.name}, found none.`,
      hint: "Pass them with --data, or leave out the lenses that compare.",
    });
  }
  const set = await subject.real.open(part);
  return loadSet(set, Math.min(count ?? set.count, mostImages(set.shape)));
}

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
  { seed, context }: { readonly seed: number; readonly context: Pick<LensContext, "store"> },
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
  { seed, context }: { readonly seed: number; readonly context: Pick<LensContext, "store"> },
): Promise<{ readonly real: Domain; readonly generated: Domain }> {
  const counts = await domainCounts(subject);
  const real = {
    train: await realSet(subject, "train", counts.train),
    heldOut: await realSet(subject, "held-out", counts.heldOut),
  };
  return { real, generated: await generatedDomain(subject, real, { seed, context }) };
}
