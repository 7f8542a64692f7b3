import { openZip, RunUnsupportedError } from "@ganlens/core";
import { limits, sizeWords } from "./limits.ts";
import { RunFiles } from "./run-files.ts";
import type { RunSource } from "./run-source.ts";
import { rootOf, underRoot } from "./strip-root.ts";

/**
 * A run in a zip archive; each file is inflated when it is read.
 *
 * @throws {DatasetInvalidError} when it is no archive, damaged, holds paths that lead outside, or inflates to too much
 * @throws {RunUnsupportedError} when the archive itself is too large
 */
export async function openZippedRun(file: File): Promise<RunSource> {
  if (file.size > limits.zipBytes) {
    throw new RunUnsupportedError({
      message: `${file.name} is larger than this page opens: ${sizeWords(file.size)}, and ${sizeWords(limits.zipBytes)} are allowed.`,
      hint: "Unpack it, and open the folder.",
    });
  }
  const archive = openZip(new Uint8Array(await file.arrayBuffer()), {
    source: file.name,
    maxBytes: limits.inflatedBytes,
  });
  const root = rootOf(archive.files.keys());
  const sizes = underRoot(archive.files, root);
  return {
    name: file.name,
    files: new RunFiles({
      location: file.name,
      files: new Map([...sizes].map(([path, bytes]) => [path, { bytes, etag: path }])),
      read: async (path) => archive.read(root + path),
    }),
  };
}
