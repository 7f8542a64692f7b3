import type { FileSet } from "../contracts/file-set.ts";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";

/**
 * Files that are in memory already, dropped on a page for example.
 *
 * @param files bytes by path
 * @param main the one that was named, a key of `files`
 * @param location where they come from, for messages
 */
export function memoryFiles(
  files: Readonly<Record<string, Uint8Array>> | ReadonlyMap<string, Uint8Array>,
  { main, location }: { readonly main: string; readonly location: string },
): FileSet {
  const known = files instanceof Map ? files : new Map(Object.entries(files));
  return {
    main,
    location,
    async read(path, { maximumBytes = Number.POSITIVE_INFINITY } = {}) {
      const bytes = known.get(path);
      if (bytes === undefined) {
        throw new ConfigInvalidError({
          message: `Expected ${JSON.stringify(path.slice(0, 200))} among ${location}, found ${[...known.keys()].slice(0, 5).join(", ") || "no files"}.`,
          hint: "Give all files of the model together.",
        });
      }
      if (bytes.length > maximumBytes) {
        throw new ConfigInvalidError({
          message: `Expected at most ${maximumBytes} bytes in ${path} of ${location}, found ${bytes.length}.`,
          hint: "Check that it is the right file.",
        });
      }
      return bytes;
    },
  };
}
