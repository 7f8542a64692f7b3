import type { OnnxValueInfo } from "./onnx-file.ts";
import { type OnnxMessages, onnxText } from "./onnx-message.ts";

/** A side that the file names ("batch") or leaves out is open. */
function readSide(bytes: Uint8Array, messages: OnnxMessages, where: string): number | null {
  let side: number | null = null;
  messages.each(bytes, where, (field) => {
    if (field.field === 1) side = Number(BigInt.asIntN(64, field.bits));
  });
  return side;
}

/**
 * An input or output of the graph from its message; what is no tensor has element type 0.
 *
 * @throws {CheckpointCorruptError} when the message is damaged
 */
export function readValueInfo(bytes: Uint8Array, messages: OnnxMessages, where: string): OnnxValueInfo {
  let name = "";
  let elementType = 0;
  let shape: (number | null)[] | undefined;
  messages.each(bytes, where, (field) => {
    if (field.field === 1) name = onnxText(field, where);
    if (field.field !== 2) return;
    messages.each(field.bytes, where, (type) => {
      if (type.field !== 1) return;
      messages.each(type.bytes, where, (tensor) => {
        if (tensor.field === 1) elementType = Number(tensor.bits);
        if (tensor.field !== 2) return;
        const sides: (number | null)[] = [];
        messages.each(tensor.bytes, where, (side) => {
          if (side.field === 1) sides.push(readSide(side.bytes, messages, where));
        });
        shape = sides;
      });
    });
  });
  return { name, elementType, shape };
}
