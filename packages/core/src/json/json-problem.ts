import { deepestJson } from "./parse-shallow-json.ts";

/** Keys that mean something else than data to JavaScript: a value put under one may change the object that holds it. */
export const reservedKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

/**
 * Why a value must not be walked or merged, with the place: it nests deeper than 100 levels, or holds a reserved key.
 *
 * @param keys the keys that are refused: `__proto__`, `constructor` and `prototype` unless given
 * @returns a sentence without its subject ("holds the key …"); undefined when all is well
 */
export function jsonProblem(value: unknown, keys: readonly string[] = reservedKeys): string | undefined {
  const refused = new Set(keys);
  const waiting: Place[] = [{ value, key: "", depth: 0 }];
  // A list of our own instead of recursion, which a deep value would break.
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value: here, depth } = place;
    if (typeof here !== "object" || here === null) continue;
    if (depth >= deepestJson) return `nests more than ${deepestJson} levels deep`;
    if (Array.isArray(here)) {
      for (let i = here.length - 1; i >= 0; i--) {
        // Long lists of numbers need no place each.
        if (typeof here[i] === "object")
          waiting.push({ value: here[i], key: i, depth: depth + 1, above: place });
      }
    } else {
      for (const [key, inner] of Object.entries(here)) {
        const next: Place = { value: inner, key, depth: depth + 1, above: place };
        if (refused.has(key)) return `holds the key "${pathOf(next)}", which is reserved`;
        waiting.push(next);
      }
    }
  }
  return undefined;
}

interface Place {
  readonly value: unknown;
  readonly key: string | number;
  readonly depth: number;
  readonly above?: Place;
}

function pathOf(place: Place): string {
  const keys: (string | number)[] = [];
  for (let at = place; at.above !== undefined; at = at.above) keys.unshift(at.key);
  return keys.join(".");
}
