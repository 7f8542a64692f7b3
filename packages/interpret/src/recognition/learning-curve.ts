import type { Random } from "@ganlens/core";
import { type Hidden, hiddenRows } from "./hidden.ts";
import type { Recogniser } from "./recogniser.ts";
import { stratifiedOrder } from "./stratified-order.ts";

/** Images that are learned from, with the class of each. */
export interface Lesson {
  readonly hidden: Hidden;
  readonly labels: Int32Array;
}

/** How often a recogniser is right that learned from some of the real images: at each number, and in each draw. */
export interface LearningCurve {
  /** Numbers of images that were learned from, ascending; the last is all that there are. */
  readonly sizes: readonly number[];
  /** At each size, for each draw of a subset, which test images were recognised: 1 or 0. */
  readonly hits: readonly (readonly Uint8Array[])[];
}

/** 1, 2 and 5 times powers of ten, from 10 on, below a number; and the number itself. */
export function curveSizes(all: number): readonly number[] {
  const steps: number[] = [];
  for (let power = 10; power < all; power *= 10) {
    for (const times of [1, 2, 5]) if (times * power < all) steps.push(times * power);
  }
  return [...steps, all];
}

/**
 * The learning curve of real images: nested subsets that hold the classes in their shares, drawn several times.
 *
 * @param draws orders of the images; all of them together are one set, and learned once
 */
export async function* learningCurve({
  recogniser,
  lesson,
  test,
  draws,
  random,
}: {
  readonly recogniser: Recogniser;
  readonly lesson: Lesson;
  readonly test: Lesson;
  readonly draws: number;
  readonly random: Random;
}): AsyncGenerator<number, LearningCurve> {
  const sizes = curveSizes(lesson.labels.length);
  const orders = Array.from({ length: draws }, (_, draw) =>
    stratifiedOrder(lesson.labels, random.split(`draw-${draw}`)),
  );
  const hits: Uint8Array[][] = [];
  for (const [at, size] of sizes.entries()) {
    const here: Uint8Array[] = [];
    for (const order of size < lesson.labels.length ? orders : orders.slice(0, 1)) {
      here.push(hitsOf({ recogniser, lesson: lessonRows(lesson, order.subarray(0, size)), test }));
      yield (at + here.length / orders.length) / sizes.length;
    }
    hits.push(here);
  }
  return { sizes, hits };
}

/** Which test images are recognised after a lesson: 1 or 0. */
export function hitsOf({
  recogniser,
  lesson,
  test,
}: {
  readonly recogniser: Recogniser;
  readonly lesson: Lesson;
  readonly test: Lesson;
}): Uint8Array {
  const seen = recogniser.learn(lesson)(test.hidden);
  return Uint8Array.from(seen, (label, i) => (label === test.labels[i] ? 1 : 0));
}

/** Some rows of a lesson. */
export function lessonRows({ hidden, labels }: Lesson, rows: ArrayLike<number>): Lesson {
  return {
    hidden: hiddenRows(hidden, rows),
    labels: Int32Array.from({ length: rows.length }, (_, i) => labels[rows[i] as number] as number),
  };
}

/** The share of hits. */
export function accuracyOf(hits: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < hits.length; i++) sum += hits[i] as number;
  return sum / hits.length;
}
