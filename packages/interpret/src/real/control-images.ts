import { type NdArray, Random, RunUnsupportedError, type Subject, takeRows } from "@ganlens/core";
import { realSet } from "../sets/draw-set.ts";
import { keptWords } from "../words/kept-words.ts";

/** Real images of the distribution that the generator was trained on, in parts that share no image. */
export interface ControlImages {
  /** Those that the generator may have seen. */
  readonly training: NdArray;
  /** Those that thresholds are taken from. */
  readonly known: NdArray;
  /** Those that stand in the generator's place: no threshold, fit or reference uses them. */
  readonly placebo: NdArray;
  /** Whether the last two are the held-out images, divided; else they are training images, divided off anew. */
  readonly fromHeldOut: boolean;
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
 * They are the held-out ones where those come from the training data's own source; images by other hands would be told from the
 * training images themselves. Elsewhere a fifth of the training images is divided off anew, and that is said.
 */
export async function controlImages(
  subject: Subject,
): Promise<{ readonly images: ControlImages } | { readonly reason: string }> {
  const { real } = subject;
  if (real === undefined) throw new RunUnsupportedError({ message: "Expected a subject with real images." });
  const train = shuffled((await realSet(subject, "train")).x);
  if (await isOwnHeldOut(subject)) {
    const { x } = await realSet(subject, "held-out");
    const count = x.shape[0] as number;
    if (count < leastForControls) return { reason: tooFew(count, `${keptWords(subject).kept} real images`) };
    return {
      images: { training: train, ...halves(x, count), fromHeldOut: true, meaning: real.heldOutWords },
    };
  }
  const count = train.shape[0] as number;
  const taken = Math.min(mostForControls, Math.floor(count / 5));
  if (taken < leastForControls)
    return { reason: tooFew(taken, "training images that could be divided off anew") };
  const order = Random.fromSeed(0).split("control images").permutation(count);
  return {
    images: {
      training: takeRows(train, [...order.subarray(taken)]),
      ...halves(takeRows(train, [...order.subarray(0, taken)]), taken),
      fromHeldOut: false,
      meaning: "real images, divided off anew from those that the generator was trained on",
    },
  };
}

/** Whether the held-out images come from the training data's own source, by their hash; images by other hands are told from it. */
export async function isOwnHeldOut({ real }: Pick<Subject, "real">): Promise<boolean> {
  if (real?.dataset === undefined) return true;
  return (await real.open("held-out")).key.startsWith(real.dataset.sha256);
}

/** The same images in another order: files often come class by class, and the first ones stand for all. */
export function shuffled(images: NdArray): NdArray {
  return takeRows(images, [
    ...Random.fromSeed(0)
      .split("order")
      .permutation(images.shape[0] as number),
  ]);
}

function halves(x: NdArray, count: number): Pick<ControlImages, "known" | "placebo"> {
  const order = Random.fromSeed(0).split("placebo").permutation(count);
  const used = Math.min(count, mostForControls);
  const half = Math.floor(used / 2);
  return {
    known: takeRows(x, [...order.subarray(0, half)]),
    placebo: takeRows(x, [...order.subarray(half, 2 * half)]),
  };
}

function tooFew(count: number, what: string): string {
  return `there are only ${count} ${what}, and at least ${leastForControls} are needed`;
}
