import {
  canonicalJson,
  type Latents,
  type NdArray,
  Random,
  RunUnsupportedError,
  rows,
  takeLatents,
  takeRows,
} from "@ganlens/core";
import type { Fault } from "../../faults/fault.ts";
import { findFault } from "../../faults/faults.ts";
import { realSet } from "../../sets/draw-set.ts";
import { defineSubject } from "../../subject/define-subject.ts";
import type { PlantedFault } from "./faulty-samples.ts";
import { normalProbability } from "./normal-probability.ts";
import { type PlantedGenerator, type RenderedGeneratorOptions, renderedGenerator } from "./rendered-generator.ts";

/** Faults that a share of the images has: the last entry of the noise decides which. */
const sharedFaults: readonly string[] = [
  "exact-copies",
  "shifted-copies",
  "noised-copies",
  "part-copies",
  "interpolations",
  "corner-lost",
];

/** Faults that no single image has. */
const ofSets: readonly string[] = ["duplicates", "kind-missing"];

/** Faults of how often a class is drawn. */
const ofClasses: readonly string[] = ["class-missing", "class-overdrawn"];

/**
 * A generator with a fault built in: an image depends on its latents alone, and a set of any size has the fault.
 *
 * Shares are probabilities: an image is a copy where Φ of the last entry of the noise is below the strength, and what it copies is
 * drawn by the whole of its noise. `class-missing` and `class-overdrawn` weigh one class otherwise, `few-images` goes to one of k
 * latents, and what is wrong with every image is planted in every image. `duplicates` and `kind-missing` are no property of single
 * images: take {@link faultySamples}.
 */
export function faultyGenerator(
  options: RenderedGeneratorOptions & { readonly fault: PlantedFault },
): PlantedGenerator {
  const {
    fault: { id, strength },
    seed = 0,
    data,
  } = options;
  const fault = findFault(id);
  const random = Random.fromSeed(seed).split("faulty-generator");
  if (ofSets.includes(id)) throw new Error(`Expected a fault of single images, received ${id}.`);
  const classes = data.factors[data.classFactor]?.size as number;
  const lost = random.split("class").integers(1, { high: classes })[0];
  const weights = options.classWeights ?? new Array<number>(classes).fill(1);
  const weightOf = (weight: number): number => {
    if (id === "class-missing") return weight * (1 - strength);
    // The share of the class becomes so many times what it was.
    const share = weight / weights.reduce((sum, each) => sum + each, 0);
    return (weight * strength * (1 - share)) / (1 - strength * share);
  };
  const clean = renderedGenerator({
    ...options,
    idle: (options.idle ?? 0) + 1,
    ...(ofClasses.includes(id)
      ? { classWeights: weights.map((weight, label) => (label === lost ? weightOf(weight) : weight)) }
      : {}),
  });
  const kept = clean.latents.draw(id === "few-images" ? strength : 1, random.split("kept"));
  const moved = (latents: Latents): Latents => {
    if (id !== "few-images") return latents;
    const count = latents.z.shape[0] as number;
    const chosen = Array.from({ length: count }, (_, i) => Math.floor(chanceOf(latents, i) * strength));
    return takeLatents(kept, chosen);
  };
  const generate = async (latents: Latents): Promise<NdArray> => {
    const images = await clean.generate(moved(latents));
    if (ofClasses.includes(id) || id === "few-images") return images;
    const training = (await realSet(clean, "train")).x;
    if (!sharedFaults.includes(id) && id !== "noise") {
      return fault.plant({ images, training, random }, strength);
    }
    const planted = Float32Array.from(images.data);
    const size = planted.length / Math.max(1, images.shape[0] as number);
    for (let i = 0; i < (images.shape[0] as number); i++) {
      if (id !== "noise" && chanceOf(latents, i) >= strength) continue;
      planted.set(plantedAlone(fault, { latents, images, training, random, row: i, strength }), i * size);
    }
    return { data: planted, shape: images.shape };
  };
  return {
    ...clean,
    ...defineSubject({
      name: `${clean.name} with ${fault.title(strength)}`,
      fingerprint: canonicalJson({ of: clean.fingerprint, id, strength }),
      imageShape: clean.imageShape,
      latent: clean.latents.spec,
      generate,
    }),
    latents: clean.latents,
    classesOf: (latents) => clean.classesOf(moved(latents)),
  };
}

/** Φ of the last entry of the noise, which nothing else uses. */
function chanceOf({ z }: Latents, row: number): number {
  const width = z.shape[1] as number;
  return normalProbability(z.data[(row + 1) * width - 1] as number);
}

/** One image with the fault in it, drawn by its own noise. */
function plantedAlone(
  fault: Fault,
  {
    latents: { z },
    images,
    training,
    random,
    row,
    strength,
  }: {
    readonly latents: Latents;
    readonly images: NdArray;
    readonly training: NdArray;
    readonly random: Random;
    readonly row: number;
    readonly strength: number;
  },
): Float32Array {
  const own = random.split(rows(z, row, row + 1).data.join());
  const count = training.shape[0] as number;
  const order = own.split("sources").integers(2, { high: count });
  const [first, second] = order as unknown as [number, number];
  const image = takeRows(images, [row]);
  const sources = takeRows(training, [first, first === second ? (second + 1) % count : second]);
  const everywhere = fault.id === "corner-lost" ? random : own;
  try {
    return fault.plant({ images: image, training: sources, random: everywhere }, fault.id === "noise" ? strength : 1).data;
  } catch (error) {
    // A corner that is black already.
    if (fault.id === "corner-lost" && error instanceof RunUnsupportedError) return image.data;
    throw error;
  }
}
