import { deepestJson } from "../json/parse-shallow-json.ts";

/**
 * JSON with sorted keys and no white space: equal values give equal text, whatever order their keys were written in.
 *
 * @throws {TypeError} for numbers that JSON cannot hold (NaN, infinities), and for values that nest deeper than 100 levels
 */
export function canonicalJson(value: unknown): string {
  return canonical(value, 0);
}

function canonical(value: unknown, depth: number): string {
  const inner = (item: unknown) => canonical(item, depth + 1);
  if (depth > deepestJson)
    throw new TypeError(`Expected JSON of at most ${deepestJson} levels, received more.`);
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`JSON cannot hold ${value}; use null with a reason.`);
  }
  if (Array.isArray(value)) return `[${value.map((item) => inner(item ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${inner(item)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
