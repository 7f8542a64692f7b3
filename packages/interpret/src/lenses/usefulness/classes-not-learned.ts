import { type Random, takeRows } from "@ganlens/core";
import type { Domain } from "../../sets/domains.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { classCount, classLabels } from "./class-labels.ts";
import { type ClassFindings, classProtocols } from "./class-protocols.ts";
import type { LabelledImages } from "./judge.ts";

/** How well classes are told that were not learned. */
export interface ClassesNotLearned extends ClassFindings {
  /** Whether recognisers of real images gave generated ones their classes; else they were asked for. */
  readonly taught: boolean;
}

/** Images of each sort that are looked at, at most. */
const most = { generated: 3000, real: 3000, tested: 1000 };

/**
 * The protocols that single out a class, on the images of two domains: learned from generated images and from real ones, told among
 * held-out real images. Undefined where the real images have no classes.
 */
export function classesNotLearned({
  real,
  generated,
  size,
  random,
}: {
  readonly real: Domain;
  readonly generated: Domain;
  /** The number of components. */
  readonly size: number;
  readonly random: Random;
}): ClassesNotLearned | { readonly reason: string } | undefined {
  const training = labelled(inDisorder(real.train, most.real, random.split("real")));
  const test = labelled(inDisorder(real.heldOut, most.tested, random.split("tested")));
  if (training === undefined || test === undefined || new Set(training.labels).size < 2) return undefined;
  const suspect = inDisorder(generated.train, most.generated, random.split("generated"));
  const { generated: labels, statement } = classLabels({
    suspect,
    training,
    classes: Math.max(classCount(training.labels), classCount(test.labels)),
  });
  const found = classProtocols({
    generated: { images: suspect.x, labels },
    real: training,
    test,
    size,
    random: random.split("shuffled classes"),
  });
  return "reason" in found ? found : { ...found, taught: statement === "worth-taught" };
}

/** Some of the images in an order that nothing follows from: files often come class by class. */
function inDisorder(
  { x, labels, latents }: ImageSet,
  count: number,
  random: Random,
): Pick<ImageSet, "x" | "labels"> {
  const order = random.permutation(x.shape[0] as number).slice(0, count);
  const known = labels ?? latents?.labels;
  return {
    x: takeRows(x, [...order]),
    ...(known === undefined ? {} : { labels: Int32Array.from(order, (row) => known[row] as number) }),
  };
}

function labelled({ x, labels }: Pick<ImageSet, "x" | "labels">): LabelledImages | undefined {
  return labels === undefined ? undefined : { images: x, labels };
}
