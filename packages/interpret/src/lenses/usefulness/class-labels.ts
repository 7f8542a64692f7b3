import { type NdArray, takeRows } from "@ganlens/core";
import { recogniserOf } from "../../recognition/recogniser.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import type { LabelledImages } from "./judge.ts";
import type { StatementId } from "./statements.ts";

/** Where the classes of generated images come from: what the generator was asked for, or recognisers that learned real images. */
export interface ClassLabels {
  readonly statement: StatementId;
  /** Of the generated images. */
  readonly generated: Int32Array;
  /** Of the real images that the learning curve is made of: made in the same way. */
  readonly training: Int32Array;
  /** Of real images in the generator's place: made in the same way. */
  inItsPlace(of: LabelledImages): Int32Array;
}

/** The number of classes: one more than the largest label. */
export function classCount(labels: Int32Array): number {
  return labels.reduce((most, label) => Math.max(most, label), -1) + 1;
}

/**
 * The labels that a lesson from generated images takes: those that the generator was asked for where all of them are classes of the
 * real images, else those that recognisers give.
 *
 * Two recognisers learn from one half of the real images each. Each labels the half that it did not learn from, and every other image
 * of any other set: whatever the labels get wrong, they get wrong in real images and in generated ones alike.
 */
export function classLabels({
  suspect,
  training,
  classes,
}: {
  readonly suspect: Pick<ImageSet, "x" | "labels" | "latents">;
  readonly training: LabelledImages;
  readonly classes: number;
}): ClassLabels {
  const asked = suspect.labels ?? suspect.latents?.labels;
  if (asked?.every((label) => label >= 0 && label < classes)) {
    return {
      statement: "worth",
      generated: asked,
      training: training.labels,
      inItsPlace: ({ labels }) => labels,
    };
  }
  const teacher = recogniserOf({ scale: training.images, classes, name: "teacher" });
  const sees = [0, 1].map((half) => {
    const rows = everyOther(training.labels.length, half);
    return teacher.learn({
      hidden: teacher.hidden(takeRows(training.images, rows)),
      labels: Int32Array.from(rows, (row) => training.labels[row] as number),
    });
  });
  /** Rows of either half, by the recogniser of that number. */
  const seenBy = (images: NdArray, recogniserOfHalf: readonly [number, number]): Int32Array => {
    const labels = new Int32Array(images.shape[0] as number);
    for (const half of [0, 1] as const) {
      const rows = everyOther(labels.length, half);
      const see = sees[recogniserOfHalf[half]] as (typeof sees)[number];
      if (rows.length === 0) continue;
      for (const [i, label] of see(teacher.hidden(takeRows(images, rows))).entries()) {
        labels[rows[i] as number] = label;
      }
    }
    return labels;
  };
  const seenIn = (images: NdArray): Int32Array => seenBy(images, [0, 1]);
  return {
    statement: "worth-taught",
    generated: seenIn(suspect.x),
    training: seenBy(training.images, [1, 0]),
    inItsPlace: ({ images }) => seenIn(images),
  };
}

function everyOther(count: number, from: number): readonly number[] {
  return Array.from({ length: Math.ceil((count - from) / 2) }, (_, i) => from + 2 * i);
}
