import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";
import { type FileSet, isPathInside } from "./file-set.ts";

/** Files in memory as a {@link FileSet}: what was dropped on a page. */
export function fileSetOf(
  files: ReadonlyMap<string, Uint8Array>,
  { main, location = "the given files" }: { readonly main: string; readonly location?: string },
): FileSet {
  return {
    main,
    location,
    async read(path, { maximumBytes = Number.POSITIVE_INFINITY } = {}) {
      const bytes = isPathInside(path) ? files.get(path) : undefined;
      if (bytes === undefined) {
        throw new DatasetInvalidError({
          message: `Expected ${JSON.stringify(path.slice(0, 200))} among ${location}, found ${[...files.keys()].slice(0, 10).join(", ")}.`,
          hint: "Give a model's files together: its description and every file of weights that it names.",
        });
      }
      if (bytes.length <= maximumBytes) return bytes;
      throw new DatasetInvalidError({
        message: `Expected at most ${maximumBytes} bytes in ${path}, received ${bytes.length}.`,
      });
    },
  };
}
