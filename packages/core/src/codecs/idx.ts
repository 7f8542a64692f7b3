import { sizeOf } from "../contracts/nd-array.ts";
import { ShapeError } from "../errors/shape-error.ts";
import { bytesOf, type DataType, dataTypeOf, type StoredData } from "./data-type.ts";
import { type DecodeOptions, defaultMaxBytes, invalidFile } from "./decode-options.ts";
import { gunzip, gunzipHead, isGzip } from "./gunzip.ts";
import { bytesFromElements, elementsFromBytes, type StoredArray } from "./stored-array.ts";

const longestHeader = 4 + 4 * 255;

const dataTypes: ReadonlyMap<number, DataType> = new Map([
  [0x08, "uint8"],
  [0x09, "int8"],
  [0x0b, "int16"],
  [0x0c, "int32"],
  [0x0d, "float32"],
  [0x0e, "float64"],
]);

/**
 * Reads an IDX file (the format of MNIST), plain or gzipped once, in one or several members.
 *
 * @throws {DatasetInvalidError} when it is truncated, longer than its header says, too large, or not IDX
 * @see http://yann.lecun.com/exdb/mnist, "the IDX file format"
 */
export function decodeIdx(bytes: Uint8Array, options: DecodeOptions = {}): StoredArray {
  const { source, maxBytes = defaultMaxBytes } = options;
  if (!isGzip(bytes)) return decodePlainIdx(bytes, { source, maxBytes });
  const plain = gunzip(bytes, { ...options, maxBytes: announcedBytes(bytes, { source, maxBytes }) });
  if (isGzip(plain)) {
    throw invalidFile(
      source,
      "Expected an IDX file, gzipped at most once; this one is gzipped again inside.",
      {
        hint: "Run gunzip on it.",
      },
    );
  }
  return decodePlainIdx(plain, { source, maxBytes });
}

function decodePlainIdx(
  bytes: Uint8Array,
  { source, maxBytes }: { readonly source: string | undefined; readonly maxBytes: number },
): StoredArray {
  const dtype = dataTypes.get(bytes[2] ?? 0);
  if (bytes.length < 4 || bytes[0] !== 0 || bytes[1] !== 0 || dtype === undefined) {
    throw invalidFile(
      source,
      "Expected an IDX file, which begins with 00 00 and a known type; these bytes do not.",
    );
  }
  const dimensions = bytes[3] as number;
  const dataStart = 4 + 4 * dimensions;
  if (dimensions === 0 || bytes.length < dataStart) throw invalidFile(source, "The IDX header is truncated.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = sizeOf(shape) * bytesOf[dtype];
  const received = bytes.length - dataStart;
  if (expected !== received) {
    throw invalidFile(
      source,
      `Expected ${expected} bytes of values for shape [${shape.join(", ")}], received ${received}: ` +
        `the file is ${received < expected ? "truncated" : "longer than its header says"}.`,
    );
  }
  if (expected > maxBytes)
    throw invalidFile(source, `Expected at most ${maxBytes} bytes, received ${expected}.`);
  return { dtype, shape, data: elementsFromBytes(bytes.subarray(dataStart), dtype, true) };
}

/** What a gzipped file may inflate to: what its header says, so that zeros behind it take no memory. */
function announcedBytes(
  bytes: Uint8Array,
  { source, maxBytes }: { readonly source: string | undefined; readonly maxBytes: number },
): number {
  const head = gunzipHead(bytes, longestHeader);
  const dtype = dataTypes.get(head[2] ?? 0);
  const sides = 4 * (head[3] ?? 0);
  // No IDX file, or one without a whole header, which is said later.
  if (head[0] !== 0 || head[1] !== 0 || dtype === undefined || head.length < 4 + sides) return maxBytes;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const shape = Array.from({ length: sides / 4 }, (_, axis) => view.getUint32(4 + 4 * axis));
  const values = sizeOf(shape) * bytesOf[dtype];
  if (values > maxBytes) throw invalidFile(source, `Expected at most ${maxBytes} bytes, received ${values}.`);
  return 4 + sides + values;
}

/**
 * The bytes of an IDX file, not gzipped.
 *
 * @throws {ShapeError} when data and shape disagree, or IDX has no such type (it has uint8, int8, int16, int32, float32,
 *   float64) or no such number of dimensions (1 to 255)
 */
export function encodeIdx({
  data,
  shape,
}: {
  readonly data: StoredData;
  readonly shape: readonly number[];
}): Uint8Array {
  const dtype = dataTypeOf(data);
  const code = [...dataTypes].find(([, name]) => name === dtype)?.[0];
  if (code === undefined)
    throw new ShapeError({ message: `Expected a type that IDX has, received ${dtype}.` });
  if (data.length !== sizeOf(shape) || shape.length < 1 || shape.length > 255) {
    throw new ShapeError({
      message: `Expected ${sizeOf(shape)} values in 1 to 255 dimensions, received ${data.length} for [${shape.join(", ")}].`,
    });
  }
  const dataStart = 4 + 4 * shape.length;
  const values = bytesFromElements(data, dtype);
  const file = new Uint8Array(dataStart + values.length);
  const view = new DataView(file.buffer);
  file.set([0, 0, code, shape.length]);
  for (const [axis, side] of shape.entries()) view.setUint32(4 + 4 * axis, side);
  file.set(values, dataStart);
  const width = bytesOf[dtype];
  if (width > 1) {
    for (let start = dataStart; start < file.length; start += width)
      file.subarray(start, start + width).reverse();
  }
  return file;
}
