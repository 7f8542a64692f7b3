import { ConfigInvalidError, nearestName } from "@ganlens/core";
import type * as z from "zod";
import { isObject } from "./config-layers.ts";
import { keysOf, objectsAt } from "./schema-places.ts";
import { namedBy, tagOf } from "./tagged-settings.ts";

/** A key that a schema does not know. */
export interface UnknownKey {
  readonly schema: z.ZodType;
  readonly issue: z.core.$ZodIssueUnrecognizedKeys;
  /** What stands where the key stands in it. */
  readonly value: unknown;
  readonly cause: z.ZodError;
}

/**
 * Names an unknown key by its place, the nearest known one or all of them, and where settings are told apart by a tag, those
 * that have the key.
 */
export function unknownKeyError({
  schema,
  issue: { path, keys },
  value,
  cause,
}: UnknownKey): ConfigInvalidError {
  const [key = ""] = keys;
  const at = (name: string) => [...path, name].join(".");
  const objects = objectsAt(schema, path);
  const named = isObject(value) ? namedBy(objects, value) : [];
  const meant = named.length > 0 ? named : objects;
  const known = keysOf(meant);
  const nearest = nearestName(key, known);
  // A key of other settings than the ones that were named, as it is or nearly.
  const others = objects.filter((each) => !meant.includes(each));
  const foreign = nearest === undefined ? (nearestName(key, keysOf(others)) ?? key) : key;
  const tags = (of: readonly z.ZodObject[]) => of.flatMap((each) => tagOf(each) ?? []);
  const owners = tags(others.filter(({ shape }) => Object.hasOwn(shape, foreign)));
  const belongs =
    owners.length > 0 && foreign === key
      ? `, which belongs to ${wordList(owners)} and not to ${wordList(tags(meant))}`
      : "";
  const hints = [
    nearest === undefined ? [] : [`Did you mean "${at(nearest)}"?`],
    nearest === undefined || belongs !== "" ? [`Known keys here: ${known.join(", ")}.`] : [],
    owners.slice(0, 1).map((tag) => `With ${at(tag.key)}=${tag.word} there is "${foreign}".`),
  ];
  return new ConfigInvalidError({
    message: `Expected only known settings, received the unknown key "${at(key)}"${belongs}.`,
    hint: hints.flat().join(" "),
    cause,
  });
}

function wordList(tags: readonly { readonly word: string }[]): string {
  const words = tags.map(({ word }) => word);
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
