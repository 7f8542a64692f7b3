import { RunUnsupportedError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { withinKernelCeiling } from "../run/kernel-ceiling.ts";
import { outputNodesOf } from "./executor-node.ts";
import type { ModelPort } from "./foreign-model.ts";
import { graphOutputRange } from "./graph-output-range.ts";
import { layerOutputRange } from "./layer-output-range.ts";
import { isJsonObject, type JsonObject } from "./parse-model-document.ts";

/** What goes into a model and comes out of it. */
export interface ModelPorts {
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
}

function dtypeOf(dtype: unknown, name: string, source: string): ModelPort["dtype"] {
  if (dtype === "float32" || dtype === "int32" || dtype === "bool") return dtype;
  throw new RunUnsupportedError({
    message: `Expected inputs and outputs of numbers in ${source}, but "${name}" is of ${String(dtype)}.`,
    hint: "Export the part of the model that takes and gives numbers.",
  });
}

/** The ports of a model of layers. @throws {RunUnsupportedError} when one is no number */
export function layersPorts(model: tf.LayersModel, source: string): ModelPorts {
  const inputs = model.inputs.map(({ shape, dtype }, i) => {
    const name = model.inputNames[i] as string;
    return { name, shape: [...shape], dtype: dtypeOf(dtype, name, source) };
  });
  const outputs = model.outputs.map((output, i) => {
    const name = model.outputNames[i] as string;
    const range = layerOutputRange(output);
    return {
      name,
      shape: [...output.shape],
      dtype: dtypeOf(output.dtype, name, source),
      ...(range ? { range } : {}),
    };
  });
  return { inputs, outputs };
}

/**
 * The ports of a graph, as its exporter named them; an output whose shape is not stated is measured once, with zeros.
 *
 * @param numbers values of the constants that are single numbers, by node
 * @throws {RunUnsupportedError} when an input states no shape, a port is no number, or the graph does not run on zeros
 */
export function graphPorts(
  model: tf.GraphModel,
  signature: JsonObject | undefined,
  numbers: ReadonlyMap<string, number>,
  source: string,
): ModelPorts {
  const inputs = model.inputs.map(({ shape, dtype }, i) => {
    const name = model.inputNodes[i] as string;
    const stated = statedShape(signature, "inputs", name) ?? shape?.map(sideOf);
    if (stated !== undefined) return { name, shape: stated, dtype: dtypeOf(dtype, name, source) };
    throw new RunUnsupportedError({
      message: `Expected a shape for input "${name}" in ${source}, received none.`,
      hint: "Export the model with an input signature, or bring its samples.",
    });
  });
  const nodes = outputNodesOf(model);
  const stated = model.outputNodes.map((name) => statedShape(signature, "outputs", name));
  const measured = stated.includes(undefined) ? measuredOutputs(model, inputs, source) : [];
  const outputs = model.outputNodes.map((name, i) => {
    const range = nodes[i] && graphOutputRange(nodes[i], numbers);
    const shape = stated[i] ?? measured[i]?.shape ?? [];
    const dtype = dtypeOf(measured[i]?.dtype ?? statedDtype(signature, name), name, source);
    return { name, shape, dtype, ...(range ? { range } : {}) };
  });
  return { inputs, outputs };
}

function portOf(signature: JsonObject | undefined, side: "inputs" | "outputs", name: string) {
  const ports = signature?.[side];
  const port = isJsonObject(ports) && Object.hasOwn(ports, name) ? ports[name] : undefined;
  return isJsonObject(port) ? port : undefined;
}

function statedShape(
  signature: JsonObject | undefined,
  side: "inputs" | "outputs",
  name: string,
): (number | null)[] | undefined {
  const shape = portOf(signature, side, name)?.tensorShape;
  if (!isJsonObject(shape) || shape.unknownRank === true) return undefined;
  // A scalar's list of sides is left out.
  const sides = shape.dim ?? [];
  if (!Array.isArray(sides)) return undefined;
  return sides.map((side) => (isJsonObject(side) ? sideOf(Number(side.size)) : null));
}

const sideOf = (side: number): number | null => (Number.isSafeInteger(side) && side >= 0 ? side : null);

function statedDtype(signature: JsonObject | undefined, name: string): unknown {
  const dtype = portOf(signature, "outputs", name)?.dtype ?? "DT_FLOAT";
  const names: Readonly<Record<string, string>> = {
    DT_FLOAT: "float32",
    DT_HALF: "float32",
    DT_INT32: "int32",
    DT_INT64: "int32",
    DT_BOOL: "bool",
  };
  return typeof dtype === "string" ? (names[dtype] ?? dtype) : dtype;
}

/** Shapes for a batch of one; the first side of an output counts as the batch where an input's is open. */
function measuredOutputs(
  model: tf.GraphModel,
  inputs: readonly ModelPort[],
  source: string,
): { readonly shape: (number | null)[]; readonly dtype: string }[] {
  const batch = inputs.some(({ shape }) => shape[0] === null);
  try {
    const outputs = withinKernelCeiling(() =>
      tf.tidy(() => {
        const zeros = inputs.map(({ name, shape, dtype }) => {
          const sides = shape.map((side) => side ?? 1);
          return [name, tf.fill(sides, 0, dtype)] as const;
        });
        return [model.execute(Object.fromEntries(zeros), model.outputNodes)].flat();
      }),
    );
    tf.dispose(outputs);
    return outputs.map(({ shape, dtype }) => ({
      shape: shape.map((side, i) => (batch && i === 0 ? null : side)),
      dtype,
    }));
  } catch (cause) {
    throw new RunUnsupportedError({
      message: `The graph of ${source} does not run on zeros: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Export it with the shapes of its inputs and outputs, or bring its samples.",
      cause,
    });
  }
}
