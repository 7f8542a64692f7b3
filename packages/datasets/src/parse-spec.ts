import { ConfigInvalidError } from "@ganlens/core";
import * as z from "zod";

/**
 * The value, when the schema allows it.
 *
 * @throws {ConfigInvalidError} saying which key is wrong
 */
export function parseSpec<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigInvalidError({
    message: `Expected ${what}, received something else: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}`,
    cause: parsed.error,
  });
}
