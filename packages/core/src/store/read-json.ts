import type * as z from "zod";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { runCeilings } from "../run/run-ceilings.ts";
import { parseJson } from "./parse-json.ts";
import type { RunReader } from "./run-store.ts";

/**
 * Reads a JSON file of a run and checks it.
 *
 * @param what what it should be, in a few words: "a run record"
 * @throws {RunUnsupportedError} when it is missing, larger than {@link runCeilings} allow, not JSON, not what the schema says, or of a newer schema version
 */
export async function readJson<T>(
  reader: RunReader,
  path: string,
  schema: z.ZodType<T>,
  what: string,
): Promise<T> {
  const bytes = await readJsonBytes(reader, path);
  return parseJson(bytes, `${path} in ${reader.location}`, schema, what);
}

/**
 * The bytes of a JSON file of a run, not yet checked.
 *
 * @throws {RunUnsupportedError} when it is missing, or larger than {@link runCeilings} allow
 */
export async function readJsonBytes(reader: RunReader, path: string): Promise<Uint8Array> {
  const most = runCeilings.jsonBytes;
  const bytes = await (reader.readAtMost?.(path, most) ?? reader.read(path));
  if (bytes.length <= most) return bytes;
  throw new RunUnsupportedError({
    message: `${path} in ${reader.location} is larger than is read: ${bytes.length} bytes, and ${most} are allowed.`,
  });
}
