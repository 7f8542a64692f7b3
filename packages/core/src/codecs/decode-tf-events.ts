import { GanlensError } from "../errors/ganlens-error.ts";
import { invalidFile } from "./decode-options.ts";
import { type ProtobufField, protobufFields, protobufFloat, protobufInt, protobufText } from "./protobuf.ts";
import type { TfEvent, TfImage, TfValue } from "./tf-event.ts";
import { decodeTfHistogram, tensorHistogram } from "./tf-histogram.ts";
import { type DecodeTfRecordsOptions, decodeTfRecords } from "./tf-record.ts";
import { decodeTfTensor } from "./tf-tensor.ts";

/**
 * The events of a TensorBoard file: scalars of every number type, images and histograms in both forms that TensorBoard
 * knows, texts. What is not read is `other`, with the reason.
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
  if (histogram !== undefined) return decodeTfHistogram(tag, histogram.bytes);
  const plugin = pluginName(last(9));
  const tensor = last(8);
  if (tensor !== undefined) return decodeTensor(tag, plugin, tensor.bytes);
  const reason = last(6) === undefined ? "It holds no value of a known kind." : "Sound is not read here.";
  return { kind: "other", tag, plugin, reason };
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

function pluginName(metadata: ProtobufField | undefined): string {
  const data = metadata && protobufFields(metadata.bytes).find(({ field }) => field === 1);
  const name = data && protobufFields(data.bytes).find(({ field }) => field === 1);
  return name === undefined ? "" : protobufText(name);
}

function decodeTensor(tag: string, plugin: string, message: Uint8Array): TfValue {
  const tensor = decodeTfTensor(message);
  const { shape, numbers, strings, reason } = tensor;
  const other = (why: string): TfValue => ({ kind: "other", tag, plugin, reason: why });
  if (strings !== undefined) {
    const texts = (some: readonly Uint8Array[]) => some.map((bytes) => new TextDecoder().decode(bytes));
    if (plugin !== "images") return { kind: "text", tag, plugin, strings: texts(strings) };
    // Width, height, then one PNG per image; the first is what is shown.
    const [width, height] = texts(strings.slice(0, 2)).map(Number);
    const png = strings[2];
    if (png !== undefined && Number.isSafeInteger(width) && Number.isSafeInteger(height)) {
      return { kind: "image", tag, width: width as number, height: height as number, colorspace: 0, png };
    }
    return other("Expected a width, a height and an image.");
  }
  if (numbers === undefined) return other(reason ?? "It holds no values.");
  if (plugin === "histograms") {
    const histogram = tensorHistogram(tag, tensor);
    return typeof histogram === "string" ? other(histogram) : histogram;
  }
  if (numbers.length === 1) return { kind: "scalar", tag, value: numbers[0] as number, form: "tensor" };
  return other(`Expected one number, received a tensor of shape [${shape.join(", ")}].`);
}
