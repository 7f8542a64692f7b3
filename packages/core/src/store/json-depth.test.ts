import { expect, test } from "vitest";
import { jsonDepth } from "./json-depth.ts";

const depth = (text: string, enough = 1000) => jsonDepth(new TextEncoder().encode(text), enough);

test("brackets count, those in strings do not", () => {
  expect(depth("1")).toBe(0);
  expect(depth('{"a": [1, {"b": []}], "c": {}}')).toBe(4);
  expect(depth('["[[[[", "\\"[[", "\\\\"]')).toBe(1);
});

test("a hundred thousand nested arrays are counted without a stack, up to what is asked", () => {
  expect(depth("[".repeat(100_000), 1e6)).toBe(100_000);
  expect(depth("[".repeat(100_000), 64)).toBe(64);
});
