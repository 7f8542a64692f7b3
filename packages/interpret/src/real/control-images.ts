import { type NdArray, Random, RunUnsupportedError, type Subject, takeRows } from "@ganlens/core";
import { realSet } from "../sets/draw-set.ts";
import type { ImageSet } from "../sets/image-set.ts";
import { keptWords } from "../words/kept-words.ts";
import { areAlike } from "./alike-images.ts";

/** Real images of the distribution that the generator was trained on, in parts that share no image. */
export interface ControlImages {
  /** Those that the generator may have seen. */
  readonly training: NdArray;
  /** Those that thresholds are taken from. */
  readonly known: NdArray;
  /** Those that stand in the generator's place: no threshold, fit or reference uses them. */
  readonly placebo: NdArray;
  /** The class of each image of all three; undefined where the data have no classes. */
  readonly labels:
    | { readonly training: Int32Array; readonly known: Int32Array; readonly placebo: Int32Array }
    | undefined;
  /** Whether the last two are the held-out images, divided; else they are training images, divided off anew. */
  readonly fromHeldOut: boolean;
  /** Whether the generator has seen the last two: what copies earn cannot be told from what they do not. */
  readonly areSeen: boolean;
  /** What the last two are, for sentences. */
  readonly meaning: string;
}

/** Fewer images than these, halved, leave nothing to control by. */
export const leastForControls = 200;
/** More are not needed by any control. */
const mostForControls = 1000;

/**
 * The images that controls are made of, or why there are none.
 *
 * They are the held-out ones where those come from the training data's own source, or are like those that do; images by other hands
 * would be told from the training images themselves. Elsewhere a fifth of the training images is divided off anew, and that is said.
 */
export async function controlImages(
  subject: Subject,
): Promise<{ readonly images: ControlImages } | { readonly reason: string }> {
  const { real } = subject;
  if (real === undefined) throw new RunUnsupportedError({ message: "Expected a subject with real images." });
  const set = await realSet(subject, "train");
  const train = taken(set, shuffledRows(set.x.shape[0] as number));
  if (await isOwnHeldOut(subject)) {
    const heldOut = await realSet(subject, "held-out");
    const count = heldOut.x.shape[0] as number;
    if (count < leastForControls) return { reason: tooFew(count, `${keptWords(subject).kept} real images`) };
    return {
      images: {
        ...divided(train, heldOut),
        fromHeldOut: true,
        areSeen: !real.unseen,
        meaning: real.heldOutWords,
      },
    };
  }
  const count = train.x.shape[0] as number;
  const aside = Math.min(mostForControls, Math.floor(count / 5));
  if (aside < leastForControls)
    return { reason: tooFew(aside, "training images that could be divided off anew") };
  const order = [...Random.fromSeed(0).split("control images").permutation(count)];
  return {
    images: {
      ...divided(taken(train, order.slice(aside)), taken(train, order.slice(0, aside))),
      fromHeldOut: false,
      areSeen: true,
      meaning: "real images, divided off anew from those that the generator was trained on",
    },
  };
}

/**
 * Whether the held-out images come from the training data's own source: by their hash, or because those that were given cannot be told
 * from it. Images by other hands are told from it.
 */
export async function isOwnHeldOut(subject: Subject): Promise<boolean> {
  const { real } = subject;
  if (real?.foreignHeldOut === true) return false;
  if (real?.dataset === undefined) return true;
  if ((await real.open("held-out")).key.startsWith(real.dataset.sha256)) return true;
  const [train, heldOut] = await Promise.all([realSet(subject, "train"), realSet(subject, "held-out")]);
  return areAlike(shuffled(train.x), shuffled(heldOut.x));
}

/** The same images in another order: files often come class by class, and the first ones stand for all. */
export function shuffled(images: NdArray): NdArray {
  return takeRows(images, shuffledRows(images.shape[0] as number));
}

function shuffledRows(count: number): readonly number[] {
  return [...Random.fromSeed(0).split("order").permutation(count)];
}

type Labelled = Pick<ImageSet, "x" | "labels">;

function taken({ x, labels }: Labelled, rows: readonly number[]): Labelled {
  return {
    x: takeRows(x, rows),
    ...(labels === undefined ? {} : { labels: Int32Array.from(rows, (row) => labels[row] as number) }),
  };
}

/** The second set cut in two: what thresholds are taken from, and what stands in the generator's place. */
function divided(
  train: Labelled,
  kept: Labelled,
): Omit<ControlImages, "fromHeldOut" | "areSeen" | "meaning"> {
  const count = kept.x.shape[0] as number;
  const order = [...Random.fromSeed(0).split("placebo").permutation(count)];
  const half = Math.floor(Math.min(count, mostForControls) / 2);
  const known = taken(kept, order.slice(0, half));
  const placebo = taken(kept, order.slice(half, 2 * half));
  const [a, b, c] = [train.labels, known.labels, placebo.labels];
  return {
    training: train.x,
    known: known.x,
    placebo: placebo.x,
    labels:
      a === undefined || b === undefined || c === undefined
        ? undefined
        : { training: a, known: b, placebo: c },
  };
}

function tooFew(count: number, what: string): string {
  return `there are only ${count} ${what}, and at least ${leastForControls} are needed`;
}
