import { GanlensError, RunUnsupportedError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertOperations } from "./assert-operations.ts";
import { checkGraph } from "./check-graph.ts";
import { neededNodes, outputNodesOf } from "./executor-node.ts";
import type { JsonObject } from "./parse-model-document.ts";

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
    assertOperations(neededNodes(outputs), source);
  } finally {
    model.dispose();
  }
  return checked;
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
