import { ConfigInvalidError, nearestName, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { type ApplyOptions, layerArguments, modelInputs } from "./apply-model.ts";
import { leafLayers } from "./leaf-layers.ts";

/** Replaces an activation; it must give a tensor of the same shape, and may give the same tensor. */
export type Edit = (activation: tf.Tensor) => tf.Tensor;

/** What {@link runGraph} does on its way through the model. */
export interface RunGraphOptions extends Partial<ApplyOptions> {
  /** Names of layers whose activations are wanted: before any edit of the same name. */
  readonly capture?: readonly string[];
  /** Replacements by layer name; everything downstream sees the replacement. */
  readonly edit?: Readonly<Record<string, Edit>>;
}

/** What {@link runGraph} gives back; the caller disposes the tensors or runs inside `tf.tidy`. */
export interface GraphRun {
  readonly outputs: readonly tf.Tensor[];
  readonly captured: ReadonlyMap<string, tf.Tensor>;
}

interface Pass {
  readonly layerArguments: Record<string, unknown>;
  readonly capture: ReadonlySet<string>;
  readonly edit: Readonly<Record<string, Edit>>;
  readonly captured: Record<string, tf.Tensor>;
  readonly calls: Map<string, number>;
}

/** The names that {@link runGraph} can capture or edit: every layer of a model, nested ones included, inputs left out. */
export function activationNames(model: tf.LayersModel): string[] {
  return leafLayers(model)
    .filter((layer) => layer.getClassName() !== "InputLayer")
    .map((layer) => layer.name);
}

/** `name` for a layer's first call in a pass and `name#1`, `name#2` … for further ones of a shared layer. */
function callName(layer: tf.layers.Layer, pass: Pass): string {
  const call = pass.calls.get(layer.name) ?? 0;
  pass.calls.set(layer.name, call + 1);
  return call === 0 ? layer.name : `${layer.name}#${call}`;
}

function runLayer(layer: tf.layers.Layer, inputs: tf.Tensor[], pass: Pass): tf.Tensor[] {
  if (layer instanceof tf.LayersModel) return runContainer(layer, inputs, pass);
  const name = callName(layer, pass);
  const input = inputs.length === 1 ? (inputs[0] as tf.Tensor) : inputs;
  const result = layer.apply(input, pass.layerArguments) as tf.Tensor | tf.Tensor[];
  const outputs = Array.isArray(result) ? result : [result];
  const activation = outputs[0] as tf.Tensor;
  if (pass.capture.has(name)) pass.captured[name] = activation;
  const edit = Object.hasOwn(pass.edit, name) ? pass.edit[name] : undefined;
  if (!edit) return outputs;
  const edited = edit(activation);
  if (edited.shape.join() !== activation.shape.join()) {
    throw new ShapeError({
      message: `Expected the edit of "${name}" to keep shape [${activation.shape}], received [${edited.shape}].`,
    });
  }
  return [edited, ...outputs.slice(1)];
}

function runContainer(model: tf.LayersModel, inputs: readonly tf.Tensor[], pass: Pass): tf.Tensor[] {
  const values = new Map<number, tf.Tensor>();
  model.inputs.forEach((symbol, i) => {
    values.set(symbol.id, tf.cast(inputs[i] as tf.Tensor, symbol.dtype));
  });
  const resolved = (symbol: tf.SymbolicTensor): tf.Tensor => {
    const known = values.get(symbol.id);
    if (known) return known;
    const node = symbol.sourceLayer.inboundNodes[symbol.nodeIndex];
    if (!node) throw new ShapeError({ message: `"${symbol.name}" is not part of "${model.name}".` });
    const outputs = runLayer(symbol.sourceLayer, node.inputTensors.map(resolved), pass);
    node.outputTensors.forEach((output, i) => {
      values.set(output.id, outputs[i] as tf.Tensor);
    });
    return values.get(symbol.id) as tf.Tensor;
  };
  return model.outputs.map(resolved);
}

function assertKnown(model: tf.LayersModel, names: readonly string[]): void {
  const known = activationNames(model);
  for (const name of names) {
    if (known.includes(name.replace(/#\d+$/, ""))) continue;
    const nearest = nearestName(name, known);
    throw new ConfigInvalidError({
      message: `Expected the name of a layer of "${model.name}", received "${name}".`,
      hint: nearest ? `Did you mean "${nearest}"?` : `It has: ${known.join(", ")}.`,
    });
  }
}

/**
 * One pass through a model, nested models and skips included, that reads or replaces activations on its way.
 *
 * Gradients pass through it, edits included, and are those of `applyModel`. The model itself is not changed.
 * A layer that is used several times in a pass goes by `name`, `name#1`, `name#2` … in the order of use.
 *
 * @param inputs one tensor per model input
 * @throws {ConfigInvalidError} when a name is not a layer of the model
 * @throws {ShapeError} when an edit changes a shape
 */
export function runGraph(
  model: tf.LayersModel,
  inputs: tf.Tensor | readonly tf.Tensor[],
  { capture = [], edit = {}, training = false, ...options }: RunGraphOptions = {},
): GraphRun {
  assertKnown(model, [...capture, ...Object.keys(edit)]);
  const result = tf.tidy(() => {
    const pass: Pass = {
      layerArguments: layerArguments({ training, ...options }),
      capture: new Set(capture),
      edit,
      captured: {},
      calls: new Map(),
    };
    const outputs = runContainer(model, modelInputs(model, inputs), pass);
    return { outputs, captured: pass.captured };
  });
  return { outputs: result.outputs, captured: new Map(Object.entries(result.captured)) };
}
