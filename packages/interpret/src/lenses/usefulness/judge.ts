import { type NdArray, type Random, rows } from "@ganlens/core";
import {
  accuracyOf,
  hitsOf,
  type LearningCurve,
  type Lesson,
  learningCurve,
  lessonRows,
} from "../../recognition/learning-curve.ts";
import { type Recogniser, recogniserOf } from "../../recognition/recogniser.ts";
import { type Worth, worthOf } from "../../recognition/worth.ts";

/** Labelled images of which a recogniser may learn, or that it is tested on. */
export interface LabelledImages {
  readonly images: NdArray;
  readonly labels: Int32Array;
}

/** The rules by which lessons are judged: the same for the generator, for the placebo and for wrong labels. */
export interface Judge {
  readonly curve: LearningCurve;
  readonly recogniser: Recogniser;
  /** All real images that are learned from. */
  readonly real: Lesson;
  readonly test: Lesson;
  /** Hidden values of images with their labels; of more images than there are real ones the first. */
  lesson(of: LabelledImages): Lesson;
  worth(lesson: Lesson, name: string): Worth;
  /** The share of test images that are recognised after a lesson. */
  accuracy(lesson: Lesson): number;
}

/** Orders in which real images are learned from. */
const draws = 4;
/** More real images than these are not learned from: what the network makes of them fills memory. */
export const mostReal = 8000;

/**
 * Sets a recogniser to learn from real images at ten, twenty, fifty and so on of them, and to be tested on others; every lesson is then
 * worth as many real images as teach it as much.
 *
 * @param test real images that nothing learns from
 */
export async function* judgeOf({
  training,
  test,
  classes,
  random,
}: {
  readonly training: LabelledImages;
  readonly test: LabelledImages;
  readonly classes: number;
  readonly random: Random;
}): AsyncGenerator<number, Judge> {
  const recogniser = recogniserOf({ scale: training.images, classes });
  const whole = ({ images, labels }: LabelledImages): Lesson => ({
    hidden: recogniser.hidden(images),
    labels,
  });
  const most = training.labels.length;
  const [real, tested] = [whole(training), whole(test)];
  const curve = yield* learningCurve({
    recogniser,
    lesson: real,
    test: tested,
    draws,
    random: random.split("curve"),
  });
  return {
    curve,
    recogniser,
    real,
    test: tested,
    lesson: ({ images, labels }) =>
      whole({
        images: rows(images, 0, Math.min(most, labels.length)),
        labels: labels.subarray(0, Math.min(most, labels.length)),
      }),
    worth: (lesson, name) =>
      worthOf({
        curve,
        hits: hitsOf({ recogniser, lesson, test: tested }),
        count: lesson.labels.length,
        random: random.split(name),
      }),
    accuracy: (lesson) => accuracyOf(hitsOf({ recogniser, lesson, test: tested })),
  };
}

/** The first images of a lesson. */
export function beginning(lesson: Lesson, count: number): Lesson {
  return lessonRows(
    lesson,
    Array.from({ length: Math.min(count, lesson.labels.length) }, (_, i) => i),
  );
}
