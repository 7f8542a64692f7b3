import { ConfigInvalidError } from "@ganlens/core";
import { type DatasetSpec, datasetSpecSchema } from "./dataset-spec.ts";
import { parseSpec } from "./parse-spec.ts";
import { proceduralSpecSchema } from "./procedural/procedural-spec.ts";
import { findTransform } from "./transforms/find-transform.ts";
import type { TransformSpec } from "./transforms/transforms.ts";

/**
 * A specification of data from a value that may be anything, with what is wrong said of the part that it is in.
 *
 * @param where what holds the value, for messages
 * @throws {ConfigInvalidError} when it names no data
 */
export function parseDatasetSpec(value: unknown, where: string): DatasetSpec {
  const has = (key: string): boolean =>
    typeof value === "object" && value !== null && Object.hasOwn(value, key);
  if (has("procedural")) {
    const { procedural } = value as { readonly procedural: unknown };
    return { procedural: parseSpec(proceduralSpecSchema, procedural, `procedural data in ${where}`) };
  }
  if (has("from")) {
    const { from, transforms } = value as { readonly from: unknown; readonly transforms?: unknown };
    if (!Array.isArray(transforms) || transforms.length === 0) {
      throw new ConfigInvalidError({
        message: `Expected ${where} to list "transforms" beside "from", received ${JSON.stringify(transforms) ?? "none"}.`,
        hint: 'For example: { "from": "mnist-5k", "transforms": [{ "name": "classes", "keep": ["3", "7"] }] }',
      });
    }
    return {
      from: parseDatasetSpec(from, where),
      transforms: transforms.map((each: { readonly name?: unknown } | null): TransformSpec => {
        const name = String(each?.name ?? "");
        return parseSpec(findTransform(name).schema, each, `the transform ${name} in ${where}`);
      }),
    };
  }
  return parseSpec(datasetSpecSchema, value, `${where} to name data`);
}
