import { type ProtobufField, protobufFloat, protobufInt } from "@ganlens/core";
import { damagedOnnx } from "../onnx-refusal.ts";
import { ExternalFiles } from "./external-data.ts";
import type { OnnxAttribute, OnnxNode, OnnxTensor } from "./onnx-file.ts";
import { type OnnxMessages, onnxText, packedFloats, packedInts } from "./onnx-message.ts";
import { readTensor } from "./read-tensor.ts";

/** Subgraphs are not covered, but one that is nested without end must be refused as such. */
const deepest = 16;

function assertShallow(graph: Uint8Array, messages: OnnxMessages, depth: number): void {
  if (depth > deepest) throw damagedOnnx(`graph: subgraphs are nested more than ${deepest} deep.`);
  const inside = (bytes: Uint8Array, wanted: number, next: (bytes: Uint8Array) => void) =>
    messages.each(bytes, "subgraph", (field) => {
      if (field.field === wanted && field.wire === 2) next(field.bytes);
    });
  inside(graph, 1, (node) =>
    inside(node, 5, (attribute) =>
      inside(attribute, 6, (inner) => assertShallow(inner, messages, depth + 1)),
    ),
  );
}

/** The reader of an attribute's kind, by AttributeProto's field. */
function attribute(field: ProtobufField, where: string): OnnxAttribute | undefined {
  if (field.field === 2) return { kind: "float", value: protobufFloat(field) };
  if (field.field === 3) return { kind: "int", value: protobufInt(field) };
  if (field.field === 4) return { kind: "text", value: onnxText(field, where) };
  return undefined;
}

function readAttribute(
  bytes: Uint8Array,
  messages: OnnxMessages,
  where: string,
): readonly [string, OnnxAttribute] {
  let name = "";
  let value: OnnxAttribute | undefined;
  let type = 0;
  const floats: number[] = [];
  const ints: number[] = [];
  const texts: string[] = [];
  messages.each(bytes, where, (field) => {
    if (field.field === 1) name = onnxText(field, where);
    else if (field.field === 5) {
      const tensor = readTensor(field.bytes, { messages, where: `${where}: attribute` }).resolve(
        new ExternalFiles(undefined),
      );
      if (tensor instanceof Promise) {
        tensor.catch(() => undefined);
        throw damagedOnnx(`${where}: an attribute whose numbers lie in a second file.`);
      }
      value = { kind: "tensor", value: tensor satisfies OnnxTensor };
    } else if (field.field === 7) packedFloats(field, { width: 4, where }, floats);
    else if (field.field === 8) packedInts(field, where, ints);
    else if (field.field === 9) texts.push(onnxText(field, where));
    else if (field.field === 20) type = protobufInt(field);
    else if (field.field === 6) {
      assertShallow(field.bytes, messages, 1);
      value = { kind: "other" };
    } else if (field.field === 11 || field.field === 21) value = { kind: "other" };
    else value = attribute(field, where) ?? value;
  });
  // Without a scalar's field the value is its type's zero: writers leave zeros out.
  if (type === 6 || floats.length > 0) value = { kind: "floats", value: floats };
  else if (type === 7 || ints.length > 0) value = { kind: "ints", value: ints };
  else if (type === 8 || texts.length > 0) value = { kind: "texts", value: texts };
  else if (value === undefined && type === 1) value = { kind: "float", value: 0 };
  else if (value === undefined && type === 2) value = { kind: "int", value: 0 };
  else if (value === undefined && type === 3) value = { kind: "text", value: "" };
  return [name, value ?? { kind: "other" }];
}

/**
 * A node from its message.
 *
 * @param position stands in for a name that the file leaves out
 * @throws {CheckpointCorruptError} when the message is damaged
 */
export function readNode(bytes: Uint8Array, messages: OnnxMessages, position: number): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let name = "";
  let operator = "";
  let domain = "";
  const where = `node ${position}`;
  const stored: Uint8Array[] = [];
  messages.each(bytes, where, (field) => {
    if (field.field === 1) inputs.push(onnxText(field, where));
    else if (field.field === 2) outputs.push(onnxText(field, where));
    else if (field.field === 3) name = onnxText(field, where);
    else if (field.field === 4) operator = onnxText(field, where);
    else if (field.field === 5) stored.push(field.bytes);
    else if (field.field === 7) domain = onnxText(field, where);
  });
  for (const attribute of stored) {
    const [key, value] = readAttribute(attribute, messages, `${where} "${name}" (${operator})`);
    attributes.set(key, value);
  }
  return {
    name: name || `${operator}_${position}`,
    operator,
    domain: domain === "ai.onnx" ? "" : domain,
    inputs,
    outputs,
    attributes,
  };
}
