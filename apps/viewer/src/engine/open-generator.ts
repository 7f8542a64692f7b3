import { ConfigInvalidError, type LatentSpec, type NetworkRecord } from "@ganlens/core";
import {
  disposeModel,
  type GeneratorNetwork,
  latentOf,
  loadModel,
  networkFromLayers,
  outputRangeOf,
  type PixelRange,
} from "@ganlens/models";
import type { GeneratorSource, NetworkFacts } from "./messages.ts";
import { modelFiles } from "./model-files.ts";

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

/** A network, and what its own files say of it. */
interface ReadNetwork {
  readonly network: GeneratorNetwork;
  readonly latent?: LatentSpec | undefined;
  readonly range?: PixelRange | undefined;
  dispose(): void;
}

const readers: Readonly<
  Record<NetworkRecord["format"], (files: Files, source: GeneratorSource) => Promise<ReadNetwork>>
> = {
  ganlens: readOwn,
  layers: readForeign,
  graph: readForeign,
};

/**
 * Opens the generator that the files hold; what the run says of its latents and its range goes before what they say.
 *
 * @throws {CheckpointCorruptError} when the files are no model of that format, or damaged
 */
export async function openGenerator(files: Files, source: GeneratorSource): Promise<OpenedGenerator> {
  const read = await readers[source.format](files, source);
  const { network } = read;
  const spec = source.latent ?? read.latent;
  return {
    role: "generator",
    network,
    spec,
    range: source.range ?? read.range,
    facts: { ...(spec === undefined ? {} : { latent: spec }), shape: network.sampleShape, codes: [] },
    dispose: () => read.dispose(),
  };
}

async function readOwn(files: Files, { output = 0 }: GeneratorSource): Promise<ReadNetwork> {
  const { model, spec } = await loadModel(modelFiles(files));
  return {
    network: networkFromLayers(model, { output }),
    latent: latentOf(spec),
    range: outputRangeOf(spec),
    dispose: () => disposeModel(model),
  };
}

async function readForeign(_files: Files, { format }: GeneratorSource): Promise<ReadNetwork> {
  throw new ConfigInvalidError({ message: `A generator of the format ${format} cannot be opened here.` });
}
