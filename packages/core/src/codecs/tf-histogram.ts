import { invalidFile } from "./decode-options.ts";
import { type ProtobufField, protobufFields, protobufFloat } from "./protobuf.ts";
import type { TfHistogram } from "./tf-event.ts";
import type { TfTensor } from "./tf-tensor.ts";

/**
 * A histogram of TensorBoard 1, a `HistogramProto`.
 *
 * @throws {DatasetInvalidError} when the message is damaged
 */
export function decodeTfHistogram(tag: string, message: Uint8Array): TfHistogram {
  const numbers = [0, 0, 0, 0, 0];
  const bucketLimit: (readonly number[])[] = [];
  const bucket: (readonly number[])[] = [];
  for (const field of protobufFields(message)) {
    if (field.field <= 5) numbers[field.field - 1] = protobufFloat(field);
    else if (field.field === 6) bucketLimit.push(doubles(field));
    else if (field.field === 7) bucket.push(doubles(field));
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

/**
 * A histogram of TensorBoard 2: a tensor `[k, 3]` of left edge, right edge and count of each bucket.
 *
 * @returns in words why it is none, where it is none
 */
export function tensorHistogram(tag: string, { shape, numbers }: TfTensor): TfHistogram | string {
  if (numbers === undefined || shape.length !== 2 || shape[1] !== 3 || numbers.length !== (shape[0] ?? 0) * 3)
    return `Expected a histogram of shape [buckets, 3], received [${shape.join(", ")}].`;
  const bucketLimit: number[] = [];
  const bucket: number[] = [];
  let num = 0;
  for (let i = 0; i < numbers.length; i += 3) {
    const [left, right, count] = numbers.slice(i, i + 3) as [number, number, number];
    // Not a number fails each of these.
    const isSound =
      Math.abs(left) < Infinity && right >= left && right < Infinity && count >= 0 && count < Infinity;
    if (!isSound)
      return `Bucket ${i / 3} of the histogram reaches from ${left} to ${right} and holds ${count}.`;
    bucketLimit.push(right);
    bucket.push(count);
    num += count;
  }
  const [min, max] = [numbers[0] ?? 0, bucketLimit.at(-1) ?? 0];
  return { kind: "histogram", tag, min, max, num, sum: null, sumSquares: null, bucketLimit, bucket };
}

function doubles(field: ProtobufField): readonly number[] {
  if (field.wire !== 2) return [protobufFloat(field)];
  const { bytes } = field;
  if (bytes.length % 8 !== 0) throw invalidFile(undefined, "A list of numbers is truncated.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}
