import fc from "fast-check";
import { expect, test } from "vitest";
import { parseShallowJson } from "./parse-shallow-json.ts";

test("reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      expect(parseShallowJson(text)).toEqual(JSON.parse(text));
      expect(parseShallowJson(new TextEncoder().encode(text))).toEqual(JSON.parse(text));
    }),
  );
});

test("counts levels, not brackets in texts or beside each other", () => {
  for (const text of [
    `"${"[".repeat(500)}"`,
    `["\\"${"{".repeat(500)}"]`,
    `[${Array(500).fill("[]").join(",")}]`,
  ])
    expect(parseShallowJson(text)).toEqual(JSON.parse(text));
  const levels = (count: number) => "[".repeat(count) + "]".repeat(count);
  expect(parseShallowJson(levels(100))).toBeTruthy();
  expect(() => parseShallowJson(levels(101))).toThrow(/more than 100 levels/);
  expect(() => parseShallowJson(levels(100_000))).toThrow(RangeError);
  expect(() => parseShallowJson('{"a":'.repeat(100_000))).toThrow(/more than 100 levels/);
  expect(() => parseShallowJson(levels(3), 2)).toThrow(/more than 2 levels/);
});

test("refuses what is not JSON, or not UTF-8", () => {
  for (const text of ["", "[", '"', '"\\', "]", "{]"])
    expect(() => parseShallowJson(text)).toThrow(SyntaxError);
  expect(() => parseShallowJson(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(TypeError);
});
