import type * as z from "zod";
import type { RunStore } from "./run-store.ts";

/**
 * Writes a value as indented JSON after checking it, so that nothing is written that could not be read again.
 *
 * @throws {ZodError} when the value is not what its schema says
 * @throws {TypeError} when it holds NaN or an infinity, which JSON cannot
 */
export async function writeJson<T>(
  store: RunStore,
  path: string,
  schema: z.ZodType<T>,
  value: T,
): Promise<void> {
  const text = JSON.stringify(schema.parse(value), finite, 2);
  await store.write(path, new TextEncoder().encode(`${text}\n`));
}

function finite(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`JSON cannot hold ${value} (at ${key}); use null with a reason.`);
  }
  return value;
}
