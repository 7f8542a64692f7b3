import type * as z from "zod";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { jsonProblem } from "../json/json-problem.ts";
import { deepestJson, parseShallowJson } from "../json/parse-shallow-json.ts";

/** The longest list of complaints worth reading. */
const shownIssues = 3;

/**
 * Checks the text of a JSON file against its schema.
 *
 * @param source where the text comes from, for messages
 * @param what what it should be, in a few words: "a run record"
 * @throws {RunUnsupportedError} when it is not JSON, nests deeper than 100 levels, holds a key `__proto__`, is not what the
 *   schema says, or made by a newer schema version
 */
export function parseJson<T>(bytes: Uint8Array, source: string, schema: z.ZodType<T>, what: string): T {
  const value = plainValue(bytes, source, what);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const version = (value as { readonly schemaVersion?: unknown } | null)?.schemaVersion;
  const known = issues.find(({ path }) => path.length === 1 && path[0] === "schemaVersion");
  const newest = known?.code === "invalid_value" ? Math.max(...known.values.map(Number)) : Number.NaN;
  if (typeof version === "number" && version > newest) {
    throw new RunUnsupportedError({
      message: `${source} is ${what} of schema version ${version}; this ganlens knows versions up to ${newest}.`,
      hint: "It was made by a newer ganlens: upgrade to read it.",
      cause: result.error,
    });
  }
  const complaints = issues
    .slice(0, shownIssues)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`));
  if (issues.length > shownIssues) complaints.push(`and ${issues.length - shownIssues} more`);
  throw new RunUnsupportedError({
    message: `${source} is not ${what}: ${complaints.join("; ")}.`,
    hint: "It may have been edited by hand, or made by another version of ganlens.",
    cause: result.error,
  });
}

function plainValue(bytes: Uint8Array, source: string, what: string): unknown {
  let value: unknown;
  try {
    value = parseShallowJson(bytes);
  } catch (cause) {
    const isDeep = cause instanceof RangeError;
    throw new RunUnsupportedError({
      message: isDeep
        ? `Expected ${source} to be ${what}, but it nests more than ${deepestJson} levels deep.`
        : `Expected ${source} to be ${what}, but it is not JSON (${bytes.length} bytes).`,
      hint: isDeep
        ? "No file of a run does: it was made by something else."
        : "It may have been cut off while it was written, or edited by hand: restore or remove it.",
      cause,
    });
  }
  // Data may be called "constructor" (a class of images, say); nothing that ganlens writes is called "__proto__".
  const problem = jsonProblem(value, ["__proto__"]);
  if (problem === undefined) return value;
  throw new RunUnsupportedError({
    message: `Expected ${source} to be ${what}, but it ${problem}.`,
    hint: "ganlens writes no such key: the file was changed by something else.",
  });
}
