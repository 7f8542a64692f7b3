import { GanlensError } from "../errors/ganlens-error.ts";
import { invalidFile } from "./decode-options.ts";
import { type ProtobufField, protobufFields, protobufFloat, protobufInt, protobufText } from "./protobuf.ts";
import type { TfEvent, TfHistogram, TfImage, TfValue } from "./tf-event.ts";
import { type DecodeTfRecordsOptions, decodeTfRecords } from "./tf-record.ts";

/**
 * The events of a TensorBoard file: scalars and images in both forms that TensorBoard knows, histograms, texts.
 *
 * @throws {DatasetInvalidError} when a checksum fails, the file is truncated (unless allowed) or a message is damaged
 */
export function decodeTfEvents(bytes: Uint8Array, options: DecodeTfRecordsOptions = {}): readonly TfEvent[] {
  return decodeTfRecords(bytes, options).map((record, index) => {
    try {
      return decodeEvent(record);
    } catch (cause) {
      const reason = GanlensError.isInstance(cause) ? cause.message : "It is damaged.";
      throw invalidFile(options.source, `Event ${index + 1} cannot be read. ${reason}`, { cause });
    }
  });
}

function decodeEvent(record: Uint8Array): TfEvent {
  let wallTime = 0;
  let step = 0;
  let fileVersion: string | undefined;
  const values: TfValue[] = [];
  for (const field of protobufFields(record)) {
    if (field.field === 1) wallTime = protobufFloat(field);
    else if (field.field === 2) step = protobufInt(field);
    else if (field.field === 3) fileVersion = protobufText(field);
    else if (field.field === 5) {
      for (const value of protobufFields(field.bytes)) {
        if (value.field === 1) values.push(decodeValue(value.bytes));
      }
    }
  }
  return fileVersion === undefined ? { wallTime, step, values } : { wallTime, step, fileVersion, values };
}

function decodeValue(message: Uint8Array): TfValue {
  const fields = protobufFields(message);
  const last = (number: number) => fields.findLast(({ field }) => field === number);
  const named = last(1);
  const tag = named === undefined ? "" : protobufText(named);
  const simple = last(2);
  if (simple !== undefined)
    return { kind: "scalar", tag, value: protobufFloat(simple), form: "simple_value" };
  const image = last(4);
  if (image !== undefined) return decodeImage(tag, image.bytes);
  const histogram = last(5);
  if (histogram !== undefined) return decodeHistogram(tag, histogram.bytes);
  const plugin = pluginName(last(9));
  const tensor = last(8);
  return tensor === undefined ? { kind: "other", tag, plugin } : decodeTensor(tag, plugin, tensor.bytes);
}

function decodeImage(tag: string, message: Uint8Array): TfImage {
  let [height, width, colorspace, png] = [0, 0, 0, new Uint8Array(0) as Uint8Array];
  for (const field of protobufFields(message)) {
    if (field.field === 1) height = protobufInt(field);
    else if (field.field === 2) width = protobufInt(field);
    else if (field.field === 3) colorspace = protobufInt(field);
    else if (field.field === 4) png = field.bytes;
  }
  return { kind: "image", tag, width, height, colorspace, png };
}

function decodeHistogram(tag: string, message: Uint8Array): TfHistogram {
  const numbers = [0, 0, 0, 0, 0];
  const bucketLimit: (readonly number[])[] = [];
  const bucket: (readonly number[])[] = [];
  for (const field of protobufFields(message)) {
    if (field.field <= 5) numbers[field.field - 1] = protobufFloat(field);
    else if (field.field === 6) bucketLimit.push(repeatedNumbers(field, 8));
    else if (field.field === 7) bucket.push(repeatedNumbers(field, 8));
  }
  const [min, max, num, sum, sumSquares] = numbers as [number, number, number, number, number];
  return {
    kind: "histogram",
    tag,
    min,
    max,
    num,
    sum,
    sumSquares,
    bucketLimit: bucketLimit.flat(),
    bucket: bucket.flat(),
  };
}

function pluginName(metadata: ProtobufField | undefined): string {
  const data = metadata && protobufFields(metadata.bytes).find(({ field }) => field === 1);
  const name = data && protobufFields(data.bytes).find(({ field }) => field === 1);
  return name === undefined ? "" : protobufText(name);
}

/** Tensor types of tensorflow/core/framework/types.proto. */
const float32 = 1;
const float64 = 2;
const string = 7;

function decodeTensor(tag: string, plugin: string, message: Uint8Array): TfValue {
  let type = 0;
  let content = new Uint8Array(0) as Uint8Array;
  const lists: (readonly number[])[] = [];
  const strings: Uint8Array[] = [];
  for (const field of protobufFields(message)) {
    if (field.field === 1) type = protobufInt(field);
    else if (field.field === 4) content = field.bytes;
    else if (field.field === 5) lists.push(repeatedNumbers(field, 4));
    else if (field.field === 6) lists.push(repeatedNumbers(field, 8));
    else if (field.field === 8) strings.push(field.bytes);
  }
  if (type === float32) lists.push(packedNumbers(content, 4));
  if (type === float64) lists.push(packedNumbers(content, 8));
  const numbers = lists.flat();
  const texts = () => strings.map((bytes) => new TextDecoder().decode(bytes));
  if (type === string && plugin === "images") {
    // Width, height, then one PNG per image; the first is what is shown.
    const [width, height] = texts().slice(0, 2).map(Number);
    const png = strings[2];
    if (png !== undefined && Number.isSafeInteger(width) && Number.isSafeInteger(height)) {
      return { kind: "image", tag, width: width as number, height: height as number, colorspace: 0, png };
    }
  } else if (type === string) return { kind: "text", tag, plugin, strings: texts() };
  else if (numbers.length === 1) return { kind: "scalar", tag, value: numbers[0] as number, form: "tensor" };
  return { kind: "other", tag, plugin };
}

function repeatedNumbers(field: ProtobufField, width: 4 | 8): readonly number[] {
  return field.wire === 2 ? packedNumbers(field.bytes, width) : [protobufFloat(field)];
}

function packedNumbers(bytes: Uint8Array, width: 4 | 8): readonly number[] {
  if (bytes.length % width !== 0) throw invalidFile(undefined, "A list of numbers is truncated.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / width }, (_, i) =>
    width === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
}
