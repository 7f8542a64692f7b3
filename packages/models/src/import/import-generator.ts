import {
  ConfigInvalidError,
  type FileSet,
  type LatentSpec,
  memoryFiles,
  RunUnsupportedError,
  type SubjectRecord,
} from "@ganlens/core";
import { latentOf, outputRangeOf } from "../architecture/parse-model-spec.ts";
import { imageOutput } from "./image-output.ts";
import { type LatentOptions, latentForInputs } from "./latent-for-inputs.ts";
import { type ImportedNetwork, type OpenImportedOptions, openImported } from "./open-imported.ts";

/** What a person says of a generator that cannot be read off it, or is another than what can. */
export interface ImportGeneratorOptions extends LatentOptions, OpenImportedOptions {
  /** The values that its images take. */
  readonly range?: readonly [number, number];
  /** The name of the output, where it has several of images. */
  readonly output?: string;
}

/** A generator from elsewhere: what a run folder says of it, and its files. */
export interface ImportedGenerator {
  readonly subject: SubjectRecord & { readonly latent: LatentSpec };
  readonly network: ImportedNetwork;
}

/**
 * Brings a generator in: an ONNX file, or a tfjs layers or graph model; bytes alone are those of an ONNX file.
 *
 * What is not said is read off the model where it can be, and noted: input shapes, classes of an embedding, the range of the last
 * activation. What can be neither said nor read is asked for; nothing is rescaled or guessed.
 *
 * @throws {RunUnsupportedError} when it is no such model, or not one of images
 * @throws {ConfigInvalidError} when what was said does not fit it, or more must be said
 * @throws {CheckpointCorruptError} when its files are damaged
 */
export async function importGenerator(
  source: FileSet | Uint8Array,
  options: ImportGeneratorOptions = {},
): Promise<ImportedGenerator> {
  const files = source instanceof Uint8Array ? onnxFiles(source) : source;
  const network = await openImported(files, options);
  const { spec } = network;
  const known = spec === undefined ? undefined : latentOf(spec);
  // An ONNX file's images are already laid out with channels last.
  const layout = network.from === "onnx" ? "nhwc" : (options.layout ?? "nhwc");
  const output = imageOutput(network.outputs, {
    layout,
    ...(options.output === undefined ? {} : { output: options.output }),
  });
  const asked = options.parts !== undefined || options.classes !== undefined;
  const latent =
    known !== undefined && !asked ? { spec: known, notes: [] } : latentForInputs(network.inputs, options);
  const range = rangeOf(network, output.index, options.range);
  const notes = [...network.notes, ...output.notes, ...latent.notes, ...range.notes];
  return {
    network,
    subject: {
      shape: [...output.shape],
      latent: latent.spec,
      range: [...range.range],
      generator: {
        folder: "generator",
        format: network.format,
        ...(network.outputs.length > 1 ? { output: output.index } : {}),
        ...(output.reshaped ? { shape: [...output.shape] } : layout === "nchw" ? { layout } : {}),
      },
      origin: {
        format: network.from,
        name: files.main.slice(files.main.lastIndexOf("/") + 1),
        sha256: network.sha256,
        ...(network.producer === undefined ? {} : { producer: network.producer }),
      },
      ...(notes.length === 0 ? {} : { notes }),
    },
  };
}

function onnxFiles(bytes: Uint8Array): FileSet {
  return memoryFiles({ "generator.onnx": bytes }, { main: "generator.onnx", location: "the given bytes" });
}

function rangeOf(
  { outputs, spec }: ImportedNetwork,
  index: number,
  said: readonly [number, number] | undefined,
): { readonly range: readonly [number, number]; readonly notes: readonly string[] } {
  const found = (spec === undefined ? undefined : outputRangeOf(spec)) ?? outputs[index]?.range;
  if (said !== undefined) {
    if (!(said[0] < said[1])) {
      throw new ConfigInvalidError({
        message: `Expected a range from a lower to a higher value, received ${said.join(" to ")}.`,
        hint: "For example --range -1,1.",
      });
    }
    return { range: said, notes: [] };
  }
  if (found !== undefined) {
    const words = `Its last activation gives values from ${found[0]} to ${found[1]}, which are taken for black and white.`;
    return { range: found, notes: spec === undefined ? [words] : [] };
  }
  throw new RunUnsupportedError({
    message: `Expected to be told which values the images take: the last activation of "${outputs[index]?.name}" does not bound them.`,
    hint: "Say it, for example --range -1,1 or --range 0,1.",
  });
}
