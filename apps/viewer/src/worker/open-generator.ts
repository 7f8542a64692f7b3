import type { LatentSpec } from "@ganlens/core";
import {
  disposeModel,
  type GeneratorNetwork,
  latentOf,
  loadGenerator,
  loadModel,
  networkFromLayers,
  outputRangeOf,
  type PixelRange,
} from "@ganlens/models";
import type { GeneratorSource, NetworkFacts } from "../engine/messages.ts";
import { assertFiniteWeights } from "./finite-weights.ts";
import { networkFileSet } from "./network-file-set.ts";

/** A generator in the worker's memory. */
export interface OpenedGenerator {
  readonly role: "generator";
  readonly network: GeneratorNetwork;
  /** What it takes; absent where the stored network turns out to be no generator. */
  readonly spec: LatentSpec | undefined;
  readonly range: PixelRange | undefined;
  readonly facts: NetworkFacts;
  dispose(): void;
}

type Files = Readonly<Record<string, Uint8Array>>;
type Read = Pick<OpenedGenerator, "network" | "spec" | "range">;

/**
 * Opens the generator that the files hold; what the run says of its latents and its range goes before what the files say.
 *
 * @throws {CheckpointCorruptError} when the files are no model of that format, damaged, or its weights are not finite
 * @throws {RunUnsupportedError} when it is a model that cannot run here
 */
export async function openGenerator(files: Files, source: GeneratorSource): Promise<OpenedGenerator> {
  const read = await (source.format === "ganlens" ? readOwn : readForeign)(files, source);
  const { network } = read;
  const spec = source.latent ?? read.spec;
  return {
    role: "generator",
    network,
    spec,
    range: source.range ?? read.range,
    facts: { ...(spec === undefined ? {} : { latent: spec }), shape: network.sampleShape, codes: [] },
    dispose: () => network.dispose(),
  };
}

/** The network's own specification says what runs of version 1 do not. */
async function readOwn(files: Files, { output = 0 }: GeneratorSource): Promise<Read> {
  const { model, spec } = await loadModel(networkFileSet(files));
  await assertFiniteWeights(model, "generator").catch((error: unknown) => {
    disposeModel(model);
    throw error;
  });
  const network = { ...networkFromLayers(model, { output }), dispose: () => disposeModel(model) };
  return { network, spec: latentOf(spec), range: outputRangeOf(spec) };
}

async function readForeign(files: Files, source: GeneratorSource): Promise<Read> {
  const network = await loadGenerator(networkFileSet(files), source);
  return { network, spec: undefined, range: undefined };
}
