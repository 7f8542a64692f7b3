import { type Batch, canonicalJson, type LatentSpec, type Latents, Random, type Subject } from "@ganlens/core";
import type { GroundTruthData } from "@ganlens/datasets";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import { defineSubject } from "../../subject/define-subject.ts";
import { type Gap, latentFactors } from "./latent-factors.ts";

/** A generator that renders what its noise says, and real images of the whole data. */
export interface RenderedGeneratorOptions {
  readonly data: GroundTruthData;
  /** How often each class is generated, in proportion; 0 takes one away. All as often as among the real ones unless told. */
  readonly classWeights?: readonly number[];
  /** What is never generated, though it occurs among the real images. */
  readonly gap?: Gap;
  /** Entries of the noise that do nothing; none unless told. */
  readonly idle?: number;
  /** True where the class is a label that the generator takes, false where the noise decides on it. */
  readonly conditional?: boolean;
  /** Seed of the real images; another one, other images of the same kind. */
  readonly seed?: number;
  readonly trainCount?: number;
  readonly heldOutCount?: number;
}

/** A planted subject that draws, with real images beside it. */
export type PlantedGenerator = Subject &
  Required<Pick<Subject, "generate" | "real" | "latents">> & {
    /** The class of the image at each latent. */
    classesOf(latents: Latents): Int32Array;
  };

/**
 * A generator whose truth is known: without weights and gap its images are of the very distribution of the real ones, train and
 * held-out, which carry their labels and share no draw with it or each other.
 */
export function renderedGenerator(options: RenderedGeneratorOptions): PlantedGenerator {
  const { data, classWeights, gap, idle = 0, conditional = false, seed = 0 } = options;
  const classes = data.factors[data.classFactor]?.size as number;
  const weights = classWeights ?? new Array<number>(classes).fill(1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const size = data.factors.length - (conditional ? 1 : 0) + idle;
  const latent: LatentSpec = {
    parts: [
      { kind: "noise", name: "noise", size, prior: "normal" },
      ...(conditional
        ? [{ kind: "label" as const, name: "label", classes, distribution: weights.map((weight) => weight / total) }]
        : []),
    ],
  };
  const factorsOf = ({ z, labels }: Latents) =>
    latentFactors(z, { data, classWeights, gap, ...(conditional ? { labels } : {}) });
  const name = [data.name, ...(gap === undefined ? [] : [gap.name])].join(", ");
  const real = realImages(options);
  const subject = defineSubject({
    name,
    fingerprint: canonicalJson({ planted: name, weights, idle, conditional, seed }),
    imageShape: data.imageShape,
    latent,
    generate: (latents) => data.renderFactors(factorsOf(latents)),
  });
  return {
    ...subject,
    latents: subject.latents as NonNullable<Subject["latents"]>,
    classesOf(latents) {
      const { data: indices, shape } = factorsOf(latents);
      const [count = 0, columns = 0] = shape;
      return Int32Array.from({ length: count }, (_, i) => indices[i * columns + data.classFactor] as number);
    },
    real: {
      unseen: true,
      heldOutWords: "held-out real images",
      open: async (part) => arraySampleSet(real(part)),
    },
  };
}

/** Real images by part, rendered when first asked for. */
function realImages({
  data,
  seed = 0,
  trainCount = 2000,
  heldOutCount = 2000,
}: RenderedGeneratorOptions): (part: "train" | "held-out") => Batch {
  const made = new Map<string, Batch>();
  return (part) => {
    const known = made.get(part);
    if (known !== undefined) return known;
    const count = part === "train" ? trainCount : heldOutCount;
    const columns = data.factors.length;
    const noise = Random.fromSeed(seed)
      .split(`real/${data.name}/${part}`)
      .normal(count * columns);
    const factors = latentFactors({ data: noise, shape: [count, columns] }, { data });
    const batch: Batch = {
      x: data.renderFactors(factors),
      ids: Array.from({ length: count }, (_, i) => `${part}/${i}`),
      labels: Int32Array.from({ length: count }, (_, i) => factors.data[i * columns + data.classFactor] as number),
    };
    made.set(part, batch);
    return batch;
  };
}

/** Weights of classes of which some are taken away. */
export function withoutClasses(data: GroundTruthData, missing: readonly number[]): number[] {
  const classes = data.factors[data.classFactor]?.size as number;
  return Array.from({ length: classes }, (_, label) => (missing.includes(label) ? 0 : 1));
}
