import { describe, expect, it } from "vitest";
import { experiments } from "./registry.ts";
import { idPattern } from "./rows/row.ts";

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at);

it("experiments have names of their own, and none is called `tables`", () => {
  const names = experiments.map(({ name }) => name);
  expect(repeated([...names, "tables"])).toEqual([]);
  for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
});

describe.each(experiments)("experiment $name", ({ conditions, description, version, orders = [] }) => {
  it("describes itself in one sentence, and has a version", () => {
    expect(description).toMatch(/^\p{Lu}[^\n]*\.$/u);
    expect(Number.isInteger(version) && version > 0).toBe(true);
  });

  it("has conditions with ids of their own, and draws", () => {
    expect(repeated(conditions.map(({ id }) => id))).toEqual([]);
    for (const { id, draws } of conditions) {
      expect(id).toMatch(idPattern);
      expect(Number.isInteger(draws) && draws > 0).toBe(true);
    }
  });

  it("names a fault with its strength, or neither, and one wherever power is asked of a lens", () => {
    for (const { kind, setting } of conditions) {
      if (setting === undefined) continue;
      expect(setting.strength === undefined).toBe(setting.fault === undefined);
      const kinds = typeof kind === "string" ? [kind] : Object.values(kind);
      if (kinds.includes("power")) expect(setting.fault).toBeDefined();
    }
  });

  it("orders two conditions that it has", () => {
    const ids = conditions.map(({ id }) => id);
    for (const { lower, higher } of orders) {
      expect(ids).toEqual(expect.arrayContaining([lower, higher]));
      expect(lower).not.toBe(higher);
    }
  });
});
