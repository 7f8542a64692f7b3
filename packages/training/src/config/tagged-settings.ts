import * as z from "zod";
import { alternativesOf } from "./schema-places.ts";

/** A word that settings have under a key and that tells them from others: `kind: "step"`. */
export interface SettingsTag {
  readonly key: string;
  readonly word: string;
}

/** The tag of settings; none where no key takes one word only. */
export function tagOf({ shape }: z.ZodObject): SettingsTag | undefined {
  for (const [key, schema] of Object.entries(shape)) {
    const [only, ...others] = alternativesOf(schema);
    if (!(only instanceof z.ZodLiteral) || others.length > 0 || only.values.size > 1) continue;
    const [word] = only.values;
    if (typeof word === "string") return { key, word };
  }
  return undefined;
}

/** Those of several settings whose tag a value has, or may leave out and does. */
export function namedBy(
  settings: readonly z.ZodObject[],
  value: Readonly<Record<string, unknown>>,
): readonly z.ZodObject[] {
  if (settings.length < 2) return [];
  return settings.filter((each) => {
    const tag = tagOf(each);
    return tag !== undefined && (each.shape[tag.key] as z.ZodType).safeParse(value[tag.key]).success;
  });
}

/** The tags of several settings that all have one; none where one of them has not. */
export function tagsOf(schemas: readonly z.ZodType[]): readonly SettingsTag[] {
  const settings = schemas.filter((each) => each instanceof z.ZodObject);
  const tags = settings.flatMap((each) => tagOf(each) ?? []);
  return settings.length > 1 && tags.length === settings.length ? tags : [];
}
