import { ConfigInvalidError, nearestName } from "@ganlens/core";
import * as z from "zod";
import { isObject, type PartialConfig } from "./config-layers.ts";
import { allowedNames, expectedWords } from "./expected-words.ts";
import { objectsAt, schemasAt } from "./schema-places.ts";
import { namedBy, tagsOf } from "./tagged-settings.ts";
import { unknownKeyError } from "./unknown-key-error.ts";

/** What is wrong with a configuration, in a sentence that names the key, what was expected, and the nearest known name. */
export function configError(schema: z.ZodType, error: z.ZodError, values: PartialConfig): ConfigInvalidError {
  const issues = error.issues.flatMap((issue) => innermost(schema, issue, values));
  // A key that is not known says more than the one that is missing in its place.
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue?.code === "unrecognized_keys") {
    return unknownKeyError({ schema, issue, value: valueAt(values, issue.path), cause: error });
  }
  const path = issue?.path ?? [];
  const received = valueAt(values, path);
  return new ConfigInvalidError({
    message: `Setting "${path.join(".")}": ${issue === undefined ? "not usable" : issueWords(schema, issue)}; received ${received === undefined ? "nothing" : JSON.stringify(received)}.`,
    hint: hintFor(schema, path, received),
    cause: error,
  });
}

/**
 * Where a value may be one of several, what is wrong with the one that was meant.
 *
 * Meant is the alternative whose tag the value has, else the one that knows the keys of the value and complains of what stands
 * under them only.
 */
function innermost(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  values: PartialConfig,
): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union") return [issue];
  const below = (issues: readonly z.core.$ZodIssue[]) =>
    issues.flatMap((inner) => innermost(schema, { ...inner, path: [...issue.path, ...inner.path] }, values));
  const value = valueAt(values, issue.path);
  if (!isObject(value)) return [issue];
  const objects = objectsAt(schema, issue.path);
  const [named, ...others] = namedBy(objects, value);
  const found = named?.safeParse(value).error?.issues;
  if (found !== undefined && others.length === 0) return below(found);
  const [tag] = tagsOf(objects);
  if (tag !== undefined && named === undefined) return [{ ...issue, path: [...issue.path, tag.key] }];
  const alternatives = issue.errors.map(below);
  const depth = issue.path.length;
  const inside = ({ path }: z.core.$ZodIssue) =>
    path.length > depth && Object.hasOwn(value, path[depth] ?? "");
  const meant = alternatives.find((issues) => issues.length > 0 && issues.every(inside));
  if (meant !== undefined) return meant;
  const unknown = alternatives.flat().find(({ code }) => code === "unrecognized_keys");
  return unknown === undefined ? [issue] : [unknown];
}

function issueWords(schema: z.ZodType, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
    case "invalid_value":
    case "invalid_union": {
      // A message of the schema's own says more than its kind.
      if (!issue.message.startsWith("Invalid ")) return lowerFirst(issue.message);
      return `expected ${expectedWords(schemasAt(schema, issue.path))}`;
    }
    case "too_small":
      return `expected ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `expected ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return lowerFirst(issue.message);
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " entries" : "";
}

function hintFor(schema: z.ZodType, path: readonly PropertyKey[], received: unknown): string {
  const allowed = schemasAt(schema, path);
  const nearest = typeof received === "string" ? nearestName(received, allowedNames(allowed)) : undefined;
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  const tags = tagsOf(allowed);
  const words = tags.map(({ word }) => word);
  const word = typeof received === "string" ? nearestName(received, words) : undefined;
  if (word !== undefined) return `For example: ${[...path, tags[0]?.key].join(".")}=${word}`;
  const list = allowed.find((each) => each instanceof z.ZodTuple);
  const repeated = list?.def.items.map(() => received);
  if (list?.safeParse(repeated).success) return `For example: ${path.join(".")}=${JSON.stringify(repeated)}`;
  return "See the configuration of a preset in its run.json for an example.";
}

function valueAt(values: PartialConfig, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isObject(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    values,
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
