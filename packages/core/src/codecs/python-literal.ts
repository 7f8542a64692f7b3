/** A Python value as plain JavaScript: dictionaries become maps, tuples and lists arrays, None null. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | ReadonlyMap<PythonValue, PythonValue>;

/** Headers nest structured types a few levels deep; deeper text is no header. */
const deepest = 32;

const brackets: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
]);

/**
 * Reads one Python literal: texts, whole numbers (also those of Python 2: `4L`), True, False, None, tuples, lists,
 * dictionaries, with white space anywhere.
 *
 * @throws {SyntaxError} saying what was expected and where
 */
export function parsePythonLiteral(text: string): PythonValue {
  // Texts may be marked as Python 2 did: u'…' or b'…'.
  const token = /\s*(?:[uUbB]?("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(-?\d+)[lL]?(?![\w.])|(\w+)|(.))/sy;
  let at = 0;

  function next(): { readonly string?: string; readonly number?: string; readonly sign: string } {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return { sign: "" };
    at = token.lastIndex;
    const [, string, number, word, sign] = match;
    if (string !== undefined) return { string, sign: "" };
    return number === undefined ? { sign: word ?? sign ?? "" } : { number, sign: "" };
  }

  function value(depth: number): PythonValue {
    if (depth > deepest) throw new SyntaxError(`nests more than ${deepest} levels deep`);
    const { string, number, sign } = next();
    if (string !== undefined) return string.slice(1, -1).replace(/\\(.)/gs, "$1");
    if (number !== undefined) return Number(number);
    if (sign === "True" || sign === "False") return sign === "True";
    if (sign === "None") return null;
    const closing = brackets.get(sign);
    if (closing !== undefined) return sequence(closing, depth);
    if (sign === "{") return dictionary(depth);
    throw new SyntaxError(`expected a value before character ${at}, found ${sign === "" ? "the end" : sign}`);
  }

  /** True when the next sign is `sign`, which is then passed. */
  function passes(sign: string): boolean {
    const before = at;
    if (next().sign === sign) return true;
    at = before;
    return false;
  }

  function expects(sign: string): void {
    if (!passes(sign)) throw new SyntaxError(`expected ${sign} at character ${at}`);
  }

  function sequence(closing: string, depth: number): PythonValue {
    const items: PythonValue[] = [];
    let comma = true;
    while (!passes(closing)) {
      if (!comma) throw new SyntaxError(`expected , or ${closing} at character ${at}`);
      items.push(value(depth + 1));
      comma = passes(",");
    }
    // One value in parentheses without a comma is that value.
    return closing === ")" && items.length === 1 && !comma ? (items[0] as PythonValue) : items;
  }

  function dictionary(depth: number): PythonValue {
    const entries = new Map<PythonValue, PythonValue>();
    let comma = true;
    while (!passes("}")) {
      if (!comma) throw new SyntaxError(`expected , or } at character ${at}`);
      const key = value(depth + 1);
      expects(":");
      entries.set(key, value(depth + 1));
      comma = passes(",");
    }
    return entries;
  }

  const result = value(0);
  // NumPy pads its headers with spaces and a line feed, others with zeros.
  if (/[^\s\0]/.test(text.slice(at))) throw new SyntaxError(`expected nothing more at character ${at}`);
  return result;
}
