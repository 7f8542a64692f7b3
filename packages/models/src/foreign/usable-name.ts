import { RunUnsupportedError } from "@ganlens/core";

/**
 * Refuses names that TensorFlow.js would look up in plain objects and find there although no one put them: `constructor`.
 *
 * @param what what is named: "layer", "weight"
 * @throws {RunUnsupportedError} for such a name, an empty one, and one that is no text
 */
export function assertUsableName(name: unknown, what: string, source: string): asserts name is string {
  if (typeof name === "string" && name.length > 0 && name.length <= 1000 && !(name in {})) return;
  throw new RunUnsupportedError({
    message: `Expected the name of a ${what} in ${source}, received ${(JSON.stringify(name) ?? "none").slice(0, 100)}.`,
    hint: `Give the ${what} another name and save the model again.`,
  });
}
