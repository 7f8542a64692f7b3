import { RunUnsupportedError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type { ForeignModel } from "./foreign-model.ts";

/**
 * The model of layers in a foreign model, whose activations runGraph can read and replace.
 *
 * @throws {RunUnsupportedError} for a graph: it gives outputs and gradients only
 */
export function replaceableLayers(foreign: ForeignModel): tf.LayersModel {
  if (foreign.kind === "layers") return foreign.model;
  throw new RunUnsupportedError({
    message: `The GraphModel in ${foreign.location} gives outputs and input gradients, but has no replaceable activations unless converted.`,
    hint: "Export the same model to ONNX, or save it as a tfjs_layers_model, and open that.",
  });
}
