/** Far more levels than any file of ours or of Keras has, far fewer than any reader's stack. */
export const deepestJson = 100;

/**
 * Reads JSON after checking that it nests no deeper than `deepest`: whatever walks the value afterwards may recurse.
 *
 * @param json text, or its UTF-8 bytes
 * @throws {RangeError} when it nests deeper
 * @throws {SyntaxError} when it is not JSON
 * @throws {TypeError} when the bytes are not UTF-8
 */
export function parseShallowJson(json: string | Uint8Array, deepest: number = deepestJson): unknown {
  const text = typeof json === "string" ? json : new TextDecoder("utf-8", { fatal: true }).decode(json);
  if (isDeeper(text, deepest)) throw new RangeError(`It nests more than ${deepest} levels deep`);
  return JSON.parse(text);
}

function isDeeper(text: string, deepest: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === 0x22) at = endOfText(text, at);
    else if (sign === 0x5b || sign === 0x7b) {
      depth++;
      if (depth > deepest) return true;
    } else if (sign === 0x5d || sign === 0x7d) depth--;
  }
  return false;
}

/** The place of the quotation mark that closes the one at `at`, or the end. */
function endOfText(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    if (sign === 0x5c) i++;
    else if (sign === 0x22) return i;
  }
  return text.length;
}
