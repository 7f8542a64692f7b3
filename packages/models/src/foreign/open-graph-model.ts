import { GanlensError, RunUnsupportedError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertOperations } from "./assert-operations.ts";
import { checkGraph, sourceOf } from "./check-graph.ts";
import { neededNodes, outputNodesOf } from "./executor-node.ts";
import { isJsonObject, type JsonObject } from "./parse-model-document.ts";
import { assertUsableName } from "./usable-name.ts";

/** A stored graph, its weights not yet read. */
export interface StoredGraph {
  readonly topology: JsonObject;
  readonly signature: JsonObject | undefined;
  readonly weights: ReadonlySet<string>;
  /** Where it comes from, for messages. */
  readonly source: string;
}

/** What is left of a stored graph once it is checked: nothing in it is initialised, looked up or called. */
export interface CheckedGraph {
  readonly modelTopology: object;
  readonly signature: object;
}

/**
 * Checks a stored graph, its operations included, before any weight is read.
 *
 * @throws {RunUnsupportedError} when it cannot run here, naming the node
 * @throws {CheckpointCorruptError} when a constant has no value
 */
export function checkedGraph({ topology, signature, weights, source }: StoredGraph): CheckedGraph {
  const node = checkGraph(topology, weights, source);
  const checked: CheckedGraph = {
    modelTopology: { node, versions: topology.versions ?? {} },
    signature: signature ?? {},
  };
  const model = loadGraph(checked, { specs: [], parts: [] }, source);
  try {
    const outputs = outputNodesOf(model);
    if (outputs.length === 0) {
      throw new RunUnsupportedError({
        message: `Expected a graph with outputs in ${source}, received none.`,
      });
    }
    assertNamedNodes(signature, new Set(node.map(({ name }) => name)), source);
    assertOperations(neededNodes(outputs), source);
  } finally {
    model.dispose();
  }
  return checked;
}

/** TensorFlow.js passes over ports that lead nowhere, and fails when they are asked for. */
function assertNamedNodes(
  signature: JsonObject | undefined,
  nodes: ReadonlySet<string>,
  source: string,
): void {
  for (const side of ["inputs", "outputs"]) {
    const ports = signature?.[side];
    for (const [name, port] of isJsonObject(ports) ? Object.entries(ports) : []) {
      assertUsableName(name, side.slice(0, -1), source);
      const tensor = isJsonObject(port) ? port.name : undefined;
      if (typeof tensor === "string" && nodes.has(sourceOf(tensor))) continue;
      throw new RunUnsupportedError({
        message: `Expected ${side} that are nodes of the graph in ${source}, but "${name.slice(0, 100)}" leads to ${JSON.stringify(tensor) ?? "none"}.`,
        hint: "Convert the model again: its signature was edited, or it keeps its weights in tables.",
      });
    }
  }
}

/**
 * The graph with its weights.
 *
 * @throws {RunUnsupportedError} when TensorFlow.js cannot read it
 */
export function loadGraph(
  { modelTopology, signature }: CheckedGraph,
  { specs, parts }: { readonly specs: tf.io.WeightsManifestEntry[]; readonly parts: ArrayBuffer[] },
  source: string,
): tf.GraphModel {
  try {
    // Reading can name nodes in the objects that it is given.
    const artifacts = structuredClone({ modelTopology, signature });
    const model = tf.loadGraphModelSync({
      load: () => ({ ...artifacts, weightSpecs: specs, weightData: parts }),
    });
    // It differs in where it was loaded from only.
    return model as unknown as tf.GraphModel;
  } catch (cause) {
    if (GanlensError.isInstance(cause)) throw cause;
    throw new RunUnsupportedError({
      message: `TensorFlow.js cannot read the graph of ${source}: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Convert the model again, or export it to ONNX.",
      cause,
    });
  }
}
