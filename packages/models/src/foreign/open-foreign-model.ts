import {
  CancelledError,
  CheckpointCorruptError,
  type FileSet,
  GanlensError,
  sha256Hex,
  sizeOf,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { disposeModel } from "../run/dispose-model.ts";
import type { ForeignModel } from "./foreign-model.ts";
import { graphPorts, layersPorts } from "./model-ports.ts";
import { checkedGraph, loadGraph } from "./open-graph-model.ts";
import { fillLayersModel, wireLayersModel } from "./open-layers-model.ts";
import { type ModelDocument, parseModelDocument } from "./parse-model-document.ts";
import { readWeightFiles, type WeightBytes } from "./read-weight-files.ts";
import { type ForeignWeight, parseWeightManifest } from "./weight-manifest.ts";

/** A graph of 20,000 nodes takes some megabytes. */
const largestDescription = 16 * 2 ** 20;

export interface OpenForeignModelOptions {
  /** Looked at between files. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a model that TensorFlow.js can read and ganlens did not make: layers or a graph, its weights whole or in pieces,
 * quantised or not.
 *
 * The file is data: nothing in it is executed. Everything is checked before a weight is allocated: names, links, circles,
 * classes and operations, shapes, and the sizes of the weights' files. The caller disposes the model, see {@link runnable}.
 *
 * @param files where its model.json lies, and the files that it names
 * @throws {RunUnsupportedError} when it is no such model, or cannot run here; the message names the file and the place in it
 * @throws {CheckpointCorruptError} when a file is truncated, or description and weights do not belong together
 * @throws {GanlensError} of the files, when one is missing or unreadable
 */
export async function openForeignModel(
  files: FileSet,
  { signal }: OpenForeignModelOptions = {},
): Promise<ForeignModel> {
  const source = `${files.main} in ${files.location}`;
  const folder = files.main.slice(0, files.main.lastIndexOf("/") + 1);
  const description = await files.read(files.main, { maximumBytes: largestDescription });
  const document = parseModelDocument(description, source);
  const groups = parseWeightManifest(document.manifest, source);
  const specs = groups.flatMap(({ weights }) => weights);
  const read = async (): Promise<WeightBytes> => {
    throwIfCancelled(signal);
    const bytes = await readWeightFiles(files, folder, groups);
    throwIfCancelled(signal);
    return bytes;
  };
  const opened =
    document.kind === "graph"
      ? await openGraph(document, specs, read, source)
      : await openLayers(document, specs, read, source);
  const { hashes, ...model } = opened;
  return {
    ...model,
    location: files.location,
    files: { [files.main]: sha256Hex(description), ...hashes },
  };
}

async function openLayers(
  { topology }: ModelDocument,
  weights: readonly ForeignWeight[],
  read: () => Promise<WeightBytes>,
  source: string,
) {
  const wired = wireLayersModel({ topology, weights, source });
  const { model } = wired;
  try {
    const ports = layersPorts(model, source);
    const { parts, hashes } = await read();
    const decoded = decodedWeights(parts, weights, source);
    for (const { name, group } of weights) {
      if (group !== "optimizer") continue;
      decoded[name]?.dispose();
      delete decoded[name];
    }
    fillLayersModel(wired, decoded, source);
    return { kind: "layers" as const, model, ...ports, hashes };
  } catch (error) {
    disposeModel(model);
    throw error;
  }
}

async function openGraph(
  { topology, signature }: ModelDocument,
  weights: readonly ForeignWeight[],
  read: () => Promise<WeightBytes>,
  source: string,
) {
  const names = new Set(weights.map(({ name }) => name));
  const graph = checkedGraph({ topology, signature, weights: names, source });
  const { parts, hashes } = await read();
  const model = loadGraph(graph, { specs: specsOf(weights), parts: [...parts] }, source);
  try {
    const numbers = await singleNumbers(model, weights);
    return { kind: "graph" as const, model, ...graphPorts(model, signature, numbers, source), hashes };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** Copies, because TensorFlow.js wants arrays that it could change. */
const specsOf = (weights: readonly ForeignWeight[]): tf.io.WeightsManifestEntry[] =>
  structuredClone(weights) as tf.io.WeightsManifestEntry[];

function decodedWeights(
  parts: readonly ArrayBuffer[],
  weights: readonly ForeignWeight[],
  source: string,
): tf.NamedTensorMap {
  try {
    // What was decoded before a weight that cannot be is given back.
    return tf.tidy(() => tf.io.decodeWeights([...parts], specsOf(weights)));
  } catch (cause) {
    if (GanlensError.isInstance(cause)) throw cause;
    throw new CheckpointCorruptError({
      message: `TensorFlow.js cannot read the weights of ${source}: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Save or convert the model again.",
      cause,
    });
  }
}

async function singleNumbers(
  model: tf.GraphModel,
  weights: readonly ForeignWeight[],
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  for (const { name, shape, dtype } of weights) {
    const tensor = sizeOf(shape) === 1 && dtype === "float32" ? model.weights[name]?.[0] : undefined;
    if (tensor) numbers.set(name, (await tensor.data())[0] as number);
  }
  return numbers;
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CancelledError({ message: "Stopped while a model was being opened." });
}
