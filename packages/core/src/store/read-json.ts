import type * as z from "zod";
import { parseJson } from "./parse-json.ts";
import type { RunReader } from "./run-store.ts";

/**
 * Reads a JSON file of a run and checks it.
 *
 * @param what what it should be, in a few words: "a run record"
 * @throws {RunUnsupportedError} when it is missing, not JSON, not what the schema says, or of a newer schema version
 */
export async function readJson<T>(
  reader: RunReader,
  path: string,
  schema: z.ZodType<T>,
  what: string,
): Promise<T> {
  return parseJson(await reader.read(path), `${path} in ${reader.location}`, schema, what);
}
