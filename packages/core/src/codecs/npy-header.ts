import type { DataType } from "./data-type.ts";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";

/** What the header of a `.npy` file says. */
export interface NpyHeader {
  /** The type as written: `<f4`. */
  readonly descr: string;
  readonly dtype: DataType;
  readonly bigEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the values begin. */
  readonly dataStart: number;
}

const magic: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The longest header accepted; one array of 32 dimensions needs less than 1,000 bytes. */
const longestHeader = 65_536;

const dataTypes: Readonly<Record<string, DataType>> = {
  b1: "bool",
  u1: "uint8",
  u2: "uint16",
  u4: "uint32",
  u8: "uint64",
  i1: "int8",
  i2: "int16",
  i4: "int32",
  i8: "int64",
  f2: "float16",
  f4: "float32",
  f8: "float64",
  c8: "complex64",
};

/** The short NumPy code of a type: `f4` for float32. */
export function npyCode(dtype: DataType): string {
  const entry = Object.entries(dataTypes).find(([, name]) => name === dtype);
  return (entry as [string, DataType])[0];
}

/**
 * Reads the header of a `.npy` file, versions 1, 2 and 3.
 *
 * @throws {DatasetInvalidError} when it is damaged, or for types that are not plain numbers (structured, object, text)
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function parseNpyHeader(bytes: Uint8Array, { source }: DecodeOptions = {}): NpyHeader {
  if (bytes.length < 10 || magic.some((value, i) => bytes[i] !== value)) {
    throw invalidFile(source, "Expected a .npy file, which begins with \\x93NUMPY; these bytes do not.");
  }
  const version = bytes[6] as number;
  if (version < 1 || version > 3)
    throw invalidFile(source, `Unknown .npy version ${version}; 1 to 3 are known.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textStart = version === 1 ? 10 : 12;
  if (bytes.length < textStart) throw invalidFile(source, "The .npy header is truncated.");
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataStart = textStart + length;
  if (length > longestHeader) {
    throw invalidFile(
      source,
      `Expected a .npy header of at most ${longestHeader} bytes, received ${length}.`,
    );
  }
  if (dataStart > bytes.length) throw invalidFile(source, "The .npy header is truncated.");
  const header = bytes.subarray(textStart, dataStart);
  // Not TextDecoder("latin1"): that is Windows-1252 in browsers and newer Node.
  const text =
    version === 3
      ? new TextDecoder().decode(header)
      : Array.from(header, (byte) => String.fromCharCode(byte)).join("");

  const descr = /["']descr["']\s*:\s*(?:["']([^"']*)["']|\[)/.exec(text);
  const order = /["']fortran_order["']\s*:\s*(True|False)\b/.exec(text);
  const shape = /["']shape["']\s*:\s*\(([^()]*)\)/.exec(text);
  if (descr === null || order === null || shape === null) {
    throw invalidFile(
      source,
      `Expected descr, fortran_order and shape in the .npy header, received ${text.trim()}.`,
    );
  }
  const code = /^([<>|=]?)([a-z]\d)$/.exec(descr[1] ?? "");
  const dtype = code === null ? undefined : dataTypes[code[2] as string];
  if (code === null || dtype === undefined) {
    throw invalidFile(
      source,
      `Expected plain numbers (${Object.keys(dataTypes).join(", ")}), received ${descr[1] ?? "a structured type"}.`,
      { hint: "Save the array as numbers: array.astype('float32')." },
    );
  }
  return {
    descr: descr[1] as string,
    dtype,
    bigEndian: code[1] === ">",
    fortranOrder: order[1] === "True",
    shape: parseShape(shape[1] as string, source),
    dataStart,
  };
}

function parseShape(text: string, source: string | undefined): readonly number[] {
  const parts = text.split(",").map((part) => part.trim());
  // Python writes (5,) for one dimension.
  if (parts.at(-1) === "") parts.pop();
  const shape = parts.map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : Number.NaN));
  if (shape.some(Number.isNaN) || shape.length > 32) {
    throw invalidFile(source, `Expected a .npy shape of at most 32 whole numbers, received (${text}).`);
  }
  return shape;
}
