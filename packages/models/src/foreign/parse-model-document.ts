import { CheckpointCorruptError, jsonDepth, RunUnsupportedError } from "@ganlens/core";

/** Models nested ten deep in models, each a few levels of settings, stay below it. */
const deepest = 100;

/** What a tree of JSON is made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An object in a tree of JSON. */
export type JsonObject = { readonly [key: string]: Json };

/** True for an object that is no array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A model.json before anything in it is believed. */
export interface ModelDocument {
  readonly kind: "layers" | "graph";
  readonly topology: JsonObject;
  readonly manifest: Json | undefined;
  /** The names of a graph's inputs and outputs, as its exporter gave them. */
  readonly signature: JsonObject | undefined;
}

/**
 * The parts of a model.json of TensorFlow.js, and whether it is a model of layers or a graph.
 *
 * @param source where the bytes come from, for messages
 * @throws {CheckpointCorruptError} when it is not JSON
 * @throws {RunUnsupportedError} when it is JSON of something else, or nests too deep to be a model
 */
export function parseModelDocument(bytes: Uint8Array, source: string): ModelDocument {
  if (jsonDepth(bytes, deepest) >= deepest) {
    throw new RunUnsupportedError({
      message: `Expected ${source} to nest at most ${deepest} levels deep, received more.`,
      hint: "It is no model that TensorFlow.js wrote.",
    });
  }
  let value: Json;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CheckpointCorruptError({
      message: `Expected ${source} to be JSON, and it is not (${bytes.length} bytes).`,
      hint: "It may be cut off, or another kind of file: name the model.json that the converter wrote.",
      cause,
    });
  }
  const topology = isJsonObject(value) ? value.modelTopology : undefined;
  if (!isJsonObject(value) || !isJsonObject(topology)) {
    throw new RunUnsupportedError({
      message: `Expected a model.json of TensorFlow.js in ${source}, with a "modelTopology", received other JSON.`,
      hint: "Name the model.json that model.save or tensorflowjs_converter wrote.",
    });
  }
  const metadata = isJsonObject(value.userDefinedMetadata) ? value.userDefinedMetadata.signature : undefined;
  const signature = [metadata, value.signature].find(isJsonObject);
  return {
    kind: Array.isArray(topology.node) ? "graph" : "layers",
    topology,
    manifest: value.weightsManifest,
    signature,
  };
}
