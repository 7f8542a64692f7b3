import * as z from "zod";

/**
 * One schema for all versions of a file that can still be read: each version's own brings it to the newest form.
 *
 * The version stands in `schemaVersion`; a version that is not known is one issue at that place, which names those that are.
 *
 * @param versions version → schema of that version, whose output is the newest form
 */
export function versioned<T>(versions: Readonly<Record<number, z.ZodType<T>>>): z.ZodType<T> {
  const known = Object.keys(versions).map(Number);
  return z.unknown().transform((value, context): T => {
    const version = (value as { readonly schemaVersion?: unknown } | null | undefined)?.schemaVersion;
    const schema =
      typeof version === "number" && Object.hasOwn(versions, version) ? versions[version] : undefined;
    if (schema === undefined) {
      context.issues.push({
        code: "invalid_value",
        values: known,
        input: version,
        path: ["schemaVersion"],
        message: `expected ${known.join(" or ")}, received ${(JSON.stringify(version) ?? "none").slice(0, 40)}`,
      });
      return z.NEVER;
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: value } as never);
    return z.NEVER;
  });
}
