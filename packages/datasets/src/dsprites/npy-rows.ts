import {
  bytesOf,
  DatasetInvalidError,
  type DataType,
  parseNpyHeader,
  sizeOf,
  type ZipFile,
} from "@ganlens/core";

/** An array in an archive that is too large for memory. */
export interface NpyRows {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  /** Its rows in their order, a few at a time: whole rows of little-endian values. */
  rows(): AsyncIterable<{ readonly first: number; readonly bytes: Uint8Array }>;
}

const longestHead = 2 ** 16;

/**
 * Opens a `.npy` member of an archive to be read row by row.
 *
 * @throws {DatasetInvalidError} when its header is damaged, its size another one, or its values lie in another order than rows
 */
export async function openNpyRows(zip: ZipFile, member: string, source: string): Promise<NpyRows> {
  const head = await headOf(zip, member);
  const header = parseNpyHeader(head, { source: `${source}: ${member}` });
  const { dtype, shape, dataStart } = header;
  const [count = 0, ...rest] = shape;
  const width = sizeOf(rest) * bytesOf[dtype];
  const size = zip.members.find(({ name }) => name === member)?.size ?? 0;
  if (header.fortranOrder || header.bigEndian || width === 0 || dataStart + count * width !== size) {
    throw new DatasetInvalidError({
      message: `Expected ${dataStart + count * width} bytes in rows for shape (${shape.join(", ")}) in ${member} of ${source}, received ${size}.`,
      hint: "Make or download the file again.",
    });
  }
  return {
    dtype,
    shape,
    async *rows() {
      let rest = new Uint8Array(0);
      let skip = dataStart;
      let first = 0;
      for await (const piece of zip.stream(member)) {
        const dropped = Math.min(skip, piece.length);
        skip -= dropped;
        const bytes = new Uint8Array(rest.length + piece.length - dropped);
        bytes.set(rest);
        bytes.set(piece.subarray(dropped), rest.length);
        const whole = Math.floor(bytes.length / width);
        if (whole > 0) yield { first, bytes: bytes.subarray(0, whole * width) };
        first += whole;
        rest = bytes.slice(whole * width);
      }
    },
  };
}

async function headOf(zip: ZipFile, member: string): Promise<Uint8Array> {
  for await (const piece of zip.stream(member)) return piece.subarray(0, longestHead);
  return new Uint8Array(0);
}
