import {
  CancelledError,
  canonicalJson,
  latentRows,
  type Measure,
  type NdArray,
  Random,
  RunUnsupportedError,
  rows,
  type Subject,
  takeRows,
} from "@ganlens/core";
import { frechetEstimate, frechetFloor, meanInterval, measure } from "@ganlens/metrics";
import { type References, references } from "../features/comparison-images.ts";
import { digitFeatures } from "../features/digit-features.ts";
import type { FeatureSpace } from "../features/feature-space.ts";
import { pixelComponentsSpace as pixelFeatures } from "../features/pixel-components-space.ts";
import { finiteRows, generatedSamples } from "../sets/generated-set.ts";
import { loadSet } from "../sets/image-set.ts";
import { type FrechetDifference, frechetDifference } from "./frechet-difference.ts";

export interface CompareSubjectsOptions {
  readonly first: Subject;
  readonly second: Subject;
  /** Images of each that are compared; by default 1,000, and not more than the reference holds. */
  readonly count?: number;
  /** By default 0. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

export interface ComparisonProgress {
  readonly type: "comparison-progress";
  readonly stage: string;
  /** Share of the whole that is done, in [0, 1]. */
  readonly done: number;
}

/** One quantity of both, and whether they can be told apart by it. */
export interface ComparedMeasure {
  readonly first: Measure;
  readonly second: Measure;
  readonly difference: FrechetDifference;
  /** The better one; null where the interval holds 0, images are few, or one of the two may have seen the real ones. */
  readonly better: "first" | "second" | null;
}

/** Two generators side by side. */
export interface SubjectComparison {
  /** Whether both were drawn at the same latents, and why not. */
  readonly paired: { readonly same: boolean; readonly why: string };
  readonly distances: readonly ComparedMeasure[];
  /** Mean |A(z) − B(z)| of pixels at equal latents, and at different ones; of paired subjects only. */
  readonly pixelDifference?: { readonly equal: Measure; readonly different: Measure };
  /** Some images of both; of the same latents where they are paired. */
  readonly images: { readonly first: NdArray; readonly second: NdArray };
  /** What was compared with what, and what could not be; one sentence each. */
  readonly notes: readonly string[];
}

const shown = 20;

/**
 * Compares two generators: how far each is from the same real images, and how much they differ at the same latents.
 *
 * Neither is called better unless the interval of the difference leaves out 0, there are 300 images of each, and both were
 * trained without the same held-out images. Real images are those of the first subject, or
 * of the second where it has none; without any, only the images of the two are compared.
 *
 * @throws {RunUnsupportedError} when the two draw images of different sizes
 * @throws {CancelledError} when the signal aborts
 */
export async function* compareSubjects(
  options: CompareSubjectsOptions,
): AsyncGenerator<ComparisonProgress, SubjectComparison> {
  const { first, second, count = 1000, seed = 0, signal } = options;
  if (first.imageShape.join() !== second.imageShape.join()) {
    throw new RunUnsupportedError({
      message: `Expected two generators of one size, but ${first.name} draws ${first.imageShape.join(" × ")} and ${second.name} ${second.imageShape.join(" × ")}.`,
      hint: "Images of different sizes cannot be compared; nothing is resized without being asked.",
    });
  }
  const step = (stage: string, done: number): ComparisonProgress => {
    if (signal?.aborted) throw new CancelledError({ message: "Comparing was stopped." });
    return { type: "comparison-progress", stage, done };
  };
  const notes: string[] = [];
  const paired = pairingOf(first, second);
  notes.push(paired.why);
  const real = first.real ?? second.real;
  const beside = real === undefined ? undefined : { ...first, real };
  yield step("reading real images", 0);
  const reference = beside === undefined ? undefined : await references(beside);
  if (reference === undefined) {
    notes.push("There are no real images: how far each is from them is left out. Name some with --data.");
  } else {
    notes.push(`The reference of both is ${reference.first.shape[0]} ${reference.meaning}.`);
    if (first.real !== undefined && otherData(first, second)) {
      notes.push(
        `${second.name} goes with other data (${second.real?.dataset?.name}): both are compared with those of ${first.name}.`,
      );
    }
  }
  yield step("generating", 0.1);
  const most = Math.min(count, reference?.first.shape[0] ?? count);
  const images = await draw(first, second, { paired: paired.same, count: most, seed });
  const drawn = Math.min(images.first.shape[0] ?? 0, images.second.shape[0] ?? 0);
  const seen = reference !== undefined && (await maySeeReference(first, second));
  if (seen) {
    notes.push(
      "One of the two was trained on these real images, or it is not known that it was not: neither is called nearer.",
    );
  }
  const few = drawn < leastRanked;
  if (few && reference !== undefined) {
    notes.push(`With ${drawn} images of each neither is called nearer: that takes ${leastRanked}.`);
  }
  const distances: ComparedMeasure[] = [];
  if (reference !== undefined && beside !== undefined) {
    const digits = await digitFeatures(beside);
    notes.push(...digits.words);
    const spaces = [...(digits.space === null ? [] : [digits.space]), pixelFeatures(reference.others)];
    try {
      for (const [i, space] of spaces.entries()) {
        yield step(`measuring in ${space.name.split(",")[0]}`, 0.4 + 0.25 * i);
        const random = Random.fromSeed(seed).split(`compare/${space.name}`);
        const found = await distancesIn(space, { images, reference, paired: paired.same, random });
        distances.push(seen || few ? { ...found, better: null } : found);
      }
    } finally {
      for (const space of spaces) space.dispose();
    }
  }
  yield step("comparing pixels", 0.95);
  return {
    paired,
    distances,
    ...(paired.same ? { pixelDifference: pixelDifference(images, drawn) } : {}),
    images: {
      first: rows(images.first, 0, Math.min(shown, drawn)),
      second: rows(images.second, 0, Math.min(shown, drawn)),
    },
    notes,
  };
}

/** Fewer images than these are not ranked: the interval of the difference does not hold there. */
const leastRanked = 300;

/** Whether one of the two may have seen the real images that both are compared with: only equal held-out images rule it out. */
async function maySeeReference({ real: first }: Subject, { real: second }: Subject): Promise<boolean> {
  if (first?.unseen !== true || second?.unseen !== true) return true;
  return (await first.open("held-out")).key !== (await second.open("held-out")).key;
}

/** Latents are the same where all parts are, whatever the models call their inputs. */
function pairingOf(first: Subject, second: Subject): SubjectComparison["paired"] {
  const specs = [first, second].map(({ latents, generate }) =>
    latents === undefined || generate === undefined
      ? undefined
      : canonicalJson(latents.spec.parts.map(({ name: _name, input: _input, ...part }) => part)),
  );
  if (specs.includes(undefined)) {
    return {
      same: false,
      why: "One of the two has nothing but its samples: they are not at the same latents.",
    };
  }
  if (specs[0] !== specs[1]) {
    return { same: false, why: "Their latents are of different kinds: each is drawn from its own." };
  }
  const given = [first, second].some(({ latents }) => latents?.given !== undefined);
  return given
    ? { same: false, why: "Their latents come from files: each is drawn from its own." }
    : { same: true, why: "Both are drawn at the same latents." };
}

async function draw(
  first: Subject,
  second: Subject,
  { paired, count, seed }: { readonly paired: boolean; readonly count: number; readonly seed: number },
): Promise<{ readonly first: NdArray; readonly second: NdArray }> {
  if (!paired) {
    const of = async (subject: Subject, purpose: string) =>
      (await loadSet(generatedSamples(subject, { purpose, count, seed }))).x;
    const [one, other] = [await of(first, "compared, first"), await of(second, "compared, second")];
    // A Fréchet distance of fewer images is larger: both are measured on as many.
    const least = Math.min(one.shape[0] ?? 0, other.shape[0] ?? 0);
    return { first: rows(one, 0, least), second: rows(other, 0, least) };
  }
  const { latents, generate } = first;
  if (latents === undefined || generate === undefined || second.generate === undefined) {
    throw new TypeError("Expected two subjects that generate.");
  }
  const drawn = latents.draw(count, Random.fromSeed(seed).split("compare"));
  const one = await generate(latentRows(drawn, 0, count));
  const other = await second.generate(latentRows(drawn, 0, count));
  const fine = new Set(finiteRows(other));
  const both = finiteRows(one).filter((row) => fine.has(row));
  return { first: takeRows(one, both), second: takeRows(other, both) };
}

async function distancesIn(
  space: FeatureSpace,
  {
    images,
    reference,
    paired,
    random,
  }: {
    images: { first: NdArray; second: NdArray };
    reference: References;
    paired: boolean;
    random: Random;
  },
): Promise<ComparedMeasure> {
  const real = await space.features(reference.first);
  const other = await space.features(reference.second);
  const features = { first: await space.features(images.first), second: await space.features(images.second) };
  const measured = (side: "first" | "second"): Measure => {
    const n = features[side].shape[0] ?? 0;
    const groups = Math.max(5, Math.min(20, Math.floor(n / 2)));
    const estimate = frechetEstimate({
      first: features[side],
      second: real,
      fixed: "second",
      random: random.split(side),
      groups,
    });
    return measure({
      name: `Fréchet distance [${space.name}]`,
      value: estimate.value,
      interval: estimate.interval,
      n,
      floor: {
        ...frechetFloor({ first: real, second: other, n }),
        meaning: `two disjoint sets of ${reference.meaning}`,
      },
      better: "lower",
    });
  };
  const difference = frechetDifference({
    ...features,
    reference: real,
    paired,
    random: random.split("difference"),
  });
  const { low, high } = difference.interval;
  return {
    first: measured("first"),
    second: measured("second"),
    difference,
    better: low > 0 ? "second" : high < 0 ? "first" : null,
  };
}

function pixelDifference(
  { first, second }: { readonly first: NdArray; readonly second: NdArray },
  count: number,
): { readonly equal: Measure; readonly different: Measure } {
  const width = first.data.length / Math.max(1, first.shape[0] ?? 1);
  const apart = (shift: number) =>
    Float64Array.from({ length: count }, (_, row) => {
      const to = ((row + shift) % count) * width;
      let sum = 0;
      for (let k = 0; k < width; k++) {
        sum += Math.abs((first.data[row * width + k] as number) - (second.data[to + k] as number));
      }
      return sum / width;
    });
  const of = (name: string, values: Float64Array): Measure => {
    const { value, n, interval } = meanInterval({ values });
    return measure({ name, value, n, interval, better: "neither" });
  };
  return {
    equal: of("mean pixel difference at equal latents", apart(0)),
    different: of("mean pixel difference at different latents", apart(1)),
  };
}

function otherData(first: Subject, second: Subject): boolean {
  const [one, other] = [first.real?.dataset?.sha256, second.real?.dataset?.sha256];
  return other !== undefined && one !== other;
}
