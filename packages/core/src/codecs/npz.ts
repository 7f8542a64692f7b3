import { type Zippable, zipSync } from "fflate";
import { sizeOf } from "../contracts/nd-array.ts";
import { GanlensError } from "../errors/ganlens-error.ts";
import { bytesOf } from "./data-type.ts";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";
import { decodeNpy, encodeNpy, type NpyArray, type NpyInput } from "./npy.ts";
import { parseNpyHeader } from "./npy-header.ts";
import { listUnreadable, type UnreadableMember } from "./unreadable-member.ts";
import { checkedName } from "./zip-directory.ts";
import { openZip } from "./zip-entries.ts";

/** Members up to this size are inflated without looking at their header first. */
const largestUnseen = 2 ** 20;

/** As much as a header and what precedes it can take. */
const longestHead = 65_536 + 12;

/** How {@link encodeNpz} packs. */
export interface EncodeNpzOptions {
  /** Deflate the arrays (smaller, slower); stored as they are by default. */
  readonly compress?: boolean;
}

/** Midnight of 1 January 1980 in local time, which is how zip counts: the bytes are the same in every time zone. */
function zipEpoch(): Date {
  return new Date(1980, 0, 1);
}

/** A decoded `.npz` archive. */
export interface Npz {
  /** Array names, without `.npy`, to arrays. */
  readonly arrays: ReadonlyMap<string, NpyArray>;
  /** Members that are left out, by name without `.npy`: pickled objects, text, other types, files that are no arrays, damage. */
  readonly unreadable: readonly UnreadableMember[];
}

/**
 * Reads a `.npz` archive; a member that cannot be read is left out and named.
 *
 * @throws {DatasetInvalidError} when the archive itself is damaged, truncated or too large, or none of its members can be read
 */
export function decodeNpz(bytes: Uint8Array, options: DecodeOptions = {}): Npz {
  const { source } = options;
  const archive = openZip(bytes, options);
  const arrays = new Map<string, NpyArray>();
  const unreadable: UnreadableMember[] = [];
  let damage: GanlensError | undefined;
  for (const member of archive.files.keys()) {
    const name = member.endsWith(".npy") ? member.slice(0, -".npy".length) : member;
    const reason = name === member ? "It is no .npy file." : archive.unreadable.get(member);
    if (reason !== undefined) {
      unreadable.push({ name, reason });
      continue;
    }
    let content: Uint8Array | undefined;
    let said = false;
    try {
      // Before all of it is inflated: a small archive can hold a gigabyte of zeros behind any header.
      const size = archive.files.get(member) ?? 0;
      if (size > largestUnseen) assertWhole(archive.head(member, longestHead), size);
      said = true;
      content = archive.read(member);
      arrays.set(
        name,
        decodeNpy(content, options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
      );
    } catch (cause) {
      if (!GanlensError.isInstance(cause)) throw cause;
      if (said && content === undefined) damage ??= cause;
      unreadable.push({ name, reason: cause.message });
    }
  }
  if (arrays.size > 0 || unreadable.length === 0) return { arrays, unreadable };
  if (damage !== undefined) throw damage;
  throw invalidFile(
    source,
    `Expected .npy arrays of numbers inside, received ${listUnreadable(unreadable)}.`,
    { hint: "Save the arrays as numbers: numpy.savez(path, images=images.astype('float32'))." },
  );
}

/** @throws {DatasetInvalidError} when a member's header promises other bytes than the archive says it has */
function assertWhole(head: Uint8Array, size: number): void {
  const { shape, dtype, dataStart } = parseNpyHeader(head);
  const [expected, received] = [sizeOf(shape) * bytesOf[dtype], size - dataStart];
  if (expected === received) return;
  throw invalidFile(
    undefined,
    `Expected ${expected} bytes of values for shape (${shape.join(", ")}), received ${received}: ` +
      `the file is ${received < expected ? "truncated" : "longer than its header says"}.`,
  );
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
