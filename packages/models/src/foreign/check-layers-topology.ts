import { nearestName, RunUnsupportedError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertSameMeaning } from "./assert-same-meaning.ts";
import { checkLayerLinks } from "./check-layer-links.ts";
import { isJsonObject, type Json, type JsonObject } from "./parse-model-document.ts";
import { registeredClasses } from "./registered-classes.ts";
import { assertUsableName } from "./usable-name.ts";

/** More layers than any model that runs here has; wiring them stays a matter of seconds. */
const mostLayers = 2000;

/** Calls of layers in one pass: a model that is called twice by one that is called twice, … doubles at every level. */
const mostCalls = 20_000;

/** Under these keys of a layer's settings lie other layers. */
const wrappedKeys = ["layer", "forwardLayer", "backwardLayer", "cell", "cells"];

/** Layers that Keras also stores as a layer's activation. */
const weightless: ReadonlySet<string> = new Set(["LeakyReLU", "ReLU", "ELU", "Softmax", "ThresholdedReLU"]);

const pythonOnly = /lambda|operator|tfop|function/i;

/** A layer or model as it is stored. */
export interface StoredLayer {
  readonly className: string;
  readonly config: Json;
  readonly isModel: boolean;
}

/**
 * Checks a stored description of layers before TensorFlow.js builds any of it.
 *
 * Refused: classes that nothing here knows, links between layers that lead nowhere or round in circles (TensorFlow.js then
 * never ends), absurd numbers of layers or calls, layers that keep state from one batch to the next, and settings that it
 * would pass over.
 *
 * @param topology as TensorFlow.js will read it, see toCamelCase; at most some hundred levels deep
 * @param byKeras true when Keras wrote the description, not TensorFlow.js
 * @throws {RunUnsupportedError} naming the layer
 */
export function checkLayersTopology(
  topology: JsonObject,
  { source, byKeras }: { readonly source: string; readonly byKeras: boolean },
): StoredLayer {
  const classes = registeredClasses();
  const visited = new Set<Json>();
  let layers = 0;

  /** The number of calls that one pass through it makes. */
  const visit = (stored: Json, place: string): number => {
    const layer = storedLayer(stored, place);
    if (++layers > mostLayers) {
      throw new RunUnsupportedError({
        message: `Expected at most ${mostLayers} layers in ${source}, received more.`,
        hint: "Larger models do not run on TensorFlow.js: bring their samples instead.",
      });
    }
    if (isJsonObject(layer.config)) {
      if (layer.config.name !== undefined)
        assertUsableName(layer.config.name, "layer", `${place} of ${source}`);
      if (layer.config.stateful === true) {
        throw new RunUnsupportedError({
          message: `Expected layers that keep nothing from batch to batch in ${source}, but ${place} is stateful.`,
          hint: "Save the model with stateful=False.",
        });
      }
      assertSameMeaning({ ...layer, config: layer.config }, { byKeras, place: `${place} of ${source}` });
      for (const key of wrappedKeys) {
        const inner = layer.config[key];
        for (const one of Array.isArray(inner) ? inner : [inner]) {
          if (isJsonObject(one)) visit(one, `${place}, ${key}`);
        }
      }
    }
    const calls = layer.isModel ? visitModel(layer, place) : 1;
    visited.add(stored);
    if (calls > mostCalls) {
      throw new RunUnsupportedError({
        message: `Expected at most ${mostCalls} calls of layers in one pass through ${place} of ${source}, received ${calls}.`,
      });
    }
    return calls;
  };

  const visitModel = ({ className, config }: StoredLayer, place: string): number => {
    const list = isJsonObject(config) ? config.layers : className === "Sequential" ? config : undefined;
    if (!Array.isArray(list)) {
      throw new RunUnsupportedError({
        message: `Expected a list of layers in ${place} of ${source}, received none.`,
      });
    }
    const callsOf = list.map((entry: Json, i) => visit(entry, `${place}, layer ${labelOf(entry, i)}`));
    if (className === "Sequential") return callsOf.reduce((sum, calls) => sum + calls, 0);
    return checkLayerLinks(config as JsonObject, {
      place: `${place} of ${source}`,
      callsOf,
      isSource: (entry) => {
        const inner = storedLayer(entry, place);
        return inner.isModel || inner.className === "InputLayer";
      },
    });
  };

  const storedLayer = (stored: Json, place: string): StoredLayer => {
    const { className, config } = isJsonObject(stored) ? stored : {};
    if (typeof className !== "string" || typeof config !== "object" || config === null) {
      throw new RunUnsupportedError({
        message: `Expected a layer, with "class_name" and "config", at ${place} of ${source}, received something else.`,
        hint: "Name the model.json that model.save or tensorflowjs_converter wrote.",
      });
    }
    const found = Object.hasOwn(classes, className) ? classes[className]?.[0] : undefined;
    if (found === undefined) throw unknownClass(className, place, source, Object.keys(classes));
    const { prototype } = found;
    return {
      className,
      config,
      isModel: prototype === tf.LayersModel.prototype || prototype instanceof tf.LayersModel,
    };
  };

  // TensorFlow.js takes any class for an initialiser, a constraint or an activation; a layer there would be built while weights
  // are written, or when the model runs, with weights of its own that no one has counted.
  const refuseHidden = (tree: Json, key: string): void => {
    if (typeof tree !== "object" || tree === null) return;
    if (isJsonObject(tree) && !visited.has(tree) && typeof tree.className === "string") {
      const found = Object.hasOwn(classes, tree.className) ? classes[tree.className]?.[0] : undefined;
      const activation = key.endsWith("ctivation") && weightless.has(tree.className);
      if (found?.prototype instanceof tf.layers.Layer && !activation) {
        throw new RunUnsupportedError({
          message: `Expected settings in ${source}, received a layer of class "${tree.className}" as ${key}.`,
          hint: "Give the layer a place of its own in the model, and save it again.",
        });
      }
    }
    for (const [inner, value] of Object.entries(tree)) refuseHidden(value, Array.isArray(tree) ? key : inner);
  };

  const root = storedLayer(topology, "the model");
  if (!root.isModel) {
    throw new RunUnsupportedError({
      message: `Expected a model in ${source}, received a layer of class "${root.className}".`,
    });
  }
  visit(topology, "the model");
  refuseHidden(topology, "the model");
  return root;
}

function labelOf(entry: Json, i: number): string {
  const { name, config } = isJsonObject(entry) ? entry : {};
  const label = name ?? (isJsonObject(config) ? config.name : undefined);
  return typeof label === "string" ? `"${label.slice(0, 100)}"` : String(i);
}

function unknownClass(
  className: string,
  place: string,
  source: string,
  known: string[],
): RunUnsupportedError {
  const nearest = nearestName(className, known);
  return new RunUnsupportedError({
    message: `Expected layers that TensorFlow.js knows in ${source}, received class "${className.slice(0, 100)}" at ${place}.`,
    hint: pythonOnly.test(className)
      ? "Such a layer holds Python code: export the model to ONNX or as a tfjs_graph_model, or bring its samples."
      : `${nearest ? `Did you mean "${nearest}"? ` : ""}Register a class of your own with tf.serialization.registerClass, export the model as a tfjs_graph_model, or bring its samples.`,
  });
}
