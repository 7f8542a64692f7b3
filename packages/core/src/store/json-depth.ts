const quote = 0x22;
const backslash = 0x5c;

/**
 * How deep the arrays and objects of a JSON text lie in each other: 0 for `1`, 2 for `[{}]`.
 *
 * Parsers and walkers that call themselves overflow the stack on a file of nested brackets; this reads it in one pass, without
 * checking anything else, and stops at `enough`.
 *
 * @param json JSON in UTF-8
 */
export function jsonDepth(json: Uint8Array, enough: number): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < json.length && deepest < enough; i++) {
    const byte = json[i];
    if (inString) {
      if (byte === backslash) i++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) {
      inString = true;
    } else if (byte === 0x5b || byte === 0x7b) {
      depth++;
      deepest = Math.max(deepest, depth);
    } else if (byte === 0x5d || byte === 0x7d) {
      depth--;
    }
  }
  return deepest;
}
