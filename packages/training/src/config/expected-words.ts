import * as z from "zod";
import { alternativesOf } from "./schema-places.ts";
import { type SettingsTag, tagsOf } from "./tagged-settings.ts";

/** What a schema allows, in a few words for an error: "a whole number", "true, false or "auto"", "2 numbers, as in [32,32]". */
export function expectedWords(schemas: readonly z.ZodType[]): string {
  const tags = tagsOf(schemas);
  const others = schemas.filter((each) => !(tags.length > 0 && each instanceof z.ZodObject));
  const words = [...new Set([...others.flatMap(wordsOf), ...tagWords(tags)])];
  const last = words.at(-1) ?? "another value";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

/** The names that a schema allows, where it allows names. */
export function allowedNames(schemas: readonly z.ZodType[]): readonly string[] {
  return schemas.flatMap((schema) => valuesOf(schema)).filter((value) => typeof value === "string");
}

function wordsOf(schema: z.ZodType): readonly string[] {
  const values = valuesOf(schema);
  if (values.length > 0) return values.map((value) => JSON.stringify(value));
  if (schema instanceof z.ZodString) return ["text"];
  if (schema instanceof z.ZodBoolean) return ["true", "false"];
  if (schema instanceof z.ZodNumber) return [schema.isInt ? "a whole number" : "a number"];
  if (schema instanceof z.ZodTuple) {
    const items = schema.def.items.map((item) => expectedWords(alternativesOf(item)));
    return [`a list of ${items.length} (${items.join(", then ")})`];
  }
  if (schema instanceof z.ZodArray) return [`a list, each ${expectedWords(alternativesOf(schema.element))}`];
  if (schema instanceof z.ZodObject) return [`settings ${keysWords(schema)}`];
  return [];
}

function keysWords({ shape }: z.ZodObject): string {
  const keys = Object.keys(shape);
  return keys.length === 1 ? `with the key ${keys[0]}` : `with keys such as ${keys.join(", ")}`;
}

function tagWords(tags: readonly SettingsTag[]): readonly string[] {
  return tags.map(({ key, word }, i) => `${i === 0 ? `settings whose ${key} is ` : ""}"${word}"`);
}

function valuesOf(schema: z.ZodType): readonly unknown[] {
  if (schema instanceof z.ZodEnum) return schema.options;
  return schema instanceof z.ZodLiteral ? [...schema.values] : [];
}
