import {
  ConfigInvalidError,
  DatasetInvalidError,
  latentRows,
  type NdArray,
  Random,
  RunUnsupportedError,
  rows,
  type SampleSet,
  type Subject,
} from "@ganlens/core";
import { fisherExact } from "@ganlens/metrics";
import { overlapOf } from "../copies/overlap.ts";
import { pixelCodes } from "../copies/pixel-codes.ts";
import { sharedRows } from "../sets/different-rows.ts";
import { finiteRows } from "../sets/generated-set.ts";
import { loadSet, mostImages } from "../sets/image-set.ts";

/** Images that are drawn to look at before anything is trained. */
const looked = 256;

/**
 * Looks once at what a subject gives and what it is compared with, before anything is trained on either.
 *
 * @returns what a person should know first, one sentence each
 * @throws {RunUnsupportedError} when hardly any image is finite, or images and real data are of different shapes
 * @throws {ConfigInvalidError} when images do not lie in the range that was said
 * @throws {DatasetInvalidError} when the real data do not lie in [0, 1]
 */
export async function checkSubject(subject: Subject): Promise<readonly string[]> {
  const { name, imageShape, real } = subject;
  const channels = imageShape[2];
  if (channels !== 1 && channels !== 3 && real === undefined) throw channelsError(name, imageShape);
  const sets = real === undefined ? [] : [await real.open("train"), await real.open("held-out")];
  for (const set of sets) {
    if (set.shape.join() === imageShape.join()) continue;
    throw new RunUnsupportedError({
      message: `Expected real images of the size that ${name} draws, ${sides(imageShape)}, received ${sides(set.shape)}.`,
      hint: "Nothing is resized without being asked: give data of that size, or fit a folder of images with --size and --channels.",
    });
  }
  if (channels !== 1 && channels !== 3) throw channelsError(name, imageShape);
  const images = await firstImages(subject);
  const { notes, finite } = checkFinite(subject, images);
  let reference: NdArray | undefined;
  for (const set of sets) {
    const first = await firstOf(set);
    assertUnitRange(first);
    reference ??= first;
  }
  notes.push(...checkRange(name, finite, reference), ...(await overlapNotes(subject)));
  if (isConstant(finite)) {
    notes.push(
      `${name} ${subject.generate === undefined ? `holds ${finite.shape[0]} times one and the same image` : `draws one and the same image at all of ${finite.shape[0]} latents: it has collapsed, or does not depend on its input`}.`,
    );
  }
  return notes;
}

/** Images of each set that are looked at for those that both hold. */
const mostOverlap = 10_000;

/** Training images that principal components are fitted to, in which near-duplicates are looked for. */
const fitted = 1000;
/** Overlap that chance would bring in more than one of a hundred data sets is none. */
const alarm = 0.01;

/** Whether images that are called unseen are among those that were learned from, to the last bit or nearly. */
async function overlapNotes({ real }: Subject): Promise<readonly string[]> {
  if (real?.unseen !== true) return [];
  const [train, heldOut] = [await real.open("train"), await real.open("held-out")];
  const most = Math.min(mostOverlap, mostImages(train.shape));
  const { x } = await loadSet(heldOut, Math.min(most, heldOut.count));
  const training = (await loadSet(train, Math.min(most, train.count))).x;
  const counted = (count: number, what: string) =>
    `${count} of ${x.shape[0]} ${real.heldOutWords} are ${what}: what is called unseen here is not all unseen.`;
  const shared = sharedRows(x, training).length;
  // Splits of one source are divided by what their images are; others may hold the same images, written anew.
  const ofOwnSource = real.dataset !== undefined && heldOut.key.startsWith(real.dataset.sha256);
  if (shared > 0 || ofOwnSource) return shared === 0 ? [] : [counted(shared, "training images, too")];
  const alike = await nearOverlap(x, training);
  return alike === 0 ? [] : [counted(alike, "nearly the same as training images")];
}

/** How many are nearly the same as a training image, where that is more than training images are among themselves. */
async function nearOverlap(kept: NdArray, training: NdArray): Promise<number> {
  const count = training.shape[0] as number;
  const aside = Math.min(fitted, Math.floor(count / 3));
  if (aside < 2 || isConstant(training)) return 0;
  const [some, rest] = [rows(training, 0, aside), rows(training, aside, count)];
  const pixels = pixelCodes(some);
  try {
    const found = await overlapOf({ kept, training, pixels });
    const usual = await overlapOf({ kept: some, training: rest, pixels });
    const chance = fisherExact({ hits: found, n: kept.shape[0] as number, otherHits: usual, m: aside });
    return chance <= alarm ? found : 0;
  } finally {
    pixels.dispose();
  }
}

function sides(shape: readonly number[]): string {
  return shape.join(" × ");
}

function channelsError(name: string, shape: readonly number[]): RunUnsupportedError {
  return new RunUnsupportedError({
    message: `Expected images of 1 or 3 channels, but ${name} draws ${sides(shape)}.`,
    hint: "If height, width and channels stand in another order, say so with --layout.",
  });
}

/** The first images as the subject gives them, values that are not finite included. */
async function firstImages(subject: Subject): Promise<NdArray> {
  const { latents, samples } = subject;
  if (subject.generate !== undefined && latents !== undefined) {
    const { given } = latents;
    return subject.generate(
      given === undefined
        ? latents.draw(looked, Random.fromSeed(0).split("first look"))
        : latentRows(given, 0, Math.min(looked, given.z.shape[0] ?? 0)),
    );
  }
  if (samples !== undefined) return firstOf(samples);
  throw new RunUnsupportedError({
    message: `Expected images from ${subject.name}, which has neither a generator nor samples.`,
    hint: "Bring a model or a set of samples.",
  });
}

async function firstOf(set: SampleSet): Promise<NdArray> {
  for await (const { x } of set.batches({ batchSize: looked })) return x;
  throw new DatasetInvalidError({
    message: `Expected samples in the set of ${set.name} images, found none.`,
  });
}

function checkFinite(subject: Subject, images: NdArray): { notes: string[]; finite: NdArray } {
  const count = images.shape[0] ?? 0;
  const { name } = subject;
  const good = finiteRows(images);
  if (good.length === count) return { notes: [], finite: images };
  const first = Array.from({ length: count }, (_, i) => i).find((row) => !good.includes(row)) ?? 0;
  const share = short((100 * (count - good.length)) / count);
  const of = subject.generate === undefined ? "samples" : "latents";
  const where = `at ${share} % of ${count} ${of} (the first is number ${first + 1})`;
  if (good.length < 0.1 * count) {
    throw new RunUnsupportedError({
      message: `The generator ${name} gives values that are not finite ${where}: there is nothing to explain.`,
      hint: "Check its weights, and that the latents are of the kind it was trained with.",
    });
  }
  const width = images.data.length / count;
  const data = new Float32Array(good.length * width);
  for (const [i, row] of good.entries())
    data.set(images.data.subarray(row * width, (row + 1) * width), i * width);
  return {
    notes: [
      `The generator ${name} gives values that are not finite ${where}; what is explained is the rest.`,
    ],
    finite: { data, shape: [good.length, ...images.shape.slice(1)] },
  };
}

function assertUnitRange(real: NdArray): void {
  const count = real.shape[0] ?? 0;
  const finite = finiteRows(real).length;
  if (finite < count) {
    throw new DatasetInvalidError({
      message: `Expected real images of finite values, but ${count - finite} of the first ${count} hold NaN or infinities.`,
      hint: "Leave these images out.",
    });
  }
  const [low, high] = bounds(real);
  // Grey values a little outside come from resizing; [−1, 1] and bytes lie far outside.
  if (low >= -0.25 && high <= 1.25) return;
  throw new DatasetInvalidError({
    message: `Expected real images with values from 0 to 1, received values from ${short(low)} to ${short(high)}.`,
    hint:
      high > 2
        ? "Divide bytes by 255."
        : "Map them to [0, 1] first: nothing is rescaled without being asked.",
  });
}

function checkRange(name: string, images: NdArray, real: NdArray | undefined): readonly string[] {
  const [low, high] = bounds(images);
  if (low < -0.5 || high > 1.5) {
    throw new ConfigInvalidError({
      message: `Expected the images of ${name} within its range, but mapped to [0, 1] they reach from ${short(low)} to ${short(high)}.`,
      hint: "Say which values its images take, for example --range -1,1 or --range 0,255.",
    });
  }
  if (real !== undefined) {
    const [realLow, realHigh] = bounds(real);
    if (low > 0.45 && realLow < 0.1 && high - low > 0.2) {
      throw new ConfigInvalidError({
        message: `The images of ${name} never fall below ${short(low)} of their range, real ones reach from ${short(realLow)} to ${short(realHigh)}: its range is probably another one.`,
        hint: "A sigmoid gives --range 0,1, a tanh --range -1,1.",
      });
    }
    if (high < 0.02 && realHigh > 0.5) {
      return [
        `The images of ${name} never rise above ${short(high)} of their range, real ones reach to ${short(realHigh)}: they are black, or the range is another one (a sigmoid gives --range 0,1, a tanh --range -1,1).`,
      ];
    }
  }
  if (low >= -0.01 && high <= 1.01) return [];
  return [
    `The images of ${name} reach from ${short(low)} to ${short(high)} where black is 0 and white is 1; they are looked at as they are.`,
  ];
}

function isConstant({ data, shape }: NdArray): boolean {
  const count = shape[0] ?? 0;
  const width = data.length / Math.max(1, count);
  for (let i = width; i < data.length; i++) {
    if (Math.abs((data[i] as number) - (data[i % width] as number)) > 1e-6) return false;
  }
  return count > 1;
}

function bounds({ data }: NdArray): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of data) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
