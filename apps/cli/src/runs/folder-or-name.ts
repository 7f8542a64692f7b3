import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ConfigInvalidError, nearestName } from "@ganlens/core";
import { type DatasetSpec, datasetSources } from "@ganlens/datasets";
import type { CliIo } from "../cli-io.ts";

/**
 * A folder of images where there is one, else data that come with ganlens.
 *
 * @throws {ConfigInvalidError} when it is neither
 */
export async function folderOrName(
  data: string,
  { cwd, program }: Pick<CliIo, "cwd" | "program">,
): Promise<DatasetSpec> {
  const path = resolve(cwd, data);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return { folder: { path } };
  const names = datasetSources().map(({ name }) => name);
  if (names.includes(data)) return data;
  if (found !== undefined) {
    throw new ConfigInvalidError({
      message: `Expected a folder of images or the name of a data set for --data, but ${data} is ${found.isFile() ? "a file" : "a device or pipe"}.`,
      hint: "Name the folder that holds the images. IDX files go by --set data.idx.images=FILE data.idx.labels=FILE",
    });
  }
  const nearest = nearestName(data, names);
  throw new ConfigInvalidError({
    message: `Expected a folder of images or the name of a data set for --data, found none called ${data}.`,
    hint: `${nearest === undefined ? "" : `Did you mean "${nearest}"? `}Check the path, or see: ${program} list datasets`,
  });
}
