import { protobufInt } from "@ganlens/core";
import { damagedOnnx, unsupportedOnnx } from "../onnx-refusal.ts";
import { ExternalFiles } from "./external-data.ts";
import type { OnnxFile, OnnxNode, OnnxTensor, OnnxValueInfo } from "./onnx-file.ts";
import { OnnxMessages, onnxText } from "./onnx-message.ts";
import { readNode } from "./read-node.ts";
import { largestTensor, readTensor } from "./read-tensor.ts";
import { readValueInfo } from "./read-value-info.ts";

/** Operators changed their meaning often before, and nobody's exporter still writes that. */
const oldestOpset = 9;

/** A generator of thousands of operations takes minutes per image; and TensorFlow.js walks graphs by recursion. */
const mostNodes = 20_000;

/** Inputs or outputs; a generator has a handful, and a file of weights as inputs some hundreds. */
const mostPorts = 10_000;

interface ReadGraph {
  name: string;
  readonly nodes: OnnxNode[];
  readonly inputs: OnnxValueInfo[];
  readonly outputs: OnnxValueInfo[];
  readonly constants: Map<string, ReturnType<typeof readTensor>>;
}

/** The name of a sparse constant: that of its values. */
function sparseName(bytes: Uint8Array, messages: OnnxMessages): string {
  let name = "";
  messages.each(bytes, "sparse constant", (field) => {
    if (field.field !== 1) return;
    messages.each(field.bytes, "sparse constant", (part) => {
      if (part.field === 8) name = onnxText(part, "sparse constant");
    });
  });
  return name;
}

function readGraph(bytes: Uint8Array, messages: OnnxMessages): ReadGraph {
  const graph: ReadGraph = { name: "", nodes: [], inputs: [], outputs: [], constants: new Map() };
  messages.each(bytes, "graph", (field) => {
    if (field.field === 1) {
      if (graph.nodes.length >= mostNodes) throw damagedOnnx(`graph: more than ${mostNodes} nodes.`);
      graph.nodes.push(readNode(field.bytes, messages, graph.nodes.length));
    } else if (field.field === 2) graph.name = onnxText(field, "graph");
    else if (field.field === 5) {
      const where = `constant ${graph.constants.size}`;
      const tensor = readTensor(field.bytes, { messages, where });
      if (graph.constants.has(tensor.name)) throw damagedOnnx(`graph: two constants "${tensor.name}".`);
      graph.constants.set(tensor.name, tensor);
    } else if (field.field === 11) graph.inputs.push(readValueInfo(field.bytes, messages, "graph input"));
    else if (field.field === 12) graph.outputs.push(readValueInfo(field.bytes, messages, "graph output"));
    else if (field.field === 15) {
      throw unsupportedOnnx(`graph: the constant "${sparseName(field.bytes, messages)}" is sparse.`, {
        hint: "Export the network with dense weights.",
      });
    }
  });
  const ports = graph.inputs.length + graph.outputs.length;
  if (ports > mostPorts) throw damagedOnnx(`graph: more than ${mostPorts} inputs and outputs.`);
  return graph;
}

/**
 * The parts of an ONNX file, checked for what can be seen without understanding its operators; nothing in it is executed.
 *
 * @param readExternalData reads a file beside it, by a path that cannot leave the folder
 * @throws {CheckpointCorruptError} when the file is damaged
 * @throws {RunUnsupportedError} when it is of a kind that the converter does not cover
 * @throws {ConfigInvalidError} when it needs a second file and there is nothing to read it with
 */
export async function readOnnx(
  bytes: Uint8Array,
  readExternalData?: (path: string) => Promise<Uint8Array>,
): Promise<OnnxFile> {
  if (bytes.length === 0) throw damagedOnnx("it is empty.");
  const messages = new OnnxMessages();
  let producer = "";
  let version = "";
  let opset: number | undefined;
  let graph: Uint8Array | undefined;
  messages.each(bytes, "model", (field) => {
    if (field.field === 2) producer = onnxText(field, "model");
    else if (field.field === 3) version = onnxText(field, "model");
    else if (field.field === 7) graph = field.bytes;
    else if (field.field === 8) {
      let domain = "";
      let number = 0;
      messages.each(field.bytes, "opset", (part) => {
        if (part.field === 1) domain = onnxText(part, "opset");
        if (part.field === 2) number = protobufInt(part);
      });
      if (domain === "" || domain === "ai.onnx") opset = number;
    }
  });
  if (!graph) throw damagedOnnx("expected a graph, received none.");
  const read = readGraph(graph, messages);
  if (read.outputs.length === 0) throw damagedOnnx("graph: expected an output, received none.");
  if (opset === undefined) throw damagedOnnx("expected an opset, received none.");
  if (opset < oldestOpset) {
    throw unsupportedOnnx(`expected opset ${oldestOpset} or newer, received ${opset}.`, {
      hint: "Export the network again with opset_version=17.",
    });
  }
  const files = new ExternalFiles(readExternalData);
  const constants = new Map<string, OnnxTensor>();
  let total = 0;
  for (const [name, tensor] of read.constants) {
    const resolved = await tensor.resolve(files);
    total += resolved.data.length;
    if (total > largestTensor) throw damagedOnnx(`graph: more than ${largestTensor} weights.`);
    // A single NaN may be a marker; a weight that is NaN makes every image NaN.
    if (resolved.data.length > 1 && resolved.data.some(Number.isNaN)) {
      throw damagedOnnx(`constant "${name}": holds values that are not a number.`, {
        hint: "Export the network from an earlier checkpoint: its training has diverged.",
      });
    }
    constants.set(name, resolved);
  }
  return {
    producer: [producer, version].filter((part) => part !== "").join(" "),
    opset,
    graphName: read.name,
    nodes: read.nodes,
    inputs: read.inputs,
    outputs: read.outputs,
    constants,
  };
}
