import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

test("is the same for equal values, whatever order their keys were written in", () => {
  expect(canonicalJson({ b: [1, undefined, null], a: { d: "é", c: undefined } })).toBe(
    '{"a":{"d":"é"},"b":[1,null,null]}',
  );
  expect(canonicalJson({ a: { d: "é" }, b: [1, null, null] })).toBe('{"a":{"d":"é"},"b":[1,null,null]}');
});

test("refuses what JSON cannot hold, and depth without running out of stack", () => {
  expect(() => canonicalJson([Number.NaN])).toThrow(/JSON cannot hold NaN/);
  let deep: unknown = 1;
  for (let level = 0; level < 100; level++) deep = [deep];
  expect(canonicalJson(deep)).toHaveLength(201);
  for (let level = 0; level < 100_000; level++) deep = { a: deep };
  expect(() => canonicalJson(deep)).toThrow(/at most 100 levels/);
});
