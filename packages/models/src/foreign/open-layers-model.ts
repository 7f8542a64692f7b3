import { CheckpointCorruptError, GanlensError, RunUnsupportedError, sizeOf } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { withinWeightBudget } from "../build/weight-budget.ts";
import { assertBoundedActivations } from "../run/bounded-activations.ts";
import { disposeModel } from "../run/dispose-model.ts";
import { toCamelCase } from "./camel-case.ts";
import { checkLayersTopology } from "./check-layers-topology.ts";
import { isJsonObject, type JsonObject } from "./parse-model-document.ts";
import { registeredClasses } from "./registered-classes.ts";
import type { ForeignWeight } from "./weight-manifest.ts";

/** A stored model of layers, its weights not yet read. */
export interface StoredLayersModel {
  readonly topology: JsonObject;
  readonly weights: readonly ForeignWeight[];
  /** Where it comes from, for messages. */
  readonly source: string;
}

/**
 * Wires a stored model of layers; its weights are zero and no more than the manifest declares.
 *
 * @throws {RunUnsupportedError} when it cannot be built here, naming the layer
 * @throws {CheckpointCorruptError} when it has more weights than are declared
 */
export function wireLayersModel({ topology, weights, source }: StoredLayersModel): tf.LayersModel {
  const given = toCamelCase(topology) as JsonObject;
  const tree = isJsonObject(given.modelConfig) ? given.modelConfig : given;
  const { className, config } = checkLayersTopology(tree, source);
  const elements = weights.reduce(
    (sum, { shape, group }) => (group === "optimizer" ? sum : sum + sizeOf(shape)),
    0,
  );
  let model: tf.LayersModel | undefined;
  try {
    model = withinWeightBudget(elements, () => {
      const [found, fromConfig] = registeredClasses()[className] as NonNullable<
        ReturnType<typeof registeredClasses>[string]
      >;
      return fromConfig(found, config as tf.serialization.ConfigDict) as unknown as tf.LayersModel;
    });
    assertBoundedActivations(model);
    return model;
  } catch (cause) {
    if (model) disposeModel(model);
    if (GanlensError.isInstance(cause)) throw cause;
    throw new RunUnsupportedError({
      message: `TensorFlow.js cannot build the model of ${source}: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Save it again, or export it to ONNX or as a tfjs_graph_model.",
      cause,
    });
  }
}

/**
 * Writes decoded weights into a wired model and gives the tensors back.
 *
 * @throws {CheckpointCorruptError} when a weight is missing, left over, or of another shape
 */
export function fillLayersModel(model: tf.LayersModel, weights: tf.NamedTensorMap, source: string): void {
  try {
    for (const { originalName, shape } of model.weights) {
      const given = Object.hasOwn(weights, originalName) ? weights[originalName] : undefined;
      if (given === undefined || given.shape.join() === shape.join()) continue;
      throw new CheckpointCorruptError({
        message: `Expected weight "${originalName}" of shape [${shape.join(", ")}] in ${source}, received [${given.shape.join(", ")}].`,
        hint: "The model's description and its weights do not belong together.",
      });
    }
    model.loadWeights(weights, true);
  } catch (cause) {
    if (GanlensError.isInstance(cause)) throw cause;
    throw new CheckpointCorruptError({
      message: `The weights of ${source} do not fit its layers: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "The model's description and its weights do not belong together.",
      cause,
    });
  } finally {
    tf.dispose(weights);
  }
}
