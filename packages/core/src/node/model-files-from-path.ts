import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import { type FileSet, isPathInside } from "../contracts/file-set.ts";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { readRegularFile } from "./read-regular-file.ts";

/** Two gigabytes: what one typed array holds on every supported system, and more than any model here can be run with. */
const largestFile = 2 ** 31;

/**
 * The files of a model on disk: `path` is its model.json, another file of it (an .onnx), or the folder of a model.json.
 *
 * Only regular files in that folder are read; a link that leads out of it is refused, and so is a path that does.
 *
 * @throws {ConfigInvalidError} when there is nothing at `path`
 */
export async function modelFilesFromPath(
  path: string,
  { maximumBytes = largestFile }: { readonly maximumBytes?: number } = {},
): Promise<FileSet> {
  const named = resolve(path);
  const found = await stat(named).catch((cause: unknown) => {
    throw new ConfigInvalidError({
      message: `Expected a model at ${path}, found nothing that can be read.`,
      hint: "Name a model.json, its folder, or an .onnx file.",
      cause,
    });
  });
  const folder = found.isDirectory() ? named : dirname(named);
  const main = found.isDirectory() ? "model.json" : basename(named);
  return {
    location: folder,
    main,
    async read(file, { maximumBytes: most = maximumBytes } = {}) {
      // The named file itself may be a link to anywhere: the user named it.
      const target = file === main ? join(folder, main) : await pathInside(folder, file);
      return readRegularFile(target, { maximumBytes: Math.min(most, maximumBytes), what: "a model's file" });
    },
  };
}

async function pathInside(folder: string, file: string): Promise<string> {
  const target = join(folder, file);
  const root = await realpath(folder);
  // What is missing is left to the reader, which says so.
  const real = isPathInside(file) ? await realpath(target).catch(() => target) : undefined;
  if (real === target || real?.startsWith(root.endsWith(sep) ? root : root + sep)) return target;
  throw new ConfigInvalidError({
    message: `Expected the files of a model inside ${folder}, received ${JSON.stringify(file.slice(0, 200))}, which leads outside.`,
    hint: "Put all files of the model into one folder, links replaced by the files themselves.",
  });
}
