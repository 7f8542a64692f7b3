import { type NdArray, rows } from "@ganlens/core";
import { type Features, logisticClasses, logisticRegression } from "@ganlens/metrics";
import { lowFrequencies } from "../../recognition/low-frequencies.ts";
import type { LabelledImages } from "./judge.ts";

/** Images that a probe learns from, at most: its fit takes a second for a thousand. */
export const mostProbed = 1000;
/** C of the logistic regression. */
const strength = 0.1;

/**
 * The share of test images whose class a linear probe tells: logistic regression on the coarse shapes of images (frequencies of the
 * cosine transform, fitted to nothing).
 *
 * @returns null where the lesson holds fewer than two classes
 */
export function probeAccuracy({
  lesson,
  test,
}: {
  readonly lesson: LabelledImages;
  readonly test: LabelledImages;
}): number | null {
  const count = Math.min(mostProbed, lesson.labels.length);
  const labels = lesson.labels.subarray(0, count);
  // Each class must occur: those that do not are left out, and never guessed.
  const present = [...new Set(labels)].sort((a, b) => a - b);
  if (present.length < 2) return null;
  const features = (images: NdArray): Features => lowFrequencies(images);
  const model = logisticRegression({
    x: features(rows(lesson.images, 0, count)),
    labels: Int32Array.from(labels, (label) => present.indexOf(label)),
    classes: present.length,
    strength,
  });
  const seen = logisticClasses(model, features(test.images));
  return seen.filter((place, i) => present[place] === test.labels[i]).length / test.labels.length;
}
