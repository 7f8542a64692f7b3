import { type LatentSpec, Random, sampleLatents } from "@ganlens/core";
import { type GeneratorNetwork, generate, type PixelRange } from "@ganlens/models";

/** Latents at which images are drawn to see whether they are finite. */
const looked = 32;

export interface LastFiniteStepOptions {
  /** Ascending. */
  readonly checkpoints: readonly number[];
  readonly load: (step: number) => Promise<GeneratorNetwork>;
  readonly spec: LatentSpec;
  readonly range: PixelRange | undefined;
}

/** The last checkpoint whose generator has finite weights and draws finite images; undefined when none does. */
export async function lastFiniteStep(options: LastFiniteStepOptions): Promise<number | undefined> {
  for (const step of options.checkpoints.toReversed()) {
    if (await drawsFinite(step, options)) return step;
  }
  return undefined;
}

async function drawsFinite(step: number, { load, spec, range }: LastFiniteStepOptions): Promise<boolean> {
  const network = await load(step);
  try {
    for (const weight of network.layers?.getWeights() ?? []) {
      if (!(await weight.data()).every(Number.isFinite)) return false;
    }
    const latents = sampleLatents(spec, looked, Random.fromSeed(0));
    return (await generate(network, latents, { spec, range })).data.every(Number.isFinite);
  } finally {
    network.dispose();
  }
}
