import fc from "fast-check";
import { expect, test } from "vitest";
import { wrap } from "./wrap.ts";

test("breaks between words, indents every line, and leaves a long word whole", () => {
  expect(wrap("one two three", { width: 8, indent: " " })).toEqual([" one two", " three"]);
  expect(wrap("a incomprehensibilities b", { width: 5 })).toEqual(["a", "incomprehensibilities", "b"]);
  expect(wrap("  ", { width: 5 })).toEqual([]);
});

test("no word is lost, and a line is too long only when it is a single word", () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  fc.assert(
    fc.property(fc.array(word), fc.integer({ min: 1, max: 40 }), (words, width) => {
      const lines = wrap(words.join(" "), { width });
      expect(lines.join(" ")).toBe(words.join(" "));
      for (const line of lines) expect(line.length <= width || !line.includes(" ")).toBe(true);
    }),
  );
});
