import { CheckpointCorruptError, type FileSet, sha256Hex } from "@ganlens/core";
import type { WeightGroup } from "./weight-manifest.ts";

/** The bytes of all weights in the order of the manifest, and what each file is recognised by. */
export interface WeightBytes {
  readonly parts: readonly ArrayBuffer[];
  /** SHA-256 by path. */
  readonly hashes: Readonly<Record<string, string>>;
}

/**
 * Reads the files of a manifest; no file is read further than the weights declared for it need.
 *
 * @param folder where model.json lies in the set: `""` or ending in `/`
 * @throws {CheckpointCorruptError} naming the files, when they hold more or fewer bytes than the manifest declares
 * @throws {GanlensError} of the set, when a file is missing
 */
export async function readWeightFiles(
  files: FileSet,
  folder: string,
  groups: readonly WeightGroup[],
): Promise<WeightBytes> {
  const parts: ArrayBuffer[] = [];
  const hashes: Record<string, string> = {};
  for (const { paths, bytes } of groups) {
    let read = 0;
    for (const path of paths) {
      // One byte more than wanted is enough to know that a file is too long.
      const part = await files.read(folder + path, { maximumBytes: bytes - read + 1 });
      read += part.byteLength;
      if (read > bytes) throw misfit(files, paths, bytes, "more");
      hashes[folder + path] = sha256Hex(part);
      // A copy, whatever larger buffer the bytes are a view into; Node's Buffer has a slice that copies nothing.
      const whole = part.byteLength === part.buffer.byteLength && part.buffer instanceof ArrayBuffer;
      parts.push(whole ? (part.buffer as ArrayBuffer) : new Uint8Array(part).buffer);
    }
    if (read < bytes) throw misfit(files, paths, bytes, read);
  }
  return { parts, hashes };
}

function misfit(
  { location, main }: FileSet,
  paths: readonly string[],
  bytes: number,
  received: number | "more",
): CheckpointCorruptError {
  const names = paths.length > 3 ? `${paths.slice(0, 3).join(", ")}, …` : paths.join(", ") || "no files";
  return new CheckpointCorruptError({
    message: `Expected ${bytes} bytes in ${names} of ${location} for the weights that ${main} declares, received ${received}.`,
    hint: "A file is truncated, or belongs to another model: copy the model's folder again.",
  });
}
