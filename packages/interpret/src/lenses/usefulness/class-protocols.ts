import { type NdArray, type Random, takeRows } from "@ganlens/core";
import { type MembershipInference, membershipInference } from "@ganlens/metrics";
import { ink } from "../../sets/ink.ts";
import { componentErrors } from "./component-errors.ts";
import type { LabelledImages } from "./judge.ts";

/**
 * Which classes are normal: `one-normal`, one class against the rest; `one-anomalous`, all classes but one that is left out of what is
 * learned. The second is much harder, and numbers of the two do not compare.
 *
 * @see Ruff et al. 2018 on the first; Akcay, Atapour-Abarghouei, Breckon 2018 on the second
 */
export type ClassProtocol = "one-normal" | "one-anomalous";

export const classProtocolIds: readonly ClassProtocol[] = ["one-normal", "one-anomalous"];

/** What tells a class that was not learned. */
export type ClassDetector =
  | "principal components of generated images"
  | "principal components of real images"
  | "amount of ink";

export const classDetectors: readonly ClassDetector[] = [
  "principal components of generated images",
  "principal components of real images",
  "amount of ink",
];

/** How well the images of the classes that are not normal are told, with one class singled out. */
export interface ClassDetection {
  readonly protocol: ClassProtocol;
  readonly label: number;
  readonly detector: ClassDetector;
  readonly auroc: MembershipInference["auroc"];
  /** The same scores with the classes of the images that are tested in another order: what a detector of nothing has. */
  readonly shuffled: number;
  /** Images that it learned from, and that were tested on either side. */
  readonly learned: number;
  readonly normal: number;
  readonly anomalous: number;
}

export interface ClassFindings {
  readonly detections: readonly ClassDetection[];
  /** Of those that were tested, in their order. */
  readonly classes: readonly number[];
  readonly tested: number;
}

/** Classes that are singled out: those with the most images. */
const mostClasses = 10;
/** Images of a class, on each side and in what is tested, without which nothing is said of it. */
const leastOfClass = 20;
/** Images that components of one choice of classes are fitted to. */
const fitted = 300;

/**
 * Detection of classes that were not learned, by both protocols: for each class, components are fitted to images of the normal classes
 * alone, and unseen real images are told by what these leave over; or why not.
 *
 * @param size of the code: the number of components
 */
export function classProtocols({
  generated,
  real,
  test,
  size,
  random,
}: {
  readonly generated: LabelledImages;
  readonly real: LabelledImages;
  /** Real images that nothing was learned from. */
  readonly test: LabelledImages;
  readonly size: number;
  readonly random: Random;
}): ClassFindings | { readonly reason: string } {
  const counts = [generated, real, test].map(({ labels }) => countsOf(labels));
  const ofTest = counts[2] as ReadonlyMap<number, number>;
  const classes = [...ofTest.keys()]
    .filter((label) => counts.every((each) => (each.get(label) ?? 0) >= leastOfClass))
    .sort((a, b) => (ofTest.get(b) as number) - (ofTest.get(a) as number) || a - b)
    .slice(0, mostClasses)
    .sort((a, b) => a - b);
  if (classes.length < 2) {
    return {
      reason: `Fewer than two classes have ${leastOfClass} images each that are generated, ${leastOfClass} real ones to learn from and ${leastOfClass} others to test with.`,
    };
  }
  const order = random.permutation(test.labels.length);
  const others = Int32Array.from(order, (row) => test.labels[row] as number);
  const inks = ink(test.images);
  const detections = classProtocolIds.flatMap((protocol) =>
    classes.flatMap((label) => {
      const isNormal = (of: number): boolean => (of === label) === (protocol === "one-normal");
      const ofGenerated = chosen(generated, isNormal);
      const ofReal = chosen(real, isNormal);
      const usual = mean(ink(ofGenerated));
      const scores: Readonly<Record<ClassDetector, Float64Array>> = {
        "principal components of generated images": componentErrors(ofGenerated, size)(test.images),
        "principal components of real images": componentErrors(ofReal, size)(test.images),
        "amount of ink": inks.map((each) => Math.abs(each - usual)),
      };
      const learned: Readonly<Record<ClassDetector, NdArray>> = {
        "principal components of generated images": ofGenerated,
        "principal components of real images": ofReal,
        "amount of ink": ofGenerated,
      };
      return classDetectors.map((detector): ClassDetection => {
        const of = (labels: Int32Array) => told(scores[detector], labels, isNormal);
        const { auroc, normal, anomalous } = of(test.labels);
        return {
          protocol,
          label,
          detector,
          auroc,
          shuffled: of(others).auroc.value,
          learned: learned[detector].shape[0] as number,
          normal,
          anomalous,
        };
      });
    }),
  );
  return { detections, classes, tested: test.labels.length };
}

/** The AUROCs of one detector by one protocol, class by class. */
export function overClasses(
  { detections }: ClassFindings,
  protocol: ClassProtocol,
  detector: ClassDetector,
): readonly ClassDetection[] {
  return detections.filter((each) => each.protocol === protocol && each.detector === detector);
}

function told(
  scores: Float64Array,
  labels: Int32Array,
  isNormal: (label: number) => boolean,
): { readonly auroc: MembershipInference["auroc"]; readonly normal: number; readonly anomalous: number } {
  const nonMembers = scores.filter((_, row) => isNormal(labels[row] as number));
  const members = scores.filter((_, row) => !isNormal(labels[row] as number));
  const { auroc } = membershipInference({ members, nonMembers });
  return { auroc, normal: nonMembers.length, anomalous: members.length };
}

/** The first images of the normal classes. */
function chosen({ images, labels }: LabelledImages, isNormal: (label: number) => boolean): NdArray {
  return takeRows(
    images,
    [...labels.keys()].filter((row) => isNormal(labels[row] as number)).slice(0, fitted),
  );
}

function countsOf(labels: Int32Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
