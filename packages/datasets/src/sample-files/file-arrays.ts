import {
  DatasetInvalidError,
  decodeIdx,
  decodeNpy,
  decodeNpz,
  decodeSafetensors,
  isGzip,
  openZip,
  type StoredArray,
  type UnreadableMember,
} from "@ganlens/core";
import { pictureFormat } from "../pictures/picture-format.ts";
import { defaultMaximumBytes, type NamedBytes } from "./sample-file.ts";

/** The arrays of a file by name; a file of one array has it under the empty name. */
export interface FileArrays {
  readonly arrays: ReadonlyMap<string, StoredArray>;
  readonly unreadable: readonly UnreadableMember[];
}

const savingHint = "In Python: numpy.savez('samples.npz', images=images, latents=latents).";

/**
 * The arrays of an npz, npy, IDX (also gzipped) or safetensors file, told by its first bytes.
 *
 * @throws {DatasetInvalidError} for any other file, and for damaged or too large ones
 */
export function fileArrays(
  { name, bytes }: NamedBytes,
  maximumBytes: number = defaultMaximumBytes,
): FileArrays {
  const options = { source: name, maxBytes: maximumBytes };
  const one = (array: StoredArray) => ({ arrays: new Map([["", array]]), unreadable: [] });
  const starts = (...first: readonly number[]) => first.every((value, i) => bytes[i] === value);
  if (starts(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)) return one(decodeNpy(bytes, options));
  if (starts(0x50, 0x4b)) {
    assertNoTorch({ name, bytes }, maximumBytes);
    return decodeNpz(bytes, options);
  }
  if (bytes[8] === 0x7b) {
    const { tensors, unreadable } = decodeSafetensors(bytes, options);
    return { arrays: tensors, unreadable };
  }
  if (isGzip(bytes) || starts(0, 0)) return one(decodeIdx(bytes, options));
  throw new DatasetInvalidError({
    message: `Expected ${name} to be an npz, npy, IDX or safetensors file, received ${kindOf(bytes)}.`,
    hint: pictureFormat(bytes) === undefined ? savingHint : "Give the folder with all pictures.",
  });
}

/** torch.save writes a zip, too, whose values only Python can read safely: by running what is in it. */
function assertNoTorch({ name, bytes }: NamedBytes, maximumBytes: number): void {
  const { files } = openZip(bytes, { source: name, maxBytes: maximumBytes });
  if (![...files.keys()].some((file) => file.endsWith("data.pkl"))) return;
  throw new DatasetInvalidError({
    message: `Expected an npz file, but ${name} was written by torch.save.`,
    hint: "In Python: numpy.savez('samples.npz', images=images.cpu().numpy()).",
  });
}

function kindOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return "an empty file";
  if (pictureFormat(bytes) !== undefined) return "a single picture";
  if (bytes[0] === 0x89 && bytes[1] === 0x48) return "an HDF5 file";
  if (bytes[0] === 0x80) return "a pickle, which only Python can read";
  return "something else";
}
