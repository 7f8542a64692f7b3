import { canonicalJson, Random, type Subject } from "@ganlens/core";
import { findFault } from "../../faults/faults.ts";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import { realSet } from "../../sets/draw-set.ts";
import { samplesSubject } from "../../subject/samples-subject.ts";
import type { PlantedGenerator } from "./rendered-generator.ts";

/** A fault of the registry, and how strong it is. */
export interface PlantedFault {
  readonly id: string;
  readonly strength: number;
}

/**
 * Samples of a generator with a fault planted in all of them at once, exactly as strong as it says, beside the real images of the
 * generator; copies are of its training images. Another seed gives other images with the fault planted anew.
 */
export async function faultySamples({
  generator,
  fault: { id, strength },
  count = 2000,
  seed = 0,
}: {
  readonly generator: PlantedGenerator;
  readonly fault: PlantedFault;
  readonly count?: number;
  readonly seed?: number;
}): Promise<Subject & Required<Pick<Subject, "samples" | "real">>> {
  const random = Random.fromSeed(seed).split("faulty-samples");
  const latents = generator.latents.draw(count, random.split("latents"));
  const training = await realSet(generator, "train");
  const x = findFault(id).plant(
    {
      images: await generator.generate(latents),
      labels: generator.classesOf(latents),
      training: training.x,
      random,
    },
    strength,
  );
  const name = `${generator.name} with ${findFault(id).title(strength)}`;
  const samples = arraySampleSet({ x }, { name: "generated" });
  const fingerprint = canonicalJson({ of: generator.fingerprint, id, strength, count, seed });
  return { ...samplesSubject({ name, fingerprint, samples }), samples, real: generator.real };
}
