import { resolve } from "node:path";
import { ConfigInvalidError, parseShallowJson } from "@ganlens/core";
import { readRegularFile } from "@ganlens/core/node";
import { type DatasetSpec, parseDatasetSpec } from "@ganlens/datasets";
import type { CliIo } from "../cli-io.ts";
import { placeOrName } from "../runs/place-or-name.ts";

/** No specification is longer. */
const longest = 2 ** 20;

/**
 * Data as a person names them: a name, a folder, a file of images, JSON, or a `.json` file that holds such JSON or a configuration with
 * a key `data`. Paths in JSON are relative to the current folder.
 *
 * @throws {ConfigInvalidError} when it is none of them
 */
export async function dataFromArgument(
  data: string,
  io: Pick<CliIo, "cwd" | "program">,
): Promise<DatasetSpec> {
  const isText = data.trimStart().startsWith("{");
  if (!isText && !data.endsWith(".json")) return placeOrName(data, io);
  const bytes = isText
    ? new TextEncoder().encode(data)
    : await readRegularFile(resolve(io.cwd, data), { maximumBytes: longest, what: "a description of data" });
  const where = isText ? "the JSON that was given" : data;
  let value: unknown;
  try {
    value = parseShallowJson(bytes);
  } catch (cause) {
    throw new ConfigInvalidError({
      message: `Expected ${where} to hold JSON (${(cause as Error).message}).`,
      hint: 'For example: { "procedural": { "name": "sprites", "size": 32 } }',
      cause,
    });
  }
  const named = typeof value === "object" && value !== null && "data" in value ? value.data : value;
  const { withAbsolutePaths } = await import("@ganlens/training/node");
  return withAbsolutePaths(parseDatasetSpec(named, where), io.cwd);
}
