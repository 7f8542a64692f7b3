import type { Random } from "@ganlens/core";
import type { Lesson } from "../../recognition/learning-curve.ts";
import type { Judge } from "./judge.ts";

/** By chance, one order of the labels may teach something. */
const orders = 5;

/** What is recognised after labels that were shuffled in several orders. */
export interface ShuffledAccuracy {
  readonly orders: number;
  readonly mean: number;
  /** The standard error of the mean. */
  readonly error: number;
}

/**
 * The share of test images that are recognised after the same images with their labels in other orders: nothing can be learned.
 *
 * Its error is taken from the spread between orders, since images of one kind are right or wrong together, and is at least that of
 * independent guesses.
 *
 * @param chance the share that guessing gives
 */
export function shuffledAccuracy(
  judge: Judge,
  { lesson, chance, random }: { readonly lesson: Lesson; readonly chance: number; readonly random: Random },
): ShuffledAccuracy {
  const accuracies = Array.from({ length: orders }, (_, i) =>
    judge.accuracy(shuffledLabels(lesson, random.split(`${i}`))),
  );
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / orders;
  const variance = accuracies.reduce((sum, accuracy) => sum + (accuracy - mean) ** 2, 0) / (orders - 1);
  const ofGuesses = (chance * (1 - chance)) / judge.test.labels.length;
  return { orders, mean, error: Math.sqrt(Math.max(variance, ofGuesses) / orders) };
}

function shuffledLabels({ hidden, labels }: Lesson, random: Random): Lesson {
  const order = random.permutation(labels.length);
  return { hidden, labels: Int32Array.from(order, (row) => labels[row] as number) };
}
