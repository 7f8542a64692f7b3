import { ConfigInvalidError, GanlensError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import type { OnnxFile, OnnxNode, OnnxValueInfo } from "./file/onnx-file.ts";
import { readOnnx } from "./file/read-onnx.ts";
import { onnxDtype } from "./file/read-tensor.ts";
import { isOpen, layerShape, shapeText } from "./graph/dim.ts";
import { inputClasses } from "./graph/input-classes.ts";
import { makeModel } from "./graph/make-layers.ts";
import { orderNodes } from "./graph/order-nodes.ts";
import { outputRange } from "./graph/output-range.ts";
import type { Plan } from "./graph/plan.ts";
import { planInputs } from "./graph/plan-inputs.ts";
import { planOutput } from "./graph/plan-output.ts";
import { assertCovered, translateGraph } from "./graph/translate-graph.ts";
import type { OnnxPort } from "./onnx-port.ts";
import { damagedOnnx, unsupportedOnnx } from "./onnx-refusal.ts";

/** How {@link importOnnx} reads a file. */
export interface ImportOnnxOptions {
  /** Reads a file beside the ONNX file; its path never leaves the folder. */
  readonly readExternalData?: (path: string) => Promise<Uint8Array>;
  /** The model's name; by default the graph's. */
  readonly name?: string;
  /** Where images have their channels in the file: second (PyTorch) or last; by default it is read from the graph. */
  readonly channels?: "first" | "last";
  /** [rows, columns] of the images that go in, where the file leaves them open. */
  readonly imageSize?: readonly [number, number];
}

/** An ONNX file as a model of TensorFlow.js. */
export interface ImportedOnnx {
  readonly model: tf.LayersModel;
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  /** The version of the operators that the file was written with. */
  readonly opset: number;
  /** The program that wrote it. */
  readonly producer: string;
  /** What was decided on the way and may surprise, one sentence each. */
  readonly notes: readonly string[];
}

/** The batch that every input of the file has, where it has one and leaves none open; 0 otherwise. */
function batchOf({ inputs, constants }: OnnxFile): number {
  const first = inputs.filter(({ name }) => !constants.has(name)).map(({ shape }) => shape?.[0]);
  const [batch] = first;
  return typeof batch === "number" && batch >= 1 && first.every((other) => other === batch) ? batch : 0;
}

interface Opened {
  readonly file: OnnxFile;
  readonly nodes: readonly OnnxNode[];
  readonly options: ImportOnnxOptions;
  readonly fixedBatch: number;
}

async function opened({ file, nodes, options, fixedBatch }: Opened): Promise<ImportedOnnx> {
  const notes: string[] = [];
  const inputs = planInputs(file, {
    nodes,
    fixedBatch,
    channels: options.channels,
    imageSize: options.imageSize,
  });
  const { values, builder } = await translateGraph(file, { nodes, inputs, fixedBatch });
  const producers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const layout = { channels: options.channels, producer: file.producer };
  const taken = new Set<Plan>();
  const plans = file.outputs.map(({ name }) => {
    const value = values.get(name);
    if (!value) throw damagedOnnx(`graph output "${name}": no node makes it.`);
    if (value.kind === "sizes") throw unsupportedOnnx(`graph output "${name}": is the size of the batch.`);
    const carried = value.kind === "carried" ? value : builder.constant(name, value);
    if (value.kind === "carried" && isOpen(inputs.anchor.shape[0] ?? 1) && !isOpen(value.shape[0] ?? 1)) {
      throw unsupportedOnnx(
        `graph output "${name}": expected the batch as its first axis, received ${shapeText(value.shape)}.`,
      );
    }
    if (value.kind === "constant") notes.push(`The output "${name}" is the same whatever the latent is.`);
    const { plan, axes } = planOutput(builder, carried, { name, layout, taken });
    taken.add(plan);
    return { name, plan, axes, value: carried };
  });
  if (fixedBatch > 0) {
    if (builder.mixesSamples)
      throw unsupportedOnnx("graph: an operator lets samples of a batch see each other.");
    if (plans.some(({ plan }) => plan.shape[0] === undefined || !isOpen(plan.shape[0]))) {
      throw unsupportedOnnx("graph: an output does not grow with the batch.");
    }
    notes.push(
      `The file is made for a batch of ${fixedBatch}; every operator treats samples by themselves, so the model takes any.`,
    );
  } else if (batchOf(file) > 0) {
    notes.push(`The file is made for a batch of ${batchOf(file)}, and the model takes that only.`);
  }
  for (const { name } of file.inputs) {
    if (!file.constants.has(name) && !inputs.plans.has(name)) {
      notes.push(`The input "${name}" is used by no output and left out.`);
    }
  }
  const classes = inputClasses(nodes, { producers, values });
  const port = (
    { name, shape, elementType }: OnnxValueInfo,
    { plan, axes }: { plan: Plan; axes: readonly number[] },
  ): OnnxPort => ({
    name,
    shape: shape ?? [],
    modelShape: layerShape(plan.shape),
    axes,
    dtype: onnxDtype(elementType, `"${name}"`),
  });
  const inputPorts = file.inputs.flatMap((info) => {
    const plan = inputs.plans.get(info.name);
    const count = classes.get(info.name);
    const axes = inputs.axes.get(info.name) ?? [];
    return plan
      ? [{ ...port(info, { plan, axes }), ...(count === undefined ? {} : { classes: count }) }]
      : [];
  });
  const outputPorts = file.outputs.map((info, i) => {
    const { plan, axes, value } = plans[i] as (typeof plans)[number];
    const range = outputRange(info.name, { producers, values });
    const shape = info.shape ?? layerShape(value.shape);
    const known = { ...port(info, { plan, axes }), shape };
    return range ? { ...known, range } : known;
  });
  const model = makeModel({
    inputs: [...inputs.plans.values()],
    outputs: plans.map(({ plan }) => plan),
    name:
      options.name ??
      (file.graphName.replace(/[^-A-Za-z0-9._/]/g, "_").replace(/^[^A-Za-z0-9]+/, "") || "generator"),
  });
  const made = new Set(model.layers.map(({ name }) => name));
  model.setUserDefinedMetadata({
    onnx: {
      producer: file.producer,
      opset: file.opset,
      inputs: inputPorts,
      outputs: outputPorts,
      notes,
      nodes: Object.fromEntries(
        [...inputs.names.origins].filter(([layer, node]) => made.has(layer) && layer !== node),
      ),
    },
  });
  return {
    model,
    inputs: inputPorts,
    outputs: outputPorts,
    opset: file.opset,
    producer: file.producer,
    notes,
  };
}

/**
 * A network from an ONNX file as an ordinary `tf.LayersModel`: a layer for each node, named after it, maps carried
 * channels last. It saves, loads, has gradients, and runs under runGraph. Nothing in the file is executed.
 *
 * @param bytes the file, as PyTorch's exporters and Keras write it; operator sets 9 and newer
 * @throws {RunUnsupportedError} when an operator or a use of one is not covered: it names the node, and the way out
 * @throws {CheckpointCorruptError} when the file is damaged or asks for too much memory
 * @throws {ConfigInvalidError} when its weights lie in a second file and there is nothing to read it with
 */
export async function importOnnx(bytes: Uint8Array, options: ImportOnnxOptions = {}): Promise<ImportedOnnx> {
  if (!(bytes instanceof Uint8Array)) {
    throw new ConfigInvalidError({ message: "Expected the bytes of an ONNX file as a Uint8Array." });
  }
  const file = await readOnnx(bytes, options.readExternalData);
  const nodes = orderNodes(file);
  for (const node of nodes) assertCovered(node);
  const batch = batchOf(file);
  try {
    if (batch === 0) return await opened({ file, nodes, options, fixedBatch: 0 });
    try {
      return await opened({ file, nodes, options, fixedBatch: batch });
    } catch (error) {
      if (!GanlensError.isInstance(error)) throw error;
      return await opened({ file, nodes, options, fixedBatch: 0 });
    }
  } catch (error) {
    if (GanlensError.isInstance(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw damagedOnnx(`it does not come down to a model: ${reason.slice(0, 500)}`, { cause: error });
  }
}
