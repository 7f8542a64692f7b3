import type { DataType } from "./data-type.ts";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";
import { npyType } from "./npy-type.ts";
import { type PythonValue, parsePythonLiteral } from "./python-literal.ts";

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

/** The longest header accepted; one array of 64 dimensions needs less than 2,000 bytes. */
const longestHeader = 65_536;

/** As many as NumPy 2 has. */
const mostDimensions = 64;

/**
 * Reads the header of a `.npy` file, versions 1, 2 and 3, also as Python 2 wrote it.
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

  const { descr, order, shape } = headerFields(text, source);
  const type = npyType(descr);
  if ("unread" in type) {
    throw invalidFile(
      source,
      `Expected plain numbers (bool, uint8 to uint64, int8 to int64, float16 to float64, complex64), received ${type.unread}.`,
      { hint: "Save the array as numbers: array.astype('float32')." },
    );
  }
  return {
    descr: descr as string,
    ...type,
    fortranOrder: order,
    shape: checkedShape(shape, source),
    dataStart,
  };
}

/** The three fields that NumPy wants: no more, no less, in any order. */
function headerFields(
  text: string,
  source: string | undefined,
): { readonly descr: PythonValue; readonly order: boolean; readonly shape: PythonValue } {
  let reason = "";
  let header: PythonValue = null;
  try {
    header = parsePythonLiteral(text);
  } catch (cause) {
    reason = `: ${(cause as Error).message}`;
  }
  if (header instanceof Map) {
    const [descr, order, shape] = ["descr", "fortran_order", "shape"].map((key) => header.get(key));
    if (header.size === 3 && descr !== undefined && typeof order === "boolean" && shape !== undefined)
      return { descr, order, shape };
  }
  throw invalidFile(
    source,
    `Expected descr, fortran_order and shape in the .npy header, received ${shown(text.trim())}${reason}.`,
  );
}

function checkedShape(written: PythonValue, source: string | undefined): readonly number[] {
  // One side without a comma is no tuple to Python, but some writers mean one.
  const shape = typeof written === "number" ? [written] : written;
  const sound =
    Array.isArray(shape) &&
    shape.length <= mostDimensions &&
    shape.every((side: PythonValue) => Number.isSafeInteger(side) && (side as number) >= 0);
  if (!sound) {
    throw invalidFile(
      source,
      `Expected a .npy shape of at most ${mostDimensions} whole numbers, received ${shown(describe(shape))}.`,
    );
  }
  return shape as readonly number[];
}

function describe(value: PythonValue): string {
  return Array.isArray(value) ? `(${value.map(describe).join(", ")})` : String(value);
}

/** Enough of a damaged header to recognise it. */
function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
