import { type Zippable, zipSync } from "fflate";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";
import { decodeNpy, encodeNpy, type NpyArray, type NpyInput } from "./npy.ts";
import { checkedName, zipEntries } from "./zip-entries.ts";

/** How {@link encodeNpz} packs. */
export interface EncodeNpzOptions {
  /** Deflate the arrays (smaller, slower); stored as they are by default. */
  readonly compress?: boolean;
}

/** Midnight of 1 January 1980 in local time, which is how zip counts: the bytes are the same in every time zone. */
function zipEpoch(): Date {
  return new Date(1980, 0, 1);
}

/**
 * Reads a `.npz` archive: array names, without `.npy`, to arrays.
 *
 * @throws {DatasetInvalidError} when the archive or an array in it is damaged, holds other files, or is too large
 */
export function decodeNpz(bytes: Uint8Array, options: DecodeOptions = {}): ReadonlyMap<string, NpyArray> {
  const { source } = options;
  const arrays = new Map<string, NpyArray>();
  for (const [name, content] of zipEntries(bytes, options)) {
    if (!name.endsWith(".npy"))
      throw invalidFile(source, `Expected only .npy files inside, received ${name}.`);
    const label = source === undefined ? name : `${source}/${name}`;
    arrays.set(name.slice(0, -".npy".length), decodeNpy(content, { ...options, source: label }));
  }
  return arrays;
}

/**
 * The bytes of a `.npz` archive, members in the order given: equal input gives equal bytes.
 *
 * @throws {DatasetInvalidError} for an empty or absolute name, one with `..` or a backslash, or the same name twice
 * @throws {ShapeError} when data and shape of an array disagree
 */
export function encodeNpz(
  arrays: Readonly<Record<string, NpyInput>> | Iterable<readonly [string, NpyInput]>,
  { compress = false }: EncodeNpzOptions = {},
): Uint8Array {
  const pairs = Symbol.iterator in arrays ? arrays : Object.entries(arrays);
  const files: Zippable = {};
  let total = 0;
  for (const [name, array] of pairs as Iterable<readonly [string, NpyInput]>) {
    const member = `${checkedName(name)}.npy`;
    if (Object.hasOwn(files, member))
      throw invalidFile(undefined, `Expected ${name} once, received it twice.`);
    const content = encodeNpy(array);
    total += content.length;
    files[member] = content;
  }
  if (total >= 2 ** 32 - 2 ** 24) {
    throw invalidFile(undefined, `Expected less than 4 GB of arrays, received ${total} bytes.`, {
      hint: "Split them over several files.",
    });
  }
  return zipSync(files, { level: compress ? 6 : 0, mtime: zipEpoch() });
}
