import { RunUnsupportedError } from "@ganlens/core";
import type { ModelFiles } from "@ganlens/models";

/**
 * The two files of a model that ganlens has stored, out of all that lie in its folder.
 *
 * @throws {RunUnsupportedError} when one of them is missing
 */
export function modelFiles(files: Readonly<Record<string, Uint8Array>>): ModelFiles {
  const { "model.json": json, "weights.bin": weights } = files;
  if (json !== undefined && weights !== undefined) return { "model.json": json, "weights.bin": weights };
  throw new RunUnsupportedError({
    message: `Expected model.json and weights.bin of a network, found ${Object.keys(files).slice(0, 5).join(", ") || "no files"}.`,
  });
}
