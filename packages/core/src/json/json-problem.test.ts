import { expect, test } from "vitest";
import { jsonProblem } from "./json-problem.ts";

/** `value` inside `levels` lists. */
function nested(levels: number, value: unknown = 1): unknown {
  let whole = value;
  for (let level = 0; level < levels; level++) whole = [whole];
  return whole;
}

test("has nothing against plain values", () => {
  for (const value of [null, 1, "__proto__", [1, [2]], { a: { b: ["constructor"] } }, nested(100)])
    expect(jsonProblem(value)).toBeUndefined();
});

test("names the place of a reserved key, however deep", () => {
  expect(jsonProblem(JSON.parse('{"a": [0, {"b": {"__proto__": {}}}]}'))).toMatch('"a.1.b.__proto__"');
  expect(jsonProblem({ prototype: 1 })).toMatch('"prototype"');
  expect(jsonProblem({ x: { constructor: 1 } })).toMatch('"x.constructor"');
  expect(jsonProblem({ x: { constructor: 1 } }, ["__proto__"])).toBeUndefined();
});

test("refuses depth without running out of stack, and values that hold themselves", () => {
  expect(jsonProblem(nested(101))).toMatch(/more than 100 levels/);
  expect(jsonProblem(nested(100_000))).toMatch(/more than 100 levels/);
  const self: Record<string, unknown> = {};
  self.self = self;
  expect(jsonProblem(self)).toMatch(/more than 100 levels/);
});
